import { Duration, Size } from '../../base';
import { Volume } from '../../model';
import { SmokeTestRequest } from '../compose/smoke-test';

/**
 * An Ingress as the entrance. It has no annotations of its own, so that every controller reads it: what one of them needs is said by
 * `annotations`.
 */
export interface IngressOptions {
  /**
   * The name that requests are for: `crm.example.com`.
   *
   * @default - the domains that an edge of the stack has, or else any name is answered
   */
  readonly host?: string;

  /**
   * The IngressClass: `traefik`, `haproxy`.
   *
   * @default - the default class of the cluster
   */
  readonly className?: string;

  /**
   * The Secret of type `kubernetes.io/tls` with the certificate. It is there already, or cert-manager makes it where an annotation asks
   * for that.
   *
   * @default - no TLS: something in front of the cluster does that, or nobody
   */
  readonly tlsSecret?: string;

  /**
   * Annotations, for the controller or for cert-manager.
   *
   * @default - none
   */
  readonly annotations?: { readonly [name: string]: string };
}

/** An HTTPRoute of the Gateway API as the entrance: it is attached to a Gateway that exists, which also has the certificates. */
export interface GatewayOptions {
  /** The name of the Gateway. */
  readonly name: string;

  /**
   * The namespace of the Gateway.
   *
   * @default - that of the stack
   */
  readonly namespace?: string;

  /**
   * The listener of the Gateway that the route is attached to.
   *
   * @default - all that allow it
   */
  readonly sectionName?: string;

  /**
   * The name that requests are for: `crm.example.com`.
   *
   * @default - the domains that an edge of the stack has, or else any name that the Gateway takes
   */
  readonly host?: string;
}

/** How many pods of a service run, by what they have to do (HorizontalPodAutoscaler). The cluster has to measure: metrics-server. */
export interface AutoscalingOptions {
  /**
   * Pods at least.
   *
   * @default 2
   */
  readonly minReplicas?: number;

  /** Pods at most. */
  readonly maxReplicas: number;

  /**
   * The share of the CPU that is kept for a pod (its request) which they use on average, in percent.
   *
   * @default 80
   */
  readonly cpuPercent?: number;
}

/** The claim of a volume that lasts. */
export interface ClaimOptions {
  /** The volume: the same that is mounted, or one of the same name. */
  readonly volume: Volume;

  /**
   * How much it holds. It can grow where the class allows it, and never shrinks.
   *
   * @default - what the volume says
   */
  readonly size?: Size;

  /**
   * The StorageClass.
   *
   * @default - that of the stack (`storageClass`)
   */
  readonly storageClass?: string;
}

/** What is said of one service for Kubernetes, where the model has no word for it. */
export interface KubernetesServiceOptions {
  /**
   * How many pods run, by what they have to do.
   *
   * @default - as many as `replicas` says
   */
  readonly autoscaling?: AutoscalingOptions;

  /**
   * The claims of its volumes.
   *
   * @default - the size that the volume says, in the class of the stack
   */
  readonly claims?: ClaimOptions[];

  /**
   * Networks that it may connect to outside of the stack, in CIDR notation. What it is connected to within the stack is allowed anyway.
   *
   * @default - those of the stack (`outbound`); none for data services
   */
  readonly outbound?: string[];

  /**
   * The PriorityClass of its pods.
   *
   * @default - that of the cluster
   */
  readonly priorityClass?: string;

  /**
   * Labels of the nodes that its pods run on.
   *
   * @default - any node
   */
  readonly nodeSelector?: { readonly [label: string]: string };
}

/** How an environment is written for Kubernetes. */
export interface KubernetesOptions {
  /** Where the images are, and the path that all of them have there: `ghcr.io/acme/crm` makes `ghcr.io/acme/crm/conductor-backend`. */
  readonly registry: string;

  /**
   * The namespace, which is this environment's alone.
   *
   * @default - the stack's and the environment's name: `conductor-production`
   */
  readonly namespace?: string;

  /**
   * An Ingress, at which users come in.
   *
   * @default - none: unless there is a gateway, the stack is reached from inside the cluster only
   */
  readonly ingress?: IngressOptions;

  /**
   * A Gateway, at which users come in.
   *
   * @default - none
   */
  readonly gateway?: GatewayOptions;

  /**
   * The namespace of the Ingress controller or of the Gateway's pods: nobody else reaches the services where users come in.
   *
   * @default - every pod of the cluster, and what comes from outside of it, reaches these services
   */
  readonly entranceNamespace?: string;

  /**
   * Values of variables that are no secrets, by name. Those with a default need none.
   *
   * @default - none
   */
  readonly settings?: { readonly [name: string]: string };

  /**
   * The Secret with the values of all secrets, under the names of their variables. It is made by you, or by what you manage secrets with;
   * an example that says every key is written.
   *
   * @default - the stack's name and `-secrets`: `conductor-secrets`
   */
  readonly secretName?: string;

  /**
   * The Secret of type `kubernetes.io/dockerconfigjson` with which images are pulled.
   *
   * @default - the registry asks for no password, or the nodes know it
   */
  readonly imagePullSecret?: string;

  /**
   * Whether a release names its images by digest, which the script asks the registry for: what was tried is what runs, even if a tag is
   * moved. It asks with `docker buildx`.
   *
   * @default true
   */
  readonly imagesByDigest?: boolean;

  /**
   * The StorageClass of claims.
   *
   * @default - the default class of the cluster
   */
  readonly storageClass?: string;

  /**
   * Networks that services may connect to outside of the stack, in CIDR notation. Data services of the stack connect to nobody.
   *
   * @default ["0.0.0.0/0", "::/0"], all of them
   */
  readonly outbound?: string[];

  /**
   * How long a pod that answers HTTP requests goes on doing so after it has been told to end (preStop), because the entrance may still send
   * it some: until it knows. Some controllers take half a minute.
   *
   * @default Duration.seconds(10)
   */
  readonly preStopDelay?: Duration;

  /**
   * How long new pods may take to become ready; then the release fails.
   *
   * @default - a minute longer than the slowest of their health checks may take
   */
  readonly patience?: Duration;

  /**
   * How long new pods are watched after they have taken over. If one of them ends meanwhile, the release fails.
   *
   * @default Duration.seconds(10)
   */
  readonly watch?: Duration;

  /**
   * How many releases are kept, those that can be brought back.
   *
   * @default 5
   */
  readonly keep?: number;

  /**
   * Requests that a release has to answer, asked from inside a pod of the service.
   *
   * @default - none but those of the health checks
   */
  readonly smokeTests?: SmokeTestRequest[];

  /**
   * The folder of the manifests, relative to the repository's root.
   *
   * @default - `kubernetes/<environment>`
   */
  readonly folder?: string;
}
