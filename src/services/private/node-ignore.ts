import { DockerIgnore } from '../../image';
import { PackageManager } from '../package-manager';

/** What of the sources of a frontend is no part of its build. */
export function nodeIgnore(packageManager: PackageManager, outputPath: string): DockerIgnore {
  const ignore = new DockerIgnore();
  ignore.addSection({ title: 'Dependencies', patterns: packageManager._leftovers });
  ignore.addSection({ title: 'Build', patterns: ['dist/', '.angular/', .../^dist(\/|$)/.test(outputPath) ? [] : [`${outputPath}/`]] });
  ignore.addSection({ title: 'Testing', patterns: ['coverage/'] });
  ignore.addSection({ title: 'IDE', patterns: ['.vscode/', '.idea/', '**/*.swp'] });
  ignore.addSection({ title: 'Environment', patterns: ['.env', '.env.*', '!.env.example', '!.env.*.example'] });
  ignore.addSection({ title: 'OS', patterns: ['**/.DS_Store', '**/Thumbs.db'] });
  ignore.addSection({ title: 'Git', patterns: ['.git/', '.gitignore'] });
  return ignore;
}
