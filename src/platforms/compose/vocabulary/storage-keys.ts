import { Size } from '../../../base';

/** Compose's keys for the storage of a container: volumes, folders in memory, configs and secrets. */
export interface ComposeStorageKeys {
  /**
   * Configs of the file that are mounted, by default at `/<source>`.
   *
   * @default - none
   */
  readonly configs?: ComposeFileGrant[];

  /**
   * Whether the root file system is read-only. Turning it off is reported as a weakness.
   *
   * @default - the service's own choice, usually true
   */
  readonly readOnly?: boolean;

  /**
   * Additional secrets of the file that are mounted, in `/run/secrets`.
   *
   * @default - those of the service
   */
  readonly secrets?: ComposeFileGrant[];

  /**
   * Additional folders in memory, optionally with `:` and options: `/run:size=64m`.
   *
   * @default - those of the service
   */
  readonly tmpfs?: string[];

  /**
   * Additional mounts; one at the same path replaces an earlier one. The service's own mounts cannot be replaced.
   *
   * @default - those of the service
   */
  readonly volumes?: ComposeMount[];

  /**
   * Services whose mounts it shares, with `:ro` appended for read-only.
   *
   * @default - none
   */
  readonly volumesFrom?: string[];
}

/** A secret or a config that a container or a build may read. Uid, gid and mode are ignored for files on the host. */
export interface ComposeFileGrant {
  /** Its name in the file's `secrets` or `configs`. */
  readonly source: string;

  /**
   * The numeric group id of the file in the container.
   *
   * @default "0"
   */
  readonly gid?: string;

  /**
   * The mode of the file in the container, as an octal string: `0400`.
   *
   * @default "0444"
   */
  readonly mode?: string;

  /**
   * The path in the container; for a secret, a name in `/run/secrets` too.
   *
   * @default - `/run/secrets/<source>` of a secret, `/<source>` of a config
   */
  readonly target?: string;

  /**
   * The numeric user id of the file in the container.
   *
   * @default "0"
   */
  readonly uid?: string;
}

/** A mount in a container. */
export interface ComposeMount {
  /** The absolute path in the container. */
  readonly target: string;

  /** The type of mount. */
  readonly type: ComposeMountType;

  /**
   * How a folder or file of the host is mounted.
   *
   * @default - the engine's defaults
   */
  readonly bind?: ComposeBindOptions;

  /**
   * The consistency of a shared folder on Docker Desktop; newer versions ignore it.
   *
   * @default - not set
   */
  readonly consistency?: string;

  /**
   * Which part of an image is mounted. Compose 2.35 or newer.
   *
   * @default - all of it
   */
  readonly image?: ComposeImageMountOptions;

  /**
   * Whether it is read-only.
   *
   * @default false
   */
  readonly readOnly?: boolean;

  /**
   * A path on the host, the name of a volume or an image. Paths are relative to the Compose file.
   *
   * @default - none, for a volume without a name and for tmpfs
   */
  readonly source?: string;

  /**
   * The size and mode of a folder in memory.
   *
   * @default - the engine's defaults
   */
  readonly tmpfs?: ComposeTmpfsOptions;

  /**
   * How a volume is mounted.
   *
   * @default - the engine's defaults
   */
  readonly volume?: ComposeVolumeMountOptions;
}

/** How a folder or file of the host is mounted. */
export interface ComposeBindOptions {
  /**
   * Whether a folder that is missing on the host is created, as root.
   *
   * @default true
   */
  readonly createHostPath?: boolean;

  /**
   * The propagation of mounts below it: `private`, `rprivate`, `shared`, `rshared`, `slave`, `rslave`.
   *
   * @default "rprivate"
   */
  readonly propagation?: string;

  /**
   * How mounts below it are treated. Compose 2.30 or newer.
   *
   * @default ComposeRecursion.ENABLED
   */
  readonly recursive?: ComposeRecursion;

  /**
   * The SELinux label that the files get.
   *
   * @default - they keep theirs
   */
  readonly selinux?: ComposeSelinuxLabel;
}

/** Which part of an image is mounted. */
export interface ComposeImageMountOptions {
  /**
   * A path in the image.
   *
   * @default - all of it
   */
  readonly subpath?: string;
}

/** The size and mode of a folder in memory. */
export interface ComposeTmpfsOptions {
  /**
   * Its mode, an octal number such as `0o1777`.
   *
   * @default - 1777
   */
  readonly mode?: number;

  /**
   * The maximum size.
   *
   * @default - half of the machine's memory
   */
  readonly size?: Size;
}

/** How a volume is mounted. */
export interface ComposeVolumeMountOptions {
  /**
   * Labels of a volume that is created for the mount. Compose 2.35 or newer.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * Whether a new volume stays empty, instead of getting a copy of the image's content.
   *
   * @default false
   */
  readonly nocopy?: boolean;

  /**
   * A folder in the volume. Compose 2.25 or newer.
   *
   * @default - all of it
   */
  readonly subpath?: string;
}

/** What can be mounted. */
export enum ComposeMountType {
  /** A folder or file of the host. */
  BIND = 'bind',
  /** A volume of the engine. */
  VOLUME = 'volume',
  /** A folder in memory. */
  TMPFS = 'tmpfs',
  /** A CSI volume of Swarm. */
  CLUSTER = 'cluster',
  /** A Windows named pipe. */
  NPIPE = 'npipe',
  /** The files of an image. Compose 2.35 or newer. */
  IMAGE = 'image',
}

/** How mounts below a mounted folder are treated. */
export enum ComposeRecursion {
  /** They are mounted too, and read-only if the kernel supports it. */
  ENABLED = 'enabled',
  /** They are not mounted. */
  DISABLED = 'disabled',
  /** They are mounted too, and are writable. */
  WRITABLE = 'writable',
  /** They are mounted too, and have to be read-only. */
  READONLY = 'readonly',
}

/** The SELinux label that mounted files get. */
export enum ComposeSelinuxLabel {
  /** One that all containers share. */
  SHARED = 'z',
  /** One of this container only. */
  PRIVATE = 'Z',
}
