import { BuildFolders, IMAGE_FOLDER } from './build-folders';
import { Dockerfile } from '../../image';
import { ContainerUser, Environment, ServiceTraits, Stack, Volume } from '../../model';
import { NOBODY } from '../../model/defaults';

const WATCHED = 'watched';

/** What is known of sources in development. */
export interface DevelopedSources {
  readonly folders: BuildFolders;
  /** Folders in the container with packages of the image, which the host may have others of. */
  readonly moduleFolders: () => string[];
  /** What is not sent, as patterns of a `.dockerignore` file in the folder; those of its own file are known without it. */
  readonly ignored: () => string[];
  /** Files that packages are installed from, relative to the build's folder. */
  readonly installedFrom: () => string[];
}

/** How the sources come into a container that shows changes of them, and who runs it. */
export function developedIn(
  environment: Environment, { folders: { context }, moduleFolders, ignored, installedFrom }: DevelopedSources,
): Required<Pick<ServiceTraits, 'mounts' | 'user'>> & Pick<ServiceTraits, 'syncedSources' | 'writableRoot'> {
  if (!environment._watches) {
    return {
      mounts: [
        Volume.repositoryFolder(context).mountAt(IMAGE_FOLDER),
        // the packages of the image, not those that the host may or may not have
        ...moduleFolders().map((folder) => Volume.fromImage().mountAt(folder)),
      ],
      user: ContainerUser.ownerOfSources(),
    };
  }
  return {
    mounts: [],
    // to whom the sources belong in the image: nobody else could write over them
    user: NOBODY,
    // the engine unpacks at the root what is sent, and refuses where that is read-only
    writableRoot: true,
    syncedSources: {
      folder: context,
      containerPath: IMAGE_FOLDER,
      // what is private in the folder is told from what all services say: only when it is asked for
      get ignored() {
        return [...new Set(ignored())];
      },
      installedFrom: [...new Set(installedFrom())].map((file) => context === '.' ? file : `${context}/${file}`),
    },
  };
}

/** The stage of the image in an environment that shows changes of sources. */
export function developmentStageIn(environment: Environment): string {
  return environment._watches ? WATCHED : 'development';
}

/** What has the sources that changes are sent for; only where an environment of the stack does that. */
export function addWatchedStage(dockerfile: Dockerfile, stack: Stack): void {
  dockerfile.addStage(WATCHED, {
    base: 'development',
    comment: ['For development without mounts: the sources are here, and who runs them can be sent changes.'],
  })
    ._onlyIf(() => stack.environments.some((environment) => environment._watches))
    .copy(['.'], `${IMAGE_FOLDER}/`, { owner: NOBODY.toString() })
    // folders that were there before belong to root
    .run(`find ${IMAGE_FOLDER} -type d ! -path '*/node_modules/*' -exec chown ${NOBODY} {} +`);
}
