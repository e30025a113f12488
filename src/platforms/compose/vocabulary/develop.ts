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
  /** The action. */
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
   * Patterns to exclude, as in a `.dockerignore`.
   *
   * @default - what the `.dockerignore` excludes
   */
  readonly ignore?: string[];

  /**
   * Patterns to include; nothing else is watched. Compose 2.34 or newer.
   *
   * @default - everything
   */
  readonly include?: string[];

  /**
   * Whether files are synced at the start too. Compose 2.40 or newer.
   *
   * @default false
   */
  readonly initialSync?: boolean;

  /**
   * Where the files go in the container.
   *
   * @default - none; required for syncing
   */
  readonly target?: string;
}

/** What `docker compose watch` does when files change. */
export enum ComposeWatchAction {
  /** Rebuilds the image, and recreates the container. */
  REBUILD = 'rebuild',
  /** Syncs the files into the container. */
  SYNC = 'sync',
  /** Restarts the container. Compose 2.32 or newer. */
  RESTART = 'restart',
  /** Syncs the files, and restarts the container. Compose 2.23 or newer. */
  SYNC_RESTART = 'sync+restart',
  /** Syncs the files, and runs a command. Compose 2.32 or newer. */
  SYNC_EXEC = 'sync+exec',
}
