import { readdirSync } from 'fs';
import * as path from 'path';
import { typeErrorsIn } from './type-errors';

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
  expect(typeErrorsIn(APPS)).toEqual([]);
});
