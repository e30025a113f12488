import { Debugger } from './debugger';
import { PythonPackages } from './python-packages';
import { Size } from '../base';
import { EnvValue, Mount } from '../model';

/** Where the sources of a Python application are, how its image is built, and what it reads from its environment. */
export interface PythonApplicationProps {
  /**
   * The source folder, relative to the repository's root. The application runs in it.
   *
   * @default - the service's id, for a backend; for a worker and the like, it runs the image of another service
   */
  readonly path?: string;

  /**
   * The folder that the build sees, relative to the repository's root: the source folder, or one that it is in, such as `.` where there is
   * shared code beside it. In the image, and in development, it is `/app`, and the source folder is below that as it is in the repository.
   *
   * @default - the source folder
   */
  readonly context?: string;

  /**
   * The folder of the uv workspace that the source folder is a member of, relative to the repository's root. The lock file is there, and
   * the members that it needs are installed with it. It is the `context` too.
   *
   * @default - the source folder has its own lock file
   */
  readonly workspace?: string;

  /**
   * Folders in which Python looks for modules beside the source folder, relative to it: `src`, or `../../libs/shared/src` with a `context`
   * that has it. In development a change there restarts the application. Unlike `PYTHONPATH`, which stays yours, they are in the image.
   *
   * @default - none
   */
  readonly modulePaths?: string[];

  /**
   * The version of Python.
   *
   * @default "3.11"
   */
  readonly pythonVersion?: string;

  /**
   * The base image.
   *
   * @default - `python:<pythonVersion>-slim`
   */
  readonly baseImage?: string;

  /**
   * How the application says which Python packages it needs.
   *
   * @default PythonPackages.REQUIREMENTS
   */
  readonly packages?: PythonPackages;

  /**
   * The file that pip installs from, relative to the source folder, such as `requirements/production.txt`. Files and local projects that
   * it names (`-r`, `-c`, `-e ./libs/shared`) are found when the project is synthesized.
   *
   * @default "requirements.txt"
   */
  readonly requirementsFile?: string;

  /**
   * A further file that pip installs from for development only, relative to the source folder, such as `requirements-dev.txt`: what runs
   * the tests, say. Production has none of it.
   *
   * @default - the same packages as in production
   */
  readonly developmentRequirementsFile?: string;

  /**
   * Groups of packages of `pyproject.toml` that uv or Poetry installs for development only, such as `dev`. Production has none of them.
   *
   * @default - the same packages as in production
   */
  readonly developmentGroups?: string[];

  /**
   * Files and folders, relative to the source folder, that the installation of packages reads and that no file names in a way that is
   * found.
   *
   * @default - what the files of the packages name
   */
  readonly installInputs?: string[];

  /**
   * Names of variables that only the installation of packages reads, such as a token for a private index: `${INDEX_TOKEN}` in a
   * requirements file, `UV_INDEX_<NAME>_PASSWORD` for uv, `POETRY_HTTP_BASIC_<NAME>_PASSWORD` for Poetry, or `PIP_EXTRA_INDEX_URL`. Their
   * values come from the env file or the shell of whoever builds, and are in no layer of the image.
   *
   * @default - none
   */
  readonly buildSecrets?: string[];

  /**
   * Certificates of authorities that the image trusts beside those of its base image, in builds and when it runs: PEM files of one folder,
   * relative to the repository's root, such as `certificates/company.pem`. For a private index, a proxy that looks into TLS, or a service.
   *
   * @default - none
   */
  readonly trustedCertificates?: string[];

  /**
   * Debian packages that are needed to build Python packages, no part of the production image. They are installed before the Python
   * packages, and kept in a layer of their own. `[]` says that all packages have wheels, and that a build shall fail otherwise.
   *
   * @default - `gcc`, `g++` and `libpq-dev`, if an installation fails without them
   */
  readonly buildPackages?: string[];

  /**
   * Debian packages that are needed to run, in development too.
   *
   * @default - none
   */
  readonly runtimePackages?: string[];

  /**
   * Environment variables of the application, and of workers and beat that run its image. Those of a worker that runs another's image are
   * further ones; one of the same name takes the place of the other's.
   *
   * @default - `ENVIRONMENT` and `DEBUG` only
   */
  readonly environment?: { [name: string]: EnvValue };

  /**
   * Names of secrets that the application reads from its environment: empty in development unless the env file sets them,
   * required in production.
   *
   * @default - none
   */
  readonly secrets?: string[];

  /**
   * The command that runs the application's tests, in its container of development: `docker-dev.sh test`.
   *
   * @default ["python", "-m", "pytest"], which finds the application's modules as its server does; `pytest` is one of its own packages
   */
  readonly testCommand?: string[];

  /**
   * What the application runs under in development, so that editors can attach to it. A port belongs to one service: a worker beside a
   * backend has `Debugger.debugpy({ port: 5679 })`. Each process of a worker's pool is a session of its own; `CeleryPool.SOLO` has but one.
   *
   * @default - no debugger
   */
  readonly debugger?: Debugger;

  /**
   * The folder that the application writes its logs to, inside the container; a volume of its own.
   *
   * @default - "logs" in the source folder: "/app/logs", unless there is a `context`
   */
  readonly logFolder?: string;

  /**
   * What is mounted besides, into every container that runs the application, workers and beat included:
   * `Volume.named('uploads').mountAt('/app/uploads')`. The folder of a named volume belongs to whoever runs the application; what the
   * repository has in it is no part of the image.
   *
   * @default - nothing
   */
  readonly mounts?: Mount[];

  /**
   * Room for temporary files (`/tmp`) on disk, gone with the container: for large uploads, which most frameworks keep there until they are
   * whole.
   *
   * @default - in memory, which counts as memory of the container
   */
  readonly temporaryStorage?: Size;
}
