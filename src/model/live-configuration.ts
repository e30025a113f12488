/** How a running container reloads its configuration, without being replaced. */
export interface LiveConfiguration {
  /** The file in its image: `/etc/caddy/Caddyfile`. Copying it has to be the image's last step. */
  readonly file: string;
  /** A program in the running container that reads such a file from its standard input, and has applied it when it exits. */
  readonly apply: string[];
}
