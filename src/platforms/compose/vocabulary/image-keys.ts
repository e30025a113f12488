import { ComposePullPolicy } from './pull-policy';
import { ComposeFileGrant } from './storage-keys';
import { ComposeUlimit } from './ulimit';
import { Size } from '../../../base';

/** Compose's keys for the image of a container: where it comes from, how it is built and pulled. */
export interface ComposeImageKeys {
  /**
   * The image. Rejected here: use the props of the service.
   *
   * @default - the service's own
   */
  readonly image?: string;

  /**
   * How the image is built, if this service builds it: Compose's key `build`, a name that is reserved by jsii.
   *
   * @default - as the service's Dockerfile says
   */
  readonly imageBuild?: ComposeBuild;

  /**
   * Another service whose keys it inherits. Rejected: set the keys themselves, or use a mixin for all services.
   *
   * @default - none
   */
  readonly extends?: ComposeExtends;

  /**
   * The platform of the image: `linux/arm64`, `linux/amd64`.
   *
   * @default - that of the engine
   */
  readonly platform?: string;

  /**
   * A program that provides the service instead of a container. Rejected: a service of a stack has containers. Compose 2.36 or
   * newer.
   *
   * @default - none, it runs in a container
   */
  readonly provider?: ComposeProvider;

  /**
   * When the image is pulled.
   *
   * @default - if the engine does not have it and it is not built
   */
  readonly pullPolicy?: ComposePullPolicy;

  /**
   * The age at which a pulled image is pulled again, with the `pullPolicy` for that: `24h`. Compose 2.34 or newer.
   *
   * @default - not set
   */
  readonly pullRefreshAfter?: string;
}

/** A service whose keys another one inherits. */
export interface ComposeExtends {
  /** Its name. */
  readonly service: string;

  /**
   * The Compose file that it is in.
   *
   * @default - the same file
   */
  readonly file?: string;
}

/** A program that provides a service instead of a container. */
export interface ComposeProvider {
  /** Its name: the program `docker-<type>`, or a plugin of the Compose command line. */
  readonly type: string;

  /**
   * Its options.
   *
   * @default - nothing
   */
  readonly options?: { [name: string]: string };
}

/** Compose's build options of an image. The rest is in the Dockerfile. */
export interface ComposeBuild {
  /**
   * Additional contexts, by the name that `COPY --from=` uses: a folder, an image (`docker-image://...`), a repository.
   *
   * @default - those of the service
   */
  readonly additionalContexts?: { [name: string]: string };

  /**
   * Values of the Dockerfile's `ARG`s, and of `HTTP_PROXY` and the like. They are visible in the image's history, so they must not be
   * secrets.
   *
   * @default - none
   */
  readonly args?: { [name: string]: string };

  /**
   * Cache sources: an image, or `type=registry,ref=...`.
   *
   * @default - the builder's default cache
   */
  readonly cacheFrom?: string[];

  /**
   * Cache destinations: `type=registry,ref=...,mode=max`.
   *
   * @default - the builder's default cache
   */
  readonly cacheTo?: string[];

  /**
   * The build context. Rejected here: use the props of the service.
   *
   * @default - the service's own
   */
  readonly context?: string;

  /**
   * The Dockerfile. Rejected here: use the props of the service.
   *
   * @default - the generated one
   */
  readonly dockerfile?: string;

  /**
   * The text of a Dockerfile. Rejected: patch the service's `dockerfile`.
   *
   * @default - none
   */
  readonly dockerfileInline?: string;

  /**
   * Additional privileges of the build: `network.host`, `security.insecure`. Reported as a weakness. Compose 2.27 or
   * newer.
   *
   * @default - nothing
   */
  readonly entitlements?: string[];

  /**
   * Additional host names during the build, and their addresses.
   *
   * @default - none
   */
  readonly extraHosts?: { [host: string]: string };

  /**
   * The isolation of builds on Windows: `default`, `process`, `hyperv`.
   *
   * @default - the engine's default
   */
  readonly isolation?: string;

  /**
   * Labels of the image.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * The network of `RUN` instructions: `none`, `host`, or the name of an existing one.
   *
   * @default - the builder's default
   */
  readonly network?: string;

  /**
   * Whether to build without the cache.
   *
   * @default false
   */
  readonly noCache?: boolean;

  /**
   * The platforms that the image is built for; several need a builder and an image store that support it.
   *
   * @default - that of the engine
   */
  readonly platforms?: string[];

  /**
   * Whether `RUN` instructions have all rights on the host. Reported as a weakness.
   *
   * @default false
   */
  readonly privileged?: boolean;

  /**
   * The attestation of how the image was built: `true`, `false`, `mode=max`. Compose 2.39 or newer.
   *
   * @default - the builder's default
   */
  readonly provenance?: string;

  /**
   * Whether base images are pulled even if the engine has them.
   *
   * @default false
   */
  readonly pull?: boolean;

  /**
   * The attestation of what is in the image (software bill of materials): `true`, `false`, or a generator. Compose 2.39 or newer.
   *
   * @default - none
   */
  readonly sbom?: string;

  /**
   * Secrets of the file that `RUN --mount=type=secret` can read; they end up in no layer.
   *
   * @default - none
   */
  readonly secrets?: ComposeFileGrant[];

  /**
   * Shared memory (`/dev/shm`) of `RUN` instructions.
   *
   * @default - the builder's default, 64 MiB
   */
  readonly shmSize?: Size;

  /**
   * Keys and agents for `RUN --mount=type=ssh`: an id and the path of a key.
   *
   * @default - none
   */
  readonly ssh?: { [id: string]: string };

  /**
   * Additional names of the image.
   *
   * @default - none
   */
  readonly tags?: string[];

  /**
   * The stage of the Dockerfile. Rejected here: it is decided by the service.
   *
   * @default - the service's own
   */
  readonly target?: string;

  /**
   * Limits of the processes of `RUN` instructions: `nofile`, `nproc`. Compose 2.23.1 or newer.
   *
   * @default - the builder's default
   */
  readonly ulimits?: { [name: string]: ComposeUlimit };
}
