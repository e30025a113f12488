import { DependencyType, Project, javascript } from 'projen';
import { requireLine } from '../base/checks';
import { requireProps } from '../base/props';
import { Language } from '../model';
import { PythonPackages } from '../services';
import { FirstStack } from './private/first-stack';
import { NewRepository } from './private/new-repository';
import { StackProjenrc } from './private/stack-projenrc';

/** The database of a new repository's application. */
export enum ProjectDatabase {
  /** MongoDB. */
  MONGODB = 'mongodb',
  /** PostgreSQL. */
  POSTGRES = 'postgres',
}

/** Options of a {@link ContainerStackProject}. */
export interface ContainerStackProjectOptions {
  /**
   * The name of the repository. The stack and the package at the repository's root are named after it.
   *
   * @default $BASEDIR
   */
  readonly name: string;

  /**
   * The folder that it is written to.
   *
   * @default "."
   */
  readonly outdir?: string;

  /**
   * Additional packages that `.projenrc.ts` needs, or other versions: `projen-container-stack@^1.2.0`.
   *
   * @default - projen, constructs, tsx and projen-container-stack, as they were when the repository was created
   * @featured
   */
  readonly devDeps?: string[];

  /**
   * The database of the new repository's application. Read by `projen new` only; from then on, `.projenrc.ts` says it.
   *
   * @default ProjectDatabase.MONGODB
   */
  readonly database?: ProjectDatabase;

  /**
   * Whether the new repository has an Angular frontend. Read by `projen new` only; from then on, `.projenrc.ts` says it.
   *
   * @default true
   */
  readonly frontend?: boolean;

  /**
   * Whether the new repository has a Celery worker, beat, and Redis for both. Read by `projen new` only; from then on,
   * `.projenrc.ts` says it.
   *
   * @default true
   */
  readonly celery?: boolean;

  /**
   * The package manager of the new repository's backend: `REQUIREMENTS`, or `UV`, for which uv has to be installed on this machine. Read by
   * `projen new` only; from then on, `.projenrc.ts` says it.
   *
   * @default PythonPackages.REQUIREMENTS
   */
  readonly pythonPackages?: PythonPackages;

  /**
   * The language of the new repository's scripts, guide and README. Read by `projen new` only; from then on, `.projenrc.ts` says it.
   *
   * @default Language.EN
   */
  readonly language?: Language;
}

/** What only `projen new` reads. */
const CREATION = ['database', 'frontend', 'celery', 'pythonPackages', 'language'] as const;
/** Under what projen passes on what it knows about a creation. */
const NEW = '__new__';
/** What `.projenrc.ts` runs on. */
const PACKAGES = ['projen', 'constructs@^10.5.0', 'tsx'];
const LIBRARY = 'projen-container-stack';

/**
 * A repository of applications (a backend, a frontend), each in its own folder, that run in containers. Its root contains nothing but
 * projen, with a `.projenrc.ts` that tsx runs.
 *
 * `npx projen new --from projen-container-stack` creates one, with a small FastAPI application, an Angular frontend, Celery, a database and
 * the `.projenrc.ts` that describes them. All of these are yours from then on: add, change and remove services in `.projenrc.ts`.
 *
 * @pjid container-stack
 */
export class ContainerStackProject extends Project {
  /** The package at the repository's root, with the dependencies of `.projenrc.ts`. */
  public readonly package: javascript.NodePackage;

  /**
   * @param options its options
   * @throws if a value is invalid, or an option that only `projen new` reads is passed later
   */
  public constructor(options: ContainerStackProjectOptions) {
    const { [NEW]: creation, ...known } = (options ?? {}) as ContainerStackProjectOptions & { readonly [NEW]?: object };
    requireProps('ContainerStackProjectOptions', known, 'a ContainerStackProject');
    requireLine('the name of a ContainerStackProject', known.name);
    requireCreation(known, creation !== undefined);
    super({ name: known.name, outdir: known.outdir, ...creation === undefined ? {} : { [NEW]: creation } });
    const packageName = wordOf(known.name);
    this.package = new javascript.NodePackage(this, {
      packageName, packageManager: javascript.NodePackageManager.NPM, minNodeVersion: '20.19.0', entrypoint: '', licensed: false,
    });
    this.package.addField('private', true);
    for (const name of ['node_modules/', '__pycache__/', '.pytest_cache/', '.venv/', 'dist/', '.angular/']) {
      this.gitignore.exclude(name);
    }
    const devDeps = (known.devDeps ?? []).map(withName);
    const others = [...PACKAGES, LIBRARY].filter((each) => !devDeps.some((other) => nameOf(other) === nameOf(each)));
    this.addDevDeps(...others, ...devDeps);
    new StackProjenrc(this);
    if (creation !== undefined) {
      new NewRepository(this, new FirstStack({
        name: known.name,
        stack: wordOf(known.name),
        // the library itself is one without a word
        devDeps: devDeps.filter((each) => each !== LIBRARY),
        postgres: known.database === ProjectDatabase.POSTGRES,
        frontend: known.frontend ?? true,
        celery: known.celery ?? true,
        packages: known.pythonPackages ?? PythonPackages.REQUIREMENTS,
        language: known.language ?? Language.EN,
      }));
    }
  }

  /**
   * Adds packages that `.projenrc.ts` needs.
   *
   * @param devDeps names, optionally with a version range: `typescript@^6.0.0`
   */
  public addDevDeps(...devDeps: string[]): void {
    devDeps.forEach((each) => this.deps.addDependency(each, DependencyType.BUILD));
  }
}

function requireCreation(options: ContainerStackProjectOptions, isNew: boolean): void {
  const tooLate = isNew ? undefined : CREATION.find((name) => options[name] !== undefined);
  if (tooLate !== undefined) {
    throw new Error(
      `"${tooLate}" of project "${options.name}" is read by projen new only: remove it, and add, change or remove services`,
    );
  }
  if (options.pythonPackages === PythonPackages.POETRY) {
    throw new Error(
      'the "pythonPackages" of a new repository are "poetry", for which there is no sample: allowed are "requirements" and "uv"',
    );
  }
}

/** A name that a stack can have, and a package: `My Shop` becomes `my-shop`. */
function wordOf(name: string): string {
  const word = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '').slice(0, 63);
  return word === '' ? 'app' : word;
}

function nameOf(devDep: string): string {
  return devDep.replace(/(.)@.*$/, '$1');
}

/** `projen new --from ./x.tgz` passes on what it was told, which is the name of no package. */
function withName(devDep: string): string {
  if (/^(@[a-z0-9._~-]+\/)?[a-z0-9_~-][a-z0-9._~-]*(@.*)?$/i.test(devDep) && !/^[^@]+\.tgz$/.test(devDep)) {
    return devDep;
  }
  const isFile = /^[./]|\.tgz$/.test(devDep) && !devDep.includes(':');
  return `${LIBRARY}@${isFile ? 'file:' : ''}${devDep}`;
}
