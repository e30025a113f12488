import * as path from 'path';
import { BuildFolders, IMAGE_FOLDER, ignoreElsewhere } from './build-folders';
import { isWithin } from '../../base/linux';
import { DockerIgnore } from '../../image';

/** Folders that are built, and that a package may be installed from nevertheless. */
export const HIDDEN_FROM_PYTHON = ['env/', 'venv/', '.venv/', 'dist/', 'build/', 'logs/'];

/**
 * What of a Python application's folder is no part of its image.
 *
 * @param folders where its sources are
 * @param mounted where volumes are, in the image: what the repository has there was written in development
 */
export function pythonIgnore(folders: BuildFolders, mounted: string[]): DockerIgnore {
  const ignore = new DockerIgnore();
  ignore.addSection({
    title: 'Python',
    patterns: [
      '__pycache__/', '**/__pycache__/', '**/*.py[cod]', '**/*$py.class', '**/*.so', '.Python',
      'env/', 'venv/', '.venv/', '*.egg-info/', 'dist/', 'build/',
    ],
  });
  ignore.addSection({ title: 'Testing', patterns: ['.pytest_cache/', '.coverage', 'htmlcov/'] });
  ignore.addSection({ title: 'IDE', patterns: ['.vscode/', '.idea/', '**/*.swp', '**/*.swo'] });
  ignore.addSection({ title: 'Environment', patterns: ['.env', '.env.*', '!.env.example', '!.env.*.example'] });
  ignore.addSection({ title: 'Logs', patterns: ['logs/', '**/*.log'] });
  const written = mounted.filter((folder) => isWithin(folder, IMAGE_FOLDER)).map((folder) => path.posix.relative(IMAGE_FOLDER, folder))
    .filter((folder) => folder !== 'logs');
  if (written.length > 0) {
    ignore.addSection({ title: 'Volumes', patterns: written.map((folder) => `${folder}/`) });
  }
  ignore.addSection({ title: 'OS', patterns: ['**/.DS_Store', '**/Thumbs.db'] });
  ignore.addSection({ title: 'Git', patterns: ['.git/', '.gitignore'] });
  ignoreElsewhere(ignore, folders);
  return ignore;
}
