/** A command that Compose runs in a container. */
export interface ComposeHook {
  /** The command, a word an item. */
  readonly command: string[];

  /**
   * Further environment variables of it.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: string };

  /**
   * Whether it has all rights on the host. Named as a weakness.
   *
   * @default false
   */
  readonly privileged?: boolean;

  /**
   * The user that it runs as. Root is named as a weakness.
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
