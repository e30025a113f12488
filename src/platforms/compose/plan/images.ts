import { DockerfileBuild, Environment, ImageSource, Service } from '../../../model';

/** The image of a service. */
export interface PlannedImage {
  /** The image that is pulled, with its tag; `undefined` if it is built here. */
  readonly pulled?: string;
  /** The name of the image that is built here, without its tag. */
  readonly name?: string;
  /** The service by whose build it comes about; another one where several run the same image. */
  readonly builtBy?: Service;
  /** How it is built, on the service that builds it. */
  readonly build?: DockerfileBuild;
  /** What its Dockerfile states. */
  readonly states: Pick<DockerfileBuild, 'user' | 'stopSignal'>;
}

/** Images that are built carry a name, so that several services can run one and people can find it. */
export function imageOf(service: Service, source: ImageSource, environment: Environment): PlannedImage {
  const { sharedWith, builtFrom, reference } = source.bind();
  if (sharedWith) {
    const { pulled, name, builtBy, states } = imageOf(sharedWith, sharedWith.describe(environment).image, environment);
    return { pulled, name, builtBy, states };
  }
  if (!builtFrom) {
    return { pulled: reference, states: {} };
  }
  const { user, stopSignal } = builtFrom;
  return { name: `${service.stack.name}-${service.id}`, builtBy: service, build: builtFrom, states: { user, stopSignal } };
}

/** The tag of what is built here, in Compose's words: the release, or, where sources are mounted, the environment. */
export function tagIn(environment: Environment): string {
  return environment.liveReload ? environment.name : `\${RELEASE:-${environment.name}}`;
}
