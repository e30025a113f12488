import * as path from 'path';
import { AsgiApplicationFound } from './detect/asgi-application';
import { CeleryFound, CeleryProcessFound } from './detect/celery';
import { PythonPackagesFound } from './detect/python-packages';
import { envFilesReadIn } from './detect/settings';
import { PythonFound } from './facts';
import { isIn } from './found';
import { HostPorts, Names } from './names';
import { ProposedDatabase } from './propose-databases';
import { environmentOf } from './propose-environment';
import { Repository } from '../repository';
import { call, literal, prop, Prop, ProposedService, service, texts, Value } from './write/value';

/** From that version on, uvicorn takes all options that are passed. */
const CURRENT_UVICORN = [0, 22];

/** Backends, workers and what belongs to them. */
export interface ProposedPython {
  readonly services: readonly ProposedService[];
  /** The id of the application that answers HTTP requests. */
  readonly backend?: string;
  readonly port: number;
  /** Folders whose `.dockerignore` is generated. */
  readonly contexts: readonly string[];
  readonly toDo: readonly string[];
}

interface Around {
  readonly repository: Repository;
  readonly names: Names;
  readonly ports: HostPorts;
  readonly databases: readonly ProposedDatabase[];
}

/** Env files are in no image, and what the stack tells is in the environment. */
function envFilesToDo({ modules }: PythonFound): string[] {
  return modules.files.flatMap((file) =>
    envFilesReadIn(modules.text(file))
      .filter(({ withEnvironment }) => !withEnvironment)
      .map(
        ({ variable, call: reading }) =>
          `${file} reads an env file, which is in no image, and not the environment: write ${variable} = {**${reading}, **os.environ}`,
      ),
  );
}

/** The services of one folder of Python packages. */
export function pythonServicesFor(python: PythonFound, around: Around): ProposedPython {
  const { application, celery, packages } = python;
  const toDo = [...packages.toDo, ...envFilesToDo(python)];
  const services: ProposedService[] = [];
  let backend: string | undefined;
  const port = application?.port?.value ?? 8000;
  const folder = path.posix.basename(packages.folder);
  if (application) {
    const fallback = packages.folder === '.' || ['app', 'src'].includes(folder) ? 'backend' : folder;
    backend = around.names.take(application.service?.name, fallback, 'backend');
    services.push({
      class: 'BackendService',
      id: backend,
      because: `${application.framework}: ${application.app.because}`,
      props: backendProps(python, application, backend, port, around, toDo),
    });
  }
  if (celery) {
    // what has other modules around it cannot share the command's folder
    toDo.push(
      ...celery.addresses.map(
        ({ because }) =>
          `the code names an address of its own, which is none of the stack: ${because}; let it read the variable that the stack tells`,
      ),
    );
    const sharedId = application && application.base === celery.base ? backend : undefined;
    services.push(...celeryServices(python, celery, sharedId, around, toDo));
  }
  const source = sourceOf(packages, application?.base ?? celery!.base);
  return { services, backend, port, toDo, contexts: packages.workspace === undefined || packages.workspace === source ? [source] : [] };
}

function backendProps(
  python: PythonFound,
  application: AsgiApplicationFound,
  id: string,
  port: number,
  around: Around,
  toDo: string[],
): Prop[] {
  const { packages, healthPath } = python;
  const hostPort = around.ports.take(application.hostPort ?? port);
  const where = path.posix.join(packages.folder, packages.requirementsFile ?? 'pyproject.toml');
  if (application.server === undefined) {
    const others = ['uvicorn', 'gunicorn', 'hypercorn', 'granian'].find((name) => packages.developmentNames.has(name));
    toDo.push(
      others
        ? `"${others}" is a package for development only in "${where}": production needs it too, add it to the others`
        : `no server is among the packages: add "uvicorn[standard]" to "${where}"`,
    );
  }
  if (healthPath === undefined) {
    toDo.push(
      `no path of "${application.file}" tells whether it works: add one that answers GET with 200, and pass it as healthPath of ${id}`,
    );
  }
  if (application.others.length > 0) {
    toDo.push(
      `${application.others.slice(0, 3).join(' and ')} may be an application too: add a BackendService with its own id for each that runs`,
    );
  }
  return [
    { name: 'app', value: literal(application.app.value) },
    ...sourceProps(packages, application.base, id),
    ...prop('server', serverOf(application), application.server?.because),
    ...prop('port', port === 8000 ? undefined : literal(port), application.port?.because),
    ...prop(
      'hostPort',
      hostPort === port ? undefined : literal(hostPort),
      hostPort === application.hostPort ? `its port on the host in ${application.service!.file}` : `${port} is that of another service`,
    ),
    ...prop('healthPath', healthPath && healthPath.value !== '/health' ? literal(healthPath.value) : undefined, healthPath?.because),
    ...prop('healthHost', ...trustedHost(application)),
    ...consumerProps(python, around, toDo),
    ...prop('releaseCommand', ...migration(around.repository, python, application.base)),
  ];
}

/** Connections and variables of what runs an image of its own. */
function consumerProps(python: PythonFound, { databases }: Around, toDo: string[]): Prop[] {
  const used = databases.filter(({ kind }) => python.databases.some((each) => each.kind === kind));
  const environment = environmentOf(python, new Set(databases.flatMap(({ variables }) => variables)));
  const read = new Set(python.settings.map(({ name }) => name));
  const entries = [...used.flatMap(({ further }) => further.filter(({ name }) => read.has(name))), ...environment.props];
  toDo.push(...environment.toDo);
  if (environment.unset.length > 0) {
    toDo.push(`the code reads ${sentence(environment.unset)} as well, and starts without: add what you use to environment or secrets`);
  }
  return [
    ...prop('connectTo', used.length === 0 ? undefined : { is: 'list', items: used.map((each) => service(each.service.id)) }),
    ...prop('environment', entries.length === 0 ? undefined : { is: 'map', entries }),
  ];
}

function celeryServices(
  python: PythonFound,
  celery: CeleryFound,
  backend: string | undefined,
  around: Around,
  toDo: string[],
): ProposedService[] {
  const { names } = around;
  const folder = path.posix.basename(celery.packages.folder);
  const workers = celery.processes.filter(({ kind }) => kind === 'worker');
  const others = celery.processes.filter(({ kind }) => kind !== 'worker');
  const named = workers.map((worker) =>
    names.take(worker.name, ...(backend !== undefined || folder === '.' ? ['celery-worker'] : [folder, 'worker'])),
  );
  const owner: Prop = backend !== undefined ? { name: 'backend', value: service(backend) } : { name: 'worker', value: service(named[0]) };
  const app: Prop = { name: 'app', value: literal(celery.app.value) };
  return [
    ...workers.map((worker, index): ProposedService => ({
      class: 'CeleryWorker',
      id: named[index],
      because: `Celery: ${worker.because}`,
      props: [
        ...(backend !== undefined || index > 0 ? [owner] : []),
        app,
        ...(backend !== undefined || index > 0
          ? []
          : [...sourceProps(celery.packages, celery.base, '', true), ...consumerProps(python, around, toDo)]),
        ...prop('queues', worker.queues?.length ? texts(worker.queues) : undefined, 'those of the command'),
      ],
    })),
    ...others.map((process): ProposedService => processOf(process, names, [owner, app])),
  ];
}

function processOf({ kind, name, scheduler, because }: CeleryProcessFound, names: Names, props: readonly Prop[]): ProposedService {
  return kind === 'beat'
    ? {
      class: 'CeleryBeat',
      id: names.take(name, 'celery-beat'),
      because: `Celery's clock: ${because}`,
      props: [...props, ...prop('scheduler', scheduler === undefined ? undefined : literal(scheduler))],
    }
    : { class: 'FlowerService', id: names.take(name, 'flower'), because: `Flower, pages that show Celery's tasks: ${because}`, props };
}

/** The folder in which the application runs: that of its packages, or one around it from which its modules are named. */
function sourceOf({ folder }: PythonPackagesFound, base: string): string {
  return isIn(folder, base) ? base : folder;
}

/** Where the sources are and what installs their packages. */
function sourceProps(packages: PythonPackagesFound, base: string, id: string, always = false): Prop[] {
  const source = sourceOf(packages, base);
  const inside = path.posix.relative(source, base);
  const beside = packages.members.map((member) => path.posix.relative(source, member)).filter(Boolean);
  const modulePaths = [...(inside ? [inside] : []), ...beside.map((member) => `${member}/src`)];
  const requirementsFile =
    packages.requirementsFile && path.posix.relative(source, path.posix.join(packages.folder, packages.requirementsFile));
  const developmentFile =
    packages.developmentRequirementsFile
    && path.posix.relative(source, path.posix.join(packages.folder, packages.developmentRequirementsFile));
  const version = packages.pythonVersion;
  return [
    ...prop(
      'path',
      source === id && !always ? undefined : literal(source),
      source === packages.folder ? packages.because : `its modules are named from there; ${packages.because}`,
    ),
    ...prop(
      'workspace',
      packages.workspace === undefined || packages.workspace === source ? undefined : literal(packages.workspace),
      'a workspace of uv, with one lock file',
    ),
    ...prop(
      'modulePaths',
      modulePaths.length === 0 ? undefined : texts(modulePaths),
      beside.length > 0 ? 'its own modules, and packages of the workspace that it needs' : 'its modules are named from there',
    ),
    ...prop(
      'packages',
      packages.installer === 'REQUIREMENTS' ? undefined : { is: 'member', of: 'PythonPackages', name: packages.installer },
      packages.because,
    ),
    ...prop(
      'requirementsFile',
      requirementsFile === undefined || requirementsFile === 'requirements.txt' ? undefined : literal(requirementsFile),
    ),
    ...prop('developmentRequirementsFile', developmentFile === undefined ? undefined : literal(developmentFile)),
    ...prop(
      'developmentGroups',
      packages.developmentNames.has('pytest') && packages.developmentGroups.length > 0 ? texts(packages.developmentGroups) : undefined,
      'what runs the tests',
    ),
    ...prop('pythonVersion', version === undefined || version.value === '3.11' ? undefined : literal(version.value), version?.because),
  ];
}

function serverOf({ server, serverVersion, factory, framework }: AsgiApplicationFound): Value | undefined {
  const [major, minor] = (serverVersion ?? '').split('.').map(Number);
  const isOld =
    server?.value === 'uvicorn' && (major < CURRENT_UVICORN[0] || (major === CURRENT_UVICORN[0] && minor < CURRENT_UVICORN[1]));
  const options = [
    ...prop('version', isOld ? literal(serverVersion!) : undefined),
    ...prop('factory', factory ? literal(true) : undefined),
    ...prop('workerClass', framework === 'Flask' ? literal('gthread') : undefined),
  ];
  return server === undefined || (server.value === 'uvicorn' && options.length === 0)
    ? undefined
    : call('PythonServer', server.value, [], options);
}

/** An application that answers to its own names only is asked for one of them. */
function trustedHost({ modules }: AsgiApplicationFound): [Value | undefined, string?] {
  for (const file of modules.files) {
    const [, host] = /TrustedHostMiddleware\s*,[^)]*?allowed_hosts\s*=\s*\[\s*["']([\w.-]+)["']/.exec(modules.text(file)) ?? [];
    if (host !== undefined) {
      return [literal(host), `TrustedHostMiddleware in ${file} answers to no other name`];
    }
  }
  return [undefined];
}

function migration(repository: Repository, { packages }: PythonFound, base: string): [Value | undefined, string?] {
  const folder = sourceOf(packages, base);
  const file = path.posix.join(folder, 'alembic.ini');
  return repository.has(file) && packages.names.has('alembic')
    ? [texts(['alembic', 'upgrade', 'head']), `${file} is there: migrations run before each release, and at each start in development`]
    : [undefined];
}

export function sentence(names: readonly string[]): string {
  const shown = names.length > 8 ? [...names.slice(0, 7), `${names.length - 7} more`] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]}`;
}
