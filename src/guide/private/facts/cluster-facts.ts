import { Stack } from '../../../model';
import { KubernetesTarget } from '../../../platforms';

/** What the guide knows of an environment that is written for Kubernetes, in no language. */
export interface ClusterFacts {
  readonly environment: string;
  /** The script, as it is called. */
  readonly script: string;
  readonly folder: string;
  readonly namespace: string;
  readonly registry: string;
  /** The Secret that people make, where there are secrets. */
  readonly secret?: string;
  /** Something that runs for long, which commands are shown with. */
  readonly service?: string;
}

/** The environments of the stack that are written for Kubernetes. */
export function clusterFacts(stack: Stack): ClusterFacts[] {
  return stack.targets.filter((target): target is KubernetesTarget => target instanceof KubernetesTarget).map((target) => {
    const { environment, files, namespace, options, secretName, secrets, workloads } = target._plan();
    return {
      environment: environment.name,
      script: `./${files.script}`,
      folder: files.folder,
      namespace,
      registry: options.registry,
      secret: secrets.length === 0 ? undefined : secretName,
      service: workloads.find(({ isReleased }) => isReleased)?.id,
    };
  });
}
