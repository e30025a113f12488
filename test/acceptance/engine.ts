import { createServer } from 'net';
import { Outcome, run, succeed } from './command';

/** A container, as `docker container inspect` shows it; the parts that are looked at. */
export interface Container {
  readonly Id: string;
  readonly Name: string;
  readonly RestartCount: number;
  readonly State: { readonly Status: string; readonly StartedAt: string; readonly Health?: { readonly Status: string } };
  readonly HostConfig: {
    readonly ReadonlyRootfs: boolean;
    readonly CapDrop: string[] | null;
    readonly SecurityOpt: string[] | null;
    readonly PortBindings: { readonly [port: string]: Array<{ readonly HostIp: string }> | null } | null;
  };
  readonly Mounts: Array<{ readonly Type: string; readonly Name?: string; readonly Source: string; readonly Destination: string }>;
}

/** An image, as `docker image inspect` shows it. */
export interface Image {
  readonly Id: string;
  readonly Size: number;
  readonly RepoDigests: string[] | null;
  readonly RootFS: { readonly Layers: string[] };
  readonly Config: { readonly User: string };
}

/** What the engine keeps for a Compose project. */
export interface Belongings {
  readonly containers: string[];
  readonly networks: string[];
  readonly volumes: string[];
  readonly images: string[];
  /** What the engine keeps besides: the ledger of releases, the container it is reached through, the lock, and data that is tried beside. */
  readonly ledger: string[];
}

/** What belongs to a project that is gone, and has left its images. */
export const NOTHING_BUT_IMAGES: Omit<Belongings, 'images'> = { containers: [], networks: [], volumes: [], ledger: [] };
/** What belongs to a project that is gone. */
export const NOTHING: Belongings = { ...NOTHING_BUT_IMAGES, images: [] };

/** @throws if there is no engine that can build and compose */
export async function requireEngine(): Promise<void> {
  const checks = [['docker', 'version', '--format', '{{.Server.Version}}'], ['docker', 'compose', 'version'], ['docker', 'buildx', 'version']];
  for (const argv of checks) {
    const { code, output } = await run(argv, { timeoutSeconds: 30 }).catch((error: Error) => ({ code: 1, output: error.message }));
    if (code !== 0) {
      throw new Error(`the acceptance run needs a Docker engine with compose and buildx, but "${argv.join(' ')}" says: ${output}`);
    }
  }
}

/** @throws if another program listens on one of the ports */
export async function requireFreePorts(ports: number[]): Promise<void> {
  const taken = [];
  for (const port of ports) {
    if (!await isFree(port)) {
      taken.push(port);
    }
  }
  if (taken.length > 0) {
    throw new Error(`the stack needs ports ${ports.join(', ')} of 127.0.0.1, but these are in use: ${taken.join(', ')}`);
  }
}

/**
 * In CI what an earlier run that was stopped has left is taken away, since nobody else uses those names there.
 *
 * @throws if something of one of the Compose projects is there, which the run would take for its own
 */
export async function requireUnused(...projects: string[]): Promise<void> {
  for (const project of projects) {
    if (process.env.CI) {
      await removeProject(project);
      await run(['docker', 'image', 'rm', '--force', ...(await belongingsOf(project)).images]);
    }
    const { containers, volumes, ledger } = await belongingsOf(project);
    if (containers.length + volumes.length + ledger.length > 0) {
      throw new Error(`somebody's stack "${project}" is on this engine: ${[...containers, ...volumes, ...ledger].join(', ')}. If it is not needed any more: ${removalOf(project).map((argv) => argv.join(' ')).join('; ')}`);
    }
  }
}

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

export async function inspectContainer(name: string): Promise<Container> {
  return JSON.parse((await succeed(['docker', 'container', 'inspect', name])).stdout)[0];
}

export async function inspectImage(name: string): Promise<Image> {
  return JSON.parse((await succeed(['docker', 'image', 'inspect', name])).stdout)[0];
}

/** Everything that carries the label of a Compose project, images named after it, and the ledger of its releases. */
export async function belongingsOf(project: string): Promise<Belongings> {
  const label = `label=com.docker.compose.project=${project}`;
  const list = async (...argv: string[]) => (await succeed(['docker', ...argv])).stdout.split('\n').filter(Boolean).sort();
  return {
    containers: await list('container', 'ls', '--all', '--filter', label, '--format', '{{.Names}}'),
    networks: await list('network', 'ls', '--filter', label, '--format', '{{.Name}}'),
    volumes: await list('volume', 'ls', '--filter', label, '--format', '{{.Name}}'),
    images: (await list('image', 'ls', '--format', '{{.Repository}}:{{.Tag}}')).filter((name) => name.startsWith(`${project}-`)),
    ledger: [
      ...await list('container', 'ls', '--all', '--filter', `label=container-stack.project=${project}`, '--format', '{{.Names}}'),
      ...(await list('volume', 'ls', '--format', '{{.Name}}')).filter((name) => name.startsWith(`${project}.`)),
    ],
  };
}

/** Removes what runs of a project, its networks, its volumes and its ledger. */
export async function removeProject(project: string): Promise<void> {
  for (const argv of removalOf(project)) {
    await run(argv, { timeoutSeconds: 180 });
  }
}

/** The ledger is none of Compose's. */
function removalOf(project: string): string[][] {
  return [
    ['docker', 'compose', '--project-name', project, 'down', '--volumes', '--remove-orphans', '--timeout', '1'],
    ['docker', 'container', 'rm', '--force', `${project}.releases`, `${project}.lock`],
    ['docker', 'volume', 'rm', '--force', `${project}.releases`],
  ];
}

/** Things that were made by a test and go when it ends: each is taken away by its own name. */
export class Leftovers {
  private readonly removals: string[][] = [];

  public container(name: string): string {
    this.removals.push(['container', 'rm', '--force', '--volumes', name]);
    return name;
  }

  public network(name: string): string {
    this.removals.push(['network', 'rm', name]);
    return name;
  }

  public volume(name: string): string {
    this.removals.push(['volume', 'rm', '--force', name]);
    return name;
  }

  public image(name: string): string {
    this.removals.push(['image', 'rm', '--force', name]);
    return name;
  }

  /** Takes the latest away first: containers before the networks they are in. */
  public async remove(): Promise<void> {
    for (const argv of this.removals.splice(0).reverse()) {
      await run(['docker', ...argv]);
    }
  }
}

/** Steps of a build and whether each was taken from the cache, out of `--progress=plain`. */
export function cachedSteps(build: Outcome): Map<string, boolean> {
  const steps = new Map<string, boolean>();
  const names = new Map<string, string>();
  for (const line of build.output.split('\n')) {
    const [, id, text] = /^#(\d+) (.*)$/.exec(line) ?? [];
    if (text?.startsWith('[')) {
      names.set(id, text);
      steps.set(text, steps.get(text) ?? false);
    } else if (text === 'CACHED' && names.has(id)) {
      steps.set(names.get(id)!, true);
    }
  }
  return steps;
}
