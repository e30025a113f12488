import { readToml } from '../../../src/init/private/toml';

test.each([
  ['tables and keys', '[project]\nname = "shop"\n[tool.uv.workspace]\nmembers = ["a", "b/*"]', {
    project: { name: 'shop' }, tool: { uv: { workspace: { members: ['a', 'b/*'] } } },
  }],
  ['a list of several lines, with comments', 'a = [\n  "x", # why\n  \'y\',\n]\nb = 1', { a: ['x', 'y'], b: 1 }],
  ['inline tables', 'celery = { version = "5", extras = ["redis"] }', { celery: { version: '5', extras: ['redis'] } }],
  ['dotted and quoted keys', 'a."b.c".d = true', { a: { 'b.c': { d: true } } }],
  ['tables in a list', '[[tool.source]]\nname = "one"\n[[tool.source]]\nname = "two"', { tool: { source: [{ name: 'one' }, { name: 'two' }] } }],
  ['strings of several lines', 'a = """\nx = 1\n[b]\n"""\nc = 2', { a: '\nx = 1\n[b]\n', c: 2 }],
  ['escapes', 'a = "x\\"y\\u0041\\n"', { a: 'x"yA\n' }],
  ['what it cannot read is left out', 'a = 1979-05-27\nb = 2\nthis is nothing\nc = 3', { b: 2, c: 3 }],
  ['a list that never ends', 'a = ["x", ', { a: ['x'] }],
  ['a table that never ends', 'a = { b = "x"', { a: { b: 'x' } }],
])('%s', (_, text, expected) => {
  expect(JSON.parse(JSON.stringify(readToml(text)))).toEqual(expected);
});

test('a key of JavaScript is a key', () => {
  expect(Object.keys(readToml('[__proto__]\nx = 1\n[constructor]\ny = 2'))).toEqual(['__proto__', 'constructor']);
  expect(({} as { x?: number }).x).toBeUndefined();
});
