/** The role of a service in the stack, which decides how it is replaced, isolated and explained. */
export enum ServiceKind {
  /** Answers HTTP requests. */
  HTTP = 'http',
  /** Processes a queue. */
  WORKER = 'worker',
  /** Starts work on a schedule; never more than one at a time. */
  SCHEDULER = 'scheduler',
  /** Keeps data: a database, a broker, a cache. */
  DATA = 'data',
  /** Runs once per release, to completion, before the services that wait for it. */
  JOB = 'job',
  /** Anything else. */
  OTHER = 'other',
}
