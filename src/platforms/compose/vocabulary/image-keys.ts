import { ComposePullPolicy } from './pull-policy';
import { ComposeFileGrant } from './storage-keys';
import { ComposeUlimit } from './ulimit';
import { Size } from '../../../base';

/** Compose's keys on the image that a container is made of: where it comes from, how it is built and pulled. */
export interface ComposeImageKeys {
  /**
   * The image. Said by the props of the service, and refused here.
   *
   * @default - the service's own
   */
  readonly image?: string;

  /**
   * How the image is built, where this service builds it: `build` in the words of Compose, a word that jsii keeps for itself.
   *
   * @default - as the service's Dockerfile says
   */
  readonly imageBuild?: ComposeBuild;

  /**
   * Another service whose keys it takes over. Refused: say the keys themselves, or a mixin for all services.
   *
   * @default - none
   */
  readonly extends?: ComposeExtends;

  /**
   * The platform that the image has to be for: `linux/arm64`, `linux/amd64`.
   *
   * @default - that of the engine
   */
  readonly platform?: string;

  /**
   * A program that brings the service about in place of a container. Refused: a service of a stack has containers. Compose 2.36 or
   * newer.
   *
   * @default - none, it runs in a container
   */
  readonly provider?: ComposeProvider;

  /**
   * When the image is pulled.
   *
   * @default - when the engine has it not, and it is not built
   */
  readonly pullPolicy?: ComposePullPolicy;

  /**
   * How old a pulled image gets before it is pulled again, where `pullPolicy` asks for that: `24h`. Compose 2.34 or newer.
   *
   * @default - not said
   */
  readonly pullRefreshAfter?: string;
}

/** A service whose keys another one takes over. */
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

/** A program that provides a service in place of a container. */
export interface ComposeProvider {
  /** Its name: the program `docker-<type>`, or a plugin of the Compose command line. */
  readonly type: string;

  /**
   * What it is told.
   *
   * @default - nothing
   */
  readonly options?: { [name: string]: string };
}

/** How an image is built, in the words of Compose. What is not here, the Dockerfile says. */
export interface ComposeBuild {
  /**
   * Further contexts, by the name that `COPY --from=` calls them: a folder, an image (`docker-image://...`), a repository.
   *
   * @default - those of the service
   */
  readonly additionalContexts?: { [name: string]: string };

  /**
   * Values of the Dockerfile's `ARG`s, and of `HTTP_PROXY` and its like. They can be read in the image's history: no secrets.
   *
   * @default - none
   */
  readonly args?: { [name: string]: string };

  /**
   * Where layers of earlier builds are looked for: an image, or `type=registry,ref=...`.
   *
   * @default - the builder's own cache
   */
  readonly cacheFrom?: string[];

  /**
   * Where layers are put for later builds: `type=registry,ref=...,mode=max`.
   *
   * @default - the builder's own cache
   */
  readonly cacheTo?: string[];

  /**
   * The folder that is sent to the builder. Said by the props of the service, and refused here.
   *
   * @default - the service's own
   */
  readonly context?: string;

  /**
   * The Dockerfile. Said by the props of the service, and refused here.
   *
   * @default - the generated one
   */
  readonly dockerfile?: string;

  /**
   * The text of a Dockerfile. Refused: patch the service's `dockerfile`.
   *
   * @default - none
   */
  readonly dockerfileInline?: string;

  /**
   * What the builder is allowed to do beyond the usual: `network.host`, `security.insecure`. Named as a weakness. Compose 2.27 or
   * newer.
   *
   * @default - nothing
   */
  readonly entitlements?: string[];

  /**
   * Names that are known while the image is built, and their addresses.
   *
   * @default - none
   */
  readonly extraHosts?: { [host: string]: string };

  /**
   * How builds are kept apart on Windows: `default`, `process`, `hyperv`.
   *
   * @default - the engine's own
   */
  readonly isolation?: string;

  /**
   * Labels of the image.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * The network of `RUN` instructions: `none`, `host`, or the name of one that the engine has.
   *
   * @default - the builder's own
   */
  readonly network?: string;

  /**
   * Whether everything is built anew each time.
   *
   * @default false
   */
  readonly noCache?: boolean;

  /**
   * The platforms that the image is built for; several of them need a builder and an image store that can do so.
   *
   * @default - that of the engine
   */
  readonly platforms?: string[];

  /**
   * Whether `RUN` instructions have all rights on the host. Named as a weakness.
   *
   * @default false
   */
  readonly privileged?: boolean;

  /**
   * The attestation of how the image was built: `true`, `false`, `mode=max`. Compose 2.39 or newer.
   *
   * @default - the builder's own
   */
  readonly provenance?: string;

  /**
   * Whether base images are pulled although the engine has them.
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
   * Secrets of the file that `RUN --mount=type=secret` can read; they reach no layer.
   *
   * @default - none
   */
  readonly secrets?: ComposeFileGrant[];

  /**
   * Shared memory (`/dev/shm`) of `RUN` instructions.
   *
   * @default - the builder's own, 64 MiB
   */
  readonly shmSize?: Size;

  /**
   * Keys and agents for `RUN --mount=type=ssh`: an id and the path of a key.
   *
   * @default - none
   */
  readonly ssh?: { [id: string]: string };

  /**
   * Further names of the image.
   *
   * @default - only the one that the service runs
   */
  readonly tags?: string[];

  /**
   * The stage of the Dockerfile. Said by the service, and refused here.
   *
   * @default - the service's own
   */
  readonly target?: string;

  /**
   * Limits of the processes of `RUN` instructions: `nofile`, `nproc`. Compose 2.23.1 or newer.
   *
   * @default - the builder's own
   */
  readonly ulimits?: { [name: string]: ComposeUlimit };
}
