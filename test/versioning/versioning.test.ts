import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import * as path from 'path';
import { Bump, announcedBy, contractOf, neededBy } from './contract';
import { RECORD, contractOfReference } from './reference';

const ROOT = path.join(__dirname, '../..');
const COMPOSE = `
name: shop
services:
  db:
    image: postgres:17
    ports: ["127.0.0.1:5432:5432"]
    volumes: [db_data:/var/lib/postgresql/data]
    environment: { POSTGRES_PASSWORD: "\${DB_PASSWORD:?}" }
volumes: { db_data: {} }
`;

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf-8', stdio: ['ignore', 'pipe', 'ignore'] });
}

/** The last release, if this clone knows one. */
function lastRelease(): string | undefined {
  try {
    return git('describe', '--tags', '--abbrev=0', '--match', 'v*').trim();
  } catch {
    return undefined;
  }
}

const changed = (from: string, to: string) =>
  neededBy(contractOf({ 'docker-compose.yml': COMPOSE }), contractOf({ 'docker-compose.yml': COMPOSE.replaceAll(from, to) }));

test('what users rely on is what was recorded: npx projen contract:update records a change that was meant', () => {
  expect(contractOfReference()).toEqual(readFileSync(RECORD, 'utf-8').trimEnd().split('\n'));
});

describe('what a change of generated files needs', () => {
  test.each([
    ['another name of a volume', 'db_data', 'data', Bump.MAJOR, 'gone: docker-compose.yml: volume db_data'],
    ['another version of what keeps data', 'postgres:17', 'postgres:18', Bump.MAJOR, 'gone: docker-compose.yml: service db: image postgres:17'],
    ['another port', '127.0.0.1:5432', '127.0.0.1:5433', Bump.MAJOR, 'gone: docker-compose.yml: service db: port 127.0.0.1:5432:5432'],
    ['another name of the project', 'name: shop', 'name: store', Bump.MAJOR, 'gone: docker-compose.yml: project shop'],
    ['a value that has to be given', 'image:', 'user: "${USER_ID:?}"\n    image:', Bump.MAJOR, 'demanded: docker-compose.yml: requires USER_ID'],
    ['a variable more', '{ POSTGRES', '{ POSTGRES_DB: shop, POSTGRES', Bump.MINOR, 'new: docker-compose.yml: service db: variable POSTGRES_DB'],
  ])('%s', (_, from, to, bump, reason) => {
    const needed = changed(from, to);
    expect(needed.bump).toBe(bump);
    expect(needed.reasons).toContain(reason);
  });

  test('a comment, a check and an order are a patch\'s', () => {
    expect(changed('name: shop', '# for tests\nname: shop').bump).toBe(Bump.PATCH);
    expect(changed('image: postgres:17', 'healthcheck: { test: [NONE] }\n    image: postgres:17').bump).toBe(Bump.PATCH);
  });

  test('commands of scripts, variables of env files and files are relied on, programs behind them are not', () => {
    const files = {
      'scripts/docker-prod.sh': "commands='deploy rollback'\n",
      '.env.example': '# PORT=8000\nSECRET=\n',
      'scripts/container-stack/lock.sh': '',
    };
    expect(contractOf(files)).toEqual([
      '.env.example: variable PORT', '.env.example: variable SECRET', 'file .env.example', 'file scripts/docker-prod.sh',
      'scripts/docker-prod.sh: command deploy', 'scripts/docker-prod.sh: command rollback',
    ]);
  });
});

test('commits announce what they are', () => {
  expect(announcedBy(['fix: a', 'docs: b'])).toBe(Bump.PATCH);
  expect(announcedBy(['fix: a', 'feat(edge): b'])).toBe(Bump.MINOR);
  expect(announcedBy(['feat!: a'])).toBe(Bump.MAJOR);
  expect(announcedBy(['fix: a\n\nBREAKING CHANGE: volumes have other names'])).toBe(Bump.MAJOR);
});

const release = lastRelease();
if (release === undefined) {
  test.skip('SKIPPED: this clone knows no release, so there is nothing that the next one could break', () => undefined);
} else {
  const record = path.posix.join('test/versioning', path.basename(RECORD));
  const before = git('show', `${release}:${record}`).trimEnd().split('\n');
  const { bump, reasons } = neededBy(before, contractOfReference());

  test(`what has changed since ${release} is announced by its commits`, () => {
    const announced = announcedBy(git('log', '--format=%B%x00', `${release}..HEAD`).split('\0').map((message) => message.trim()));
    const missing = announced < bump ? reasons : [];
    expect({ announced: Bump[announced], missing }).toEqual({ announced: Bump[announced], missing: [] });
  });

  test(`what has changed since ${release} stands in CHANGELOG.md`, () => {
    const isTold = git('show', `${release}:CHANGELOG.md`) !== readFileSync(path.join(ROOT, 'CHANGELOG.md'), 'utf-8');
    expect(isTold ? [] : reasons).toEqual([]);
  });
}
