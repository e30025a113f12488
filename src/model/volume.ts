import { Size } from '../base';
import { requireLength, requireMatch, requireRepositoryPath } from '../base/checks';
import { requireMountPlace } from '../base/linux';
import { requireArgument, requireProps } from '../base/props';

/** What a {@link Volume} is, as platforms read it. Without a name and a path it is what the image has at the mount's place. */
export interface VolumeSource {
  /**
   * The name of storage that outlives containers.
   *
   * @default - the volume has no name
   */
  readonly name?: string;

  /**
   * How much the storage holds, where a platform has to set it aside.
   *
   * @default - not storage of its own
   */
  readonly size?: Size;

  /**
   * Whether nothing is lost with it but what is also found elsewhere or made again: logs, caches.
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
   * Files in the folder that a person puts there and that are in no commit, relative to the repository's root. Without them nothing is
   * released.
   *
   * @default - none
   */
  readonly providedFiles?: string[];
}

/** Options of a named volume. */
export interface StorageOptions {
  /**
   * How much it holds. Platforms that set storage aside (Kubernetes) ask for this much; a single engine does not.
   *
   * @default Size.gibibytes(1)
   */
  readonly size?: Size;

  /**
   * Whether nothing is lost with it but what is also found elsewhere or made again: logs, caches. A platform on which several machines
   * cannot share storage keeps it as long as the container.
   *
   * @default false
   */
  readonly disposable?: boolean;
}

/** Storage, or a part of the repository, that is mounted into a container. */
export abstract class Volume {
  /**
   * Storage that outlives containers and belongs to the stack (a named volume, a persistent volume claim).
   *
   * @param name letters, digits, `_`, `.` and `-`, starting with a letter or digit
   * @param options how it is made
   * @throws if the name cannot be used
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
   * A folder of the repository (a bind mount). One that does not exist is made.
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
   * A folder with files that a person puts there and that are in no commit: certificates, say. Without them nothing is released.
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

  /** What the image has there (an anonymous volume), kept apart from whatever is mounted above it; new with each new container. */
  public static fromImage(): Volume {
    return new FixedVolume({});
  }

  /**
   * Room for files on disk that are gone with the container (scratch space; an anonymous volume, an `emptyDir`). What the image has at that
   * place decides to whom it belongs.
   *
   * @param size how much is needed; platforms that do not set storage aside do not enforce it
   */
  public static scratch(size: Size): Volume {
    requireArgument('Size', size, 'size', 'Volume.scratch');
    return new FixedVolume({ size });
  }

  /** What this volume is. */
  public abstract source(): VolumeSource;

  /**
   * This volume at a place in a container.
   *
   * @param path absolute, inside the container
   */
  public mountAt(path: string): Mount {
    return new Mount(this, path, false);
  }

  /**
   * This volume at a place in a container, where it cannot be written to.
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
  /** Whether the container cannot write to it. */
  public readonly readOnly: boolean;

  /**
   * @param volume what is mounted
   * @param containerPath absolute, inside the container
   * @param readOnly whether the container cannot write to it
   */
  public constructor(volume: Volume, containerPath: string, readOnly: boolean) {
    requireMountPlace('the path of a mount', containerPath);
    this.volume = volume;
    this.containerPath = containerPath;
    this.readOnly = readOnly;
  }
}
