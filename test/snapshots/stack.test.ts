import { stringify } from 'yaml';
import { expectReviewed, fileOf, shop } from './reviewed';
import { ComposeTemplate } from '../../src/assertions';
import { DataServices, EnvValue } from '../../src/model';
import { BackendService, CeleryWorker, MongoService, RedisService } from '../../src/services';

const stack = shop({ title: 'Shop', production: { dataServices: DataServices.IN_STACK } });
const redis = new RedisService(stack, 'redis');
const backend = new BackendService(stack, 'backend', {
  app: 'app.main:app',
  connectTo: [new MongoService(stack, 'mongodb', { database: 'shop' }), redis],
  environment: {
    CURRENCY: EnvValue.variable('CURRENCY', { defaultValue: 'BRL', description: 'three letters' }),
    TENANT: EnvValue.variable('TENANT', { required: true, description: 'whose shop it is' }),
  },
  secrets: ['SECRET_KEY'],
});
new CeleryWorker(stack, 'worker', { backend, app: 'app.celery_app' });
stack.production.configure(backend, { secretFiles: true, replicas: 2, environment: { LOG_LEVEL: EnvValue.of('warning') } });
stack.addCompose(stack.addEnvironment('staging', { internalPorts: false, restartsUnhealthy: true }));

const composeIn = (file: string) => ComposeTemplate.fromString(fileOf(stack, file));

/** A Compose file without its services. */
function aroundServices(file: string): string {
  const { services: _, ...rest } = composeIn(file).toJSON();
  return stringify(rest, { lineWidth: 0 });
}

test.each(['docker-compose.yml', 'docker-compose.prod.yml', 'docker-compose.staging.yml'])('%s, around the services', (file) => {
  expectReviewed(aroundServices(file));
});

test.each(['.env.example', '.env.prod.example'])('%s', (file) => {
  expectReviewed(fileOf(stack, file));
});

test('a service that an environment configures', () => {
  expectReviewed(composeIn('docker-compose.prod.yml').serviceText('backend'));
});

test('a service of an environment of one\'s own', () => {
  expectReviewed(composeIn('docker-compose.staging.yml').serviceText('backend'));
});

test.each(['scripts/docker-dev.sh', 'scripts/docker-prod.sh'])('the facts of %s', (file) => {
  const [, facts] = /^cd .*\n\n([^]*?)\ncommands=/m.exec(fileOf(stack, file))!;
  expectReviewed(`${facts}\n`);
});
