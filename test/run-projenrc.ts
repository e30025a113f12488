import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import * as ts from 'typescript';

/**
 * Runs the text of a `.projenrc.ts` in an empty folder, with the library's sources in place of the published package, and
 * gives back the files that were written, by path.
 *
 * @param files what is in the folder already
 */
export function runProjenrc(source: string, files: { readonly [file: string]: string } = {}): { [file: string]: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'projenrc-'));
  const before = { folder: process.cwd(), post: process.env.PROJEN_DISABLE_POST };
  try {
    process.chdir(folder);
    process.env.PROJEN_DISABLE_POST = 'true';
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
    const { outputText } = ts.transpileModule(source, { compilerOptions });
    const run = new Function('require', 'exports', outputText);
    run((id: string) => jest.requireActual(id === 'projen-container-stack' ? '../src' : id), {});
    const { files: written } = JSON.parse(readFileSync('.projen/files.json', 'utf-8')) as { files: string[] };
    // projen lists files that it would write if they had anything in them
    return Object.fromEntries(written.filter((file) => existsSync(file)).map((file) => [file, readFileSync(file, 'utf-8')]));
  } finally {
    process.chdir(before.folder);
    process.env.PROJEN_DISABLE_POST = before.post;
    rmSync(folder, { recursive: true, force: true });
  }
}
