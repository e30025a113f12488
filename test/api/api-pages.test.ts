import { readFileSync, readdirSync } from 'fs';
import * as path from 'path';
import { manifest } from './manifest';
import { apiPages } from '../../projenrc/api-pages';
import { Manifest } from '../../projenrc/props-table';

const ROOT = path.join(__dirname, '../..');
const MANIFEST = manifest();
const PAGES = apiPages(MANIFEST);

/** Two services, a struct that one of them takes, and a value. */
const SMALL: Manifest = {
  types: {
    'x.CacheProps': {
      name: 'CacheProps',
      fqn: 'x.CacheProps',
      kind: 'interface',
      datatype: true,
      interfaces: ['x.Size'],
      locationInModule: { filename: 'src/services/cache.ts', line: 1 },
      docs: { summary: 'What a {@link Cache} needs.' },
      properties: [
        { name: 'size', type: { fqn: 'x.Size' }, optional: true, docs: { summary: 'How large\nit is, a | b.', remarks: 'See {@link Size}.', default: 'Size.of(1)' } },
        { name: 'names', type: { collection: { kind: 'map', elementtype: { primitive: 'string' } } }, docs: { summary: 'Names.' } },
        { name: 'path', type: { primitive: 'string' }, optional: true, docs: { summary: 'Where.', default: '- the id' } },
      ],
    },
    'x.Cache': {
      name: 'Cache',
      fqn: 'x.Cache',
      kind: 'class',
      base: 'x.Base',
      docs: { summary: 'A cache.' },
      locationInModule: { filename: 'src/services/cache.ts', line: 9 },
      initializer: { parameters: [{ name: 'scope', type: { fqn: 'constructs.Construct' } }, { name: 'id', type: { primitive: 'string' } }, { name: 'props', type: { fqn: 'x.CacheProps' } }] },
      methods: [
        { name: 'clear', docs: { summary: 'Clears it.' }, parameters: [{ name: 'keys', variadic: true, type: { primitive: 'string' } }] },
        { name: 'toString', overrides: 'x.Base', docs: { summary: 'Hidden.' } },
      ],
    },
    'x.Size': {
      name: 'Size',
      fqn: 'x.Size',
      kind: 'class',
      docs: { summary: 'A size.' },
      locationInModule: { filename: 'src/base/size.ts', line: 1 },
      properties: [{ name: 'ONE', static: true, type: { fqn: 'x.Size' }, docs: { summary: 'One.' } }],
    },
    'x.New': {
      name: 'News',
      fqn: 'x.New',
      kind: 'enum',
      docs: { summary: 'News.' },
      members: [{ name: 'GOOD', docs: { summary: 'Good.' } }],
      locationInModule: { filename: 'src/newsroom/news.ts', line: 1 },
    },
  },
};

test('API.md and docs/api are what `npx projen docgen` writes', () => {
  const onDisk = ['API.md', ...readdirSync(path.join(ROOT, 'docs/api')).map((file) => `docs/api/${file}`)];
  expect(onDisk.sort()).toEqual(Object.keys(PAGES).sort());
  expect(onDisk.filter((file) => readFileSync(path.join(ROOT, file), 'utf-8') !== PAGES[file])).toEqual([]);
});

test('every type has a heading, every member a row, with all that is said of them', () => {
  const text = Object.entries(PAGES).filter(([file]) => file !== 'API.md').map(([, page]) => page).join('\n');
  const missing = Object.values(MANIFEST.types).flatMap((type) => [
    ...new RegExp(`^##+ ${type.name}$`, 'm').test(text) ? [] : [type.name],
    ...[...type.properties ?? [], ...type.methods ?? [], ...type.members ?? []].filter((member) => !('overrides' in member))
      .filter(({ name }) => !new RegExp(`^\\| \`(${type.name}\\.)?${name}\\b`, 'm').test(text)).map(({ name }) => `${type.name}.${name}`),
  ]);
  expect(missing).toEqual([]);
});

test('it is short enough to be opened: API.md is a line for each type, and no page is larger than 100 kB', () => {
  expect(PAGES['API.md'].split('\n').length).toBeLessThan(400);
  expect(Object.entries(PAGES).filter(([, page]) => page.length > 100_000).map(([file]) => file)).toEqual([]);
});

describe('a page', () => {
  const pages = apiPages(SMALL);

  test('has services first, then values, and a page of its own for a folder that is new', () => {
    expect(Object.keys(pages)).toEqual(['API.md', 'docs/api/services.md', 'docs/api/model.md', 'docs/api/newsroom.md']);
    expect(pages['API.md'].match(/^## .*$/gm)).toEqual([
      '## [Services](docs/api/services.md)', '## [Environments, values, health and volumes](docs/api/model.md)', '## [Newsroom](docs/api/newsroom.md)',
    ]);
  });

  test('shows the props of a construct with it, what is required first', () => {
    expect(pages['docs/api/services.md']).toContain('new Cache(scope: Construct, id: string, props: CacheProps)');
    expect(pages['docs/api/services.md'].split('\n').filter((line) => line.startsWith('| `'))).toEqual([
      '| `names` | map of string | required | Names. |',
      '| `size` | [Size](model.md#size) | `Size.of(1)` | How large it is, a \\| b. See [Size](model.md#size). |',
      '| `path` | string | the id | Where. |',
      '| `clear(...keys: string[])` |  | Clears it. |',
    ]);
    expect(pages['API.md']).not.toContain('CacheProps');
  });

  test('has static members and those of enums with the name of their type', () => {
    expect(pages['docs/api/model.md']).toContain('| `Size.ONE` | [Size](#size) | One. |');
    expect(pages['docs/api/newsroom.md']).toContain('| `News.GOOD` |  | Good. |');
  });

  test('is the same each time, whatever the order of the manifest', () => {
    const types = Object.fromEntries(Object.entries(SMALL.types).reverse());
    expect(apiPages({ types })).toEqual(pages);
  });
});
