import { ChildProcess, spawn } from 'child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir, userInfo } from 'os';
import * as path from 'path';
import { succeed } from '../command';
import { isFree } from '../engine';
import { eventually } from '../eventually';

const SSHD = '/usr/sbin/sshd';

/** An ssh server of its own on this machine, with its own keys and settings in a folder: nobody else's are read or written. */
export class SshServer {
  /** What this machine lacks for it, if anything. */
  public static get missing(): string | undefined {
    return existsSync(SSHD) ? undefined : 'there is no sshd: install openssh-server';
  }

  public static async start(port: number): Promise<SshServer> {
    const folder = mkdtempSync(path.join(tmpdir(), 'acceptance-ssh-'));
    const at = (file: string) => path.join(folder, file);
    for (const key of ['host_key', 'key']) {
      await succeed(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', at(key)]);
    }
    writeFileSync(at('sshd_config'), [
      `Port ${port}`, 'ListenAddress 127.0.0.1', `HostKey ${at('host_key')}`, `PidFile ${at('sshd.pid')}`,
      `AuthorizedKeysFile ${at('key.pub')}`, 'StrictModes no', 'PasswordAuthentication no', 'KbdInteractiveAuthentication no', 'UsePAM no',
      'PermitRootLogin prohibit-password', 'MaxStartups 100', `SetEnv PATH=${process.env.PATH}`, '',
    ].join('\n'));
    writeFileSync(at('known_hosts'), `[127.0.0.1]:${port} ${readFileSync(at('host_key.pub'), 'utf-8')}`);
    writeFileSync(at('ssh_config'), [
      `IdentityFile ${at('key')}`, 'IdentitiesOnly yes', `UserKnownHostsFile ${at('known_hosts')}`, 'GlobalKnownHostsFile /dev/null', 'BatchMode yes',
      // one connection for all calls, as Docker's documentation advises: each of its own takes about a second on a busy machine
      'ControlMaster auto', `ControlPath ${at('%C')}`, 'ControlPersist 30', '',
    ].join('\n'));
    // ssh reads the settings of who it is run by, wherever HOME is
    mkdirSync(at('bin'));
    writeFileSync(at('bin/ssh'), `#!/bin/sh\nexec /usr/bin/ssh -F '${at('ssh_config')}' "$@"\n`);
    chmodSync(at('bin/ssh'), 0o755);
    if (process.getuid!() === 0) {
      // where it parts with its rights
      mkdirSync('/run/sshd', { recursive: true });
    }
    const child = spawn(SSHD, ['-D', '-f', at('sshd_config'), '-E', at('log')], { stdio: 'ignore' });
    const server = new SshServer(folder, child, port);
    await eventually('sshd', 20, async () => !await isFree(port));
    return server;
  }

  /** The engine of this machine, as a client elsewhere reaches it. */
  public readonly address: string;

  private constructor(private readonly folder: string, private readonly child: ChildProcess, port: number) {
    this.address = `ssh://${userInfo().username}@127.0.0.1:${port}`;
  }

  /** What a client needs in its environment. */
  public get environment(): NodeJS.ProcessEnv {
    return { PATH: `${this.folder}/bin:${process.env.PATH}`, HOME: this.folder, LANG: 'C.UTF-8' };
  }

  /** Makes a Docker context that names the engine. */
  public async addContext(name: string): Promise<void> {
    await succeed(['docker', 'context', 'create', name, '--docker', `host=${this.address}`], { env: this.environment });
  }

  public async stop(): Promise<void> {
    this.child.kill();
    await eventually('the end of sshd', 20, () => this.child.exitCode !== null || this.child.signalCode !== null);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
