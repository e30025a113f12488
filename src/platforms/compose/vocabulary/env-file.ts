/** A file with environment variables of a container, one `NAME=value` per line. */
export interface ComposeEnvFile {
  /** Where it is, relative to the Compose file. */
  readonly path: string;

  /**
   * The format; `raw` takes values literally, without quotes and interpolation. Compose 2.30 or newer.
   *
   * @default - as Compose reads `.env`
   */
  readonly format?: string;

  /**
   * Whether Compose refuses to start without it. Setting it needs Compose 2.24 or newer.
   *
   * @default true
   */
  readonly required?: boolean;
}
