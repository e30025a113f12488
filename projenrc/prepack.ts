/*
 * Runs before `npm pack`, and with `--undo` after it: takes away what no program reads. Comments of the compiled JavaScript are in the
 * declarations beside it too, and declarations that those of the API do not lead to are read by nobody; of the bundled libraries
 * nobody needs the copies for browsers and for modules, the commands, the sources, white space and, but for compiling this library, the
 * declarations. No ignore file reaches there.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'fs';
import * as path from 'path';
import { transformSync } from 'esbuild';
import * as ts from 'typescript';

const ROOT = path.join(__dirname, '..');
const ASIDE = path.join(ROOT, 'node_modules', '.bundled-declarations');

/** The libraries that are shipped inside, with what nobody reads. */
const BUNDLED: { readonly [name: string]: string[] } = {
  'yaml': ['browser', 'bin.mjs', 'dist/cli.mjs', 'dist/test-events.js'],
  '@cfworker/json-schema': ['src', 'dist/esm'],
};

for (const [name, unused] of Object.entries(BUNDLED)) {
  const library = path.join(ROOT, 'node_modules', name);
  if (process.argv.includes('--undo')) {
    move(path.join(ASIDE, name), library);
    continue;
  }
  unused.forEach((each) => rmSync(path.join(library, each), { recursive: true, force: true }));
  filesIn(library, '.map').forEach((file) => rmSync(file));
  move(library, path.join(ASIDE, name));
  for (const file of filesIn(path.join(library, 'dist'), '.js')) {
    writeFileSync(file, transformSync(readFileSync(file, 'utf-8'), { minifyWhitespace: true }).code);
  }
}
if (!process.argv.includes('--undo')) {
  for (const file of filesIn(path.join(ROOT, 'lib'), '.js')) {
    const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, removeComments: true };
    writeFileSync(file, ts.transpileModule(readFileSync(file, 'utf-8'), { compilerOptions }).outputText);
  }
  const read = new Set<string>();
  follow(path.join(ROOT, 'lib', 'index.d.ts'), read);
  filesIn(path.join(ROOT, 'lib'), '.d.ts').filter((file) => !read.has(file)).forEach((file) => rmSync(file));
}

/** Collects the declarations that a file of declarations leads to, itself included. */
function follow(file: string, read: Set<string>): void {
  read.add(file);
  for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf-8')).importedFiles) {
    const base = path.join(path.dirname(file), fileName);
    const next = [`${base}.d.ts`, path.join(base, 'index.d.ts')].find((each) => existsSync(each));
    if (next && !read.has(next)) {
      follow(next, read);
    }
  }
}

/** Moves declarations; those of a run that was broken off too. */
function move(from: string, to: string): void {
  for (const file of existsSync(from) ? filesIn(from, '.d.ts') : []) {
    const target = path.join(to, path.relative(from, file));
    mkdirSync(path.dirname(target), { recursive: true });
    renameSync(file, target);
  }
}

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf-8' })
    .filter((name) => name.endsWith(ending)).map((name) => path.join(folder, name));
}
