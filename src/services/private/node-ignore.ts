import { BuildFolders, ignoreElsewhere } from './build-folders';
import { DockerIgnore } from '../../image';
import { PackageManager } from '../package-manager';

/** Folders that are built, and that a package may be installed from nevertheless. */
export function hiddenFromNode(outputPath: string): string[] {
  return ['dist/', `${outputPath}/`];
}

/** What of a frontend's folder is no part of its build. */
export function nodeIgnore(packageManager: PackageManager, outputPath: string, folders: BuildFolders): DockerIgnore {
  const ignore = new DockerIgnore();
  ignore.addSection({ title: 'Dependencies', patterns: packageManager._leftovers });
  ignore.addSection({ title: 'Build', patterns: ['dist/', '.angular/', .../^dist(\/|$)/.test(outputPath) ? [] : [`${outputPath}/`]] });
  ignore.addSection({ title: 'Testing', patterns: ['coverage/'] });
  ignore.addSection({ title: 'IDE', patterns: ['.vscode/', '.idea/', '**/*.swp'] });
  ignore.addSection({ title: 'Environment', patterns: ['.env', '.env.*', '!.env.example', '!.env.*.example'] });
  ignore.addSection({ title: 'OS', patterns: ['**/.DS_Store', '**/Thumbs.db'] });
  ignore.addSection({ title: 'Git', patterns: ['.git/', '.gitignore'] });
  ignoreElsewhere(ignore, folders);
  return ignore;
}
