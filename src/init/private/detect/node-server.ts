import * as path from 'path';
import { ComposeServiceFound } from './compose-files';
import { NodePackageFound } from './node-packages';
import { Repository } from '../../repository';
import { Found, isIn } from '../found';

/** An application that Node.js serves. */
export interface NodeServerFound {
  readonly package: NodePackageFound;
  readonly because: string;
  /** Whether people open its pages; otherwise programs ask it. */
  readonly pages: boolean;
  readonly entryPoint: Found<string>;
  readonly entryArguments?: readonly string[];
  readonly built: boolean;
  readonly buildScript?: string;
  readonly outputPath?: string;
  readonly bundled?: boolean;
  readonly runtimeFiles?: readonly string[];
  readonly writablePaths?: readonly string[];
  readonly developmentScript?: string;
  readonly developmentArguments?: readonly string[];
  readonly port?: Found<number>;
  readonly healthPath?: Found<string>;
  readonly service?: ComposeServiceFound;
  readonly toDo: readonly string[];
}

/** Without them, a package of that kind is a library or a tool. */
const SERVERS = ['@nestjs/core', 'express', 'fastify', 'koa', '@hapi/hapi', 'hono', '@adonisjs/core'];

/** The server of a folder with packages; `undefined` if it is none. */
export function nodeServerIn(
  repository: Repository,
  found: NodePackageFound,
  services: readonly ComposeServiceFound[],
): NodeServerFound | undefined {
  const { folder, packages, scripts } = found;
  const at = (name: string) => path.posix.join(folder, name);
  const service = services.find(({ context }) => context !== undefined && context === folder);
  const has = (name: string) => repository.has(at(name)) || repository.hasFolder(at(name));
  const port = portOf(repository, folder);
  const shared = { package: found, service, toDo: [] };
  if (packages.has('next')) {
    const config = ['next.config.js', 'next.config.mjs', 'next.config.ts', 'next.config.cjs'].filter(has);
    return {
      ...shared,
      pages: true,
      because: `${at('package.json')} has next`,
      built: true,
      entryPoint: { value: 'node_modules/next/dist/bin/next', because: 'Next.js starts so' },
      entryArguments: ['start'],
      outputPath: '.next',
      runtimeFiles: [...(has('public') ? ['public'] : []), ...config],
      writablePaths: ['/app/.next/cache'],
      ...development(scripts, 'dev'),
    };
  }
  if (packages.has('nuxt')) {
    return {
      ...shared,
      pages: true,
      because: `${at('package.json')} has nuxt`,
      built: true,
      bundled: true,
      outputPath: '.output',
      entryPoint: { value: '.output/server/index.mjs', because: 'Nuxt builds it' },
      ...development(scripts, 'dev'),
      developmentArguments: ['--host', '0.0.0.0'],
    };
  }
  if (packages.has('@sveltejs/adapter-node') || packages.has('@astrojs/node')) {
    const isSvelte = packages.has('@sveltejs/adapter-node');
    return {
      ...shared,
      pages: true,
      because: `${at('package.json')} has ${isSvelte ? '@sveltejs/adapter-node' : '@astrojs/node'}`,
      built: true,
      outputPath: isSvelte ? 'build' : undefined,
      entryPoint: isSvelte
        ? { value: 'build/index.js', because: 'SvelteKit builds it' }
        : { value: 'dist/server/entry.mjs', because: 'Astro builds it' },
      ...development(scripts, 'dev'),
      developmentArguments: ['--host', '0.0.0.0', '--port', '3000'],
    };
  }
  const framework = SERVERS.find((name) => packages.has(name));
  const run =
    [scripts['start:prod'], scripts.start, scripts.serve, scripts.dev].map((script) => nodeFile(script)).find((file) => file !== undefined)
    ?? (framework ? found.main : undefined);
  const developmentScript = ['dev', 'start:dev', 'develop', 'start'].find((name) => scripts[name] !== undefined);
  if (
    (run === undefined && framework !== '@nestjs/core')
    || developmentScript === undefined
    || (framework === undefined && !asksForPort(repository, folder))
  ) {
    return undefined;
  }
  const built = scripts.build !== undefined;
  const file = (run ?? 'dist/main').replace(/^\.\//, '').replace(/(?<!\.[cm]?js)$/, '.js');
  // what is run in development is the source of what is built
  const isSource = built && repository.has(at(file));
  return {
    ...shared,
    pages: servesPages(repository, folder),
    built,
    because: framework
      ? `${at('package.json')} has ${framework}`
      : `a script of ${at('package.json')} runs ${file}, which listens on PORT`,
    entryPoint: isSource
      ? { value: `dist/${file}`, because: `a guess: ${file} is what is built` }
      : { value: file, because: `${at('package.json')} runs it` },
    ...development(scripts, developmentScript),
    port,
    healthPath: healthOf(repository, folder),
  };
}

function development(scripts: { readonly [name: string]: string }, name: string): { developmentScript?: string } {
  const found = scripts[name] === undefined ? Object.keys(scripts).find((each) => /^(dev|develop|start)$/.test(each)) : name;
  return found === 'dev' || found === undefined ? {} : { developmentScript: found };
}

/** `node --watch server.mjs` runs `server.mjs`. */
function nodeFile(script: string | undefined): string | undefined {
  return /(?:^|&&\s*|\s)(?:node|nodemon)\s+(?:--?[\w-]+(?:=\S+)?\s+)*([\w./-]+)/.exec(script ?? '')?.[1];
}

function sourcesOf(repository: Repository, folder: string): string[] {
  return repository
    .below(folder)
    .filter((file) => /\.[cm]?[jt]sx?$/.test(file) && !/\.(test|spec|d|config)\.|(^|\/)(tests?|e2e)\//.test(file) && isIn(file, folder))
    .slice(0, 300);
}

function asksForPort(repository: Repository, folder: string): boolean {
  return sourcesOf(repository, folder).some((file) =>
    /process\.env\.PORT\b|process\.env\[["']PORT["']\]/.test(repository.read(file) ?? ''),
  );
}

function servesPages(repository: Repository, folder: string): boolean {
  return sourcesOf(repository, folder).some((file) =>
    /process\.env\.API_URL\b|text\/html|app\.set\(["']view engine/.test(repository.read(file) ?? ''),
  );
}

function portOf(repository: Repository, folder: string): Found<number> | undefined {
  for (const file of sourcesOf(repository, folder)) {
    const found = /process\.env\.PORT\s*(?:\|\||\?\?)\s*["']?(\d+)/.exec(repository.read(file) ?? '');
    if (found && found[1] !== '3000') {
      return { value: Number(found[1]), because: `${file} listens there` };
    }
  }
  return undefined;
}

function healthOf(repository: Repository, folder: string): Found<string> | undefined {
  for (const file of sourcesOf(repository, folder)) {
    const found = /\.get\(\s*["'](\/[\w/-]*health[\w/-]*)["']/.exec(repository.read(file) ?? '')?.[1];
    if (found) {
      return { value: found, because: `${file} answers it` };
    }
  }
  return undefined;
}
