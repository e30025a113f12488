import { spawnSync } from 'child_process';
import * as path from 'path';

/** The image that `.projenrc.ts` names. */
export const NEWER_NGINX = 'storefront-nginx:1.30';

/** Why there is no newer nginx here; `undefined` if there is one. Tests are listed before they run, so it is built at once. */
export const NO_NEWER_NGINX = build();

function build(): string | undefined {
  const { status, stderr, error } = spawnSync(
    'docker', ['build', '--quiet', '--tag', NEWER_NGINX, '--file', path.join(__dirname, 'nginx-1.30.Dockerfile'), __dirname], { encoding: 'utf-8', timeout: 120_000 },
  );
  return status === 0 ? undefined : error?.message ?? stderr.trim().split('\n').slice(-3).join(' ');
}
