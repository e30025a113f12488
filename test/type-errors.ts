import * as path from 'path';
import * as ts from 'typescript';

const ROOT = path.join(__dirname, '..');

/**
 * What the compiler has to say of programs of users, against the sources of the library.
 *
 * @param files the programs
 * @param texts those of them that are not on the disk
 */
export function typeErrorsIn(files: string[], texts: Map<string, string> = new Map()): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    ignoreDeprecations: '6.0',
    types: ['node', 'jest'],
    paths: { 'projen-container-stack': [path.join(ROOT, 'src')], 'projen': [path.join(ROOT, 'node_modules/projen')] },
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  // texts may be in folders that are not there
  delete host.directoryExists;
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  host.getSourceFile = (file, language) =>
    texts.has(file) ? ts.createSourceFile(file, texts.get(file)!, language) : getSourceFile(file, language);
  return ts.getPreEmitDiagnostics(ts.createProgram(files, options, host))
    .map((each) => `${each.file?.fileName}: ${ts.flattenDiagnosticMessageText(each.messageText, '\n')}`);
}
