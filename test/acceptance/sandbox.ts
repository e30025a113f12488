import { ChildProcess, spawn } from 'child_process';
import { chmodSync, chownSync, existsSync, lchownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { CommandOptions, Outcome, run, succeed } from './command';
import { eventually } from './eventually';
import { HostUser } from './host-user';
import { Terminal } from './terminal';

/** What of the caller's environment a command may see: how to reach the engine and the package registries. */
const PASSED_ON = [
  'DOCKER_HOST', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy',
  'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'npm_config_registry', 'npm_config_cafile',
];

/** A program that was started and is not waited for. */
export class Started {
  public constructor(private readonly child: ChildProcess) {}

  /**
   * Ends it at once, with or without what it has started.
   *
   * @returns whether it was still running
   */
  public kill(withChildren: boolean): boolean {
    return this.signal('SIGKILL', withChildren);
  }

  /**
   * Sends it a signal, alone or with what it has started.
   *
   * @returns whether it was still running
   */
  public signal(signal: NodeJS.Signals, withChildren: boolean): boolean {
    if (this.hasEnded) {
      return false;
    }
    process.kill(withChildren ? -this.child.pid! : this.child.pid!, signal);
    return true;
  }

  /** @throws if it does not end within that time */
  public async ended(withinSeconds: number): Promise<void> {
    await eventually('the end of what was started', withinSeconds, () => this.hasEnded);
  }

  private get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }
}

/** A folder of its own with one repository in it, owned and used by a {@link HostUser}. */
export class Sandbox {
  public readonly user = new HostUser();
  /** The repository. */
  public readonly repository: string;

  /**
   * @param name what the repository's folder is called
   * @param folder the folder around it; a new one unless it is given
   */
  public constructor(name: string, private readonly folder = mkdtempSync(path.join(tmpdir(), 'acceptance-'))) {
    chmodSync(this.folder, 0o755);
    this.repository = this.folderOfUser(name);
    this.folderOfUser('home');
  }

  /** A further folder beside the repository. */
  public folderOfUser(name: string): string {
    const folder = path.join(this.folder, name);
    mkdirSync(folder);
    chownSync(folder, this.user.uid, this.user.gid);
    return folder;
  }

  public path(file: string): string {
    return path.join(this.repository, file);
  }

  public read(file: string): string {
    return readFileSync(this.path(file), 'utf-8');
  }

  public exists(file: string): boolean {
    return existsSync(this.path(file));
  }

  /** A file of the user's, as an editor would write it. */
  public write(file: string, text: string | Buffer, mode = 0o644): void {
    const target = this.path(file);
    for (const missing of missingFolders(path.dirname(target))) {
      mkdirSync(missing);
      chownSync(missing, this.user.uid, this.user.gid);
    }
    writeFileSync(target, text);
    chmodSync(target, mode);
    lchownSync(target, this.user.uid, this.user.gid);
  }

  /**
   * Replaces a piece of a file.
   *
   * @returns puts the file back as it was
   * @throws if the piece does not stand in the file exactly once
   */
  public edit(file: string, from: string, to: string): () => void {
    const before = this.read(file);
    if (before.split(from).length !== 2) {
      throw new Error(`"${from}" stands ${before.split(from).length - 1} times in ${file}, not once`);
    }
    const { mode } = statSync(this.path(file));
    this.write(file, before.replace(from, () => to), mode);
    return () => this.write(file, before, mode);
  }

  /** Runs a program as the user, in the repository unless told otherwise. */
  public run(argv: string[], options: CommandOptions = {}): Promise<Outcome> {
    return run(this.user.running(argv), this.asUser(options));
  }

  /** Runs a program as the user that must succeed. */
  public succeed(argv: string[], options: CommandOptions = {}): Promise<Outcome> {
    return succeed(this.user.running(argv), this.asUser(options));
  }

  /** Starts a program as the user, without waiting for it; what it says is not kept. */
  public start(argv: string[], env: NodeJS.ProcessEnv): Started {
    const [command, ...rest] = this.user.running(argv);
    const options = this.asUser({ env });
    return new Started(spawn(command, rest, { cwd: options.cwd, env: options.env, detached: true, stdio: 'ignore' }));
  }

  /** Runs a line as the user types it. */
  public type(line: string, options: CommandOptions = {}): Promise<Outcome> {
    return this.run(['bash', '-c', line], options);
  }

  /** Opens a terminal on a line that asks or stays. */
  public terminal(line: string, options: CommandOptions = {}): Terminal {
    return new Terminal(this.user.running(['script', '--quiet', '--return', '--flush', '--command', line, '/dev/null']), this.asUser(options));
  }

  /** Files below the repository that belong to somebody else, or to another group. */
  public async foreignFiles(): Promise<string[]> {
    const { stdout } = await succeed([
      'find', this.repository, '(', '!', '-uid', `${this.user.uid}`, '-o', '!', '-gid', `${this.user.gid}`, ')', '-printf', '%U:%G %P\\n',
    ]);
    return stdout.split('\n').filter(Boolean);
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private asUser(options: CommandOptions): CommandOptions {
    const passedOn = PASSED_ON.filter((name) => process.env[name] !== undefined).map((name) => [name, process.env[name]]);
    return {
      ...options,
      cwd: options.cwd ?? this.repository,
      env: {
        ...Object.fromEntries(passedOn),
        // programs of the packages that run this suite must not help the repository
        PATH: process.env.PATH!.split(':').filter((folder) => !folder.includes('node_modules')).join(':'),
        HOME: path.join(this.folder, 'home'),
        LANG: 'C.UTF-8',
        TERM: 'xterm',
        ...options.env,
      },
    };
  }
}

function missingFolders(folder: string): string[] {
  return existsSync(folder) ? [] : [...missingFolders(path.dirname(folder)), folder];
}
