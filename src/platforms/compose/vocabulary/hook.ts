/** A command that Compose runs in a container. */
export interface ComposeHook {
  /** The command, one word per item. */
  readonly command: string[];

  /**
   * Additional environment variables of it.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: string };

  /**
   * Whether it is privileged: it has all rights on the host. Reported as a weakness.
   *
   * @default false
   */
  readonly privileged?: boolean;

  /**
   * The user that it runs as. Root is reported as a weakness.
   *
   * @default - the container's own
   */
  readonly user?: string;

  /**
   * The folder in which it runs.
   *
   * @default - the container's own
   */
  readonly workingDir?: string;
}
