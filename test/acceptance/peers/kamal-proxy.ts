import { ChildProcess, spawn } from 'child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { run, succeed } from '../command';
import { isFree } from '../engine';
import { eventually } from '../eventually';
import { Contender } from './contender';

const PORT = 18697;
const TIME = { timeoutSeconds: 300 };

/** What Kamal does on one machine: build, start beside, tell the proxy, which waits and drains, stop the old one. Without ssh and a registry. */
export class KamalProxy implements Contender {
  public readonly name = 'kamal-proxy';
  public readonly origin = `http://127.0.0.1:${PORT}`;
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'peers-'));
  private readonly containers: string[] = [];
  private readonly images: string[] = [];
  private proxy?: ChildProcess;

  /** @param program where kamal-proxy is, built from its sources */
  public constructor(private readonly program: string) {
    cpSync(path.join(__dirname, '../odd-days/repository/backend'), path.join(this.folder, 'backend'), { recursive: true });
  }

  public async start(version: string): Promise<void> {
    this.proxy = spawn(this.program, ['run', '--http-port', `${PORT}`, '--https-port', `${PORT + 1}`], { stdio: 'ignore', env: this.environment });
    await eventually('kamal-proxy', 20, async () => !await isFree(PORT));
    await this.deploy(version);
  }

  public async deploy(version: string): Promise<void> {
    const server = path.join(this.folder, 'backend/server.mjs');
    writeFileSync(server, readFileSync(server, 'utf-8').replace(/VERSION = '.*'/, `VERSION = '${version}'`));
    const image = `peers-kamal:${version}`;
    await succeed(['docker', 'build', '--quiet', '--tag', image, path.join(this.folder, 'backend')], TIME);
    this.images.push(image);
    const name = `peers-kamal-${version}`;
    await succeed(['docker', 'run', '--detach', '--init', '--name', name, image], TIME);
    this.containers.push(name);
    const { stdout } = await succeed(['docker', 'inspect', '--format', '{{.NetworkSettings.IPAddress}}', name]);
    await succeed([this.program, 'deploy', 'app', '--target', `${stdout.trim()}:8000`, '--health-check-path', '/health'], { ...TIME, env: this.environment });
    for (const old of this.containers.splice(0, this.containers.length - 1)) {
      await succeed(['docker', 'stop', old], TIME);
      await succeed(['docker', 'rm', old]);
    }
  }

  public async remove(): Promise<void> {
    this.proxy?.kill('SIGTERM');
    for (const name of this.containers) {
      await run(['docker', 'rm', '--force', name]);
    }
    await run(['docker', 'image', 'rm', '--force', ...this.images]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get environment(): NodeJS.ProcessEnv {
    return { PATH: process.env.PATH, HOME: this.folder, XDG_CONFIG_HOME: this.folder, XDG_RUNTIME_DIR: this.folder };
  }
}
