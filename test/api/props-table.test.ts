import { readFileSync } from 'fs';
import * as path from 'path';
import * as ts from 'typescript';
import { manifest } from './manifest';
import { ManifestCallable, ManifestType, propsTable, tableText } from '../../projenrc/props-table';
import * as library from '../../src';

const ROOT = path.join(__dirname, '..', '..');
const MANIFEST = manifest();

test('the table of structs is that of the sources: npx projen props writes it', () => {
  expect(readFileSync(path.join(ROOT, 'assets', 'props.json'), 'utf-8')).toBe(tableText(propsTable(MANIFEST, library)));
});

describe('every public constructor and method checks the struct that it is given:', () => {
  const cases = Object.values(MANIFEST.types).filter((type) => !type.datatype && type.kind === 'class').flatMap((type) =>
    [...type.initializer ? [type.initializer] : [], ...type.methods ?? []]
      .filter((callable) => !callable.abstract && !callable.protected)
      .flatMap((callable) => structsOf(callable).map((struct) => [`${type.name}.${callable.name ?? 'constructor'}`, struct, type] as const)));

  test.each(cases)('%s %s', (name, struct, type) => {
    expect(requiredBy(type.locationInModule!.filename, name)).toContain(struct);
  });

  test('there are some', () => {
    expect(cases.map(([name]) => name)).toEqual(expect.arrayContaining(['BackendService.constructor', 'HealthCheck.http', 'Environment.configure']));
  });
});

function structsOf(callable: ManifestCallable): string[] {
  return (callable.parameters ?? []).flatMap(({ type }) => namesIn(type)).map((fqn) => MANIFEST.types[fqn])
    .filter((type) => type?.datatype).map(({ name }) => name);
}

function namesIn(type: ManifestType): string[] {
  return [type.fqn, ...type.collection ? namesIn(type.collection.elementtype) : [], ...(type.union?.types ?? []).flatMap(namesIn)]
    .filter((name): name is string => name !== undefined);
}

/** The structs that a member requires, by itself or through functions of the same file. */
function requiredBy(file: string, name: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(path.join(ROOT, file), 'utf-8'), ts.ScriptTarget.Latest, true);
  const [className, memberName] = name.split('.');
  const owner = source.statements.filter(ts.isClassDeclaration).find((each) => each.name?.text === className)!;
  const member = owner.members.find((each) => (ts.isConstructorDeclaration(each) ? 'constructor' : each.name?.getText()) === memberName)!.getText();
  const called = source.statements.filter(ts.isFunctionDeclaration).filter((each) => member.includes(`${each.name!.text}(`)).map((each) => each.getText());
  return [...[member, ...called].join('\n').matchAll(/requireProps\('(\w+)'/g)].map(([, struct]) => struct);
}
