import { chownSync, mkdirSync, readFileSync, readdirSync } from 'fs';
import * as path from 'path';
import { Outcome, run, succeed } from '../command';
import { belongingsOf, removeProject } from '../engine';
import { EXAMPLE, useLibrary } from '../library';
import { makeCertificate } from '../production/certificate';
import { Report } from '../report';
import { Sandbox } from '../sandbox';

/*
 * One backend that says where a request seems to come from, and every chain of proxies that can be in front of it.
 */

export const STACK = 'trust';
export const PROJECT = `${STACK}-production`;
export const DIRECT_PROJECT = `${STACK}-direct`;
export const NAME = 'trust.acceptance.test';
export const PORTS = {
  edge: 18380,
  edgeSecured: 18381,
  frontend: 18382,
  frontendSecured: 18383,
  both: 18384,
  bothSecured: 18385,
  balanced: 18386,
  distant: 18387,
  direct: 18388,
};
const SERVICES = ['backend', 'edge', 'frontend', 'behind', 'both', 'balanced', 'distant'];
/** As whom each server that ends TLS runs. */
const KEY_OWNERS = { ssl: 1000, tls: 101 };

export const sandbox = new Sandbox(STACK);
export const report = new Report();
/** What a client has to trust, by folder of the repository. */
export const authorities: { [folder: string]: string } = {};

export async function writeRepository(): Promise<void> {
  const mine = path.join(__dirname, 'repository');
  for (const file of readdirSync(mine, { recursive: true, withFileTypes: true })) {
    if (file.isFile()) {
      const source = path.join(file.parentPath, file.name);
      sandbox.write(path.relative(mine, source), readFileSync(source));
    }
  }
  // each frontend builds a folder of its own
  await sandbox.succeed(['cp', '--recursive', 'frontend', 'behind']);
  // the packages of the example, whose layer is there already
  sandbox.write('backend/requirements.txt', readFileSync(path.join(EXAMPLE, 'backend/requirements.txt')));
  await useLibrary(sandbox);
  await sandbox.succeed(['npx', '--no-install', 'tsx', '.projenrc.ts'], { timeoutSeconds: 300 });
  for (const [folder, owner] of Object.entries(KEY_OWNERS)) {
    mkdirSync(sandbox.path(folder));
    const { fullchain, privateKey, ca } = await makeCertificate(sandbox.path(folder), [NAME]);
    [sandbox.path(folder), fullchain, privateKey].forEach((file) => chownSync(file, owner, owner));
    authorities[folder] = ca;
  }
}

export async function start(): Promise<void> {
  await compose('docker-compose.prod.yml', 'build', '--quiet', 'backend', 'frontend', 'edge');
  await compose('docker-compose.prod.yml', 'up', '--detach', '--wait', '--quiet-pull', ...SERVICES);
  await compose('docker-compose.direct.yml', 'up', '--detach', '--wait', 'backend');
}

function compose(file: string, ...argv: string[]): Promise<Outcome> {
  return sandbox.succeed(['docker', 'compose', '--file', file, ...argv], { timeoutSeconds: 600, env: { BACKEND_PORT: `${PORTS.direct}` } });
}

/** What clients of this machine come from: the host, as the networks of a service see it. */
export async function hostAsSeenBy(project: string, service: string): Promise<string[]> {
  const format = '{{range .NetworkSettings.Networks}}{{.Gateway}} {{end}}';
  const { stdout } = await succeed(['docker', 'inspect', '--format', format, `${project}-${service}-1`]);
  return stdout.trim().split(/\s+/);
}

/** Takes everything away, by its names. */
export async function removeAll(): Promise<void> {
  for (const project of [PROJECT, DIRECT_PROJECT]) {
    await removeProject(project);
  }
  for (const image of (await belongingsOf(STACK)).images) {
    await run(['docker', 'image', 'rm', '--force', image]);
  }
}
