import { mkdirSync, readdirSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Project } from 'projen';
import { ComposeTemplate, Match } from '../../src/assertions';
import { BackendService } from '../../src/services';
import { ContainerStack } from '../../src/stack';
import { emptyFolder, emptyProject } from '../fixtures/stack';

const template = ComposeTemplate.fromString(`
x-common: &common
  restart: always
services:
  backend:
    <<: *common
    image: shop-backend
  redis:
    <<: *common
    image: redis
    ports: !reset []
  idle:
networks:
  inside: { internal: true }
volumes:
  data:
secrets:
  key: { environment: KEY }
`);

describe('where it comes from', () => {
  test('a project is synthesized, and seen as it is at each call', () => {
    const project = emptyProject();
    const stack = new ContainerStack(project, 'shop');
    new BackendService(stack, 'backend', { app: 'app.main:app' });
    ComposeTemplate.fromProject(project, 'docker-compose.yml').doesNotHaveService('billing');
    new BackendService(stack, 'billing', { app: 'app.main:app', port: 8001 });
    ComposeTemplate.fromProject(project, 'docker-compose.yml').hasService('billing', { build: { context: './billing' } });
    ComposeTemplate.fromProject(project, './docker-compose.yml').hasService('billing');
  });

  test('what projen does after a synthesis is not done, and no variable is left behind', () => {
    const before = process.env.PROJEN_DISABLE_POST;
    const project = emptyProject();
    const post = jest.spyOn(project, 'postSynthesize');
    new BackendService(new ContainerStack(project, 'shop'), 'backend', { app: 'app.main:app' });
    try {
      for (const value of [undefined, 'false']) {
        value === undefined ? delete process.env.PROJEN_DISABLE_POST : process.env.PROJEN_DISABLE_POST = value;
        ComposeTemplate.fromProject(project, 'docker-compose.yml');
        expect(process.env.PROJEN_DISABLE_POST).toBe(value);
      }
    } finally {
      before === undefined ? delete process.env.PROJEN_DISABLE_POST : process.env.PROJEN_DISABLE_POST = before;
    }
    expect(post).not.toHaveBeenCalled();
  });

  test('a subproject is synthesized with its root', () => {
    const parent = emptyProject();
    const project = new Project({ name: 'part', parent, outdir: 'part' });
    new BackendService(new ContainerStack(project, 'shop'), 'backend', { app: 'app.main:app' });
    ComposeTemplate.fromProject(project, 'docker-compose.yml').hasService('backend');
  });

  test('a file that the project does not write is refused, and those that it writes are listed', () => {
    const project = emptyProject();
    new BackendService(new ContainerStack(project, 'shop'), 'backend', { app: 'app.main:app' });
    expect(() => ComposeTemplate.fromProject(project, 'compose.yml')).toThrow(
      /^project "conductor-crm" writes no file "compose\.yml": it writes (?!.*tasks\.json).*"docker-compose\.prod\.yml"/,
    );
  });

  test('a project outside of the temporary folder is not written', () => {
    const outdir = path.join(__dirname, 'never-written');
    expect(() => ComposeTemplate.fromProject(new Project({ name: 'shop', outdir }), 'docker-compose.yml')).toThrow(
      `project "shop" writes to "${outdir}", where a test would change files: give it an outdir below "${tmpdir()}" `
      + '(projen does, if it is given none and NODE_ENV is "test"), or read the files that are committed, with fromFile',
    );
  });

  test('a project where the tests run is not written, even below the temporary folder', () => {
    const outdir = emptyFolder();
    const before = process.cwd();
    process.chdir(outdir);
    try {
      expect(() => ComposeTemplate.fromProject(new Project({ name: 'shop' }), 'docker-compose.yml')).toThrow('where a test would change files');
      expect(readdirSync(outdir)).toEqual([]);
    } finally {
      process.chdir(before);
    }
  });

  test('a file on the disk', () => {
    const folder = emptyFolder();
    mkdirSync(path.join(folder, 'deploy'));
    const file = path.join(folder, 'deploy/compose.yml');
    writeFileSync(file, 'services: { web: { image: nginx } }');
    ComposeTemplate.fromFile(file).hasService('web', { image: 'nginx' });
    expect(() => ComposeTemplate.fromFile(file).hasService('web', { image: 'caddy' })).toThrow(
      `service "web" of ${file} is not as expected:`,
    );
    expect(() => ComposeTemplate.fromFile('nowhere.yml')).toThrow(
      `there is no file "nowhere.yml" (looked for in ${process.cwd()}): pass a path from there, or an absolute one`,
    );
  });

  test('what is no YAML, and no Compose file, is refused', () => {
    expect(() => ComposeTemplate.fromString('a: [')).toThrow('the Compose file is no YAML: ');
    expect(() => ComposeTemplate.fromString('a: 1\na: 2')).toThrow('Map keys must be unique');
    for (const text of ['', '- a', 'text', '7']) {
      expect(() => ComposeTemplate.fromString(text)).toThrow(
        'the Compose file is no Compose file: expected keys such as "services" at its top',
      );
    }
  });
});

describe('services', () => {
  test('are there, with what is merged into them', () => {
    template.hasService('backend');
    template.hasService('backend', { image: 'shop-backend', restart: 'always' });
    template.hasService('idle', Match.exact({}));
    expect(template.serviceNames).toEqual(['backend', 'redis', 'idle']);
  });

  test('are not there, and those that are there are listed', () => {
    expect(() => template.hasService('frontend')).toThrow('the Compose file has no service "frontend": it has "backend", "redis", "idle"');
    expect(() => template.hasService('constructor')).toThrow('has no service "constructor"');
    expect(() => ComposeTemplate.fromString('name: shop').service('a')).toThrow('the Compose file has no service "a": it has none');
  });

  test('are absent', () => {
    template.doesNotHaveService('frontend');
    expect(() => template.doesNotHaveService('redis')).toThrow('the Compose file has the service "redis", which was expected to be absent');
  });

  test('are found by what they are like', () => {
    expect(Object.keys(template.findServices({ restart: 'always' }))).toEqual(['backend', 'redis']);
    expect(template.findServices({ image: 'redis' })).toEqual({ redis: { restart: 'always', image: 'redis', ports: [] } });
  });

  test('are all like this', () => {
    template.allServices({ privileged: Match.absent() });
    expect(() => template.allServices({ restart: 'always' })).toThrow(
      'service "idle" of the Compose file is not as expected:\n   {\n!!   restart: (absent)',
    );
    expect(() => ComposeTemplate.fromString('services: {}').allServices({})).toThrow(
      'the Compose file has no service that could be like this',
    );
  });

  test('are counted', () => {
    template.serviceCount(3);
    template.serviceCount(1, { image: Match.stringLikeRegexp('^redis') });
    expect(() => template.serviceCount(1, { restart: 'always' })).toThrow(
      'the Compose file has 2 services that are like this, expected 1: they are "backend", "redis"',
    );
  });

  test('can be looked at one by one, as an object and as text', () => {
    expect(template.service('backend')).toEqual({ image: 'shop-backend', restart: 'always' });
    expect(template.serviceText('redis')).toBe('redis:\n  restart: always\n  image: redis\n  ports: []\n');
  });
});

test('networks, volumes and secrets are there', () => {
  template.hasNetwork('inside', { internal: true });
  template.hasVolume('data');
  template.hasSecret('key', { environment: 'KEY' });
});

test('networks, volumes and secrets are not there, or not like this', () => {
  expect(() => template.hasNetwork('outside')).toThrow('the Compose file has no network "outside": it has "inside"');
  expect(() => template.hasVolume('cache')).toThrow('the Compose file has no volume "cache": it has "data"');
  expect(() => template.hasSecret('key', { file: './key' })).toThrow('secret "key" of the Compose file is not as expected:');
});

test('what is given away is a copy', () => {
  template.service('redis').image = 'evil';
  template.findServices({}).redis.image = 'evil';
  template.toJSON().services.redis.image = 'evil';
  expect(template.toJSON()).toMatchObject({ services: { redis: { image: 'redis' } }, volumes: { data: null } });
});
