import { existsSync, mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import * as ts from 'typescript';

/**
 * Runs the text of a `.projenrc.ts` in a folder, an empty one by default, with the library's sources in place of the published package,
 * and gives back the files that were written, by path.
 */
export function runProjenrc(source: string, folder = mkdtempSync(path.join(tmpdir(), 'projenrc-'))): { [file: string]: string } {
  const before = { folder: process.cwd(), post: process.env.PROJEN_DISABLE_POST };
  try {
    process.chdir(folder);
    process.env.PROJEN_DISABLE_POST = 'true';
    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
    const { outputText } = ts.transpileModule(source, { compilerOptions });
    const run = new Function('require', 'exports', outputText);
    run((id: string) => jest.requireActual(id === 'projen-container-stack' ? '../src' : id), {});
    const { files } = JSON.parse(readFileSync('.projen/files.json', 'utf-8')) as { files: string[] };
    // projen lists files that it would write if they had anything in them, and does not list package.json
    return Object.fromEntries([...files, 'package.json'].filter((file) => existsSync(file)).map((file) => [file, readFileSync(file, 'utf-8')]));
  } finally {
    process.chdir(before.folder);
    process.env.PROJEN_DISABLE_POST = before.post;
    rmSync(folder, { recursive: true, force: true });
  }
}
