import { KubernetesServiceOptions } from '../kubernetes-options';
import { volumeLabel } from './names';
import { Mount, Service, ServiceKind, ServiceSpec, Stack } from '../../../model';
import { writablePathsOf } from '../../../model/defaults';

/** What a mount is in a pod. */
export enum StorageKind {
  /** A claim of the pod's own, which outlives it (volumeClaimTemplates). */
  OWN_CLAIM = 'own-claim',
  /** A claim that pods share. */
  SHARED_CLAIM = 'shared-claim',
  /** Generated files, from a ConfigMap. */
  FILES = 'files',
  /** Files that a person puts there, from a Secret. */
  PROVIDED = 'provided',
  /** Room on the node's disk, gone with the pod. */
  SCRATCH = 'scratch',
  /** Room in memory, gone with the pod. */
  MEMORY = 'memory',
}

/** A place in a container where something is mounted. */
export interface PlannedMount {
  readonly kind: StorageKind;
  /** The name of the volume in the pod; several places may show one. */
  readonly volume: string;
  readonly path: string;
  readonly readOnly: boolean;
  /** The file of the volume that is mounted, where it is not all of it. */
  readonly file?: string;
}

/** A claim. */
export interface PlannedClaim {
  readonly name: string;
  readonly size: string;
  readonly storageClass?: string;
}

/** All that a service has on disk. */
export interface PlannedStorage {
  readonly mounts: PlannedMount[];
  /** Claims that each of its pods has to itself. */
  readonly ownClaims: PlannedClaim[];
  /** Claims that its pods share with each other, and with other services. */
  readonly sharedClaims: PlannedClaim[];
  /** The content of generated files, by the key in the ConfigMap. */
  readonly files: { readonly [key: string]: string };
  /** Files that a person puts there: the last part of their paths is the key in the Secret. */
  readonly providedFiles: string[];
}

/** What of a service lasts belongs to its pod where it is one of a StatefulSet, and to all of them where it is not. */
export function storageOf(service: Service, spec: ServiceSpec, options: KubernetesServiceOptions, storageClass?: string): PlannedStorage {
  const mounts = spec.mounts ?? [];
  const kind = (mount: Mount) => kindOf(mount, isStateful(spec));
  const claims = (wanted: StorageKind) => [...new Map(mounts.filter((mount) => kind(mount) === wanted).map(({ volume }) => {
    const { name, size } = volume.source();
    const chosen = options.claims?.find((claim) => claim.volume.source().name === name);
    return [name!, {
      name: volumeLabel(name!),
      size: (chosen?.size ?? size)!.toBinaryString(),
      storageClass: chosen?.storageClass ?? storageClass,
    }];
  })).values()];
  return {
    mounts: [
      ...mounts.map((mount, index) => plannedMount(mount, kind(mount), index)),
      ...writablePathsOf(spec).map((path, index) => ({
        kind: StorageKind.MEMORY, volume: `memory-${index}`, path, readOnly: false,
      })),
    ],
    ownClaims: claims(StorageKind.OWN_CLAIM),
    sharedClaims: claims(StorageKind.SHARED_CLAIM),
    files: Object.fromEntries(mounts.filter((mount) => kind(mount) === StorageKind.FILES).flatMap(({ volume }) => {
      const path = volume.source().repositoryPath!;
      return generatedBelow(service.stack, path).map((file) => [fileKey(file.path), file.render()]);
    })),
    providedFiles: mounts.flatMap(({ volume }) => volume.source().providedFiles ?? []),
  };
}

/** Whether each pod is somebody: it keeps its name and its claim, and there are never two of it. */
export function isStateful({ kind }: ServiceSpec): boolean {
  return kind === ServiceKind.DATA || kind === ServiceKind.SCHEDULER;
}

/** The generated files that a mounted path shows. */
export function generatedBelow(stack: Stack, path: string) {
  return stack.files.filter((file) => file.path === path || file.path.startsWith(`${path}/`));
}

function kindOf({ volume }: Mount, stateful: boolean): StorageKind {
  const { name, isDisposable, repositoryPath, providedFiles } = volume.source();
  if (providedFiles) {
    return StorageKind.PROVIDED;
  }
  if (repositoryPath !== undefined) {
    return StorageKind.FILES;
  }
  if (name === undefined || isDisposable) {
    return StorageKind.SCRATCH;
  }
  return stateful ? StorageKind.OWN_CLAIM : StorageKind.SHARED_CLAIM;
}

function plannedMount({ volume, containerPath: path, readOnly }: Mount, kind: StorageKind, index: number): PlannedMount {
  const { name, repositoryPath, isFolder } = volume.source();
  const file = kind === StorageKind.FILES && !isFolder ? fileKey(repositoryPath!) : undefined;
  const own = name === undefined ? `${kind}-${index}` : volumeLabel(name);
  // generated files of a service lie in one ConfigMap, and provided ones in one Secret
  const label = kind === StorageKind.FILES || kind === StorageKind.PROVIDED ? kind : own;
  return { kind, volume: label, path, readOnly: readOnly || label === kind, file };
}

/** A file in a ConfigMap or a Secret has a name without folders. */
function fileKey(path: string): string {
  return path.split('/').pop()!;
}
