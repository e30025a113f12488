import { dockerfileOf, expectReviewed, fileOf, inDevelopment, inProduction, shop } from './reviewed';
import { Duration, Size } from '../../src/base';
import { DataServices, EnvValue } from '../../src/model';
import { BackendService, MongoService, PythonPackages, RedisService } from '../../src/services';

describe('a backend', () => {
  const backend = new BackendService(shop(), 'backend', { app: 'app.main:app' });

  test('in development', () => {
    expectReviewed(inDevelopment(backend));
  });

  test('in production', () => {
    expectReviewed(inProduction(backend));
  });

  test.each(['builder', 'development', 'runtime'])('its stage %s', (stage) => {
    expectReviewed(dockerfileOf(backend).stage(stage).text);
  });

  test('what of its folder stays out of the image', () => {
    expectReviewed(fileOf(backend, 'backend/.dockerignore'));
  });
});

describe('a backend with every option', () => {
  const stack = shop({ production: { dataServices: DataServices.IN_STACK } });
  const backend = new BackendService(stack, 'api', {
    app: 'shop.asgi:application',
    path: 'services/api',
    port: 9000,
    hostPort: 9001,
    healthPath: '/live',
    readinessPath: '/ready',
    docsPath: '/documentation',
    pythonVersion: '3.13',
    packages: PythonPackages.UV,
    buildPackages: ['cargo'],
    runtimePackages: ['libpq5'],
    connectTo: [new MongoService(stack, 'mongodb', { database: 'shop' }), new RedisService(stack, 'redis')],
    environment: { LOG_FORMAT: EnvValue.of('json'), CURRENCY: EnvValue.variable('CURRENCY', { defaultValue: 'BRL' }) },
    secrets: ['SECRET_KEY'],
    logFolder: '/var/log/shop',
    gracefulShutdown: Duration.seconds(40),
    releaseCommand: ['alembic', 'upgrade', 'head'],
    resources: { cpus: 2, memory: Size.gibibytes(2), reservedCpus: 1, reservedMemory: Size.gibibytes(1), pids: 256 },
  });

  test('in development', () => {
    expectReviewed(inDevelopment(backend));
  });

  test('in production', () => {
    expectReviewed(inProduction(backend));
  });

  test.each(['base', 'builder', 'development', 'runtime'])('its stage %s', (stage) => {
    expectReviewed(dockerfileOf(backend).stage(stage).text);
  });
});

test('packages of Poetry', () => {
  const backend = new BackendService(shop(), 'backend', { app: 'app.main:app', packages: PythonPackages.POETRY, buildPackages: [] });
  expectReviewed(dockerfileOf(backend).stage('builder').text);
});

test('a base image of one\'s own', () => {
  const baseImage = `registry.example/python:3.13@sha256:${'0'.repeat(64)}`;
  expectReviewed(dockerfileOf(new BackendService(shop(), 'backend', { app: 'app.main:app', baseImage })).stage('runtime').text);
});
