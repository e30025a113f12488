import { shop } from './fixture';
import { RenovateConfig, RenovateConfigProps } from '../../src/workflows';
import { findings, isHere } from '../fixtures/judges';
import { emptyProject, synthesized } from '../fixtures/stack';

interface Manager {
  readonly managerFilePatterns: string[];
  readonly matchStrings: string[];
  readonly matchStringsStrategy?: string;
  readonly datasourceTemplate: string;
  readonly depNameTemplate?: string;
}

function configOf(props: RenovateConfigProps = {}, stack = shop()): any {
  const { path } = new RenovateConfig(stack, props);
  return JSON.parse(stack.files.find((file) => file.path === path)!.render());
}

const config = configOf();
const managers: Manager[] = config.customManagers;

/** What Renovate finds in a file with its managers of regular expressions: any of them, or each within what the one before has found. */
function found(text: string): string[] {
  const texts = (manager: Manager) => manager.matchStringsStrategy !== 'recursive' ? manager.matchStrings.map((each) => ({ each, within: [text] }))
    : [{ each: manager.matchStrings[1], within: [...text.matchAll(new RegExp(manager.matchStrings[0], 'g'))].map(([whole]) => whole) }];
  return managers.flatMap((manager) => texts(manager).flatMap(({ each, within }) => within.flatMap((part) =>
    [...part.matchAll(new RegExp(each, 'g'))].map(({ groups }) => {
      const { depName = manager.depNameTemplate, currentValue, currentDigest } = groups!;
      return `${manager.datasourceTemplate} ${depName}:${currentValue}${currentDigest ? `@${currentDigest.slice(0, 12)}` : ''}`;
    }))));
}

const DIGEST = `sha256:${'ab'.repeat(32)}`;

describe('an image is found as one writes it', () => {
  test.each([
    ["image: ImageSource.reference('axllent/mailpit:v1.27'),", 'docker axllent/mailpit:v1.27'],
    ['image=ImageSource.reference("axllent/mailpit:v1.27"),', 'docker axllent/mailpit:v1.27'],
    ["ImageSource.reference(\n  'mariadb:11.8',\n)", 'docker mariadb:11.8'],
    [`image: 'pgvector/pgvector:pg17@${DIGEST}'`, 'docker pgvector/pgvector:pg17@sha256:ababa'],
    ["baseImage: 'python:3.13-slim',", 'docker python:3.13-slim'],
    ['base_image="registry.example.com:5000/python:3.13-slim"', 'docker registry.example.com:5000/python:3.13-slim'],
    ['"buildImage": "node:24-alpine"', 'docker node:24-alpine'],
    ['const options = { buildImage: `node:24-alpine` }', 'docker node:24-alpine'],
    ["nodeVersion: '24'", 'docker node:24'],
    ['python_version="3.13"', 'docker python:3.13'],
    ["nginxVersion: '1.28'", 'docker nginxinc/nginx-unprivileged:1.28'],
    ["new RedisService(stack, 'redis', { version: '8' });", 'docker redis:8'],
    ["new PostgresService(stack, 'db', {\n  database: 'shop',\n  version: '17',\n})", 'docker postgres:17'],
    ["new MongoService(stack, 'db', { volume: Volume.named('a', { size: Size.gibibytes(1) }), version: '7.0' })", 'docker mongo:7.0'],
    ['RabbitMqService(stack, "rabbitmq", version="4.2")', 'docker rabbitmq:4.2'],
    ['ValkeyService(stack, "cache", version="8.1")', 'docker valkey/valkey:8.1'],
    ["new EdgeProxy(stack, 'edge', { frontend, version: '2.10' })", 'docker caddy:2.10'],
    ["actions: { 'actions/checkout': '3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1' }", 'github-tags actions/checkout:v7.0.1@3d3c42e5aac5'],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual([expected.replace('sha256:ababa', DIGEST.slice(0, 12))]);
  });

  test('each of a list', () => {
    expect(found(`baseImages: [\n  'node:24-alpine',\n  'nginx:1.28@${DIGEST}',\n]`)).toEqual([
      'docker node:24-alpine', `docker nginx:1.28@${DIGEST.slice(0, 12)}`,
    ]);
    expect(found('base_images=["python:3.13-slim"]')).toEqual(['docker python:3.13-slim']);
  });
});

describe('nothing else is taken for one', () => {
  test.each([
    "minComposeVersion: '2.30'",
    "new RedisService(stack, 'redis');\nnew Thing(stack, 'thing', { version: '3' });",
    "new BackendService(stack, 'backend', { app: 'app.main:app' })",
    "new RedisService(stack, 'redis', { purposes: [of({ version: '3' })] })",
    "url: 'redis://redis:6379'",
    "image: ImageSource.dockerfile({ context: 'a' })",
  ])('%s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

test('versions are looked for where they are decided, in every language', () => {
  const patterns = managers[0].managerFilePatterns.map((each) => new RegExp(each.slice(1, -1)));
  const isRead = (file: string) => patterns.some((pattern) => pattern.test(file));
  expect(['.projenrc.ts', '.projenrc.js', '.projenrc.py', 'projenrc/shop.ts', 'services/api/.projenrc.ts'].filter((file) => !isRead(file))).toEqual([]);
  expect(['src/projenrc.ts', 'projenrc/readme.md', 'docker-compose.yml'].filter(isRead)).toEqual([]);
});

test('generated files are left alone', () => {
  expect(config.ignorePaths).toEqual(expect.arrayContaining(['docker-compose.yml', 'docker-compose.prod.yml', 'docker/backend/Dockerfile']));
  expect(config.ignorePaths).not.toContain('docs/DOCKER_SETUP.md');
});

test('a new major version of a data service is not proposed: its data has to be brought over', () => {
  expect(config.packageRules).toEqual([expect.objectContaining({
    matchPackageNames: ['mongo', 'postgres', 'rabbitmq', 'redis', 'valkey/valkey'], matchUpdateTypes: ['major'], enabled: false,
  })]);
});

test('it is a whole configuration, or a part of one\'s own', () => {
  expect(config.extends).toEqual(['config:recommended']);
  expect(configOf({ file: '.github/container-stack.json5' }).extends).toBeUndefined();
  expect(() => new RenovateConfig(shop(), { file: 'renovate.json' })).toThrow('the file of RenovateConfig is "renovate.json"');
  expect(() => new RenovateConfig(shop(), { presets: ['a b'] })).toThrow('a preset of "renovate.json5" is "a b"');
});

test('where Renovate may, it lets the generated files follow', () => {
  expect(config.postUpgradeTasks).toBeUndefined();
  expect(configOf({ runsProjen: true }).postUpgradeTasks).toMatchObject({ commands: ['npx projen'], executionMode: 'branch' });
});

if (isHere('check-jsonschema') && findings('python3', ['-c', 'import json5'], '.') === '') {
  test('the file is what the schema of Renovate allows', () => {
    const project = emptyProject();
    const stack = shop({}, project);
    new RenovateConfig(stack, { runsProjen: true });
    synthesized(stack);
    expect(findings('check-jsonschema', ['--builtin-schema', 'vendor.renovate', 'renovate.json5'], project.outdir)).toBe('');
  });
} else {
  test.skip('SKIPPED: this machine has no check-jsonschema (pip install check-jsonschema json5), so the configuration was not checked', () => undefined);
}
