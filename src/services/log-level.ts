/** How much a program logs. */
export enum LogLevel {
  /** Everything. */
  DEBUG = 'debug',
  /** Informational messages and above. */
  INFO = 'info',
  /** Warnings and errors. */
  WARNING = 'warning',
  /** Errors only. */
  ERROR = 'error',
}
