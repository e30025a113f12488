import { Size } from '../base';
import { requireLength, requireMatch, requireRepositoryPath } from '../base/checks';
import { requireMountPlace } from '../base/linux';
import { requireArgument, requireProps } from '../base/props';

/**
 * The properties of a {@link Volume}, for platforms. Without a name and a path it is an anonymous volume with the image's content at the
 * mount path.
 */
export interface VolumeSource {
  /**
   * The name of a persistent volume.
   *
   * @default - the volume has no name
   */
  readonly name?: string;

  /**
   * The size to request, on platforms that allocate storage.
   *
   * @default - not a persistent volume
   */
  readonly size?: Size;

  /**
   * Whether its data can be lost, such as logs and caches.
   *
   * @default false
   */
  readonly isDisposable?: boolean;

  /**
   * A file or folder of the repository, relative to its root.
   *
   * @default - nothing of the repository is mounted
   */
  readonly repositoryPath?: string;

  /**
   * Whether the path is a folder, not a file.
   *
   * @default false
   */
  readonly isFolder?: boolean;

  /**
   * Uncommitted files in the folder that people provide, relative to the repository's root. A release fails without them.
   *
   * @default - none
   */
  readonly providedFiles?: string[];
}

/** Options of a named volume. */
export interface StorageOptions {
  /**
   * The size to request, on platforms that allocate storage (Kubernetes); a single engine ignores it.
   *
   * @default Size.gibibytes(1)
   */
  readonly size?: Size;

  /**
   * Whether its data can be lost, such as logs and caches. A platform on which machines cannot share storage keeps it only as long as the
   * container.
   *
   * @default false
   */
  readonly disposable?: boolean;
}

/** Storage, or part of the repository, that is mounted into a container. */
export abstract class Volume {
  /**
   * A persistent volume of the stack (a named volume, a persistent volume claim).
   *
   * @param name letters, digits, `_`, `.` and `-`, starting with a letter or digit
   * @param options its size, and whether its data can be lost
   * @throws if the name is invalid
   */
  public static named(name: string, options: StorageOptions = {}): Volume {
    requireProps('StorageOptions', options, `volume "${name}"`);
    requireLength(`volume name "${name}"`, name, 100);
    requireMatch(
      `volume name "${name}"`, name, /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/,
      'letters, digits and _ . -, starting with a letter or digit',
    );
    return new FixedVolume({ name, size: options.size ?? Size.gibibytes(1), isDisposable: options.disposable ?? false });
  }

  /**
   * A folder of the repository (a bind mount). It is created if it does not exist.
   *
   * @param path relative to the repository's root
   * @throws if the path is absolute or leaves the repository
   */
  public static repositoryFolder(path: string): Volume {
    return new FixedVolume({ repositoryPath: requireRepositoryPath('the path of a mounted folder', path), isFolder: true });
  }

  /**
   * A file of the repository (a bind mount).
   *
   * @param path relative to the repository's root
   * @throws if the path is absolute or leaves the repository
   */
  public static repositoryFile(path: string): Volume {
    return new FixedVolume({ repositoryPath: requireRepositoryPath('the path of a mounted file', path) });
  }

  /**
   * A folder with uncommitted files that people provide, such as certificates. A release fails without them.
   *
   * @param folder relative to the repository's root
   * @param files names of files in the folder, or paths below it
   * @throws if a path is absolute or leaves the repository
   */
  public static providedFiles(folder: string, files: string[]): Volume {
    requireArgument('string[]', files, 'files', 'Volume.providedFiles');
    const repositoryPath = requireRepositoryPath('the path of a folder with provided files', folder);
    const providedFiles = files.map((file) => requireRepositoryPath('the path of a provided file', `${repositoryPath}/${file}`));
    return new FixedVolume({ repositoryPath, isFolder: true, providedFiles });
  }

  /** The image's own content at that path (an anonymous volume), unaffected by a mount above it; new with each container. */
  public static fromImage(): Volume {
    return new FixedVolume({});
  }

  /**
   * Scratch space on disk that is removed with the container (an anonymous volume, an `emptyDir`). It has the owner of the image's folder
   * at that path.
   *
   * @param size the size that is needed; platforms that do not allocate storage do not enforce it
   */
  public static scratch(size: Size): Volume {
    requireArgument('Size', size, 'size', 'Volume.scratch');
    return new FixedVolume({ size });
  }

  /** What this volume is. */
  public abstract source(): VolumeSource;

  /**
   * This volume at a path in a container.
   *
   * @param path absolute, inside the container
   */
  public mountAt(path: string): Mount {
    return new Mount(this, path, false);
  }

  /**
   * This volume at a path in a container, read-only.
   *
   * @param path absolute, inside the container
   */
  public mountReadOnlyAt(path: string): Mount {
    return new Mount(this, path, true);
  }
}

class FixedVolume extends Volume {
  constructor(private readonly fixed: VolumeSource) {
    super();
  }

  public source(): VolumeSource {
    return { ...this.fixed };
  }
}

/** A volume mounted at a path in a container. */
export class Mount {
  /** What is mounted. */
  public readonly volume: Volume;
  /** Where, absolute, inside the container. */
  public readonly containerPath: string;
  /** Whether the mount is read-only. */
  public readonly readOnly: boolean;

  /**
   * @param volume what is mounted
   * @param containerPath absolute, inside the container
   * @param readOnly whether the mount is read-only
   */
  public constructor(volume: Volume, containerPath: string, readOnly: boolean) {
    requireMountPlace('the path of a mount', containerPath);
    this.volume = volume;
    this.containerPath = containerPath;
    this.readOnly = readOnly;
  }
}
