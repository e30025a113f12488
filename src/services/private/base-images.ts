/** The base images, in one place. Every service takes another one as an option. */
export const BASE_IMAGES = {
  python: (version: string) => `python:${version}-slim`,
  node: (version: string) => `node:${version}-alpine`,
  /** Runs as user 101 on port 8080. */
  nginx: (version?: string) => `nginxinc/nginx-unprivileged:${version ? `${version}-` : ''}alpine`,
  mongo: (version: string) => `mongo:${version}`,
  redis: (version: string) => `redis:${version}-alpine`,
  caddy: (version: string) => `caddy:${version}-alpine`,
};
