import { readdirSync } from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

const ROOT = path.join(__dirname, '..');

/** The stacks of the acceptance run and of the example: nobody compiles them before an engine is there. */
const APPS = ['test/acceptance', 'examples/conductor-crm'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf-8' })
    .filter((file) => path.basename(file) === '.projenrc.ts' && !file.includes('node_modules'))
    .map((file) => path.join(ROOT, folder, file)));

test('there are some', () => {
  expect(APPS.length).toBeGreaterThan(6);
});

test('the stacks of the acceptance run and of the example type-check', () => {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    ignoreDeprecations: '6.0',
    types: ['node'],
    paths: { 'projen-container-stack': [path.join(ROOT, 'src')], 'projen': [path.join(ROOT, 'node_modules/projen')] },
  };
  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram(APPS, options));
  expect(diagnostics.map((each) => `${each.file?.fileName}: ${ts.flattenDiagnosticMessageText(each.messageText, '\n')}`)).toEqual([]);
});
