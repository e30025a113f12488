import { ContainerUser } from './container-user';
import { Service } from './service';
import { requireImageReference, requireMatch, requireRepositoryPath, requireVariableName } from '../base/checks';
import { requireSignal } from '../base/linux';
import { requireArgument, requireProps } from '../base/props';

/** An image that is built from the repository. */
export interface DockerfileBuild {
  /** The build context, relative to the repository's root. */
  readonly context: string;

  /**
   * The folder with the service's own sources, relative to the repository's root, if the build context is wider.
   *
   * @default - the build context
   */
  readonly sources?: string;

  /** The Dockerfile, relative to the repository's root. */
  readonly dockerfile: string;

  /**
   * The target stage.
   *
   * @default - the last one
   */
  readonly stage?: string;

  /**
   * Additional build contexts that the Dockerfile copies from by name, relative to the repository's root.
   *
   * @default - none
   */
  readonly namedContexts?: { [name: string]: string };

  /**
   * The images that the Dockerfile starts from, as far as known, to warn when their versions reach their end of life.
   *
   * @default - not known
   */
  readonly baseImages?: string[];

  /**
   * Names of the variables that the Dockerfile reads as build secrets (`RUN --mount=type=secret`).
   *
   * @default - none
   */
  readonly secrets?: string[];

  /**
   * The user that the Dockerfile sets (`USER`): platforms need not repeat it.
   *
   * @default - not known
   */
  readonly user?: ContainerUser;

  /**
   * The signal that the Dockerfile sets (`STOPSIGNAL`): platforms need not repeat it.
   *
   * @default - not known; usually SIGTERM
   */
  readonly stopSignal?: string;
}

/** What an {@link ImageSource} resolves to; exactly one of its fields is set. */
export interface ImageSourceConfig {
  /**
   * The reference of an image that is pulled.
   *
   * @default - the image is not pulled
   */
  readonly reference?: string;

  /**
   * How the image is built.
   *
   * @default - the image is not built for this service
   */
  readonly builtFrom?: DockerfileBuild;

  /**
   * The service whose image it is: one build, several services.
   *
   * @default - the service has its own image
   */
  readonly sharedWith?: Service;
}

/** Where a service's image comes from. */
export abstract class ImageSource {
  /**
   * An image that is pulled.
   *
   * @param reference name, tag and, optionally, digest
   * @throws if it is not an image reference
   */
  public static reference(reference: string): ImageSource {
    requireImageReference(`image "${reference}"`, reference);
    return new FixedSource({ reference });
  }

  /**
   * An image that is built from the repository.
   *
   * @param build the Dockerfile and its contexts
   * @throws if a path is absolute or leaves the repository
   */
  public static dockerfile(build: DockerfileBuild): ImageSource {
    requireProps('DockerfileBuild', build, 'ImageSource.dockerfile');
    const namedContexts: { [name: string]: string } = {};
    for (const [name, path] of Object.entries(build.namedContexts ?? {})) {
      requireMatch(`build context name "${name}"`, name, /^[a-z0-9][a-z0-9_.-]*$/, 'lower case letters, digits and _ . -');
      namedContexts[name] = requireRepositoryPath(`build context "${name}"`, path);
    }
    (build.secrets ?? []).forEach(requireVariableName);
    (build.baseImages ?? []).forEach((image) => requireImageReference(`base image "${image}"`, image));
    if (build.stage !== undefined) {
      requireMatch(`build stage "${build.stage}"`, build.stage, /^[a-z0-9][a-z0-9_.-]*$/, 'lower case letters, digits and _ . -');
    }
    if (build.stopSignal !== undefined) {
      requireSignal('the stopSignal of an image', build.stopSignal);
    }
    return new FixedSource({
      builtFrom: {
        context: requireRepositoryPath('a build context', build.context),
        sources: build.sources === undefined ? undefined : requireRepositoryPath('the sources of a build', build.sources),
        dockerfile: requireRepositoryPath('a Dockerfile\'s path', build.dockerfile),
        stage: build.stage,
        namedContexts,
        baseImages: build.baseImages && [...build.baseImages],
        secrets: build.secrets && [...build.secrets],
        user: build.user,
        stopSignal: build.stopSignal,
      },
    });
  }

  /**
   * The image of another service: it is built once, however many services run it.
   *
   * @param service the service that builds the image
   */
  public static sameAs(service: Service): ImageSource {
    requireArgument('Service', service, 'service', 'ImageSource.sameAs');
    return new FixedSource({ sharedWith: service });
  }

  /** What it resolves to. */
  public abstract bind(): ImageSourceConfig;
}

class FixedSource extends ImageSource {
  constructor(private readonly config: ImageSourceConfig) {
    super();
  }

  public bind(): ImageSourceConfig {
    return this.config;
  }
}
