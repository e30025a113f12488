/** How a running container reloads its configuration, without being replaced. */
export interface LiveConfiguration {
  /** The file in its image: `/etc/caddy/Caddyfile`. The image ends with it: nothing is done to the image after it was copied there. */
  readonly file: string;
  /** A program in the running container that reads such a file from its standard input, and works by it when it ends. */
  readonly apply: string[];
}
