import { filesName } from './configuration';
import { Manifest, labelsOf, unlessEmpty } from './manifest';
import { HealthCheck, Resources, ServiceKind } from '../../../model';
import { KubernetesPlan, PlannedWorkload, secondsToReady, startupOf } from '../plan/kubernetes-plan';
import { VERSION } from '../plan/names';
import { PlannedVariable, SECRETS_FOLDER } from '../plan/settings';
import { PlannedMount, StorageKind } from '../plan/storage';

/** The pods of a service: what runs for long. */
export function servingPod(plan: KubernetesPlan, workload: PlannedWorkload): Manifest {
  const { metadata, spec } = podOf(plan, workload, workload.id);
  const [container] = spec.containers;
  const { spec: { healthCheck, kind, init }, lingerSeconds, stopSeconds, replicas, autoscaling } = workload;
  return {
    metadata,
    spec: {
      ...spec,
      // of what runs beside each other, not all on one node
      topologySpreadConstraints: replicas < 2 && !autoscaling ? undefined : [{
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: { 'app.kubernetes.io/name': workload.id, 'app.kubernetes.io/instance': plan.instance } },
      }],
      shareProcessNamespace: init || undefined,
      terminationGracePeriodSeconds: lingerSeconds + stopSeconds,
      containers: [{
        ...container,
        ports: unlessEmpty(workload.ports.map(({ port }) => ({ name: portName(port), containerPort: port }))),
        startupProbe: startupProbe(plan, workload),
        readinessProbe: probeOf(plan, workload, healthCheck, healthCheck.retries),
        // a database that is busy is not helped by being killed
        livenessProbe: kind === ServiceKind.DATA ? undefined : probeOf(plan, workload, healthCheck, 2 * healthCheck.retries),
        lifecycle: lingerSeconds === 0 ? undefined : { preStop: { sleep: { seconds: lingerSeconds } } },
      }],
    },
  };
}

/** The pods of what runs once for each release. */
export function jobPod(plan: KubernetesPlan, workload: PlannedWorkload): Manifest {
  const { metadata, spec } = podOf(plan, workload, `${workload.id}-job`);
  const [container] = spec.containers;
  return { metadata, spec: { ...spec, restartPolicy: 'Never', containers: [{ ...container, args: workload.job!.command?.map(escaped) }] } };
}

export function portName(port: number): string {
  return `port-${port}`;
}

function podOf(plan: KubernetesPlan, workload: PlannedWorkload, name: string): Manifest {
  const { image, user, settings, storage, options, spec } = workload;
  return {
    // the script puts the release's id here
    metadata: { labels: { ...labelsOf(plan, workload, name), ...workload.isReleased ? { [VERSION]: 'unreleased' } : {} } },
    spec: {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      imagePullSecrets: plan.options.imagePullSecret === undefined ? undefined : [{ name: plan.options.imagePullSecret }],
      priorityClassName: options.priorityClass,
      nodeSelector: options.nodeSelector,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: user?.uid,
        runAsGroup: user?.gid,
        fsGroup: user?.gid,
        fsGroupChangePolicy: 'OnRootMismatch',
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [{
        name: workload.id,
        image: image.built === undefined ? image.reference : `${image.reference}:${plan.environment.name}`,
        args: spec.command?.map(escaped),
        envFrom: settings.name === undefined ? undefined : [{ configMapRef: { name: settings.name } }],
        env: unlessEmpty(settings.variables.map((variable) => variableOf(plan, variable))),
        resources: resourcesOf(spec.resources),
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: !spec.writableRoot,
          capabilities: { drop: ['ALL'], add: unlessEmpty(spec.capabilities ?? []) },
        },
        volumeMounts: unlessEmpty([
          ...storage.mounts.map(({ volume, path, readOnly, file }) => ({
            name: volume, mountPath: path, readOnly: readOnly || undefined, subPath: file,
          })),
          ...settings.secretFiles.length === 0 ? [] : [{ name: 'secrets', mountPath: SECRETS_FOLDER, readOnly: true }],
        ]),
      }],
      volumes: unlessEmpty([
        ...[...new Map(storage.mounts.map((mount) => [mount.volume, mount])).values()].flatMap((mount) => volumeOf(workload, mount)),
        ...settings.secretFiles.length === 0 ? [] : [{
          name: 'secrets',
          secret: { secretName: plan.secretName, items: settings.secretFiles.map(({ secret }) => ({ key: secret, path: secret })) },
        }],
      ]),
    },
  };
}

function volumeOf(workload: PlannedWorkload, { kind, volume: name }: PlannedMount): Manifest[] {
  switch (kind) {
    case StorageKind.OWN_CLAIM: return [];
    case StorageKind.SHARED_CLAIM: return [{ name, persistentVolumeClaim: { claimName: name } }];
    case StorageKind.FILES: return [{ name, configMap: { name: filesName(workload), defaultMode: 0o555 } }];
    case StorageKind.PROVIDED: return [{ name, secret: { secretName: `${workload.id}-files` } }];
    case StorageKind.SCRATCH: return [{ name, emptyDir: {} }];
    default: return [{ name, emptyDir: { medium: 'Memory' } }];
  }
}

function variableOf({ secretName }: KubernetesPlan, variable: PlannedVariable): Manifest {
  const { name } = variable;
  if ('secret' in variable) {
    return { name, valueFrom: { secretKeyRef: { name: secretName, key: variable.secret, optional: variable.optional || undefined } } };
  }
  return 'release' in variable ? { name, valueFrom: { fieldRef: { fieldPath: `metadata.labels['${VERSION}']` } } }
    : { name, value: variable.value };
}

/** Text that stands for itself: in arguments the cluster would read `$(X)` as a variable. */
function escaped(text: string): string {
  return text.replace(/\$(?=\()/g, '$$$$');
}

/** What is asked until it has come up. Where more than being healthy is asked, it is not asked again afterwards. */
function startupProbe(plan: KubernetesPlan, workload: PlannedWorkload): Manifest | undefined {
  const check = startupOf(workload.spec);
  const probe = probeOf(plan, workload, check, 1);
  const periodSeconds = Math.ceil(check.startInterval.toSeconds());
  return probe && { ...probe, periodSeconds, failureThreshold: Math.ceil(secondsToReady(workload.spec) / periodSeconds) };
}

/** A port that the service does not name as one of its own may be for itself alone: then it is asked from inside. */
function probeOf(
  { environment }: KubernetesPlan, { ports }: PlannedWorkload, check: HealthCheck, failureThreshold: number,
): Manifest | undefined {
  const { http, tcp } = check.describe();
  const command = check.probe();
  const isOpen = (port: number) => ports.some((each) => each.port === port);
  const timing = {
    periodSeconds: Math.max(1, Math.ceil(environment.intervalOf(check).toSeconds())),
    timeoutSeconds: Math.max(1, Math.ceil(check.timeout.toSeconds())),
    failureThreshold,
  };
  if (http && isOpen(http.port)) {
    const host = http.host ?? `127.0.0.1:${http.port}`;
    return { httpGet: { path: http.path, port: portName(http.port), httpHeaders: [{ name: 'Host', value: host }] }, ...timing };
  }
  if (tcp && isOpen(tcp.port)) {
    return { tcpSocket: { port: portName(tcp.port) }, ...timing };
  }
  return command && { exec: { command }, ...timing };
}

/**
 * The share of a limit that is kept for a pod where nobody says how much: without a request, the limit itself would be. Memory that is
 * taken is not given back; of a CPU, everybody gets less when all want it.
 */
const KEPT_SHARE = { cpu: 10, memory: 4 };

/** What is kept for a pod of which nobody says anything, and the most that it may take: thousandths of a CPU, MiB. */
const LEAST = { cpu: 100, memory: 128 };
const MOST = { cpu: 1000, memory: 1024 };

function resourcesOf({ cpus, memory, reservedCpus, reservedMemory }: Resources = {}): Manifest {
  const cpuOf = (amount: number) => `${Math.max(1, Math.round(amount * 1000))}m`;
  return {
    requests: {
      cpu: reservedCpus !== undefined ? cpuOf(reservedCpus) : cpus !== undefined ? cpuOf(cpus / KEPT_SHARE.cpu) : `${LEAST.cpu}m`,
      memory: reservedMemory?.toBinaryString()
        ?? (memory ? `${Math.ceil(memory.toBytes() / KEPT_SHARE.memory / 1024 / 1024)}Mi` : `${LEAST.memory}Mi`),
    },
    limits: { cpu: cpus === undefined ? `${MOST.cpu}m` : cpuOf(cpus), memory: memory?.toBinaryString() ?? `${MOST.memory}Mi` },
  };
}
