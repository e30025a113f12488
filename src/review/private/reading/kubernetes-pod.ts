import { isUnpinned } from './dockerfile';
import { Keys, commandOf, listOf, mapOf, restOf, textOf } from './written';
import { Exposure, ExposureKind, HealthCheckFacts, MountFacts, MountKind, PortFacts, Rest } from '../../facts';

/** The volumes of a pod, by name. Claims that a StatefulSet makes for each pod are among them. */
export type PodVolumes = ReadonlyMap<string, Keys>;

/** The variables of a container; those of a Secret are spelled as what has to be set. */
export function variablesOf(container: Keys, configMaps: ReadonlyMap<string, Keys>): { [name: string]: string } {
  return Object.assign(
    {},
    ...listOf(container.envFrom).map((each) => mapOf(configMaps.get(textOf(mapOf(mapOf(each).configMapRef).name)))),
    ...listOf(container.env).map(mapOf).map((each) => ({ [textOf(each.name)]: valueOf(each) })),
  ) as { [name: string]: string };
}

function valueOf({ value, valueFrom }: Keys): string {
  const { secretKeyRef, configMapKeyRef, fieldRef } = mapOf(valueFrom);
  if (secretKeyRef) {
    return `\${${textOf(mapOf(secretKeyRef).key)}${mapOf(secretKeyRef).optional === true ? ':-' : ':?'}}`;
  }
  return configMapKeyRef ? `${textOf(mapOf(configMapKeyRef).name)}: ${textOf(mapOf(configMapKeyRef).key)}`
    : fieldRef ? textOf(mapOf(fieldRef).fieldPath) : textOf(value);
}

/** What is mounted; the files of a Secret are told as secrets. */
export function mountsOf(container: Keys, volumes: PodVolumes): MountFacts[] {
  return listOf(container.volumeMounts).map(mapOf).flatMap((mount): MountFacts[] => {
    const volume = volumes.get(textOf(mount.name)) ?? {};
    const common = { target: textOf(mount.mountPath), readOnly: mount.readOnly === true };
    const claim = textOf(mapOf(volume.persistentVolumeClaim).claimName);
    return volume.secret ? []
      : claim !== '' ? [{ ...common, kind: MountKind.VOLUME, source: claim }]
        : volume.hostPath ? [{ ...common, kind: MountKind.BIND, source: textOf(mapOf(volume.hostPath).path) }]
          : volume.configMap ? [{ ...common, kind: MountKind.BIND, source: `./${withoutHash(textOf(mapOf(volume.configMap).name))}` }]
            : [{ ...common, kind: mapOf(volume.emptyDir).medium === 'Memory' ? MountKind.MEMORY : MountKind.ANONYMOUS, source: '' }];
  });
}

/** The keys of Secrets that are mounted as files. */
export function secretFilesOf(container: Keys, volumes: PodVolumes): string[] {
  const mounted = listOf(container.volumeMounts).map((mount) => volumes.get(textOf(mapOf(mount).name)) ?? {});
  return mounted.flatMap(({ secret }) => !secret ? []
    : listOf(mapOf(secret).items).length === 0 ? [textOf(mapOf(secret).secretName)]
      : listOf(mapOf(secret).items).map((item) => textOf(mapOf(item).key)));
}

/** A ConfigMap has another name with each content. */
function withoutHash(name: string): string {
  return name.replace(/-[0-9a-f]{6,}$/, '');
}

/** What notices that a container does not work. */
export function probesOf(container: Keys): HealthCheckFacts | undefined {
  const probes = ['readinessProbe', 'livenessProbe', 'startupProbe'].filter((key) => container[key] !== undefined);
  const [first] = probes;
  const isTest = ['httpGet', 'tcpSocket', 'exec', 'grpc'];
  return first === undefined ? undefined : {
    test: testOf(mapOf(container[first])),
    timing: Object.assign({}, ...probes.map((key) => {
      const test = testOf(mapOf(container[key]));
      const probe = { ...mapOf(container[key]), test: test === testOf(mapOf(container[first])) ? undefined : test };
      return restOf({ [key]: probe }, isTest.map((each) => `${key}.${each}`));
    })) as Rest,
  };
}

function testOf({ httpGet, tcpSocket, exec, grpc }: Keys): string {
  return httpGet ? `GET ${textOf(mapOf(httpGet).path)} on ${textOf(mapOf(httpGet).port)}`
    : tcpSocket ? `connects to ${textOf(mapOf(tcpSocket).port)}` : exec ? commandOf(mapOf(exec).command) : textOf(grpc);
}

/** The user of a container, or else that of its pod. */
export function userOf(pod: Keys, container: Keys): string {
  const [own, common] = [mapOf(container.securityContext), mapOf(pod.securityContext)];
  const [uid, gid] = [own.runAsUser ?? common.runAsUser, own.runAsGroup ?? common.runAsGroup].map(textOf);
  return uid === '' || gid === '' ? uid : `${uid}:${gid}`;
}

/** What makes a container less safe than it can be. */
export function podExposures(
  pod: Keys, container: Keys,
  { mounts, ports, isJob }: { readonly mounts: MountFacts[]; readonly ports: PortFacts[]; readonly isJob: boolean },
): Exposure[] {
  const [own, common] = [mapOf(container.securityContext), mapOf(pod.securityContext)];
  const user = userOf(pod, container);
  const capabilities = mapOf(own.capabilities);
  const [drop, add] = [capabilities.drop, capabilities.add].map((list) => listOf(list).map((name) => textOf(name).replace(/^CAP_/, '')));
  const seccomp = textOf(mapOf(own.seccompProfile ?? common.seccompProfile).type);
  const found: [boolean, ExposureKind, string?][] = [
    [/^0(:|$)/.test(user), ExposureKind.ROOT_USER],
    [user === '' && (own.runAsNonRoot ?? common.runAsNonRoot) !== true, ExposureKind.UNSTATED_USER],
    [own.privileged === true, ExposureKind.PRIVILEGED],
    ...add.filter((name) => name !== 'NET_BIND_SERVICE')
      .map((name): [boolean, ExposureKind, string] => [true, ExposureKind.CAPABILITY, name]),
    [!drop.includes('ALL'), ExposureKind.CAPABILITY, 'DEFAULT'],
    [own.allowPrivilegeEscalation !== false, ExposureKind.NEW_PRIVILEGES],
    [seccomp === '' || seccomp === 'Unconfined', ExposureKind.UNCONFINED, 'seccomp'],
    ...[['hostNetwork', 'network'], ['hostPID', 'pid'], ['hostIPC', 'ipc']].map(([key, name]): [boolean, ExposureKind, string] =>
      [pod[key] === true, ExposureKind.HOST_NAMESPACE, name]),
    ...mounts.filter(({ kind, source }) => kind === MountKind.BIND && source.startsWith('/'))
      .map(({ source }): [boolean, ExposureKind, string] => [true, ExposureKind.HOST_PATH, source]),
    ...ports.map(({ published }): [boolean, ExposureKind, string] => [true, ExposureKind.OPEN_PORT, published]),
    [!isJob && probesOf(container) === undefined, ExposureKind.NO_HEALTH_CHECK],
    [mapOf(mapOf(container.resources).limits).memory === undefined, ExposureKind.NO_LIMIT, 'memory'],
    [own.readOnlyRootFilesystem !== true, ExposureKind.WRITABLE_ROOT],
    [isUnpinned(textOf(container.image)), ExposureKind.UNPINNED_IMAGE, textOf(container.image)],
  ];
  return found.filter(([is]) => is).map(([, kind, subject = '']) => ({ kind, subject }));
}
