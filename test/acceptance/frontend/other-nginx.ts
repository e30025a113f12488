import { spawnSync } from 'child_process';
import * as path from 'path';

/** Why there is no nginx of 1.27.3 or newer with Brotli here; `undefined` if there is one. Tests are listed before they run, so it is built at once. */
export const NO_NEWER_NGINX = build('1.30');
/** Why there is no nginx of before 1.27.3 here; `undefined` if there is one. */
export const NO_OLDER_NGINX = build('1.26');

/** Builds the image that `.projenrc.ts` names. */
function build(version: string): string | undefined {
  const { status, stderr, error } = spawnSync(
    'docker', ['build', '--quiet', '--tag', `storefront-nginx:${version}`, '--file', path.join(__dirname, `nginx-${version}.Dockerfile`), __dirname],
    { encoding: 'utf-8', timeout: 600_000 },
  );
  return status === 0 ? undefined : error?.message ?? stderr.trim().split('\n').slice(-3).join(' ');
}
