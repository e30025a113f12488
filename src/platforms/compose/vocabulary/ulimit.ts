/** A limit of what a process may use (ulimit), in the unit of the limit: files, processes, bytes. */
export interface ComposeUlimit {
  /** The maximum that a process may raise it to; -1 is no limit. */
  readonly hard: number;

  /** The limit in effect until a process raises it; -1 is no limit. */
  readonly soft: number;
}
