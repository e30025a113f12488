import * as path from 'path';
import { composeFilesIn } from './compose-files';
import { Repository } from '../../repository';

/** What lies where a stack would write, and by what that is avoided. */
export interface ExistingFilesFound {
  /** `compose: { developmentFile }` */
  readonly developmentFile?: { readonly value: string; readonly because: string };
  readonly productionFile?: { readonly value: string; readonly because: string };
  /** `paths` */
  readonly paths: readonly {
    readonly name: 'docker' | 'scripts' | 'guide' | 'envFile';
    readonly value: string;
    readonly because: string;
  }[];
}

const PLACES = [
  { name: 'docker', files: ['docker/nginx'], value: 'containers' },
  {
    name: 'scripts',
    files: ['scripts/docker-dev.sh', 'scripts/docker-prod.sh', 'scripts/container-stack', 'scripts/mongo-init.js'],
    value: 'container-scripts',
  },
  { name: 'guide', files: ['docs/DOCKER_SETUP.md'], value: 'docs/CONTAINERS.md' },
  { name: 'envFile', files: ['.env.example', '.env.prod.example'], value: '.env.docker' },
] as const;

export function existingFilesIn(repository: Repository, ids: readonly string[]): ExistingFilesFound {
  const [ours, others] = [composeFilesIn(repository).filter((file) => !file.includes('/')), ids.map((id) => `docker/${id}`)];
  const ofDevelopment = ours.filter((file) => /^(docker-)?compose(\.override)?\.ya?ml$/.test(file));
  const isFree = (name: string) => !repository.exists(name);
  const named = (names: string[]) => names.find(isFree) ?? names[0];
  return {
    developmentFile:
      ofDevelopment.length === 0
        ? undefined
        : {
          value: named(['docker-compose.dev.yml', 'docker-compose.stack.yml']),
          because: `${list(ofDevelopment)} ${remain(ofDevelopment)}, beside the generated file`,
        },
    productionFile: isFree('docker-compose.prod.yml')
      ? undefined
      : {
        value: named(['docker-compose.production.yml', 'docker-compose.release.yml']),
        because: 'docker-compose.prod.yml stays as it is, beside the generated file',
      },
    paths: PLACES.flatMap(({ name, files, value }) => {
      const there = [...files, ...(name === 'docker' ? others : [])].filter((file) => !isFree(file));
      return there.length === 0
        ? []
        : [{ name, value: isFree(value) ? value : `${value}.generated`, because: `${list(there)} ${remain(there)}` }];
    }),
  };
}

/** Ignore files of folders that images are built from: each stands where the generated one goes. */
export function ignoreFilesIn(repository: Repository, contexts: readonly string[]): string[] {
  return [...new Set(contexts.map((context) => path.posix.join(context, '.dockerignore')))].filter((file) => repository.exists(file));
}

function remain(files: readonly string[]): string {
  return files.length > 1 ? 'stay as they are' : 'stays as it is';
}

function list(files: readonly string[]): string {
  return files.length < 2 ? `${files[0]}` : `${files.slice(0, -1).join(', ')} and ${files[files.length - 1]}`;
}
