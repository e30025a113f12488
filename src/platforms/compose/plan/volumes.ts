import { requireRepositoryPath } from '../../../base/checks';
import { Environment, Mount, Service, ServiceKind, ServiceSpec } from '../../../model';

/** Storage that outlives containers. */
export interface PlannedVolume {
  readonly name: string;
  /** Its name on the engine. */
  readonly fullName: string;
  readonly mounts: { readonly service: Service; readonly path: string }[];
  /** Whether it is mounted by hand only; what the file says of it is set with hand too. */
  readonly byHand: boolean;
}

/** A folder of sources. */
export interface PlannedSource {
  /** In the repository. */
  readonly folder: string;
  /** In the container. */
  readonly path: string;
}

type Member = { readonly service: Service; readonly spec: ServiceSpec };

/** In the order in which they are first mounted. */
export function volumesOf(project: string, services: Member[]): PlannedVolume[] {
  const volumes = new Map<string, { service: Service; path: string }[]>();
  for (const { service, spec } of services) {
    for (const { volume, containerPath: path } of spec.mounts ?? []) {
      const { name } = volume.source();
      if (name !== undefined) {
        volumes.set(name, [...volumes.get(name) ?? [], { service, path }]);
      }
    }
  }
  return [...volumes].map(([name, mounts]) => ({ name, fullName: `${project}_${name}`, mounts, byHand: false }));
}

/** Folders of the repository that are mounted, and those in them that are mounted over: the engine would make them, as root. */
export function hostFoldersOf(services: Member[]): string[] {
  return [...new Set(services.flatMap(({ spec }) => hostFolders(spec.mounts ?? [])))].sort();
}

function hostFolders(mounts: Mount[]): string[] {
  const mounted = mounts.filter(isHostFolder);
  const covered = mounts.filter((mount) => mount.volume.source().repositoryPath === undefined || isHostFolder(mount)).flatMap((inner) => {
    const outer = mounted.filter((mount) => inner.containerPath.startsWith(`${mount.containerPath.replace(/\/$/, '')}/`))
      .sort((one, other) => other.containerPath.length - one.containerPath.length)[0];
    const inside = inner.containerPath.slice(outer?.containerPath.length).replace(/^\//, '');
    return outer ? [`${outer.volume.source().repositoryPath}/${inside}`] : [];
  });
  return [...mounted.map((mount) => mount.volume.source().repositoryPath!), ...covered]
    .map((folder) => requireRepositoryPath('a mounted folder', folder)).filter((folder) => folder !== '.');
}

function isHostFolder({ volume }: Mount): boolean {
  const { repositoryPath: path, isFolder } = volume.source();
  return path !== undefined && isFolder === true;
}

/** The folders of the repository with the sources of a service, where changes of them show at once. */
export function sourcesOf(environment: Environment, { kind, mounts = [], syncedSources }: ServiceSpec): PlannedSource[] {
  const synced = environment._watches ? syncedSources : undefined;
  return !environment.liveReload || kind === ServiceKind.DATA ? [] : [
    ...synced ? [{ folder: synced.folder, path: synced.containerPath }] : [],
    ...mounts.filter(isHostFolder).map(({ volume, containerPath }) => ({ folder: volume.source().repositoryPath!, path: containerPath })),
  ];
}

/** Whether it is a copy of what the image has (an anonymous volume). */
export function isFromImage({ volume }: Mount): boolean {
  const { name, repositoryPath: path } = volume.source();
  return name === undefined && path === undefined;
}

/** The folders with the data of a service that keeps some and has no backup of its own. */
export function archivedPathsOf(spec: ServiceSpec): string[] {
  return spec.backup ? [] : dataPathsOf(spec);
}

/** The folders with the data of a service that keeps some. */
export function dataPathsOf({ kind, mounts = [] }: ServiceSpec): string[] {
  return kind !== ServiceKind.DATA ? []
    : mounts.filter(({ volume }) => volume.source().name !== undefined).map(({ containerPath }) => containerPath);
}

/** Whether anything of the service outlives its containers. */
export function keepsData(spec: ServiceSpec): boolean {
  return (spec.mounts ?? []).some(({ volume }) => volume.source().name !== undefined);
}
