/** The state that a service waits for before it starts. */
export enum Condition {
  /** The other service's container has been started. */
  STARTED = 'started',
  /** The other service's health check passes. */
  HEALTHY = 'healthy',
  /** The other service exited with code 0. */
  COMPLETED = 'completed',
}
