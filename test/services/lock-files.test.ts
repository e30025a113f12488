import { mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { PackageManager, SpaNginxFrontend } from '../../src/services';
import { ContainerStack } from '../../src/stack';
import { emptyProject } from '../fixtures/stack';

/** The problems of a frontend in a folder that has these files. */
function problemsWith(packageManager: PackageManager | undefined, ...files: string[]): string[] {
  const project = emptyProject();
  mkdirSync(path.join(project.outdir, 'frontend'), { recursive: true });
  files.forEach((file) => writeFileSync(path.join(project.outdir, 'frontend', file), '{}\n'));
  const stack = new ContainerStack(project, 'shop');
  new SpaNginxFrontend(stack, 'frontend', { packageManager });
  return stack.validate();
}

describe('a lock file that nobody reads', () => {
  test.each([
    ['pnpm-lock.yaml', 'PackageManager.pnpm()'], ['yarn.lock', 'PackageManager.yarn()'], ['bun.lock', 'PackageManager.bun()'],
  ])('%s is named, with what reads it', (name, manager) => {
    expect(problemsWith(undefined, 'package.json', name)).toEqual([
      'service "frontend" installs its packages from "frontend/package-lock.json", which is not there, and there is '
      + `"${name}" (pass packageManager: ${manager}): pass what fits, or write "package-lock.json"`,
    ]);
  });

  test('all are named where there are several', () => {
    expect(problemsWith(PackageManager.bun(), 'package.json', 'yarn.lock', 'package-lock.json')).toEqual([
      expect.stringContaining('"package-lock.json" (pass packageManager: PackageManager.npm()) and "yarn.lock"'),
    ]);
  });

  test('is nobody\'s business beside the one that is read', () => {
    expect(problemsWith(PackageManager.pnpm(), 'package.json', 'pnpm-lock.yaml', 'package-lock.json')).toEqual([]);
  });

  test('nothing is said of a folder that has none yet', () => {
    expect(problemsWith(undefined, 'package.json')).toEqual([]);
  });
});
