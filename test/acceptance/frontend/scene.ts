import { readFileSync, readdirSync } from 'fs';
import * as path from 'path';
import { Outcome, run, succeed } from '../command';
import { Leftovers, belongingsOf, inspectContainer, removeProject } from '../engine';
import { copyHandWritten, useLibrary } from '../library';
import { Report } from '../report';
import { Sandbox } from '../sandbox';
import { NO_NEWER_NGINX, NO_OLDER_NGINX } from './other-nginx';

/*
 * The one repository of a frontend run: the example's Angular application, and services behind it that do what they are told.
 */

/** The stack's name, and so how its images are called: nothing else on the engine has it. */
export const STACK = 'storefront';
export const PROJECT = `${STACK}-production`;
export const GIXY = `${STACK}-gixy`;
/** nginx as the base image has it. */
export const FRONTEND = 18400;
/** The same with nginx 1.30 and Brotli. */
export const NEWER = 18401;
/** The same with proxies in front that are believed. */
export const BEHIND = 18402;
/** The same with nginx 1.26. */
export const OLDER = 18403;
const PORTS: { [service: string]: number } = {
  frontend: FRONTEND,
  ...NO_NEWER_NGINX === undefined ? { newer: NEWER } : {},
  ...NO_OLDER_NGINX === undefined ? { older: OLDER } : {},
  behind: BEHIND,
};
/** They run from the beginning. */
export const FRONTENDS = Object.keys(PORTS);
/** They come later; and `absent` never does. */
export const SERVICES = ['backend', 'fragile'];

export const sandbox = new Sandbox(STACK);
export const report = new Report();
export const leftovers = new Leftovers();

/** Writes the repository, and into it all that the library generates. */
export async function writeRepository(): Promise<void> {
  await copyHandWritten(sandbox);
  const mine = path.join(__dirname, 'repository');
  for (const file of readdirSync(mine, { recursive: true, withFileTypes: true })) {
    if (file.isFile()) {
      const source = path.join(file.parentPath, file.name);
      sandbox.write(path.relative(mine, source), readFileSync(source));
    }
  }
  writeFiles();
  // each frontend builds a folder of its own
  for (const folder of FRONTENDS.slice(1)) {
    await sandbox.succeed(['cp', '--recursive', 'frontend', folder]);
  }
  await useLibrary(sandbox);
  await sandbox.succeed(['npx', '--no-install', 'tsx', '.projenrc.ts'], { timeoutSeconds: 300 });
}

/** What the application has beside the example's: something inline, and a file of each kind. */
function writeFiles(): void {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${'<path d="M0 0h9v9z"/>'.repeat(100)}</svg>\n`;
  sandbox.edit('frontend/src/index.html', '  </head>', '    <script>document.documentElement.dataset.started = "yes";</script>\n  </head>');
  sandbox.write('frontend/src/brand.svg', drawing);
  sandbox.write('frontend/src/styles.css', `${sandbox.read('frontend/src/styles.css')}\nbody { background-image: url('./brand.svg'); }\n`);
  sandbox.write('frontend/public/drawing.svg', drawing);
  sandbox.write('frontend/public/plain.js', `// no hash in its name\n${'console.log("the same again and again");\n'.repeat(100)}`);
  sandbox.write('frontend/public/data.json', `${JSON.stringify(Array.from({ length: 300 }, (_, index) => ({ index })))}\n`);
  sandbox.write('frontend/public/logo.png', Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(3000, 7)]));
  sandbox.write('frontend/public/engine.wasm', Buffer.concat([Buffer.from('\0asm\x01\0\0\0', 'latin1'), Buffer.alloc(4096)]));
  sandbox.write('frontend/public/olá mundo.txt', 'Um arquivo com espaço e acento no nome.\n');
}

/** Runs `docker compose` on the generated file. */
export function compose(...argv: string[]): Promise<Outcome> {
  return sandbox.succeed(
    ['docker', 'compose', '--file', 'docker-compose.prod.yml', ...argv], { timeoutSeconds: 600 },
  );
}

export function portOf(service: string): number {
  return PORTS[service];
}

export function containerOf(service: string): string {
  return `${PROJECT}-${service}-1`;
}

/** Runs a program in a service's container, whatever comes of it. */
export function inside(service: string, ...argv: string[]): Promise<Outcome> {
  return run(['docker', 'exec', containerOf(service), ...argv]);
}

/** The address of a container in the stack's network. */
export async function addressOf(container: string): Promise<string> {
  const { stdout } = await succeed(['docker', 'inspect', '--format', '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}', container]);
  return stdout.trim();
}

/** Whether a service's container runs, and how often it was started again. */
export async function runningOf(service: string): Promise<{ readonly restarts: number; readonly running: boolean }> {
  const { RestartCount, State } = await inspectContainer(containerOf(service));
  return { restarts: RestartCount, running: State.Status === 'running' };
}

/** The network of the stack, and the image of a service, as they run. */
export async function networkOf(service: string): Promise<string> {
  const { stdout } = await succeed(['docker', 'inspect', '--format', '{{range $name, $_ := .NetworkSettings.Networks}}{{$name}}{{end}}', containerOf(service)]);
  return stdout.trim();
}

export async function imageOf(service: string): Promise<string> {
  const { stdout } = await succeed(['docker', 'inspect', '--format', '{{.Config.Image}}', containerOf(service)]);
  return stdout.trim();
}

/** Takes everything away, by its names. */
export async function removeAll(): Promise<void> {
  await leftovers.remove();
  await removeProject(PROJECT);
  for (const image of (await belongingsOf(STACK)).images) {
    await run(['docker', 'image', 'rm', '--force', image]);
  }
}
