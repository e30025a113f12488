import { Debugger } from './debugger';
import { PythonPackages } from './python-packages';
import { Size } from '../base';
import { EnvValue, Mount } from '../model';

/** The sources of a Python application, how its image is built, and its environment variables. */
export interface PythonApplicationProps {
  /**
   * The source folder, relative to the repository's root. The application runs in it.
   *
   * @default - the service's id for a backend; none for other processes, which then run the image of another service
   */
  readonly path?: string;

  /**
   * The build context, relative to the repository's root: the source folder, or a parent of it, such as `.` if there is shared code beside
   * it. It is `/app` in the image and in development, with the source folder below it as in the repository.
   *
   * @default - the source folder
   */
  readonly context?: string;

  /**
   * The root of the uv workspace that the source folder is a member of, relative to the repository's root. It contains the lock file, the
   * members that it depends on are installed with it, and it is the `context` too.
   *
   * @default - the source folder has its own lock file
   */
  readonly workspace?: string;

  /**
   * Additional folders in which Python looks for modules, relative to the source folder: `src`, or `../../libs/shared/src` with a `context`
   * that contains it. In development a change there restarts the application. `PYTHONPATH` is not used for them, so you can set it
   * yourself.
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
   * How the application declares its Python packages.
   *
   * @default PythonPackages.REQUIREMENTS
   */
  readonly packages?: PythonPackages;

  /**
   * The file that pip installs from, relative to the source folder, such as `requirements/production.txt`. Files and local projects that it
   * references (`-r`, `-c`, `-e ./libs/shared`) are detected when the project is synthesized.
   *
   * @default "requirements.txt"
   */
  readonly requirementsFile?: string;

  /**
   * An additional file that pip installs from in development only, relative to the source folder, such as `requirements-dev.txt`, for test
   * tools and the like.
   *
   * @default - the same packages as in production
   */
  readonly developmentRequirementsFile?: string;

  /**
   * Dependency groups of `pyproject.toml` that uv or Poetry installs in development only, such as `dev`.
   *
   * @default - the same packages as in production
   */
  readonly developmentGroups?: string[];

  /**
   * Files and folders, relative to the source folder, that installing packages reads and that are not detected automatically.
   *
   * @default - what the package files reference
   */
  readonly installInputs?: string[];

  /**
   * Names of variables that exist only while packages are installed, such as a token for a private index: `${INDEX_TOKEN}` in a
   * requirements file, `UV_INDEX_<NAME>_PASSWORD` for uv, `POETRY_HTTP_BASIC_<NAME>_PASSWORD` for Poetry, or `PIP_EXTRA_INDEX_URL`. Their
   * values come from the env file or the shell of whoever builds, and end up in no image layer.
   *
   * @default - none
   */
  readonly buildSecrets?: string[];

  /**
   * CA certificates that the image trusts in addition to its base image's, in builds and at run time: PEM files in one folder, relative to
   * the repository's root, such as `certificates/company.pem`. For a private index, a proxy that inspects TLS, or a service.
   *
   * @default - none
   */
  readonly trustedCertificates?: string[];

  /**
   * Debian packages that are needed to build Python packages; they are not in the production image. They are installed before the Python
   * packages, in their own layer. With `[]`, all packages must have wheels, or the build fails.
   *
   * @default - `gcc`, `g++` and `libpq-dev`, if the installation fails without them
   */
  readonly buildPackages?: string[];

  /**
   * Debian packages that are needed at run time, in development and in production.
   *
   * @default - none
   */
  readonly runtimePackages?: string[];

  /**
   * Environment variables of the application, and of workers and beat that run its image. A worker that runs another service's image adds
   * its own to that service's; they win if names are the same.
   *
   * @default - only `ENVIRONMENT` and `DEBUG`
   */
  readonly environment?: { [name: string]: EnvValue };

  /**
   * Names of environment variables that are secrets: empty in development unless the env file sets them, required in production.
   *
   * @default - none
   */
  readonly secrets?: string[];

  /**
   * The command that runs the application's tests in its development container: `docker-dev.sh test`.
   *
   * @default ["python", "-m", "pytest"], which finds the application's modules as its server does; `pytest` has to be among its packages
   */
  readonly testCommand?: string[];

  /**
   * The debugger that the application runs under in development, so that editors can attach to it. Each service needs its own port: a
   * worker beside a backend could have `Debugger.debugpy({ port: 5679 })`. Each process of a worker's pool is a separate session;
   * `CeleryPool.SOLO` has only one.
   *
   * @default - no debugger
   */
  readonly debugger?: Debugger;

  /**
   * The folder that the application writes its logs to, inside the container. It is a separate volume.
   *
   * @default - `logs` in the source folder: `/app/logs`, unless there is a `context`
   */
  readonly logFolder?: string;

  /**
   * Additional mounts, in every container that runs the application, workers and beat included:
   * `Volume.named('uploads').mountAt('/app/uploads')`. The folder of a named volume is owned by the application's user; files that the
   * repository has there are left out of the image.
   *
   * @default - nothing
   */
  readonly mounts?: Mount[];

  /**
   * Space for temporary files (`/tmp`) on disk, removed with the container: for large uploads, which most frameworks buffer there.
   *
   * @default - in memory, which counts towards the container's limit
   */
  readonly temporaryStorage?: Size;
}
