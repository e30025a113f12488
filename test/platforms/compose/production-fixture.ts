import { ChildProcess, execFileSync, spawn, spawnSync } from 'child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import * as path from 'path';
import { setTimeout } from 'timers/promises';
import { emptyStack, programAt } from './fixture';
import { Condition, DataServices, EnvValue, Environment, HealthCheck, ServiceKind, Stack, StackProps } from '../../../src/model';
import { EnvTemplate, ProductionScript, ReleaseOptions, ComposeTarget } from '../../../src/platforms';
import { AngularNginxFrontend, BackendService, CeleryBeat, CeleryWorker, EdgeProxy, EdgeTls, MongoService, RedisService } from '../../../src/services';
import { TestService, emptyFolder, synthesized } from '../../fixtures/stack';

export interface ReleasableOptions extends StackProps {
  readonly folder?: string;
  /** Without it, the frontend is the entrance. */
  readonly edge?: boolean;
  /** Whether databases run in the stack. */
  readonly data?: boolean;
  readonly tls?: EdgeTls;
  readonly domain?: string;
}

/** A stack whose releases have something of everything: MongoDB, a backend with migrations, Beat, a frontend and an edge. */
export function releasableStack({ folder, edge = true, data = true, tls, domain, ...props }: ReleasableOptions = {}) {
  const production = { dataServices: data ? DataServices.IN_STACK : DataServices.EXTERNAL, ...props.production };
  const stack = emptyStack({ ...props, production }, folder);
  const mongodb = new MongoService(stack, 'mongodb', { database: 'conductor' });
  const backend = new BackendService(stack, 'backend', {
    app: 'app.main:app',
    connectTo: [mongodb],
    secrets: ['SECRET_KEY'],
    releaseCommand: ['python', '-m', 'app.migrate', "it's"],
    environment: { CELERY_BROKER_URL: EnvValue.of('memory://') },
  });
  const beat = new CeleryBeat(stack, 'celery-beat', { backend, app: 'app.celery_app' });
  const frontend = new AngularNginxFrontend(stack, 'frontend', { app: 'conductor-crm', api: backend });
  if (edge) {
    new EdgeProxy(stack, 'edge', { frontend, tls, domain });
  }
  return { stack, mongodb, backend, beat, frontend };
}

/** The seed's stack, whole. */
export function wholeStack(props: StackProps = {}) {
  const parts = releasableStack(props);
  new RedisService(parts.stack, 'redis');
  new CeleryWorker(parts.stack, 'celery-worker', { backend: parts.backend, app: 'app.celery_app' });
  return parts;
}

/** A service that runs once and is waited for, a worker of which three run, and one of which none does. */
export function jobStack(): Stack {
  const stack = emptyStack();
  const job = new TestService(stack, 'migrations', { kind: ServiceKind.JOB, healthCheck: HealthCheck.none() });
  new TestService(stack, 'worker', {
    kind: ServiceKind.WORKER, replicas: 3, dependencies: [{ service: job, condition: Condition.COMPLETED }],
  });
  new TestService(stack, 'idle', { kind: ServiceKind.WORKER, replicas: 0 });
  return stack;
}

/** All that releases of an environment need, as a stack writes it. */
export function releasing(stack: Stack, environment: Environment = stack.production, options: ReleaseOptions = {}): ProductionScript {
  const target = new ComposeTarget(stack, { environment, releases: options });
  new EnvTemplate(target);
  return new ProductionScript(target);
}

/** Lines of shell that run before the engine does what it is asked for, by the arguments of `docker`; `*` stands for anything. */
export interface Hooks {
  readonly [call: string]: string;
}

export interface RunOptions {
  /** What happens at calls; with `exit` it takes the place of the answer. There are `create <service>` and `become <id> <status>`. */
  readonly hooks?: Hooks;
  /** `false`: there is no `docker`. */
  readonly docker?: boolean;
  /** Variables of the env file that differ from what the template makes of them; `false`: there is no env file. */
  readonly settings?: { readonly [name: string]: string } | false;
  /** Variables of the shell. */
  readonly shell?: { readonly [name: string]: string };
  /** Programs that stand in for real ones, as lines of shell. */
  readonly programs?: { readonly [name: string]: string };
  /** The folder that the script is called from. */
  readonly from?: string;
  /** How the script is called from there. */
  readonly as?: string;
  /** What comes in on standard input, where there is no terminal. */
  readonly input?: string;
  /** What a person types at a terminal; otherwise there is no terminal. */
  readonly typed?: string;
  /** Whether another script runs: then the machine stays as it is. */
  readonly beside?: boolean;
}

/** How `docker` was called. */
export interface Call {
  /** Its arguments, without the files that Compose is pointed to. */
  readonly text: string;
  /** The Compose file. */
  readonly file: string;
  /** The env file that Compose is pointed to. */
  readonly settings: string;
  /** `RELEASE`, as Compose saw it. */
  readonly release: string;
  /** `BACKEND_SLOT` and `FRONTEND_SLOT`, as Compose saw them. */
  readonly slots: { readonly backend: string; readonly frontend: string };
}

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly calls: Call[];
}

/** A script that has not ended. */
export interface Begun {
  readonly process: ChildProcess;
  readonly outcome: Promise<Outcome>;
}

// several releases in one test take their time on a busy machine
jest.setTimeout(30_000);

/** Lines of shell that wait, in a call of `docker`, until the test says {@link ReleasableRepository.goOn}. */
export const WAIT = 'touch reached; until [ -e go ]; do sleep 0.02; done; rm -f reached go';

/** The volume that the ledger is in. */
const LEDGER = 'conductor.releases';

/** The programs that the script may count on, besides `docker`. */
const TOOLS = [
  'awk', 'basename', 'bash', 'cat', 'chmod', 'cp', 'cut', 'date', 'df', 'dirname', 'grep', 'head', 'id', 'mkdir', 'mv', 'printenv',
  'od', 'readlink', 'rm', 'rmdir', 'sed', 'sha256sum', 'sleep', 'sort', 'tail', 'tar', 'touch', 'tr', 'uname', 'wc',
];

/** A repository with a script that makes releases, on a machine whose engine is pretended and whose clock runs when it sleeps. */
export class ReleasableRepository {
  public readonly folder: string;
  public readonly scriptPath: string;
  public readonly script: string;
  public readonly template: string;

  private readonly machine = emptyFolder();
  private engineFolder = path.join(this.machine, 'engine');
  private readonly templatePath: string;
  private readonly stateFolder: string;
  private readonly composePath: string;
  private readonly composeText: string;

  public constructor(stack: Stack, environment: Environment = stack.production, options: ReleaseOptions = {}) {
    const suffix = environment === stack.production ? '' : `-${environment.name}`;
    const script = releasing(stack, environment, options);
    const files = synthesized(stack);
    this.scriptPath = script.path;
    this.script = files[script.path];
    this.templatePath = `.env${suffix.replace('-', '.') || '.prod'}.example`;
    this.template = files[this.templatePath];
    this.stateFolder = `.releases${suffix}`;
    this.folder = realpathSync(stack.project.outdir);
    this.composePath = `docker-compose.${suffix.replace('-', '') || 'prod'}.yml`;
    this.composeText = files[this.composePath];
    mkdirSync(this.onMachine('tools'));
    for (const tool of TOOLS) {
      symlinkSync(programAt(tool)!, this.onMachine('tools', tool));
    }
    const built = /^images='?([^']+?)'?$/m.exec(this.script)?.[1].split(' ') ?? [];
    writeFileSync(this.onMachine('clock'), CLOCK);
    this.reset();
    for (const image of built) {
      this.change(image.replace(`${stack.name}-`, ''), '1');
    }
    this.save('new');
  }

  /** A machine on which nothing was released. */
  public reset(): this {
    for (const name of [this.stateFolder, 'backups', 'secrets', 'ssl', 'reached', 'go']) {
      rmSync(this.inside(name), { recursive: true, force: true });
    }
    rmSync(this.engine(), { recursive: true, force: true });
    this.writeComposeFile(this.composeText);
    if (existsSync(this.onMachine('saved', 'new'))) {
      return this.restore('new');
    }
    for (const name of ['containers', 'images', 'sources', 'configurations', 'fates', 'counters', 'marks', 'volumes', 'networks']) {
      mkdirSync(this.engine(name), { recursive: true });
    }
    return this;
  }

  /** Keeps what the engine knows. */
  public save(name: string): void {
    cpSync(this.engine(), this.onMachine('saved', name), { recursive: true });
  }

  /** Brings back what was kept. */
  public restore(name: string): this {
    this.writeComposeFile(this.composeText);
    rmSync(this.engine(), { recursive: true, force: true });
    cpSync(this.onMachine('saved', name), this.engine(), { recursive: true });
    return this;
  }

  /** Works with the engine of another one from now on, as a second checkout on the same machine does. */
  public share(other: ReleasableRepository): void {
    this.engineFolder = other.engineFolder;
  }

  /** Makes the next image of a service another one. */
  public change(service: string, version: string): void {
    writeFileSync(this.engine('sources', `conductor-${service}`), `sha256:${service}-${version}\n`);
  }

  /** Makes the configuration of a service another one. */
  public configure(service: string, version: string): void {
    writeFileSync(this.engine('configurations', service), `${version}\n`);
    this.writeComposeFile(`${this.composeText}# ${service} ${version}\n`);
  }

  private writeComposeFile(text: string): void {
    chmodSync(this.inside(this.composePath), 0o644);
    writeFileSync(this.inside(this.composePath), text);
  }

  /** What new containers of a service are like: status, number of restarts, health. */
  public fate(service: string, fate: string): void {
    writeFileSync(this.engine('fates', service), `${fate}\n`);
  }

  /** Puts a container on the engine. */
  public place(id: string, state: string = 'running 0 healthy', release = 'other'): void {
    writeFileSync(this.engine('containers', id), `${id.split('.')[0]} ${release} ${state}\n`);
  }

  /** Takes a container away, as somebody does by hand. */
  public removeContainer(id: string): void {
    rmSync(this.engine('containers', id));
  }

  /** Takes an image away, as somebody does by hand. */
  public removeImage(name: string): void {
    rmSync(this.engine('images', name));
  }

  /** Puts an image on the engine. */
  public addImage(name: string): void {
    writeFileSync(this.engine('images', name), `sha256:${name.replace(':', '-')}\n`);
  }

  /** The containers, each with the release that it was made for and its status: `backend.01 r1 running`. */
  public containers(): string[] {
    return readdirSync(this.engine('containers')).sort().map((id) => {
      const [, release, status] = readFileSync(this.engine('containers', id), 'utf-8').trim().split(' ');
      return `${id} ${release} ${status}`;
    });
  }

  /** Puts a network or a volume of the project on the engine. */
  public own(kind: 'networks' | 'volumes', name: string): void {
    writeFileSync(this.engine(kind, kind === 'volumes' ? `${name}.own` : name), '');
  }

  /** The networks of the project. */
  public networks(): string[] {
    return readdirSync(this.engine('networks')).sort();
  }

  /** The volumes of the project, and that of the ledger. */
  public volumes(): string[] {
    return readdirSync(this.engine('volumes')).filter((name) => /\.(own|label)$/.test(name)).map((name) => name.replace(/\.\w+$/, '')).sort();
  }

  /** The images that were built, with their tags. */
  public images(): string[] {
    return readdirSync(this.engine('images')).sort();
  }

  /** Takes an image away from the engine. */
  public forgetImage(name: string): this {
    rmSync(this.engine('images', name));
    return this;
  }

  /** A file of the ledger. */
  public state(name: string): string {
    return readFileSync(this.ledgerPath(name), 'utf-8');
  }

  /** The names in a folder of the ledger. */
  public stateNames(name = ''): string[] {
    return existsSync(this.ledgerPath(name)) ? readdirSync(this.ledgerPath(name)).sort() : [];
  }

  /** Writes a file of the ledger, as its next edition. */
  public writeState(name: string, text: string): void {
    const file = this.ledgerPath(name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    const folder = this.onMachine('ledger');
    const edition = existsSync(path.join(folder, 'edition')) ? Number(readFileSync(path.join(folder, 'edition'), 'utf-8')) + 1 : 1;
    writeFileSync(path.join(folder, 'edition'), `${edition}\n`);
    mkdirSync(this.engine('volumes', LEDGER), { recursive: true });
    writeFileSync(this.engine('volumes', `${LEDGER}.label`), 'container-stack.ledger=conductor\n');
    execFileSync('tar', ['-cf', this.engine('volumes', LEDGER, `${edition % 2}.tar`), '-C', folder, 'ledger', 'edition']);
  }

  /** The files of the volume that the ledger is in. */
  public ledgerFiles(): string[] {
    return existsSync(this.engine('volumes', LEDGER)) ? readdirSync(this.engine('volumes', LEDGER)).sort().map((name) => this.engine('volumes', LEDGER, name)) : [];
  }

  /** The marks on the engine: containers that never run. */
  public marks(): string[] {
    return readdirSync(this.engine('marks')).filter((name) => !name.includes('@')).sort();
  }

  /** Puts the lock of somebody on the engine. */
  public placeLock(labels: { readonly [label: string]: string }): void {
    writeFileSync(this.engine('marks', 'conductor.lock'), 'lock-of-another\n');
    const all = { since: '2026-01-02T03:04:05Z', here: 'elsewhere', process: '1', what: 'deploy', by: 'ana@elsewhere', ...labels };
    for (const [label, value] of Object.entries(all)) {
      writeFileSync(this.engine('marks', `conductor.lock@${label}`), `${value}\n`);
    }
  }

  /** A label of the lock. */
  public lockLabel(label: string): string {
    return readFileSync(this.engine('marks', `conductor.lock@${label}`), 'utf-8').trim();
  }

  /** Files of the script in this checkout. */
  public statePath(...parts: string[]): string {
    return this.inside(this.stateFolder, ...parts);
  }

  private ledgerPath(...parts: string[]): string {
    const folder = this.onMachine('ledger');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(path.join(folder, 'ledger'), { recursive: true });
    const editions = this.ledgerFiles().map((file) => {
      const { stdout } = spawnSync('tar', ['-xOf', file, 'edition'], { encoding: 'utf-8' });
      return { file, edition: Number(stdout || 0) };
    }).sort((one, other) => other.edition - one.edition);
    if (editions.length > 0) {
      execFileSync('tar', ['-xf', editions[0].file, '-C', folder]);
    }
    return path.join(folder, 'ledger', ...parts);
  }

  /** What was released, as the history has it: command, release, outcome and reason. */
  public history(): string[] {
    return this.state('history').trim().split('\n').map((line) => line.split('\t').slice(1, 5).join(' ').trim());
  }

  public inside(...parts: string[]): string {
    return path.join(this.folder, ...parts);
  }

  /** What is in a file of the machine. */
  public machineFile(name: string): string {
    return readFileSync(this.onMachine(name), 'utf-8');
  }

  /** A file of the machine, for hooks to leave a word in. */
  public onMachine(...parts: string[]): string {
    return path.join(this.machine, ...parts);
  }

  /** Runs the script to its end, with nothing around that the test does not give. */
  public run(args: string[], options: RunOptions = {}): Outcome {
    const { file, cwd, env } = this.prepare(options);
    const { status, stdout, stderr } = options.typed === undefined
      ? spawnSync(file, args, {
        cwd, env, stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'], input: options.input, encoding: 'utf-8',
      })
      : spawnSync(programAt('script')!, ['-qec', [file, ...args].join(' '), '/dev/null'], {
        cwd, env: { ...env, SHELL: programAt('bash') }, input: options.typed, encoding: 'utf-8',
      });
    return { status, stdout, stderr, calls: this.calls() };
  }

  /** Begins to run the script. */
  public begin(args: string[], options: RunOptions = {}): Begun {
    const { file, cwd, env } = this.prepare(options);
    // a group of its own, as a terminal gives it one
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => stdout += data);
    child.stderr.on('data', (data) => stderr += data);
    return {
      process: child,
      outcome: new Promise((resolve) => child.on('close', (status) => resolve({ status, stdout, stderr, calls: this.calls() }))),
    };
  }

  /** Until a script comes to a call that waits. */
  public async reached(): Promise<void> {
    for (const end = Date.now() + 10_000; !existsSync(this.inside('reached'));) {
      if (Date.now() > end) {
        throw new Error('the script never came to the call that waits');
      }
      await setTimeout(10);
    }
  }

  /** Lets the call that waits go on. */
  public goOn(): void {
    writeFileSync(this.inside('go'), '');
  }

  private prepare({ from = this.folder, as = `./${this.scriptPath}`, shell = {}, ...options }: RunOptions) {
    if (!options.beside) {
      this.writeMachine(options);
    }
    const PATH = `${this.onMachine('programs')}:${this.onMachine('tools')}`;
    return { file: as, cwd: from, env: { BASH_ENV: this.onMachine('clock'), TODAY: '2026-11-27', SETTLE_SECONDS: '0', WATCH_SECONDS: '1', PATIENCE_SECONDS: '5', ...shell, PATH } };
  }

  private writeMachine({ hooks = {}, docker = true, settings = {}, programs = {} }: RunOptions): void {
    rmSync(this.onMachine('programs'), { recursive: true, force: true });
    rmSync(this.onMachine('calls'), { force: true });
    mkdirSync(this.onMachine('programs'));
    const all = { ...programs, ...docker ? { docker: fakeDocker(hooks, this.onMachine('calls'), this.engine()) } : {} };
    for (const [name, lines] of Object.entries(all)) {
      writeFileSync(this.onMachine('programs', name), `#!/bin/sh\n${lines}\n`);
      chmodSync(this.onMachine('programs', name), 0o755);
    }
    this.writeSettings(settings);
  }

  /** The template, filled in. On the ports nobody listens. */
  private writeSettings(settings: { [name: string]: string } | false): void {
    const file = this.inside(this.templatePath.replace('.example', ''));
    rmSync(file, { force: true });
    if (settings) {
      let port = 0;
      const filled = this.template.split('\n')
        .map((line) => line.replace(/^#? ?(\w+_PORT)=.*/, (_, name) => `${name}=${++port}`).replace(/^(\w+)=$/, (_, name) => `${name}=0f5c-${name}`));
      writeFileSync(file, [...filled, ...Object.entries(settings).map(([name, value]) => `${name}=${value}`), ''].join('\n'));
    }
  }

  private calls(): Call[] {
    const text = existsSync(this.onMachine('calls')) ? readFileSync(this.onMachine('calls'), 'utf-8') : '';
    return text.split('\n').slice(0, -1).map((line) => {
      const [release, backend, frontend, file, settings, called] = line.split('|');
      const inLedger = (name: string) => name.replace(/^\.releases[^/]*\/work\.\d+\//, '');
      return { release, file: inLedger(file), settings: inLedger(settings), slots: { backend, frontend }, text: called };
    });
  }

  private engine(...parts: string[]): string {
    return path.join(this.engineFolder, ...parts);
  }
}

/** The reference repository: its containers have five seconds to become healthy, and three releases are kept. */
export function referenceRepository(): ReleasableRepository {
  return new ReleasableRepository(releasableStack().stack, undefined, { keep: 3 });
}

/** Keeps what is there after a first release, as "r1", and after one with a new backend, as "r2". */
export function releaseTwice(repository: ReleasableRepository): void {
  const { succeeds } = actionsOn(repository);
  succeeds(['deploy', '--release', 'r1']);
  repository.save('r1');
  repository.change('backend', '2');
  succeeds(['deploy', '--release', 'r2']);
  repository.save('r2');
}

/** Runs of a script, of a repository unless another one is named. */
export function actionsOn(repository: ReleasableRepository) {
  return {
    /** What a run did that has to succeed. */
    succeeds: (args: string[], options: RunOptions = {}, where = repository): Outcome => {
      const run = where.run(args, options);
      expect([run.status, run.stderr]).toEqual([0, '']);
      return run;
    },
    /** What a run said that has to fail. */
    fails: (args: string[], options: RunOptions = {}, where = repository): string => {
      const { status, stderr } = where.run(args, options);
      expect([status, stderr]).toEqual([1, expect.anything()]);
      return stderr;
    },
  };
}

/** What was done, without what was only asked, in short. */
export function deeds(calls: Call[]): string[] {
  return calls.map(({ text }) => text).filter((text) => /^(compose (build|up|run)|exec .*switch|stop|rm|image rm|pause|unpause|start|restart|network rm|volume rm|run) ?/.test(text) && !/^rm --force (mark|lock)/.test(text))
    .map((text) => text.replace(/ --(detach|no-deps|no-build|no-TTY|force|volumes|name \S+)(?= )/g, '').replace('sh /etc/caddy/switch-traffic.sh /data/live', 'switch').replace(/^compose /, ''));
}

/** The call that begins with a text, where the words that all calls have do not count. */
export function callOf({ calls }: Outcome, start: string): Call {
  const found = calls.find(({ text }) => text.replace(/ --(detach|no-deps|no-build)\b/g, '').startsWith(start));
  expect(found).toBeDefined();
  return found!;
}

/** The shell's seconds pass when the script sleeps. */
const CLOCK = `\
unset SECONDS
SECONDS=0
sleep() {
  SECONDS=$((SECONDS + 1))
}
`;

/** An engine that keeps containers, images and what they are made of as files, and starts no other program, to be quick. */
function fakeDocker(hooks: Hooks, calls: string, engine: string): string {
  return `\
engine='${engine}' file='' settings='' newline='
'
case $* in
  compose*' --file '*)
    until [ "$1" = --file ]; do
      [ "$1" != --env-file ] || settings=$2
      shift
    done
    file=$2
    shift 2
    until [ "$1" != --env-file ]; do settings=$2; shift 2; done
    # what is said beside the file of the release
    until [ "$1" != --file ]; do shift 2; done
    set -- compose "$@"
    ;;
esac
# a program among the arguments is of no interest here
for argument; do
  shift
  case $argument in
    *"$newline"*) argument='<program>' ;;
  esac
  set -- "$@" "$argument"
done
printf '%s|%s|%s|%s|%s|%s\\n' "\${RELEASE-}" "\${BACKEND_SLOT-}" "\${FRONTEND_SLOT-}" "$file" "$settings" "$*" >> '${calls}'

become() {
  read -r service release _ < "$engine/containers/$1"
  echo "$service $release $2" > "$engine/containers/$1"
}

create() {
  number=0
  [ ! -f "$engine/counters/$1" ] || read -r number < "$engine/counters/$1"
  number=$((number + 1))
  echo "$number" > "$engine/counters/$1"
  [ "$number" -gt 9 ] || number=0$number
  fate='running 0 healthy'
  [ ! -f "$engine/fates/$1" ] || read -r fate < "$engine/fates/$1"
  [ "\${2:-running}" = running ] || fate='created 0 '
  echo "$1 \${RELEASE:--} $fate" > "$engine/containers/$1.$number"
}

up() {
  wanted=1 kept='' made=running
  while [ $# -gt 1 ]; do
    case $1 in
      --scale) wanted=\${2#*=}; shift ;;
      --no-recreate) kept=1 ;;
      --no-start) made=created ;;
    esac
    shift
  done
  have=0
  for each in "$engine/containers/$1."*; do
    [ -f "$each" ] || continue
    read -r service release status rest < "$each"
    if [ -z "$kept" ] && [ "$release" != "\${RELEASE:--}" ]; then
      rm "$each"
    else
      [ "$status" = running ] || [ "$made" = created ] || echo "$service $release running 0 healthy" > "$each"
      have=$((have + 1))
    fi
  done
  while [ "$have" -lt "$wanted" ]; do
    create "$1" "$made"
    have=$((have + 1))
  done
}

# containers that never run: a file with the id, one for each label, and a folder
mark() {
  name='' labels='' volume=''
  while [ $# -gt 1 ]; do
    case $1 in
      --name) name=$2; shift ;;
      --label) labels="$labels$2$newline"; shift ;;
      --volume) volume=\${2%%:*}; shift ;;
      --pull) shift ;;
    esac
    shift
  done
  [ ! -e "$engine/marks/$name" ] || { echo "Conflict. The container name \"/$name\" is already in use" >&2; exit 1; }
  number=0
  [ ! -f "$engine/counters/marks" ] || read -r number < "$engine/counters/marks"
  number=$((number + 1))
  echo "$number" > "$engine/counters/marks"
  # in one step, as the engine does it
  ( set -C; echo "mark$number" > "$engine/marks/$name" ) 2> /dev/null || exit 1
  while IFS= read -r label; do
    [ -z "$label" ] || echo "\${label#*=}" | { IFS= read -r value; label=\${label%%=*}; echo "$value" > "$engine/marks/$name@\${label#container-stack.}"; }
  done <<LABELS
$labels
LABELS
  [ -z "$volume" ] || mkdir -p "$engine/volumes/$volume"
  echo "mark$number"
}

mark_of() {
  for file in "$engine/marks/"*; do
    case $file in *@*) continue ;; esac
    [ -f "$file" ] || continue
    read -r id < "$file"
    if [ "$id" = "$1" ] || [ "\${file##*/}" = "$1" ]; then mark=\${file##*/}; return 0; fi
  done
  return 1
}

inspect_mark() {
  if [ -f "$engine/containers/$2" ]; then echo "$2"; return; fi
  mark_of "$2" || exit 1
  case $1 in
    *Labels*)
      line=$id
      for label in since here process what by; do
        read -r value < "$engine/marks/$mark@$label"
        line="$line $value"
      done
      echo "$line"
      ;;
    *) echo "$id" ;;
  esac
}

copy() {
  case $1 in
    *:/ledger) cp -R "$engine/volumes/\${1%%:*}" "$2" ;;
    *:/beat) mark_of "\${1%%:*}" && cat "$engine/marks/$mark@beat" ;;
    *)
      case $2 in
        *:/beat) mark_of "\${2%%:*}" && cp "$1" "$engine/marks/$mark@beat" ;;
        *) cp "$1" "$engine/volumes/\${2%%:*}/\${2##*/}" ;;
      esac
      ;;
  esac
}

list() {
  service='' running=''
  for argument; do
    case $argument in
      label=com.docker.compose.service=*) service=\${argument##*=} ;;
      status=running) running=1 ;;
      publish=* | label=com.docker.compose.oneoff=True | label=container-stack.*) return ;;
    esac
  done
  for each in "$engine/containers/"\${service:-*}.*; do
    [ -f "$each" ] || continue
    read -r service release status rest < "$each"
    [ -z "$running" ] || [ "$status" = running ] || continue
    case $* in
      *--quiet*) echo "\${each##*/}" ;;
      *' {{.Names}}') echo "\${each##*/}" ;;
      *'|'*) echo "$service|$status|\${each##*/}|" ;;
      *) echo "$service" ;;
    esac
  done
}

inspect() {
  [ -f "$engine/containers/$3" ] || exit 1
  read -r service release status restarts health < "$engine/containers/$3"
  case $2 in
    '{{.State.Running}}') if [ "$status" = running ]; then echo true; else echo false; fi ;;
    *ExitCode*) echo "$status, exit code 3" ;;
    '{{.State.Status}}'*) echo "$status $restarts $health" ;;
    *compose.service*) echo "$service" ;;
    '{{.Image}}') echo "sha256:image-of-$service" ;;
    '{{.Config.Image}}') echo "$service" ;;
    *) echo 'the check says no' ;;
  esac
}

case $* in
${Object.entries(hooks).map(([call, lines]) => `  ${call.split('*').map((part) => part && `'${part}'`).join('*')})\n    ${lines}\n    ;;\n`).join('')}\
esac
case $* in
  'version '*) echo 27.3.1 ;;
  'compose version '*) echo 2.29.7 ;;
  'info '*) echo /nonexistent ;;
  'context inspect '*) echo "\${DOCKER_HOST:-unix:///var/run/docker.sock}" ;;
  'compose config') echo 'name: conductor' ;;
  'compose config --hash '*)
    hash=1
    [ ! -f "$engine/configurations/$4" ] || read -r hash < "$engine/configurations/$4"
    echo "$4 $hash"
    ;;
  'compose config --quiet') ;;
  'compose config '*)
    hash=1
    [ ! -f "$engine/configurations/$3" ] || read -r hash < "$engine/configurations/$3"
    echo 'services:'
    echo "  $3:"
    echo "    image: $3"
    echo "    command: $hash"
    ;;
  'compose build')
    for each in "$engine/sources/"*; do
      [ -f "$each" ] || continue
      read -r id < "$each"
      echo "$id" > "$engine/images/\${each##*/}:$RELEASE"
    done
    ;;
  'compose up '*) shift 2; up "$@" ;;
  'compose run '*' --name '*.beside-*)
    name=\${*#* --name }
    for service; do :; done
    echo "$service - running 0 healthy" > "$engine/containers/\${name%% *}"
    ;;
  'ps '*) list "$@" ;;
  'inspect '*) shift; inspect "$@" ;;
  'container inspect '*) inspect_mark "$4" "$5" ;;
  'create '*) shift; mark "$@" ;;
  'cp '*) copy "$2" "$3" ;;
  'import '*) echo sha256:nothing > "$engine/nothing" ;;
  'volume create '*) mkdir -p "$engine/volumes/$5"; echo "$4" > "$engine/volumes/$5.label" ;;
  'volume ls '*compose.project*) for each in "$engine/volumes/"*.own; do [ ! -f "$each" ] || { each=\${each##*/}; echo "\${each%.own}"; }; done ;;
  'volume ls '*)
    for each in "$engine/volumes/"*.label; do
      [ -f "$each" ] || continue
      read -r label < "$each"
      [ "label=$label" != "$5" ] || { each=\${each##*/}; echo "\${each%.label}"; }
    done
    ;;
  'image inspect container-stack/nothing:1') [ -f "$engine/nothing" ] || exit 1 ;;
  'image inspect '*)
    for name; do :; done
    [ -f "$engine/images/$name" ] || exit 1
    read -r id < "$engine/images/$name"
    case $4 in *Size*) echo "$name 2097153" ;; *) echo "$id" ;; esac
    ;;
  'tag '*) cp "$engine/images/$2" "$engine/images/$3" ;;
  'image ls '*dangling*) ;;
  'image ls '*) for each in "$engine/images/$5:"*; do [ ! -f "$each" ] || echo "\${each##*:}"; done ;;
  'network ls '*) for each in "$engine/networks/"*; do [ ! -f "$each" ] || echo "\${each##*/}"; done ;;
  'network rm '*) rm -f "$engine/networks/$3" ;;
  'volume rm '*) rm -rf "$engine/volumes/$3" "$engine/volumes/$3.label" "$engine/volumes/$3.own" ;;
  'image rm '*) rm "$engine/images/$3" ;;
  'start '*)
    for each; do
      [ "$each" != start ] || continue
      [ -f "$engine/containers/$each" ] || exit 1
      read -r service release rest < "$engine/containers/$each"
      fate='running 0 healthy'
      [ "$rest" != 'created 0' ] || [ ! -f "$engine/fates/$service" ] || read -r fate < "$engine/fates/$service"
      echo "$service $release $fate" > "$engine/containers/$each"
    done
    ;;
  'exec '*)
    [ "$2" != --interactive ] || shift
    [ -f "$engine/containers/$2" ] || exit 1
    read -r service release status restarts health < "$engine/containers/$2"
    [ "$status" = running ] && [ "$health" != starting ]
    ;;
  'stop '*)
    shift
    for each; do
      [ ! -f "$engine/containers/$each" ] || { read -r service release rest < "$engine/containers/$each"; echo "$service $release exited 0 " > "$engine/containers/$each"; }
    done
    ;;
  'start '* | 'restart '*)
    shift
    for each; do
      [ -f "$engine/containers/$each" ] || exit 1
      read -r service release rest < "$engine/containers/$each"
      fate='running 0 healthy'
      [ ! -f "$engine/fates/$service" ] || read -r fate < "$engine/fates/$service"
      echo "$service $release $fate" > "$engine/containers/$each"
    done
    ;;
  'rm '* | 'container rm '*)
    until [ "\${1#-}" = "$1" ] && [ "$1" != rm ] && [ "$1" != container ]; do shift; done
    for each; do
      if mark_of "$each"; then rm -f "$engine/marks/$mark" "$engine/marks/$mark@"*; else rm -f "$engine/containers/$each"; fi
    done
    ;;
  'logs '*) for name; do :; done; echo "what $name said" ;;
esac`;
}
