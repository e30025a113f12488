import { ComposeHook } from './hook';

/** What happens when source files change (`develop`). */
export interface ComposeDevelop {
  /**
   * Rules of `docker compose watch`.
   *
   * @default - none
   */
  readonly watch?: ComposeWatch[];
}

/** What `docker compose watch` does when files change. */
export interface ComposeWatch {
  /** What is done. */
  readonly action: ComposeWatchAction;

  /** The folder or file that is watched, relative to the Compose file. */
  readonly path: string;

  /**
   * The command of `ComposeWatchAction.SYNC_EXEC`. Compose 2.32 or newer.
   *
   * @default - none
   */
  readonly exec?: ComposeHook;

  /**
   * What is left out, as in a `.dockerignore`.
   *
   * @default - what the `.dockerignore` leaves out
   */
  readonly ignore?: string[];

  /**
   * What counts only. Compose 2.34 or newer.
   *
   * @default - everything
   */
  readonly include?: string[];

  /**
   * Whether files are brought in at the start too. Compose 2.40 or newer.
   *
   * @default false
   */
  readonly initialSync?: boolean;

  /**
   * Where the files go in the container.
   *
   * @default - none; needed to bring files in
   */
  readonly target?: string;
}

/** What `docker compose watch` does when files change. */
export enum ComposeWatchAction {
  /** Builds the image, and makes the container anew. */
  REBUILD = 'rebuild',
  /** Brings the files into the container. */
  SYNC = 'sync',
  /** Restarts the container. Compose 2.32 or newer. */
  RESTART = 'restart',
  /** Brings the files in, and restarts the container. Compose 2.23 or newer. */
  SYNC_RESTART = 'sync+restart',
  /** Brings the files in, and runs a command. Compose 2.32 or newer. */
  SYNC_EXEC = 'sync+exec',
}
