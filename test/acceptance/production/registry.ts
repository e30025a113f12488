import { ChildProcess, spawn, spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { eventually } from '../eventually';

/** The program of a registry: installed, or from the package of Debian, taken apart in a folder; `undefined` where neither can be had. */
export function registryProgram(folder: string): string | undefined {
  const found = spawnSync('sh', ['-c', 'command -v docker-registry'], { encoding: 'utf-8' });
  if (found.status === 0) {
    return found.stdout.trim();
  }
  const taken = spawnSync('sh', ['-c', 'apt-get download docker-registry && dpkg-deb -x docker-registry_*.deb .'], { cwd: folder, timeout: 60_000 });
  return taken.status === 0 ? path.join(folder, 'usr/bin/docker-registry') : undefined;
}

/** A registry on the loopback address, and all that it keeps. */
export class Registry {
  public readonly folder = mkdtempSync(path.join(tmpdir(), 'registry-'));
  public readonly program = registryProgram(this.folder);
  private child?: ChildProcess;

  /** @param port of 127.0.0.1, which engines reach without TLS */
  public constructor(public readonly port: number) {}

  /** @param closed whether nobody is let in */
  public async start(closed = false): Promise<void> {
    const auth = closed ? 'auth: { htpasswd: { realm: closed, path: ./users } }\n' : '';
    writeFileSync(path.join(this.folder, 'users'), '');
    writeFileSync(path.join(this.folder, 'config.yml'), `version: 0.1\nlog: { level: error }\nstorage: { filesystem: { rootdirectory: ./data } }\nhttp: { addr: '127.0.0.1:${this.port}' }\n${auth}`);
    this.child = spawn(this.program!, ['serve', 'config.yml'], { cwd: this.folder, stdio: 'ignore' });
    await eventually('the registry', 30, async () => (await fetch(`http://127.0.0.1:${this.port}/v2/`)).status === (closed ? 401 : 200));
  }

  public async stop(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (child && child.exitCode === null) {
      await new Promise((resolve) => child.on('close', resolve).kill());
    }
  }

  public async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
