import { createServer } from 'node:http';

createServer(async ({ url }, response) => {
  // where no edge does it
  const text = url.startsWith('/api/') ? await (await fetch(`${process.env.API_URL}${url}`)).text() : '<h1>Hello from the site</h1>';
  response.setHeader('content-type', 'text/html').end(text);
}).listen(Number(process.env.PORT), '0.0.0.0');
