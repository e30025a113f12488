/**
 * How the data of a service is backed up and restored, by programs in its running container. A restore is tried first: `restore` fills a
 * container beside, which starts with empty volumes, and only what does its work there takes the place of the data in use.
 */
export interface Backup {
  /** Writes everything to its standard output. */
  readonly dump: string[];
  /** Replaces everything with what it reads from its standard input. */
  readonly restore: string[];
  /** The ending of the file's name, with the dot: `.archive`. */
  readonly fileEnding: string;

  /**
   * Reads a backup from its standard input, and ends with an error if it is not whole or of something else. It runs in a container of the
   * service's image without network, where no server runs, after every backup and before every restore.
   *
   * @default - no program; what `backup` has recorded of the file (its SHA-256) is compared all the same
   */
  readonly verify?: string[];
}

/** From which other versions a data service can read the data. What is older than the data is always refused. */
export enum VersionSteps {
  /** From every older version, as Redis does. */
  ANY = 'any',
  /** From the major version before, and none may be left out, as with MongoDB. */
  NEXT_MAJOR = 'next-major',
  /** From the same major version only, as with PostgreSQL: data goes to the next one through a backup. */
  SAME_MAJOR = 'same-major',
}

/** What is known about the versions of a data service. */
export interface DataVersions {
  /**
   * Says the version of its server, whether that runs or not: the first number with a dot in what it prints is taken, `7.0.14`. It has
   * ten seconds.
   */
  readonly program: string[];

  /**
   * From which versions it may be upgraded.
   *
   * @default VersionSteps.ANY
   */
  readonly steps?: VersionSteps;

  /**
   * A program in its running container that makes its data ready for the next version, before it is replaced by one. If it fails, nothing
   * is replaced.
   *
   * @default - nothing has to be made ready
   */
  readonly prepare?: string[];
}

/**
 * The passwords of a data service, and how they are changed while the service runs. Both programs run in its container, are called with
 * the name of the variable, and read two lines from their standard input: the password that is in use, and the new one.
 */
export interface DataPasswords {
  /** The variables of the env file that have them: `REDIS_PASSWORD`. */
  readonly variables: string[];

  /** From then on, the new one is the only one. It may have been accepted before. Calling it again does no harm. */
  readonly change: string[];

  /**
   * From then on, both are accepted, so that nothing fails while consumers change over.
   *
   * @default - the service accepts one only: connections that are open stay, and new ones need the new password at once
   */
  readonly add?: string[];
}
