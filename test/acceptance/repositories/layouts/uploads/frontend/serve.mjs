import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const port = Number(process.argv[process.argv.indexOf('--port') + 1]);
createServer((_, response) => response.setHeader('content-type', 'text/html').end(readFileSync('index.html'))).listen(port, '0.0.0.0');
