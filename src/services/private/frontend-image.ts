import { healthCheckOfImage } from './checks';
import { FILE_MODE } from './copied-files';
import { InstallingStagesOptions, buildStage, installingStages } from './node-stages';
import { Dockerfile } from '../../image';
import { HealthCheck } from '../../model';

/** What runs in the image's build after the application's own: the program, and what it reads. */
export const AFTER_BUILD = ['after-build.mjs', 'foreign-origins.mjs', 'html-elements.mjs'];

/** Where hashed files of earlier releases are, inside the container: a volume. */
export const RELEASES_FOLDER = '/var/lib/frontend-releases';
/** Where before-start.sh finds the other containers of the frontend. */
export const PEERS_VARIABLE = 'FRONTEND_PEERS';
/** Where they ask each other, as before-start.sh has it. */
export const PEERS_PORT = 8081;
/** Where the built files are, inside the container: a folder that no base image has files in. */
export const WEB_ROOT = '/usr/share/frontend/html';
/** The list of the hashed files of this release. */
export const HASHED_FILES = '/usr/share/frontend/hashed-files';
/** What before-start.sh has to know. */
const FACTS = '/usr/share/frontend/before-start.facts';

export interface FrontendDockerfileOptions extends InstallingStagesOptions {
  readonly baseImage: string;
  readonly buildCommand: string[];
  readonly outputPath: string;
  /** With a slash at both ends. */
  readonly basePath: string;
  /** The arguments of after-build.mjs, behind the folders. */
  readonly afterBuild: string[];
  readonly keepsReleases: boolean;
  readonly health: HealthCheck;
}

/** The image of a single-page application: `dependencies`, `development`, `build`, and last `runtime`. */
export function frontendDockerfile(options: FrontendDockerfileOptions): Dockerfile {
  const dockerfile = new Dockerfile();

  installingStages(dockerfile, options);

  const root = `/opt/frontend/html${options.basePath.replace(/\/$/, '')}`;
  const folders = [
    ...options.keepsReleases ? ['/opt/frontend/releases'] : [],
    ...options.basePath === '/' ? [] : [root.slice(0, root.lastIndexOf('/'))],
  ];
  const build = buildStage(dockerfile, options, options.buildCommand)
    .comment('Compresses the files once, so that nginx need not do it for each request, and says what it has to know of them.');
  AFTER_BUILD.forEach((program) => build.copyFrom('nginx-config', program, '/opt/frontend/', { mode: FILE_MODE }));
  build.run(
    `node /opt/frontend/${AFTER_BUILD[0]} ${options.outputPath} /opt/frontend ${options.afterBuild.join(' ')}`,
    ...folders.length > 0 ? [`mkdir -p ${folders.join(' ')}`] : [],
    `mv ${options.outputPath} ${root}`,
  );

  const runtime = dockerfile.addStage('runtime', {
    base: options.baseImage,
    comment: ['For production: nginx as an unprivileged user, with the built files and nothing else.'],
  })
    // what the image's entrypoint says is no access log: it would not be JSON among JSON
    .env({ NGINX_ENTRYPOINT_QUIET_LOGS: '1' });
  if (options.keepsReleases) {
    runtime.copyFrom('build', '/opt/frontend/releases', RELEASES_FOLDER, { owner: '101:101' });
  }
  runtime
    .copyFrom('nginx-config', 'before-start.sh', '/docker-entrypoint.d/', { mode: '0755' })
    .copyFrom('nginx-config', 'before-start.facts', FACTS, { mode: FILE_MODE })
    .copyFrom('nginx-config', 'nginx.conf', '/etc/nginx/conf.d/default.conf', { mode: FILE_MODE })
    .copyFrom('build', '/opt/frontend/inline-sources.conf', '/etc/nginx/conf.d/inline-sources.conf');
  if (options.keepsReleases) {
    runtime.copyFrom('build', '/opt/frontend/hashed-files', HASHED_FILES);
  }
  runtime
    .copyFrom('build', '/opt/frontend/html', WEB_ROOT)
    .stopSignal('SIGQUIT')
    .expose(8080)
    .healthCheck(healthCheckOfImage(options.health));
  return dockerfile;
}
