/**
 * How the data of a service is backed up and restored, by programs in its running container. A restore is tried first: `restore` runs in a
 * separate container with empty volumes, and only if that becomes healthy does its data replace the data in use.
 */
export interface Backup {
  /** Writes everything to its standard output. */
  readonly dump: string[];
  /** Replaces everything with what it reads from its standard input. */
  readonly restore: string[];
  /** The file extension, with the dot: `.archive`. */
  readonly fileEnding: string;

  /**
   * Reads a backup from its standard input, and fails if it is incomplete or not a backup of this service. It runs in a container of the
   * service's image without network and without a server, after every backup and before every restore.
   *
   * @default - no program; the SHA-256 that `backup` recorded is still compared
   */
  readonly verify?: string[];
}

/** The versions from which a data service can be upgraded. A downgrade is always rejected. */
export enum VersionSteps {
  /** From every older version, as with Redis. */
  ANY = 'any',
  /** From the previous major version; none may be skipped, as with MongoDB. */
  NEXT_MAJOR = 'next-major',
  /** From the same major version only, as with PostgreSQL: a new major version needs a backup and a restore. */
  SAME_MAJOR = 'same-major',
}

/** What is known about the versions of a data service. */
export interface DataVersions {
  /**
   * Prints the version of the server, whether that runs or not: the first number with a dot in its output is used, `7.0.14`. It has ten
   * seconds.
   */
  readonly program: string[];

  /**
   * The versions from which it can be upgraded.
   *
   * @default VersionSteps.ANY
   */
  readonly steps?: VersionSteps;

  /**
   * A program in its running container that prepares its data for the next version, before the container is replaced. If it fails, nothing
   * is replaced.
   *
   * @default - nothing to prepare
   */
  readonly prepare?: string[];
}

/**
 * The passwords of a data service, and how they are changed while the service runs. Both programs run in its container, are called with
 * the name of the variable, and read two lines from their standard input: the current password, and the new one.
 */
export interface DataPasswords {
  /** The variables of the env file that hold them: `REDIS_PASSWORD`. */
  readonly variables: string[];

  /** Makes the new password the only one. It may have been accepted before. The program must be idempotent. */
  readonly change: string[];

  /**
   * Makes the server accept both passwords, so that nothing fails while consumers switch.
   *
   * @default - the service accepts only one: open connections stay, and new ones need the new password at once
   */
  readonly add?: string[];
}
