import { Outcome, run, succeed } from '../command';
import { removeProject } from '../engine';
import { Sandbox } from '../sandbox';
import { inspect } from './engine-state';
import { ComposeConfig } from './quick-checks';

export enum Place {
  DEVELOPMENT = 'development',
  PRODUCTION = 'production',
  /** An environment whose containers end when they stay unhealthy. */
  HEALING = 'healing',
}

/** The example in one environment, as it runs on the engine. */
export class Site {
  /** The program that signals processes of other containers; started with the first signal. */
  private helper?: Promise<string>;
  private configuration?: Promise<ComposeConfig>;

  public constructor(
    private readonly sandbox: Sandbox, public readonly place: Place, public readonly project: string, private readonly files: string[],
    private readonly envFile: string,
  ) {}

  /** Runs `docker compose` on the generated file and what was added to it. */
  public compose(argv: string[], overrides: string[] = []): Promise<Outcome> {
    const files = [...this.files, ...overrides].flatMap((file) => ['--file', file]);
    return this.sandbox.succeed(
      ['docker', 'compose', '--project-name', this.project, '--env-file', this.envFile, ...files, ...argv], { timeoutSeconds: 600 },
    );
  }

  /** What Compose makes of the generated file alone. */
  public config(): Promise<ComposeConfig> {
    this.configuration ??= this.sandbox.succeed(
      ['docker', 'compose', '--project-name', this.project, '--env-file', this.envFile, '--file', this.files[0], 'config', '--format', 'json'],
    ).then(({ stdout }) => JSON.parse(stdout));
    return this.configuration;
  }

  public container(service: string): string {
    return `${this.project}-${service}-1`;
  }

  /** The engine's own word on a service's health, and what the last check has said. */
  public async health(service: string): Promise<{ readonly health: string; readonly said: string }> {
    const { State } = await inspect(this.container(service));
    const last = State.Health?.Log?.slice(-1)[0];
    return { health: State.Health?.Status ?? 'none', said: last ? `${last.ExitCode} ${last.Output.trim().slice(-300)}` : 'nothing' };
  }

  /** What a service's generated check runs. */
  public async probe(service: string): Promise<string[]> {
    const [kind, ...argv] = (await this.config()).services[service].healthcheck!.test!;
    if (kind !== 'CMD') {
      throw new Error(`the check of ${service} is not in exec form, but "${kind}"`);
    }
    // Compose writes a dollar twice
    return argv.map((word) => word.replace(/\$\$/g, '$'));
  }

  /** Runs a program in a container that must succeed. */
  public exec(service: string, argv: string[], timeoutSeconds = 60): Promise<Outcome> {
    return succeed(['docker', 'exec', this.container(service), ...argv], { timeoutSeconds });
  }

  /** Runs a program in a container, whatever comes of it. */
  public tryExec(service: string, argv: string[]): Promise<Outcome> {
    return run(['docker', 'exec', this.container(service), ...argv]);
  }

  /**
   * Signals processes of a container, not only its first: that may be an init process, which a fault has nothing to do with.
   *
   * @param isMeant whether a process with this command line is meant
   */
  public async signal(service: string, signal: 'STOP' | 'CONT', isMeant: RegExp = /(?:)/): Promise<void> {
    const { State } = await inspect(this.container(service));
    const { stdout } = await succeed(['docker', 'top', this.container(service), '-eo', 'pid,ppid,args']);
    const processes = stdout.trim().split('\n').slice(1).map((line) => {
      const [pid, parent, ...args] = line.trim().split(/\s+/);
      return { pid: Number(pid), parent: Number(parent), args: args.join(' ') };
    });
    // a check that runs meanwhile does not descend from the container's first process
    const own = new Set([State.Pid]);
    for (let before = 0; before < own.size;) {
      before = own.size;
      processes.filter(({ parent }) => own.has(parent)).forEach(({ pid }) => own.add(pid));
    }
    const meant = processes.filter(({ pid, args }) => own.has(pid) && isMeant.test(args)).map(({ pid }) => `${pid}`);
    if (meant.length === 0) {
      throw new Error(`no process of ${service} matches ${isMeant}: ${processes.map(({ args }) => args).join('; ')}`);
    }
    await succeed(['docker', 'exec', '--user', '0', await this.signaller(), 'sh', '-c', `kill -${signal} ${meant.join(' ')}`]);
  }

  /** Takes everything of this site away, by its names. */
  public async remove(): Promise<void> {
    await run(['docker', 'rm', '--force', `${this.project}-signaller`]);
    await removeProject(this.project);
  }

  private signaller(): Promise<string> {
    this.helper ??= this.config().then(async ({ services }) => {
      const name = `${this.project}-signaller`;
      await run(['docker', 'rm', '--force', name]);
      await succeed(['docker', 'run', '--detach', '--pid=host', '--network=none', '--name', name, '--entrypoint', 'sleep', services.redis.image, 'infinity']);
      return name;
    });
    return this.helper;
  }
}
