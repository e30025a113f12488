import { TextFile } from 'projen';
import { StackSnapshot } from '../../src/assertions';
import { CommentStyle } from '../../src/model';
import { ProgramFile } from '../../src/model/program-file';
import { BackendService, RedisService } from '../../src/services';
import { ContainerStack } from '../../src/stack';
import { emptyProject } from '../fixtures/stack';

jest.mock('../../src/base/assets', () => {
  const actual = jest.requireActual('../../src/base/assets');
  return { ...actual, asset: (name: string) => name === 'bash/shared.sh' ? '#!/bin/bash\n\ntrue\n' : actual.asset(name) };
});

const project = emptyProject();
const stack = new ContainerStack(project, 'shop');
const redis = new RedisService(stack, 'redis');
const backend = new BackendService(stack, 'backend', { app: 'app.main:app', connectTo: [redis] });
new ProgramFile(stack, 'scripts/shared.sh', { asset: 'bash/shared.sh', comment: CommentStyle.HASH });
new TextFile(project, 'other.txt', { lines: ['other'] });

test('a stack\'s files are in it, and none of projen\'s', () => {
  const { names } = StackSnapshot.of(stack);
  expect(names).toEqual(
    expect.arrayContaining(['docker-compose.yml', 'docker/backend/Dockerfile', 'docs/DOCKER_SETUP.md', 'scripts/shared.sh']),
  );
  expect(names.filter((name) => name === 'other.txt' || name.startsWith('.projen'))).toEqual([]);
  expect(names).toEqual([...names].sort());
});

test('a project\'s files are in it', () => {
  expect(StackSnapshot.of(project).names).toEqual(expect.arrayContaining(['other.txt', '.projen/tasks.json', 'docker-compose.yml']));
});

test('a service\'s own files are in it', () => {
  expect(StackSnapshot.of(backend).names).toEqual(['backend/.dockerignore', 'docker/backend/Dockerfile']);
});

test('files are chosen, and left out', () => {
  const snapshot = StackSnapshot.of(stack);
  expect(snapshot.files(['docker-compose*.yml']).names).toEqual(['docker-compose.prod.yml', 'docker-compose.yml']);
  expect(snapshot.files(['**/Dockerfile']).names).toEqual(['docker/backend/Dockerfile']);
  expect(snapshot.files(['docker/**']).names).toEqual(['docker/backend/Dockerfile']);
  expect(snapshot.files(['.env*.example', 'backend/.dockerignore']).names).toEqual(
    ['.env.example', '.env.prod.example', 'backend/.dockerignore'],
  );
  expect(snapshot.without(['scripts/**', '**/*.md']).names).toEqual(snapshot.names.filter((name) => !/^scripts|md$/.test(name)));
});

test('a pattern that matches nothing is refused: it would hold nothing', () => {
  const snapshot = StackSnapshot.of(backend);
  const message = 'no file is like "Dockerfile": the files are "backend/.dockerignore", "docker/backend/Dockerfile"';
  expect(() => snapshot.files(['docker/**', 'Dockerfile'])).toThrow(message);
  expect(() => snapshot.without(['Dockerfile'])).toThrow(message);
  expect(() => snapshot.files(['docker/*'])).toThrow('no file is like "docker/*"');
  expect(() => snapshot.files(['docker.backend.Dockerfile'])).toThrow('no file is like "docker.backend.Dockerfile"');
});

test('programs that are the same for everybody can be left out', () => {
  const { names } = StackSnapshot.of(stack).withoutPrograms();
  expect(names).toContain('docker-compose.yml');
  expect(names).not.toContain('scripts/shared.sh');
});

test('one service can be looked at in all Compose files', () => {
  const snapshot = StackSnapshot.of(stack).service('redis').files(['docker-compose.yml']);
  expect(snapshot.toString()).toMatch(/^===== docker-compose\.yml =====\nredis:\n  image: [^]*\n$/);
  expect(snapshot.toString()).not.toContain('backend');
  expect(StackSnapshot.of(stack).service('backend').names).toEqual(['docker-compose.prod.yml', 'docker-compose.yml']);
});

test('a service that is in no Compose file is refused', () => {
  expect(() => StackSnapshot.of(stack).service('frontend')).toThrow(
    'no Compose file has a service "frontend": searched were ".env.example", ',
  );
  expect(() => StackSnapshot.of(stack).service('constructor')).toThrow('no Compose file has a service "constructor"');
});

test('the text of each file stands below its name', () => {
  const snapshot = StackSnapshot.of(backend);
  const { 'backend/.dockerignore': ignore, 'docker/backend/Dockerfile': dockerfile } = snapshot.toJSON();
  expect(ignore).toContain('\n.env\n');
  expect(snapshot.toString()).toBe(`===== backend/.dockerignore =====\n${ignore}\n===== docker/backend/Dockerfile =====\n${dockerfile}`);
});
