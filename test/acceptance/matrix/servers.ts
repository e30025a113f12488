import { mkdirSync, renameSync } from 'fs';
import * as path from 'path';
import { succeed } from '../command';
import { makeCertificate } from '../production/certificate';

const NGINX = 'nginxinc/nginx-unprivileged:alpine';
const CADDY = 'caddy:2-alpine';

/** What a server says about one of its configurations, and how it has read it. */
export interface Reading {
  readonly at: string;
  readonly said: string[];
  readonly dump: string;
}

// What the build of a frontend finds out is not there: it has nothing inline. The files of earlier releases are not there either.
const NGINX_READS = `
  printf 'map "" $%s {\\n    default "";\\n}\\n' inline_script_sources inline_style_sources > /etc/nginx/conf.d/inline-sources.conf
  for folder in "$@"; do
    cp "$folder/nginx.conf" /etc/nginx/conf.d/default.conf
    sh "$folder/before-start.sh" "$folder/before-start.facts" 2> /dev/null
    nginx -T > /tmp/dump 2> /tmp/said
    printf '%s\\n' "=== $folder"
    sed '/syntax is ok$/d; /test is successful$/d; s/^/! /' /tmp/said
    cat /tmp/dump
  done
`;

const CADDY_READS = `
  for folder in "$@"; do
    printf '%s\\n' "=== $folder"
    caddy validate --adapter caddyfile --config "$folder/Caddyfile" 2>&1 | sed '/^Valid configuration$/d; /"level":"info"/d; s/^/! /'
  done
`;

/** nginx, after the program that runs before it starts. All of them in one container. */
export function readByNginx(folder: string, files: string[]): Promise<Reading[]> {
  return readInContainer(NGINX, NGINX_READS, folder, files, ['--user', 'root', '--tmpfs', '/tmp'], '/etc/nginx/ssl');
}

export function readByCaddy(folder: string, files: string[]): Promise<Reading[]> {
  return readInContainer(CADDY, CADDY_READS, folder, files, [], '/etc/caddy/ssl');
}

async function readInContainer(
  image: string, program: string, folder: string, files: string[], options: string[], certificates: string,
): Promise<Reading[]> {
  const certificate = path.join(folder, 'certificates');
  mkdirSync(certificate, { recursive: true });
  const { fullchain, privateKey } = await makeCertificate(certificate, ['shop.example.com']);
  renameSync(fullchain, path.join(certificate, 'shop.pem'));
  renameSync(privateKey, path.join(certificate, 'shop.key'));
  const { stdout } = await succeed([
    'docker', 'run', '--rm', '--network', 'none', ...options, '--volume', `${folder}:${folder}:ro`, '--volume', `${certificate}:${certificates}:ro`,
    '--entrypoint', 'sh', image, '-c', program, 'sh', ...files.map((at) => path.dirname(at)),
  ]);
  const parts = stdout.split(/^=== /m).slice(1);
  if (parts.length !== files.length) {
    throw new Error(`${image} has read ${parts.length} of ${files.length} files: ${stdout.slice(-2000)}`);
  }
  return parts.map((part) => {
    const [at, ...lines] = part.split('\n');
    const isSaid = (line: string) => line.startsWith('! ');
    return { at, said: lines.filter(isSaid).map((line) => line.slice(2)), dump: lines.filter((line) => !isSaid(line)).join('\n') };
  });
}
