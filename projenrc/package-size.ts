/* `npx projen package:size`: what `npm pack` would make of the compiled library, and whether it is small enough. */
import { execFileSync } from 'child_process';
import * as path from 'path';

/** In bytes. Source maps, API.md and a manifest that is not compressed do not fit. */
const LIMITS = { packed: 820_000, unpacked: 2_700_000 };

interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: { readonly path: string; readonly size: number }[];
}

const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--silent'], {
  cwd: path.join(__dirname, '..'), encoding: 'utf-8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'],
});
const [{ size, unpackedSize, files }] = JSON.parse(output.slice(output.indexOf('['))) as Packed[];
console.log(`the package has ${files.length} files: ${kilobytes(size)} packed, ${kilobytes(unpackedSize)} unpacked`);
if (!files.some((file) => file.path === 'lib/index.js')) {
  console.error('the package has no lib/index.js: run npx projen compile before');
  process.exitCode = 1;
}
if (size > LIMITS.packed || unpackedSize > LIMITS.unpacked) {
  console.error(`allowed are ${kilobytes(LIMITS.packed)} packed and ${kilobytes(LIMITS.unpacked)} unpacked; the largest files are`);
  for (const file of [...files].sort((one, other) => other.size - one.size).slice(0, 10)) {
    console.error(`  ${kilobytes(file.size)} ${file.path}`);
  }
  process.exitCode = 1;
}

function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1000)} kB`;
}
