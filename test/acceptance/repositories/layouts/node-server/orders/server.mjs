import { createServer } from 'node:http';

createServer((_, response) => response.end('no orders yet')).listen(Number(process.env.PORT), '0.0.0.0');
