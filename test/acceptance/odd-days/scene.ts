import { readFileSync, readdirSync } from 'fs';
import * as path from 'path';
import { setTimeout as pause } from 'timers/promises';
import { get } from '../api';
import { Outcome, mustSucceed, run, succeed } from '../command';
import { belongingsOf, removeProject } from '../engine';
import { eventually } from '../eventually';
import { useLibrary } from '../library';
import { Load } from '../production/load/load';
import { Report } from '../report';
import { Sandbox } from '../sandbox';

/*
 * A small repository, whose releases are quick, with one service of each kind: what happens to it is more than to others.
 */

export const STACK = 'odd-days';
export const PROJECT = `${STACK}-production`;
export const SCRIPT = './scripts/docker-prod.sh';
export const PORT = 18690;
export const SSH_PORT = 18691;
export const ORIGIN = `http://127.0.0.1:${PORT}`;
export const SERVICES = ['backend', 'edge', 'redis', 'worker'];

export const sandbox = new Sandbox(STACK);
export const report = new Report();

/** Watched for a shorter time than a person would. */
export const QUICK = { SETTLE_SECONDS: '1', WATCH_SECONDS: '1', PATIENCE_SECONDS: '60' };

/** Runs the script to its end. */
export function prod(argv: string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  return sandbox.run([SCRIPT, ...argv], { timeoutSeconds: 300, env: { ...QUICK, ...env } });
}

export async function deploy(release: string, env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  return mustSucceed(await prod(['deploy', '--release', release], env));
}

/** Writes the repository, and commits it. */
export async function writeRepository(): Promise<void> {
  const mine = path.join(__dirname, 'repository');
  for (const file of readdirSync(mine, { recursive: true, withFileTypes: true })) {
    if (file.isFile()) {
      const source = path.join(file.parentPath, file.name);
      sandbox.write(path.relative(mine, source), readFileSync(source));
    }
  }
  await sandbox.succeed(['git', 'init', '--quiet']);
  await useLibrary(sandbox);
  await synthesize();
  sandbox.write('.env.prod', 'REDIS_PASSWORD=0123456789abcdef0123456789abcdef\n', 0o600);
  await commit('the first');
}

async function synthesize(): Promise<void> {
  await sandbox.succeed(['npx', '--no-install', 'tsx', '.projenrc.ts'], { timeoutSeconds: 300 });
}

/** Changes what Redis is; deploys leave it as it was. */
export async function changeRedis(mebibytes: number): Promise<void> {
  sandbox.write('.projenrc.ts', sandbox.read('.projenrc.ts').replace(/'redis', \{.*\}\)/, `'redis', { maxMemory: Size.mebibytes(${mebibytes}) })`));
  await synthesize();
}

/** Gives the edge more options, in place of those that it was given in this way before. */
export async function changeEdge(options: string): Promise<void> {
  const edge = `httpHostPort: ${PORT}`;
  sandbox.write('.projenrc.ts', sandbox.read('.projenrc.ts').replace(new RegExp(`${edge}.*\\}\\);`), `${edge}, ${options} });`));
  await synthesize();
}

export async function commit(message: string): Promise<void> {
  await sandbox.succeed(['git', 'add', '--all', '--', '.', ':!node_modules']);
  await sandbox.succeed(['git', '-c', 'user.name=Odd', '-c', 'user.email=odd@example.com', 'commit', '--quiet', '--message', message]);
}

/** Changes what the backend is, so that its image is a new one. */
export function changeBackend(version: string): void {
  sandbox.write('backend/server.mjs', sandbox.read('backend/server.mjs').replace(/VERSION = '.*'/, `VERSION = '${version}'`));
}

/**
 * A clone, as a colleague and a CI job have it: without what git ignores, but for the settings.
 *
 * @param version what the backend is there
 * @returns its folder
 */
export async function cleanClone(name: string, version: string): Promise<string> {
  const folder = sandbox.folderOfUser(name);
  await sandbox.succeed(['git', 'clone', '--quiet', '.', folder]);
  await sandbox.succeed(['cp', '.env.prod', folder]);
  await sandbox.succeed(['sed', '--in-place', `s/VERSION = '.*'/VERSION = '${version}'/`, `${folder}/backend/server.mjs`]);
  return folder;
}

/** The version of the backend that answers. */
export async function servingVersion(): Promise<string> {
  const answer = await get(`${ORIGIN}/`);
  if (answer.status !== 200) {
    throw new Error(`the stack answers ${answer.status}: ${answer.text}`);
  }
  return answer.headers.get('x-version') ?? '';
}

/** The release that the ledger says is in charge. */
export async function releaseInCharge(): Promise<string> {
  return /(\S+) \*/.exec(mustSucceed(await prod(['history'])).stdout)?.[1] ?? '';
}

export function users(): Promise<Load> {
  return Load.start({ origin: ORIGIN, clients: 30, paths: { get: '/', page: '/page', post: '/things', slow: '/slow?seconds=2' } });
}

/** The containers of the project, jobs and all, by name. */
export async function containers(...filters: string[]): Promise<string[]> {
  const { stdout } = await succeed([
    'docker', 'ps', '--all', '--filter', `label=com.docker.compose.project=${PROJECT}`, ...filters.flatMap((each) => ['--filter', each]),
    '--format', '{{.Names}}',
  ]);
  return stdout.split('\n').filter(Boolean).sort();
}

/** Nothing is there that a release in service does not have, nothing stands still, and nobody holds the lock. */
export async function requireOrder(): Promise<void> {
  const running = await eventually('one container for each service', 30, async () => {
    const names = await containers();
    if (names.length !== SERVICES.length) {
      throw new Error(`there are ${names.join(', ')}`);
    }
    return names;
  });
  expect(running.value.map((name) => name.replace(`${PROJECT}-`, '').replace(/-\d+$/, ''))).toEqual(SERVICES);
  expect(await containers('status=paused')).toEqual([]);
  expect((await run(['docker', 'ps', '--all', '--quiet', '--filter', `label=container-stack.helper=${PROJECT}`])).stdout).toBe('');
  expect((await belongingsOf(PROJECT)).ledger).toEqual([`${PROJECT}.releases`, `${PROJECT}.releases`]);
  expect((await run(['docker', 'container', 'inspect', `${PROJECT}.lock`])).code).not.toBe(0);
}

/** Lets users go on for a while. */
export function goOn(seconds: number): Promise<void> {
  return pause(seconds * 1000);
}

export async function removeAll(): Promise<void> {
  await removeProject(PROJECT);
  for (const image of (await belongingsOf(STACK)).images) {
    await run(['docker', 'image', 'rm', '--force', image]);
  }
}
