import { DockerfileBuild, Environment, Service } from '../../../model';
import { imageOf } from '../../compose/plan/images';

/** The image of a service in a cluster. */
export interface PlannedImage {
  /** As it is pulled, without a tag if it is built here. */
  readonly reference: string;
  /** Its name, if it is built here. */
  readonly built?: string;
  /** What its Dockerfile states. */
  readonly states: Pick<DockerfileBuild, 'user' | 'stopSignal'>;
}

/** What is built here lies in the registry under the name that Compose gives it, so that one push serves both. */
export function plannedImage(service: Service, environment: Environment, registry: string): PlannedImage {
  const { pulled, name, states } = imageOf(service, service.specIn(environment).image, environment);
  return pulled === undefined ? { reference: `${registry}/${name}`, built: name, states } : { reference: pulled, states };
}
