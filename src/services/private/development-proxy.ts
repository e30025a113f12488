import { NginxRoute } from '../../nginx';
import { RuntimeConfig } from './runtime-config';

/** What the development server of Angular passes on, as a module: the same as nginx in production, and the application's configuration. */
export function developmentProxy(routes: NginxRoute[], config?: RuntimeConfig): string {
  const entries = routes.map(({ path, host, port, websocket }) =>
    `  '^${path}(/|$|\\\\?)': { target: 'http://${host}:${port}'${websocket ? ', ws: true' : ''} },\n`);
  if (!config) {
    return `${PASSED_ON}
export default {
${entries.join('')}};
`;
  }
  return `import { createServer } from 'node:http';

${(['text', 'number', 'boolean'] as const).filter((type) => config.values.some((value) => value.type === type)).map((type) => READERS[type]).join('')}
// The application's configuration, from the variables of this container, as nginx serves it in production.
const config = () => ({
${config.values.map(({ key, variable, type }) => `  ${key}: ${type}('${variable}'),\n`).join('')}});
const server = createServer((request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }).end(JSON.stringify(config(), null, 2));
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
server.unref();

${PASSED_ON}
export default {
${entries.join('')}\
  '^/([^/]+/)*config\\\\.json$': { target: \`http://127.0.0.1:\${server.address().port}\` },
};
`;
}

const PASSED_ON = '// The development server passes these paths on, as nginx does in production.';

// empty is what a variable is that nobody has set
const READERS = {
  text: 'const text = (variable) => process.env[variable] ?? \'\';\n',
  number: 'const number = (variable) => process.env[variable] ? Number(process.env[variable]) : null;\n',
  boolean: 'const boolean = (variable) => process.env[variable] ? process.env[variable] === \'true\' : null;\n',
};
