import { Duration, Size } from '../../base';
import { Volume } from '../../model';
import { SmokeTestRequest } from '../compose/smoke-test';

/**
 * An Ingress as the entrance. It has no annotations by default, so it works with every controller; use `annotations` for what yours needs.
 */
export interface IngressOptions {
  /**
   * The host name: `crm.example.com`.
   *
   * @default - the domains of the stack's edge, or else any name
   */
  readonly host?: string;

  /**
   * The IngressClass: `traefik`, `haproxy`.
   *
   * @default - the cluster's default class
   */
  readonly className?: string;

  /**
   * The Secret of type `kubernetes.io/tls` with the certificate. It exists already, or cert-manager creates it because of an annotation.
   *
   * @default - no TLS
   */
  readonly tlsSecret?: string;

  /**
   * Annotations, for the controller or for cert-manager.
   *
   * @default - none
   */
  readonly annotations?: { readonly [name: string]: string };
}

/** An HTTPRoute of the Gateway API as the entrance, attached to an existing Gateway, which also has the certificates. */
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
   * @default - all listeners that allow it
   */
  readonly sectionName?: string;

  /**
   * The host name: `crm.example.com`.
   *
   * @default - the domains of the stack's edge, or else any name that the Gateway accepts
   */
  readonly host?: string;
}

/** Autoscaling of a service's pods (HorizontalPodAutoscaler). The cluster needs metrics-server. */
export interface AutoscalingOptions {
  /** The minimum number of pods.
   *
   * @default 2
   */
  readonly minReplicas?: number;

  /** The maximum number of pods. */
  readonly maxReplicas: number;

  /**
   * The target average CPU utilization, in percent of a pod's CPU request.
   *
   * @default 80
   */
  readonly cpuPercent?: number;
}

/** The claim of a persistent volume. */
export interface ClaimOptions {
  /** The volume: the mounted one, or one of the same name. */
  readonly volume: Volume;

  /**
   * The size. It can grow if the storage class allows it, and never shrinks.
   *
   * @default - the volume's
   */
  readonly size?: Size;

  /**
   * The StorageClass.
   *
   * @default - the stack's `storageClass`
   */
  readonly storageClass?: string;
}

/** Kubernetes options of one service that the model does not cover. */
export interface KubernetesServiceOptions {
  /**
   * Autoscaling of its pods.
   *
   * @default - a fixed number, `replicas`
   */
  readonly autoscaling?: AutoscalingOptions;

  /**
   * The claims of its volumes.
   *
   * @default - the volume's size, in the stack's storage class
   */
  readonly claims?: ClaimOptions[];

  /**
   * Networks outside the stack that it may connect to, in CIDR notation. Its connections within the stack are always allowed.
   *
   * @default - the stack's `outbound`; none for data services
   */
  readonly outbound?: string[];

  /**
   * The PriorityClass of its pods.
   *
   * @default - the cluster's default
   */
  readonly priorityClass?: string;

  /**
   * Labels of the nodes that its pods run on.
   *
   * @default - any node
   */
  readonly nodeSelector?: { readonly [label: string]: string };
}

/** Options of a {@link KubernetesTarget}. */
export interface KubernetesOptions {
  /** The registry and path of the images: `ghcr.io/acme/crm` makes `ghcr.io/acme/crm/conductor-backend`. */
  readonly registry: string;

  /**
   * The namespace, which belongs to this environment only.
   *
   * @default - the stack's and the environment's name: `conductor-production`
   */
  readonly namespace?: string;

  /**
   * An Ingress as the entrance.
   *
   * @default - none; without a gateway, the stack is reachable only inside the cluster
   */
  readonly ingress?: IngressOptions;

  /**
   * A Gateway as the entrance.
   *
   * @default - none
   */
  readonly gateway?: GatewayOptions;

  /**
   * The namespace of the Ingress controller or of the Gateway's pods: only they can reach the entrance's services.
   *
   * @default - all pods of the cluster, and traffic from outside, can reach these services
   */
  readonly entranceNamespace?: string;

  /**
   * Values of variables that are not secret, by name. Variables with a default need none.
   *
   * @default - none
   */
  readonly settings?: { readonly [name: string]: string };

  /**
   * The Secret with the values of all secrets, under the names of their variables. You or your secrets manager create it; an example with
   * all keys is written.
   *
   * @default - the stack's name and `-secrets`: `conductor-secrets`
   */
  readonly secretName?: string;

  /**
   * The Secret of type `kubernetes.io/dockerconfigjson` for pulling images.
   *
   * @default - none; the registry is public, or the nodes have credentials
   */
  readonly imagePullSecret?: string;

  /**
   * Whether a release pins its images by digest, which the script queries from the registry with `docker buildx`, so that a moved tag has
   * no effect.
   *
   * @default true
   */
  readonly imagesByDigest?: boolean;

  /**
   * The StorageClass of claims.
   *
   * @default - the cluster's default class
   */
  readonly storageClass?: string;

  /**
   * Networks outside the stack that services may connect to, in CIDR notation. Data services of the stack may not connect to anything.
   *
   * @default ["0.0.0.0/0", "::/0"], all of them
   */
  readonly outbound?: string[];

  /**
   * How long a pod keeps serving HTTP requests after its termination has started (preStop), because the entrance may still send it some.
   * Some controllers take half a minute to notice.
   *
   * @default Duration.seconds(10)
   */
  readonly preStopDelay?: Duration;

  /**
   * How long new pods may take to become ready before the release fails.
   *
   * @default - the longest time that their health checks allow, plus one minute
   */
  readonly patience?: Duration;

  /**
   * How long new pods are watched after the rollout. If one of them exits meanwhile, the release fails.
   *
   * @default Duration.seconds(10)
   */
  readonly watch?: Duration;

  /**
   * How many releases are kept for a rollback.
   *
   * @default 5
   */
  readonly keep?: number;

  /**
   * Requests of a smoke test, made from inside a pod of the service.
   *
   * @default - none
   */
  readonly smokeTests?: SmokeTestRequest[];

  /**
   * The folder of the manifests, relative to the repository's root.
   *
   * @default - `kubernetes/<environment>`
   */
  readonly folder?: string;
}
