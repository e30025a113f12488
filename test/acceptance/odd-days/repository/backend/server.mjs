/*
 * The smallest application that behaves as it should: it takes a second to start, and told to end it finishes the requests it has.
 */
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const VERSION = '1';

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  request.resume();
  if (pathname === '/slow') {
    await pause(Number(searchParams.get('seconds')) * 1000);
  }
  response.writeHead(200, { 'content-type': 'application/json', 'x-release': process.env.RELEASE ?? '', 'x-version': VERSION });
  response.end(JSON.stringify({ version: VERSION }));
});

process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
await pause(1000);
server.listen(8000);
