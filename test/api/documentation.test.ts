import { manifest } from './manifest';
import { Manifest, ManifestCallable, ManifestEntry } from '../../projenrc/props-table';

const MANIFEST = manifest();

/** What lacks a sentence, in the words of the manifest: `Environment.configure(service)`. */
function undocumented({ types }: Manifest): string[] {
  return Object.values(types).flatMap((type) => [
    ...type.docs?.summary ? [] : [type.name],
    ...(type.members ?? []).filter(({ docs }) => !docs?.summary).map(({ name }) => `${type.name}.${name}`),
    ...(type.properties ?? []).filter(({ docs, overrides }) => !docs?.summary && !overrides).map(({ name }) => `${type.name}.${name}`),
    ...callablesOf(type).flatMap((callable) => missingIn(type, callable)),
  ]);
}

function callablesOf(type: ManifestEntry): ManifestCallable[] {
  return [...type.initializer ? [type.initializer] : [], ...type.methods ?? []];
}

/** What overrides something is described there. A constructor is described by its class, and only its parameters have to be. */
function missingIn(type: ManifestEntry, callable: ManifestCallable): string[] {
  const name = `${type.name}.${callable.name ?? 'constructor'}`;
  return callable.overrides ? [] : [
    ...callable.docs?.summary || callable.name === undefined ? [] : [name],
    ...(callable.parameters ?? []).filter(({ docs }) => !docs?.summary).map((parameter) => `${name}(${parameter.name})`),
  ];
}

test('every public type, member, enum member and parameter has a sentence', () => {
  expect(undocumented(MANIFEST)).toEqual([]);
});

test('every optional property says what happens without it', () => {
  const silent = Object.values(MANIFEST.types).filter((type) => type.datatype).flatMap((type) =>
    (type.properties ?? []).filter(({ optional, docs }) => optional && !docs?.default).map(({ name }) => `${type.name}.${name}`));
  expect(silent).toEqual([]);
});

test('no public parameter is named with a leading underscore, which other languages would show', () => {
  const named = Object.values(MANIFEST.types).flatMap((type) => callablesOf(type).flatMap((callable) =>
    (callable.parameters ?? []).filter(({ name }) => name.startsWith('_')).map(({ name }) => `${type.name}.${callable.name}(${name})`)));
  expect(named).toEqual([]);
});

test('no name of the API is a word that Python keeps for itself', () => {
  const reserved = ['and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del', 'elif', 'else', 'except', 'finally', 'for',
    'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal', 'not', 'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield'];
  const names = Object.values(MANIFEST.types).flatMap((type) => [
    ...(type.properties ?? []).map(({ name }) => ({ place: type.name, name })),
    ...callablesOf(type).flatMap((callable) => [
      ...callable.name === undefined ? [] : [{ place: type.name, name: callable.name }],
      ...(callable.parameters ?? []).map(({ name }) => ({ place: `${type.name}.${callable.name}`, name })),
    ]),
  ]);
  // it has the name that people know from elsewhere; in Python it is Match.not_
  const known = ['Match.not'];
  expect(names.filter(({ place, name }) => reserved.includes(name) && !known.includes(`${place}.${name}`))).toEqual([]);
});

test('projen new --from finds one type of project, and so needs no name of one', () => {
  const types = Object.values(MANIFEST.types).filter(({ base }) => /^projen\.(\w+\.)*\w*Project$/.test(base ?? ''));
  expect(types.map(({ name }) => name)).toEqual(['ContainerStackProject']);
});

test('what lacks a sentence is found', () => {
  const entry: ManifestEntry = {
    name: 'Thing',
    fqn: 'x.Thing',
    kind: 'class',
    docs: { summary: 'A thing.' },
    initializer: { parameters: [{ name: 'scope', type: {} }] },
    methods: [{ name: 'run', parameters: [{ name: 'speed', type: {}, docs: { summary: 'How fast.' } }] }],
    properties: [{ name: 'size', type: {} }],
  };
  expect(undocumented({ types: { 'x.Thing': entry } })).toEqual(['Thing.size', 'Thing.constructor(scope)', 'Thing.run']);
});
