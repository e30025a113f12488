import { ChildProcess, execFileSync, spawn, spawnSync } from 'child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { eventually } from '../eventually';

const INSTALLED = 'command -v docker-registry';
const FROM_PACKAGE = 'apt-get download docker-registry && dpkg-deb -x docker-registry_*.deb .';

/** A registry on the loopback address, and all that it keeps. Its program is installed, or is that of Debian's package, taken apart. */
export class Registry {
  private readonly folder = path.join(tmpdir(), `registry-${process.pid}`);
  private child?: ChildProcess;

  /** @param port of 127.0.0.1, which engines reach without TLS */
  public constructor(public readonly port: number) {}

  /** Whether its program can be had; nothing is taken yet. */
  public get canBeHad(): boolean {
    return spawnSync('sh', ['-c', `${INSTALLED} || apt-get download --print-uris docker-registry`], { timeout: 60_000 }).status === 0;
  }

  private get program(): string {
    const found = spawnSync('sh', ['-c', INSTALLED], { encoding: 'utf-8' });
    const unpacked = path.join(this.folder, 'usr/bin/docker-registry');
    if (found.status !== 0 && !existsSync(unpacked)) {
      execFileSync('sh', ['-c', FROM_PACKAGE], { cwd: this.folder, timeout: 60_000 });
    }
    return found.status === 0 ? found.stdout.trim() : unpacked;
  }

  /** @param closed whether nobody is let in */
  public async start(closed = false): Promise<void> {
    mkdirSync(this.folder, { recursive: true });
    const auth = closed ? 'auth: { htpasswd: { realm: closed, path: ./users } }\n' : '';
    writeFileSync(path.join(this.folder, 'users'), '');
    writeFileSync(path.join(this.folder, 'config.yml'), `version: 0.1\nlog: { level: error }\nstorage: { filesystem: { rootdirectory: ./data } }\nhttp: { addr: '127.0.0.1:${this.port}' }\n${auth}`);
    this.child = spawn(this.program, ['serve', 'config.yml'], { cwd: this.folder, stdio: 'ignore' });
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
