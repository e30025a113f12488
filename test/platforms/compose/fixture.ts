import { spawnSync } from 'child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import * as path from 'path';
import { Project } from 'projen';
import { Environment, Language, Stack, StackProps } from '../../../src/model';
import { ComposeTarget, DevelopmentScript, EnvTemplate } from '../../../src/platforms';
import { AngularNginxFrontend, BackendService, CeleryWorker, MongoService, RedisService } from '../../../src/services';
import { TestStack, emptyFolder, synthesized } from '../../fixtures/stack';

export const LANGUAGES = [Language.EN, Language.PT_BR];

/** A stack without services, in a project in a folder of its own, whose name may be given. */
export function emptyStack(props: StackProps = {}, folder = 'repository'): TestStack {
  return new TestStack(new Project({ name: 'conductor-crm', outdir: path.join(emptyFolder(), folder) }), 'conductor', props);
}

export interface ReferenceOptions extends StackProps {
  readonly folder?: string;
  readonly publishedOn?: string;
  /** Secrets of the backend have to be set, as in production. */
  readonly requireSecrets?: boolean;
}

/** The seed's stack in small: MongoDB, Redis, a backend, a worker and a frontend. */
export function referenceStack({ folder, publishedOn, requireSecrets, ...props }: ReferenceOptions = {}) {
  const stack = emptyStack({ ...props, development: { publishedOn: publishedOn ?? '127.0.0.1', requireSecrets: requireSecrets ?? false } }, folder);
  const environment = stack.development;
  const mongodb = new MongoService(stack, 'mongodb', { database: 'conductor' });
  const redis = new RedisService(stack, 'redis');
  const backend = new BackendService(stack, 'backend', { app: 'app.main:app', connectTo: [mongodb, redis], secrets: ['SECRET_KEY'] });
  new CeleryWorker(stack, 'celery-worker', { backend, app: 'app.celery_app' });
  new AngularNginxFrontend(stack, 'frontend', { app: 'conductor-crm', api: backend });
  return { stack, environment, backend };
}

/** What the script of an environment and its env template say, written to the stack's folder. */
export function written(stack: Stack, environment: Environment = stack.development) {
  const target = new ComposeTarget(stack, { environment });
  const script = new DevelopmentScript(target);
  const template = new EnvTemplate(target);
  const files = synthesized(stack);
  return { script: files[script.path], template: files[template.path], scriptPath: script.path, folder: stack.project.outdir };
}

/** Ports on which nobody listens, in place of those that somebody might. */
export const PORTS = ['MONGODB_PORT=1', 'REDIS_PORT=2', 'BACKEND_PORT=3', 'FRONTEND_PORT=4'];

/** What the engine answers, as lines of shell, by the arguments of `docker`; `*` stands for anything. */
export interface Answers {
  readonly [call: string]: string;
}

/** An engine that is new enough, and on which nothing runs. */
const IDLE_ENGINE: Answers = {
  'version *': 'echo 27.3.1',
  'compose version *': 'echo 2.29.7',
  'compose config': 'echo "name: conductor"',
  'image inspect *': 'exit 1',
};

/** An engine on which every service has a container. */
export const RUNNING: Answers = { 'ps *': 'echo 0123456789ab' };

export interface RunOptions {
  /** What the engine answers; `false`: there is no `docker`. */
  readonly docker?: Answers | false;
  /** The lines of the env file after {@link PORTS}; `false`: there is no env file. */
  readonly settings?: string[] | false;
  /** Variables of the shell that the script is called from. */
  readonly shell?: { readonly [name: string]: string };
  /** Programs that stand in for real ones, as lines of shell. */
  readonly programs?: { readonly [name: string]: string };
  /** The folder that the script is called from. */
  readonly from?: string;
  /** How the script is called from there. */
  readonly as?: string;
  /** What a person types at a terminal; otherwise there is no terminal. */
  readonly typed?: string;
}

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** How `docker` was called, without the files that Compose is pointed to. */
  readonly calls: string[];
  /** How `docker` was called. */
  readonly rawCalls: string[];
}

/** The programs that the script may count on, besides `docker`. */
const TOOLS = ['bash', 'cat', 'dirname', 'id', 'mkdir', 'printenv', 'readlink', 'sed', 'tail', 'tr'];

/** A repository with a script, on a machine whose engine is pretended. */
export class Repository {
  public readonly folder: string;
  public readonly scriptPath: string;
  public readonly script: string;
  public readonly template: string;

  private readonly machine = emptyFolder();

  public constructor(stack: Stack, environment?: Environment) {
    const { script, scriptPath, template, folder } = written(stack, environment);
    this.script = script;
    this.scriptPath = scriptPath;
    this.template = template;
    this.folder = realpathSync(folder);
    mkdirSync(this.onMachine('tools'));
    for (const tool of TOOLS) {
      symlinkSync(programAt(tool)!, this.onMachine('tools', tool));
    }
  }

  /** Runs the script with nothing around that the test does not give. */
  public run(args: string[], options: RunOptions = {}): Run {
    const { docker = {}, settings = [], shell = {}, programs = {}, from = this.folder, as = `./${this.scriptPath}`, typed } = options;
    this.writePrograms({ ...programs, ...docker ? { docker: fakeDocker(docker, this.onMachine('calls')) } : {} });
    this.writeSettings(settings);
    const env = { ...shell, PATH: `${this.onMachine('programs')}:${this.onMachine('tools')}` };
    const { status, stdout, stderr } = typed === undefined
      ? spawnSync(as, args, { cwd: from, env, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf-8' })
      : spawnSync(programAt('script')!, ['-qec', [as, ...args].join(' '), '/dev/null'], {
        cwd: from, env: { ...env, SHELL: programAt('bash') }, input: typed, encoding: 'utf-8',
      });
    const rawCalls = existsSync(this.onMachine('calls')) ? readFileSync(this.onMachine('calls'), 'utf-8').split('\n').slice(0, -1) : [];
    return { status, stdout, stderr, rawCalls, calls: rawCalls.map((call) => call.replace(/^compose .*--file \S+ /, 'compose ')) };
  }

  private writePrograms(programs: { [name: string]: string }): void {
    rmSync(this.onMachine('programs'), { recursive: true, force: true });
    rmSync(this.onMachine('calls'), { force: true });
    mkdirSync(this.onMachine('programs'));
    for (const [name, lines] of Object.entries(programs)) {
      writeFileSync(this.onMachine('programs', name), `#!/bin/sh\n${lines}\n`);
      chmodSync(this.onMachine('programs', name), 0o755);
    }
  }

  private writeSettings(settings: string[] | false): void {
    const file = path.join(this.folder, '.env');
    rmSync(file, { force: true });
    if (settings) {
      writeFileSync(file, [...PORTS, ...settings, ''].join('\n'));
    }
  }

  private onMachine(...parts: string[]): string {
    return path.join(this.machine, ...parts);
  }
}

/** Where a program is on this machine; `undefined` where it is not installed. */
export function programAt(name: string): string | undefined {
  return (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}

function fakeDocker(answers: Answers, calls: string): string {
  const cases = Object.entries({ ...answers, ...Object.fromEntries(Object.entries(IDLE_ENGINE).filter(([call]) => !(call in answers))) });
  return `\
printf '%s\\n' "$*" >> '${calls}'
case $* in
  compose*' --file '*)
    until [ "$1" = --file ]; do shift; done
    shift 2
    set -- compose "$@"
    ;;
esac
case $* in
${cases.map(([call, answer]) => `  ${call.split('*').map((part) => part && `'${part}'`).join('*')}) ${answer} ;;\n`).join('')}\
esac`;
}
