import { DockerfileBuild, Environment, ImageSource, Service } from '../../../model';

/** The image of a service. */
export interface PlannedImage {
  /** The service whose image it is; another one where several run the same. */
  readonly owner: Service;
  /** The image that is pulled, with its tag; `undefined` if it is built here. */
  readonly pulled?: string;
  /** The name of the image that is built here, without its tag. */
  readonly name?: string;
  /** How it is built, on its owner. */
  readonly build?: DockerfileBuild;
  /** How its owner builds it, on others that run it. */
  readonly builtByOwner?: DockerfileBuild;
  /** What its Dockerfile states. */
  readonly states: Pick<DockerfileBuild, 'user' | 'stopSignal'>;
}

/** Images that are built carry a name, so that several services can run one and people can find it. */
export function imageOf(service: Service, source: ImageSource, environment: Environment): PlannedImage {
  const { sharedWith, builtFrom, reference } = source.bind();
  if (sharedWith) {
    const { build, ...image } = imageOf(sharedWith, sharedWith.describe(environment).image, environment);
    return { ...image, builtByOwner: build };
  }
  if (!builtFrom) {
    return { owner: service, pulled: reference, states: {} };
  }
  const { user, stopSignal } = builtFrom;
  return { owner: service, name: `${service.stack.name}-${service.id}`, build: builtFrom, states: { user, stopSignal } };
}

/** The tag of what is built here, in Compose's words: the release, or, where sources are mounted, the environment. */
export function tagIn(environment: Environment): string {
  return environment.liveReload ? environment.name : `\${RELEASE:-${environment.name}}`;
}
