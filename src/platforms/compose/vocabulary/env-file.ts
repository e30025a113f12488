/** A file with environment variables of a container, one `NAME=value` a line. */
export interface ComposeEnvFile {
  /** Where it is, relative to the Compose file. */
  readonly path: string;

  /**
   * How it is read; `raw` takes values as they are, without quotes and variables. Compose 2.30 or newer.
   *
   * @default - as Compose reads `.env`
   */
  readonly format?: string;

  /**
   * Whether Compose refuses to start without it. Compose 2.24 or newer where it is said.
   *
   * @default true
   */
  readonly required?: boolean;
}
