import { execFileSync } from 'child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Manifest, readManifest } from '../../projenrc/props-table';

const ROOT = path.join(__dirname, '..', '..');

/** The jsii manifest of the sources as they are: the compiler's own where it is up to date, else it is made, which takes seconds. */
export function manifest(): Manifest {
  const compiled = path.join(ROOT, '.jsii');
  if (existsSync(compiled) && statSync(compiled).mtimeMs > newest(path.join(ROOT, 'src'))) {
    return readManifest(ROOT);
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'manifest-'));
  try {
    for (const name of ['src', 'package.json', 'tsconfig.json', 'README.md', 'LICENSE']) {
      cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
    }
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
    execFileSync(process.execPath, [path.join(ROOT, 'node_modules', 'jsii', 'bin', 'jsii'), '--silence-warnings=reserved-word'], { cwd: folder });
    return readManifest(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** When anything in the folder was last changed; a file that was removed has changed its folder. */
function newest(folder: string): number {
  return Math.max(statSync(folder).mtimeMs, ...readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const name = path.join(folder, entry.name);
    return entry.isDirectory() ? newest(name) : statSync(name).mtimeMs;
  }));
}
