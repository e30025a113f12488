import { requireContainerPath, requireMatch, requireRepositoryPath } from '../base/checks';

/** What a {@link Volume} is, for targets. */
export interface VolumeSource {
  /**
   * The name of storage that outlives containers.
   *
   * @default - the volume has no name
   */
  readonly name?: string;

  /**
   * A file or folder of the repository, relative to its root.
   *
   * @default - nothing of the repository is mounted
   */
  readonly path?: string;
}

/** Storage that is mounted into a container. */
export abstract class Volume {
  /**
   * Storage that outlives containers and belongs to the stack.
   *
   * @param name letters, digits, `_`, `.` and `-`
   */
  public static named(name: string): Volume {
    requireMatch(
      `volume name "${name}"`, name, /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/,
      'letters, digits and _ . -, starting with a letter or digit',
    );
    return new FixedVolume({ name });
  }

  /**
   * A file or folder of the repository.
   *
   * @param path relative to the repository's root
   * @throws if the path is absolute or leaves the repository
   */
  public static repository(path: string): Volume {
    return new FixedVolume({ path: requireRepositoryPath('the path of a mounted file or folder', path) });
  }

  /** What the image has at the mount's path, kept apart from whatever is mounted above it; new with each new container image. */
  public static fromImage(): Volume {
    return new FixedVolume({});
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
    return this.fixed;
  }
}

/** A volume at a place in a container. */
export class Mount {
  /** What is mounted. */
  public readonly volume: Volume;
  /** Where, absolute, inside the container. */
  public readonly path: string;
  /** Whether the container cannot write to it. */
  public readonly readOnly: boolean;

  /**
   * @param volume what is mounted
   * @param path absolute, inside the container
   * @param readOnly whether the container cannot write to it
   */
  public constructor(volume: Volume, path: string, readOnly: boolean) {
    requireContainerPath('the path of a mount', path);
    this.volume = volume;
    this.path = path;
    this.readOnly = readOnly;
  }
}
