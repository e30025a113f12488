import { spawnSync } from 'child_process';
import { existsSync, writeFileSync } from 'fs';
import * as path from 'path';
import { Component, Project, SampleDir, SampleFile } from 'projen';
import type { FirstStack } from './first-stack';
import { backendFiles, frontendFiles, readme } from './samples';
import { Language } from '../../model';
import { PythonPackages } from '../../services';

/** A lock file, and what makes it. */
interface Lock {
  readonly folder: string;
  readonly file: string;
  readonly command: string[];
}

/** The lock file is read by images, whose packages may come from elsewhere. */
const NPM: Lock = {
  folder: 'frontend',
  file: 'package-lock.json',
  command: [
    'npm', 'install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error',
    '--omit-lockfile-registry-resolved',
  ],
};
const UV: Lock = { folder: 'backend', file: 'uv.lock', command: ['uv', 'lock', '--quiet'] };

const NEXT = { [Language.EN]: 'Start it', [Language.PT_BR]: 'Para iniciar' };

/**
 * What `projen new` makes, once: sample applications, and the `.projenrc.ts` that describes them, which is run when what it needs is
 * installed. Nothing of it is written where there is something already.
 */
export class NewRepository extends Component {
  constructor(project: Project, private readonly first: FirstStack) {
    super(project);
    new SampleDir(project, 'backend', { files: backendFiles(first) });
    if (first.shape.frontend) {
      new SampleDir(project, 'frontend', { files: frontendFiles() });
    }
    new SampleFile(project, 'README.md', { contents: readme(first.shape) });
  }

  public override projectCreation(): void {
    const file = path.join(this.project.outdir, '.projenrc.ts');
    if (!existsSync(file)) {
      writeFileSync(file, this.first.projenrc());
    }
  }

  public override postProjectCreation(): void {
    const { frontend, packages, language } = this.first.shape;
    const missing = [...frontend ? [NPM] : [], ...packages === PythonPackages.UV ? [UV] : []].filter((lock) => !this.lock(lock));
    this.project.tasks.runTask('default');
    // last of all: projen makes a commit after this, and git lists each of its files
    process.once('exit', (code) => {
      for (const { folder, file, command } of missing) {
        const line = `"${folder}/${file}" was not written, and the image of ${folder} needs it`;
        this.project.logger.warn(`${line}: run "${command.join(' ')}" in ${folder}/`);
      }
      if (code === 0) {
        process.stdout.write(`\n${NEXT[language]}: ./scripts/docker-dev.sh start\n`);
      }
    });
  }

  /** Writes a lock file, unless it is there, and tells whether it is there then. */
  private lock({ folder, file, command }: Lock): boolean {
    const cwd = path.join(this.project.outdir, folder);
    if (existsSync(path.join(cwd, file))) {
      return true;
    }
    this.project.logger.info(`Choosing versions of packages: ${folder}/${file}`);
    const [program, ...args] = command;
    // npm is no program on Windows
    const { status } = spawnSync(program, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
    return status === 0;
  }
}
