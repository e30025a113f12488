/*
 * Runs before `npm pack`: takes away what no program reads. Comments of the compiled JavaScript are in the declarations beside it too;
 * the bundled YAML library's copy for browsers and its command are never used, and no ignore file reaches there.
 */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

const ROOT = path.join(__dirname, '..');

for (const unused of ['browser', 'bin.mjs', 'dist/cli.mjs', 'dist/cli.d.ts', 'dist/test-events.js', 'dist/test-events.d.ts']) {
  rmSync(path.join(ROOT, 'node_modules', 'yaml', unused), { recursive: true, force: true });
}

for (const name of readdirSync(path.join(ROOT, 'lib'), { recursive: true, encoding: 'utf-8' }).filter((each) => each.endsWith('.js'))) {
  const file = path.join(ROOT, 'lib', name);
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, removeComments: true };
  writeFileSync(file, ts.transpileModule(readFileSync(file, 'utf-8'), { compilerOptions }).outputText);
}
