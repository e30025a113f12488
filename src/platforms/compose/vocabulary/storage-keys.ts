import { Size } from '../../../base';

/** Compose's keys on what a container reads and writes: volumes, folders in memory, configs and secrets. */
export interface ComposeStorageKeys {
  /**
   * Configs of the file that are mounted, at `/<source>` where nothing else is said.
   *
   * @default - none
   */
  readonly configs?: ComposeFileGrant[];

  /**
   * Whether the root file system cannot be written to. Taking it away is named as a weakness.
   *
   * @default - the service's own choice, mostly true
   */
  readonly readOnly?: boolean;

  /**
   * Further secrets of the file that are mounted, in `/run/secrets`.
   *
   * @default - those of the service
   */
  readonly secrets?: ComposeFileGrant[];

  /**
   * Further folders in memory, with options behind a colon: `/run:size=64m`.
   *
   * @default - those of the service
   */
  readonly tmpfs?: string[];

  /**
   * Further mounts; one at the place of another one takes it over. Those of the service itself stay.
   *
   * @default - those of the service
   */
  readonly volumes?: ComposeMount[];

  /**
   * Services whose mounts it has too, with `:ro` behind the name where it may only read.
   *
   * @default - none
   */
  readonly volumesFrom?: string[];
}

/** A secret or a config that a container or a build may read. Uid, gid and mode do not count for those that are files on the host. */
export interface ComposeFileGrant {
  /** Its name in the file's `secrets` or `configs`. */
  readonly source: string;

  /**
   * The group of the file in the container, a number.
   *
   * @default "0"
   */
  readonly gid?: string;

  /**
   * The rights of the file in the container, octal in quotes: `0400`.
   *
   * @default "0444"
   */
  readonly mode?: string;

  /**
   * The path in the container; of a secret, the name in `/run/secrets` too.
   *
   * @default - `/run/secrets/<source>` of a secret, `/<source>` of a config
   */
  readonly target?: string;

  /**
   * The user of the file in the container, a number.
   *
   * @default "0"
   */
  readonly uid?: string;
}

/** Something that is mounted in a container. */
export interface ComposeMount {
  /** Where, an absolute path in the container. */
  readonly target: string;

  /** What is mounted. */
  readonly type: ComposeMountType;

  /**
   * How a folder or file of the host is mounted.
   *
   * @default - as the engine does
   */
  readonly bind?: ComposeBindOptions;

  /**
   * How exact a shared folder is on Docker Desktop; newer ones do not read it.
   *
   * @default - not said
   */
  readonly consistency?: string;

  /**
   * Which part of an image is mounted. Compose 2.35 or newer.
   *
   * @default - all of it
   */
  readonly image?: ComposeImageMountOptions;

  /**
   * Whether it cannot be written to.
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
   * How large a folder in memory is, and who may use it.
   *
   * @default - as the engine does
   */
  readonly tmpfs?: ComposeTmpfsOptions;

  /**
   * How a volume is mounted.
   *
   * @default - as the engine does
   */
  readonly volume?: ComposeVolumeMountOptions;
}

/** How a folder or file of the host is mounted. */
export interface ComposeBindOptions {
  /**
   * Whether a folder that is missing on the host is made, as root.
   *
   * @default true
   */
  readonly createHostPath?: boolean;

  /**
   * Whether mounts below it are seen on the other side: `private`, `rprivate`, `shared`, `rshared`, `slave`, `rslave`.
   *
   * @default "rprivate"
   */
  readonly propagation?: string;

  /**
   * What is done with mounts below it. Compose 2.30 or newer.
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

/** How large a folder in memory is, and who may use it. */
export interface ComposeTmpfsOptions {
  /**
   * Its rights, an octal number such as `0o1777`.
   *
   * @default - 1777
   */
  readonly mode?: number;

  /**
   * How large it is at most.
   *
   * @default - half of the machine's memory
   */
  readonly size?: Size;
}

/** How a volume is mounted. */
export interface ComposeVolumeMountOptions {
  /**
   * Labels of a volume that is made for the mount. Compose 2.35 or newer.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * Whether a new volume stays empty, and does not get what the image has there.
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
  /** A CSI volume of a swarm. */
  CLUSTER = 'cluster',
  /** A named pipe of Windows. */
  NPIPE = 'npipe',
  /** The files of an image. Compose 2.35 or newer. */
  IMAGE = 'image',
}

/** How mounts below a mounted folder are treated. */
export enum ComposeRecursion {
  /** They are mounted too, and read-only where the kernel can do that. */
  ENABLED = 'enabled',
  /** They are not mounted. */
  DISABLED = 'disabled',
  /** They are mounted too, and can be written to. */
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
