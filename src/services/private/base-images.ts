/** The base images, in one place. Every service takes another one as an option. */
export const BASE_IMAGES = {
  python: (version: string) => `python:${version}-slim`,
  node: (version: string) => `node:${version}-alpine`,
  /** Runs as user 101 on port 8080. */
  nginx: (version?: string) => `nginxinc/nginx-unprivileged:${version ? `${version}-` : ''}alpine`,
  mongo: (version: string) => `mongo:${version}`,
  redis: (version: string) => `redis:${version}-alpine`,
  valkey: (version: string) => `valkey/valkey:${version}-alpine`,
  /** Debian's: the one of Alpine sorts text byte by byte, whatever the language. */
  postgres: (version: string) => `postgres:${version}`,
  /** With the pages of the management plugin. */
  rabbitmq: (version: string) => `rabbitmq:${version}-management`,
  caddy: (version: string) => `caddy:${version}-alpine`,
};
