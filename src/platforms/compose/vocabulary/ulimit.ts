/** A limit of what a process may use (ulimit), in the unit of the limit: files, processes, bytes. */
export interface ComposeUlimit {
  /** What it may be raised to; -1 is no limit. */
  readonly hard: number;

  /** What counts until a process raises it; -1 is no limit. */
  readonly soft: number;
}
