import { readFileSync } from 'fs';
import * as path from 'path';
import { SOFTWARE, Software, endingVersion, today } from '../../src/base/versions';

const all: Software[] = Object.values(SOFTWARE);

describe('the version in an image', () => {
  test.each([
    ['python:3.11-slim', 'Python 3.11', '2027-10-31'],
    ['python:3.11.9', 'Python 3.11', '2027-10-31'],
    ['docker.io/library/python:3.13', 'Python 3.13', '2029-10-31'],
    ['registry.example.com:5000/library/python:3.13', 'Python 3.13', '2029-10-31'],
    ['node:24.1.0-alpine@sha256:0123', 'Node.js 24', '2028-04-30'],
    ['nginxinc/nginx-unprivileged:1.26-alpine', 'nginx 1.26', '2025-04-23'],
    ['mongo:7.0.14', 'MongoDB 7.0', '2027-08-31'],
    ['valkey/valkey:8-alpine', 'Valkey 8', '2030-03-31'],
    ['postgres:17.2', 'PostgreSQL 17', '2029-11-08'],
    ['rabbitmq:3-management', 'RabbitMQ 3', '2024-09-18'],
  ])('%s is %s, which ends on %s', (image, title, ends) => {
    expect(endingVersion(image)).toEqual({ title, ends });
  });

  test.each(['python', 'python:slim', 'python:3', 'python@sha256:0123', 'redis:7-alpine', 'example/python:3.11', 'example.com/team/python:3.11', 'caddy:2-alpine', ''])(
    'nothing is known of %s', (image) => {
      expect(endingVersion(image)).toBeUndefined();
    },
  );
});

test('every end is a day', () => {
  for (const day of all.flatMap(({ ends }) => Object.values(ends))) {
    expect(new Date(day).toISOString().slice(0, 10)).toBe(day);
  }
});

test('every end and every default is in the table of the page', () => {
  const page = readFileSync(path.join(__dirname, '../../docs/building.md'), 'utf-8');
  for (const { title, byDefault, ends } of all) {
    const row = page.split('\n').find((line) => line.startsWith(`| [${title}](`));
    expect(row).toContain(`| ${byDefault ?? 'the newest'} |`);
    expect(row!.match(/[\d.]+: \d{4}-\d\d-\d\d/g) ?? []).toEqual(
      Object.entries(ends).sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true })).map((each) => each.join(': ')),
    );
  }
});

describe('the day', () => {
  const { SOURCE_DATE_EPOCH } = process.env;
  afterEach(() => {
    process.env.SOURCE_DATE_EPOCH = SOURCE_DATE_EPOCH;
  });

  test('is the one that SOURCE_DATE_EPOCH says', () => {
    process.env.SOURCE_DATE_EPOCH = '1700000000';
    expect(today()).toBe('2023-11-14');
  });

  test.each(['', 'yesterday', '-1'])('is today where that is %j', (epoch) => {
    process.env.SOURCE_DATE_EPOCH = epoch;
    expect(Date.parse(today())).toBeGreaterThan(Date.now() - 2 * 86_400_000);
  });
});
