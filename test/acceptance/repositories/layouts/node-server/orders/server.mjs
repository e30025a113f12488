import { existsSync } from 'node:fs';
import { createServer } from 'node:http';

createServer((_, response) => {
  response.statusCode = existsSync('/tmp/broken') ? 500 : 200;
  response.end('no orders yet');
}).listen(Number(process.env.PORT), '0.0.0.0');
