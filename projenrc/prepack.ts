/*
 * Runs before `npm pack`, and with `--undo` after it: takes away what no program reads. Comments of the compiled JavaScript are in the
 * declarations beside it too, and declarations that those of the API do not lead to are read by nobody; of the bundled YAML library
 * nobody needs the copy for browsers, the command, white space and, but for compiling this library, the declarations. No ignore file
 * reaches there.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'fs';
import * as path from 'path';
import { transformSync } from 'esbuild';
import * as ts from 'typescript';

const ROOT = path.join(__dirname, '..');
const YAML = path.join(ROOT, 'node_modules', 'yaml');
const ASIDE = path.join(ROOT, 'node_modules', '.yaml-declarations');

if (process.argv.includes('--undo')) {
  move(ASIDE, YAML);
} else {
  for (const unused of ['browser', 'bin.mjs', 'dist/cli.mjs', 'dist/test-events.js']) {
    rmSync(path.join(YAML, unused), { recursive: true, force: true });
  }
  move(YAML, ASIDE);
  for (const file of filesIn(path.join(ROOT, 'lib'), '.js')) {
    const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, removeComments: true };
    writeFileSync(file, ts.transpileModule(readFileSync(file, 'utf-8'), { compilerOptions }).outputText);
  }
  for (const file of filesIn(path.join(YAML, 'dist'), '.js')) {
    writeFileSync(file, transformSync(readFileSync(file, 'utf-8'), { minifyWhitespace: true }).code);
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
