import { RuntimeConfig } from './runtime-config';
import { NginxRoute } from '../../nginx';
import { NUMBER } from '../../nginx/before-start';

export interface DevelopmentProxyOptions {
  /** The most precise path first. */
  readonly routes: NginxRoute[];
  readonly config?: RuntimeConfig;
  /** With a slash at both ends. The development server may serve there, if angular.json says so, or at the root. */
  readonly basePath: string;
  /** Whether webpack's server reads it, as with the older builder, and not Vite's. */
  readonly webpack: boolean;
}

/** What the development server of Angular passes on, as a module: the same as nginx in production, and the application's configuration. */
export function developmentProxy({ routes, config, basePath, webpack }: DevelopmentProxyOptions): string {
  const base = basePath.slice(0, -1);
  const passedOn: PassedOn[] = [
    ...routes.map(({ path, host, port, websocket }) => ({ path, below: true, target: `'http://${host}:${port}'`, websocket })),
    ...config ? [{ path: `${base && `(${base})?`}/config\\.json`, target: '`http://127.0.0.1:${server.address().port}`' }] : [],
  ];
  return `${config ? configServer(config) : ''}\
// The development server passes these paths on, as nginx does in production.
export default ${webpack ? forWebpack(passedOn) : forVite(passedOn)};
`;
}

interface PassedOn {
  /** A regular expression. */
  readonly path: string;
  /** Whether what is below the path is passed on too. */
  readonly below?: boolean;
  /** An expression. */
  readonly target: string;
  readonly websocket?: boolean;
}

/** Vite compares a key that begins with `^` with the path and the query. */
function forVite(passedOn: PassedOn[]): string {
  const entries = passedOn.map(({ path, below, ...rest }) =>
    `'^${path.replace(/\\/g, '\\\\')}(${below ? '/|' : ''}$|\\\\?)': { ${settings(rest)} }`);
  return `{\n${entries.map((entry) => `  ${entry},\n`).join('')}}`;
}

/** webpack's server knows no regular expressions, but functions of the path. */
function forWebpack(passedOn: PassedOn[]): string {
  const entries = passedOn.map(({ path, below, ...rest }) =>
    `{ context: (path) => /^${path.replace(/\//g, '\\/')}${below ? '(\\/|$)' : '$'}/.test(path), ${settings(rest)} }`);
  return `[\n${entries.map((entry) => `  ${entry},\n`).join('')}]`;
}

function settings({ target, websocket }: Omit<PassedOn, 'path'>): string {
  return `target: ${target}${websocket ? ', ws: true' : ''}`;
}

function configServer({ values }: RuntimeConfig): string {
  const types = (['text', 'number', 'boolean'] as const).filter((type) => values.some((value) => value.type === type));
  return `import { createServer } from 'node:http';

// The application's configuration, from the variables of this container, as nginx serves it in production.
${types.map((type) => READERS[type]).join('')}${types.some((type) => type !== 'text') ? TYPED : ''}\
const config = JSON.stringify({
${values.map(({ key, variable, type }) => `  ${key}: ${type}('${variable}'),\n`).join('')}}, null, 2);
const server = createServer((request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }).end(config);
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
server.unref();

`;
}

const READERS = {
  text: 'const text = (variable) => process.env[variable] ?? \'\';\n',
  number: `const number = (variable) => typed(variable, ${NUMBER}, 'a number as JSON writes it, such as 10, -1 or 0.5');\n`,
  boolean: 'const boolean = (variable) => typed(variable, /^(true|false)$/, \'true or false\');\n',
};

// empty is what a variable is that nobody has set
const TYPED = `\
function typed(variable, pattern, allowed) {
  const value = process.env[variable] ?? '';
  if (value !== '' && !pattern.test(value)) {
    throw new Error(\`\${variable} is "\${value}", allowed is \${allowed}: correct the variable, or leave it empty for null\`);
  }
  return value === '' ? null : JSON.parse(value);
}
`;
