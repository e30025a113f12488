import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { HELLO } from '@shop/wording';

createServer(async ({ url }, response) => {
  // where no edge does it
  const text = url.startsWith('/api/') ? await (await fetch(`${process.env.API_URL}${url}`)).text() : `<h1>${HELLO}</h1>`;
  response.statusCode = existsSync('/tmp/broken') ? 500 : 200;
  response.setHeader('content-type', 'text/html').end(text);
}).listen(Number(process.env.PORT), '0.0.0.0');
