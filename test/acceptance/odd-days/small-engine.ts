import { spawn, spawnSync } from 'child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Outcome, run, succeed } from '../command';
import { eventually } from '../eventually';

/** The engine's program, where the engine that runs has it. */
const DOCKERD = spawnSync('sh', ['-c', 'for each in $(pgrep -x dockerd); do readlink "/proc/$each/exe" && exit; done; command -v dockerd'], {
  encoding: 'utf-8',
}).stdout.trim();

/** A second engine, whose disk is a small file and whose network is its own: it can be filled, and nothing else is. */
export class SmallEngine {
  /** What this machine lacks for it, if anything. */
  public static get missing(): string | undefined {
    if (process.getuid!() !== 0) {
      return 'only root can mount its disk';
    }
    if (DOCKERD === '') {
      return 'there is no dockerd on this machine';
    }
    return existsSync('/dev/loop-control') ? undefined : 'there are no loop devices';
  }

  public static async start(mebibytes: number): Promise<SmallEngine> {
    const folder = mkdtempSync(path.join(tmpdir(), 'acceptance-engine-'));
    // the client of another user comes to the socket
    chmodSync(folder, 0o755);
    const at = (file: string) => path.join(folder, file);
    await succeed(['truncate', `--size=${mebibytes}M`, at('disk')]);
    await succeed(['mkfs.ext4', '-q', '-m', '0', at('disk')]);
    mkdirSync(at('data'));
    await succeed(['mount', '-o', 'loop', at('disk'), at('data')]);
    writeFileSync(at('start'), [
      '#!/bin/sh', `PATH=${path.dirname(DOCKERD)}:${path.join(DOCKERD, '../../bin')}:$PATH`, 'ip link set lo up',
      `exec dockerd --data-root ${at('data')} --exec-root ${at('run')} --pidfile ${at('pid')} --host unix://${at('socket')} > ${at('log')} 2>&1`, '',
    ].join('\n'));
    const child = spawn('unshare', ['--net', 'sh', at('start')], { stdio: 'ignore', detached: true });
    const engine = new SmallEngine(folder, child.pid!);
    try {
      await eventually('the second engine', 60, async () => (await engine.docker('version')).code === 0);
    } catch (error) {
      const said = existsSync(at('log')) ? readFileSync(at('log'), 'utf-8').slice(-2000) : '';
      await engine.stop();
      throw new Error(`${(error as Error).message}\n${said}`);
    }
    chmodSync(at('socket'), 0o666);
    return engine;
  }

  public readonly address: string;

  private constructor(private readonly folder: string, private readonly pid: number) {
    this.address = `unix://${path.join(folder, 'socket')}`;
  }

  public docker(...argv: string[]): Promise<Outcome> {
    return run(['docker', '--host', this.address, ...argv]);
  }

  /** Brings images over from the other engine. */
  public async load(...images: string[]): Promise<void> {
    await succeed(['sh', '-c', `docker save ${images.join(' ')} | docker --host ${this.address} load --quiet`], { timeoutSeconds: 300 });
  }

  /** Takes all room on its disk but so much. */
  public async fill(leaveMebibytes: number): Promise<void> {
    await this.empty();
    const free = Number((await succeed(['sh', '-c', `df -Pk '${this.folder}/data' | awk 'NR == 2 { print $4 }'`])).stdout);
    // what is used meanwhile is not there for it
    const left = Math.max(leaveMebibytes, 16) * 1024;
    await succeed(['fallocate', '--length', `${Math.max(free - left, 1)}KiB`, this.ballast]);
    if (leaveMebibytes === 0) {
      // down to the last block; that this fails is what it is for
      await run(['sh', '-c', `dd if=/dev/zero of='${this.ballast}.rest' bs=4096 2> /dev/null; sync '${this.ballast}.rest'`]);
    }
  }

  public async empty(): Promise<void> {
    await succeed(['rm', '-f', this.ballast, `${this.ballast}.rest`]);
  }

  /** What is said to a client on its network. */
  public async get(url: string): Promise<string> {
    return (await succeed(['nsenter', `--net=/proc/${this.pid}/ns/net`, 'curl', '--silent', '--show-error', '--include', '--max-time', '10', url])).stdout;
  }

  public async stop(): Promise<void> {
    const ids = (await this.docker('ps', '--all', '--quiet')).stdout.split('\n').filter(Boolean);
    if (ids.length > 0) {
      await this.docker('rm', '--force', ...ids);
    }
    await run(['kill', `${this.pid}`]);
    await eventually('the end of the second engine', 60, () => !existsSync(`/proc/${this.pid}`));
    await eventually('its disk', 30, async () => (await run(['umount', path.join(this.folder, 'data')])).code === 0);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get ballast(): string {
    return path.join(this.folder, 'data/ballast');
  }
}
