import * as path from 'path';
import { healthCheckOfImage } from './checks';
import { FILE_MODE } from './copied-files';
import { InstallingStagesOptions, buildStage, installingStages, packagesStage } from './node-stages';
import { Dockerfile, DockerfileInstructions } from '../../image';
import { HealthCheck } from '../../model';

/** The named context of a build that has the program: the folder of the Dockerfile. */
export const PROGRAM_CONTEXT = 'programs';
/** Lets requests end when the server stops. */
export const STOP_PROGRAM = 'graceful-stop.cjs';
const PROGRAM_FOLDER = '/opt/container';
/** Members of the workspace as they were built, without the packages that build. */
const MEMBERS_FOLDER = '/opt/members';

export interface NodeServerDockerfileOptions extends InstallingStagesOptions {
  readonly baseImage: string;
  /** None where nothing is built. */
  readonly buildCommand?: string[];
  /** What the server needs beside its packages, relative to the source folder. */
  readonly runtimeFiles: string[];
  readonly bundled: boolean;
  readonly port: number;
  readonly gracefulSeconds: number;
  /** What Node.js runs, and with which arguments. */
  readonly program: string[];
  readonly health: HealthCheck;
}

/** The image of a server in Node.js: `dependencies`, `development`, `build` and `packages` if it needs them, and last `runtime`. */
export function nodeServerDockerfile(options: NodeServerDockerfileOptions): Dockerfile {
  const { buildCommand, runtimeFiles, bundled, port, gracefulSeconds, program, folders: { inside, workdir } } = options;
  const dockerfile = new Dockerfile();
  installingStages(dockerfile, options);

  if (buildCommand) {
    const build = buildStage(dockerfile, options, buildCommand);
    if (!bundled) {
      build._later((part) => setAsideMembers(part, options.neededMembers()));
    }
  }
  if (!bundled) {
    packagesStage(dockerfile, options);
  }

  const runtime = dockerfile.addStage('runtime', {
    base: options.baseImage,
    comment: ['For production: Node.js as an unprivileged user, and code that the application cannot change.'],
  })
    // some servers, such as that of Next.js, listen at HOSTNAME, which the engine sets to the name of the container
    .env({ NODE_ENV: 'production', PORT: `${port}`, HOSTNAME: '0.0.0.0', GRACEFUL_SHUTDOWN_SECONDS: `${gracefulSeconds}` })
    .copyFrom(PROGRAM_CONTEXT, STOP_PROGRAM, `${PROGRAM_FOLDER}/`, { mode: FILE_MODE })
    .workdir(workdir);
  if (!bundled) {
    runtime.copyFrom('packages', '/app', '/app')._later((part) => copyMembers(part, options.neededMembers(), buildCommand !== undefined));
  }
  for (const file of new Set(['package.json', ...runtimeFiles])) {
    const place = path.posix.join(workdir, file);
    if (buildCommand) {
      runtime.copyFrom('build', place, place);
    } else {
      runtime.copy([path.posix.join(inside, file)], place);
    }
  }
  runtime
    .user('1000:1000')
    .expose(port)
    .healthCheck(healthCheckOfImage(options.health))
    .cmd(['node', '--require', `${PROGRAM_FOLDER}/${STOP_PROGRAM}`, ...program]);
  return dockerfile;
}

/** The packages of a workspace are links to its members: what the server needs of them has to be there too. */
function copyMembers(runtime: DockerfileInstructions, members: string[], isBuilt: boolean): void {
  if (members.length > 0 && isBuilt) {
    runtime.copyFrom('build', MEMBERS_FOLDER, '/app');
  } else {
    members.forEach((folder) => runtime.copy([folder], path.posix.join('/app', folder)));
  }
}

function setAsideMembers(build: DockerfileInstructions, members: string[]): void {
  if (members.length > 0) {
    build.run(`mkdir ${MEMBERS_FOLDER} && tar -C /app --exclude=node_modules -cf - ${members.join(' ')} | tar -C ${MEMBERS_FOLDER} -xf -`);
  }
}
