import { SOFTWARE } from '../../base/versions';

/** The base images, in one place, of the versions that are taken where none is named. Every service takes another one as an option. */
export const BASE_IMAGES = {
  python: (version = SOFTWARE.python.byDefault) => `python:${version}-slim`,
  node: (version = SOFTWARE.node.byDefault) => `node:${version}-alpine`,
  /** Runs as user 101 on port 8080. */
  nginx: (version?: string) => `nginxinc/nginx-unprivileged:${version ? `${version}-` : ''}alpine`,
  mongo: (version = SOFTWARE.mongodb.byDefault) => `mongo:${version}`,
  redis: (version = SOFTWARE.redis.byDefault) => `redis:${version}-alpine`,
  valkey: (version = SOFTWARE.valkey.byDefault) => `valkey/valkey:${version}-alpine`,
  /** Debian's: the one of Alpine sorts text byte by byte, whatever the language. */
  postgres: (version = SOFTWARE.postgres.byDefault) => `postgres:${version}`,
  /** With the pages of the management plugin. */
  rabbitmq: (version = SOFTWARE.rabbitmq.byDefault) => `rabbitmq:${version}-management`,
  caddy: (version = SOFTWARE.caddy.byDefault) => `caddy:${version}-alpine`,
};
