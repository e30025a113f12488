/* Answers what the example's pages ask for, and nothing else. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

const ANSWERS = {
  '/health': { status: 'healthy' },
  '/api/leads': [
    { id: '1', name: 'Ana', email: 'ana@acme.com.br', company_id: null, owner_id: null, score: 7, created_at: '2026-01-02T03:04:05Z' },
  ],
  '/api/companies': [{ id: '1', name: 'Acme', domain: 'acme.com.br', created_at: '2026-01-02T03:04:05Z' }],
};

createServer((request, response) => {
  const body = ANSWERS[request.url];
  response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? { detail: 'not found' }));
}).on('upgrade', ({ headers }, socket) => {
  // RFC 6455, 4.2.2
  const accept = createHash('sha1').update(`${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.on('error', () => undefined);
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
}).listen(8000);
