import { configMapsOf } from './configuration';
import { Manifest, changed, labelsOf, metadataOf, renderManifests, unlessEmpty } from './manifest';
import { policyOf } from './network';
import { jobPod, portName, servingPod } from './pod';
import { KubernetesPlan, PlannedWorkload, WorkloadKind } from '../plan/kubernetes-plan';
import { FOUNDATION, RELEASE, STEP, peersName, selectorOf } from '../plan/names';
import { PlannedClaim } from '../plan/storage';

/** Everything that belongs to one service, but for what runs once for each release. */
export function renderWorkload(plan: KubernetesPlan, workload: PlannedWorkload): string {
  return renderManifests(workload.spec.description, manifestsOf(plan, workload).map((manifest) => changed(plan, workload, manifest)));
}

/** What of a service runs once for each release. */
export function renderJob(plan: KubernetesPlan, workload: PlannedWorkload): string {
  return renderManifests(`${workload.spec.description}: once for each release`, [changed(plan, workload, jobOf(plan, workload))]);
}

function manifestsOf(plan: KubernetesPlan, workload: PlannedWorkload): Manifest[] {
  const { kind, ports, replicas, autoscaling, storage, isReleased } = workload;
  const runsSeveral = isReleased && (autoscaling?.minReplicas ?? (autoscaling ? 2 : replicas)) > 1;
  return [
    ...configMapsOf(plan, workload),
    ...storage.sharedClaims.map((claim) => sharedClaim(plan, workload, claim)),
    ...kind === WorkloadKind.DEPLOYMENT ? [deployment(plan, workload)] : [],
    ...kind === WorkloadKind.STATEFUL_SET ? [statefulSet(plan, workload)] : [],
    ...kind === WorkloadKind.STATEFUL_SET || (kind === WorkloadKind.DEPLOYMENT && ports.length > 0) ? [service(plan, workload)] : [],
    ...workload.spec.peers ? [peers(plan, workload)] : [],
    ...autoscaling ? [autoscaler(plan, workload)] : [],
    ...runsSeveral ? [budget(plan, workload)] : [],
    policyOf(plan, workload),
  ];
}

function metadata(plan: KubernetesPlan, workload: PlannedWorkload, name = workload.id): Manifest {
  return metadataOf(plan, name, { ...labelsOf(plan, workload), [STEP]: workload.isReleased ? RELEASE : FOUNDATION });
}

function selector({ stack, environment }: KubernetesPlan, { id }: PlannedWorkload): Manifest {
  return { matchLabels: selectorOf(stack, environment, id) };
}

function deployment(plan: KubernetesPlan, workload: PlannedWorkload): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(plan, workload),
    spec: {
      // where an autoscaler decides, nobody else does
      replicas: workload.autoscaling ? undefined : workload.replicas,
      revisionHistoryLimit: 3,
      progressDeadlineSeconds: plan.patienceSeconds,
      minReadySeconds: 2,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      selector: selector(plan, workload),
      template: servingPod(plan, workload),
    },
  };
}

/** A pod of the same name does not start before the one before it has ended, not even when a node is drained. */
function statefulSet(plan: KubernetesPlan, workload: PlannedWorkload): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: metadata(plan, workload),
    spec: {
      serviceName: workload.id,
      replicas: workload.replicas,
      revisionHistoryLimit: 3,
      selector: selector(plan, workload),
      template: servingPod(plan, workload),
      volumeClaimTemplates: workload.storage.ownClaims.length === 0 ? undefined : workload.storage.ownClaims.map((claim) => ({
        apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: claim.name }, spec: claimSpec(claim, 'ReadWriteOnce'),
      })),
    },
  };
}

function jobOf(plan: KubernetesPlan, workload: PlannedWorkload): Manifest {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadataOf(plan, workload.id, labelsOf(plan, workload, `${workload.id}-job`)),
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: workload.job!.seconds,
      ttlSecondsAfterFinished: 24 * 60 * 60,
      template: jobPod(plan, workload),
    },
  };
}

function service(plan: KubernetesPlan, workload: PlannedWorkload): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(plan, workload),
    spec: {
      // a pod that keeps its name is found by it
      clusterIP: workload.kind === WorkloadKind.STATEFUL_SET ? 'None' : undefined,
      selector: selector(plan, workload).matchLabels,
      ports: unlessEmpty(workload.ports.map(({ port }) => ({ name: portName(port), port, targetPort: portName(port) }))),
    },
  };
}

/** All pods, those included that are not ready yet, or not any more: one of them may have what another one is asked for. */
function peers(plan: KubernetesPlan, workload: PlannedWorkload): Manifest {
  const { port } = workload.ports[0];
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(plan, workload, peersName(workload.id)),
    spec: {
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector: selector(plan, workload).matchLabels,
      ports: [{ name: portName(port), port, targetPort: portName(port) }],
    },
  };
}

function autoscaler(plan: KubernetesPlan, workload: PlannedWorkload): Manifest {
  const { minReplicas = 2, maxReplicas, cpuPercent = 80 } = workload.autoscaling!;
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadata(plan, workload),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: workload.id },
      minReplicas,
      maxReplicas,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: cpuPercent } } }],
    },
  };
}

/** When nodes are emptied, one pod after the other; one that does not work anyway holds nobody up. */
function budget(plan: KubernetesPlan, workload: PlannedWorkload): Manifest {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(plan, workload),
    spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: selector(plan, workload) },
  };
}

function sharedClaim(plan: KubernetesPlan, workload: PlannedWorkload, claim: PlannedClaim): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: metadataOf(plan, claim.name, { [STEP]: FOUNDATION, 'app.kubernetes.io/component': workload.id }),
    spec: claimSpec(claim, 'ReadWriteMany'),
  };
}

function claimSpec({ size, storageClass }: PlannedClaim, mode: string): Manifest {
  return { accessModes: [mode], storageClassName: storageClass, resources: { requests: { storage: size } } };
}
