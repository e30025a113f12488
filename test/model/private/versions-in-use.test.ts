import { Project } from 'projen';
import { HealthCheck, ImageSource } from '../../../src/model';
import { BackendService, CeleryWorker, GenericService, RabbitMqService, SpaNginxFrontend } from '../../../src/services';
import { ContainerStack } from '../../../src/stack';
import { emptyProject, synthesized } from '../../fixtures/stack';

const { SOURCE_DATE_EPOCH } = process.env;
afterEach(() => {
  process.env.SOURCE_DATE_EPOCH = SOURCE_DATE_EPOCH;
});

/** What a synth says of versions on a day, and what it writes. */
function onDay(day: string, fill: (stack: ContainerStack) => void) {
  process.env.SOURCE_DATE_EPOCH = `${Date.parse(day) / 1000}`;
  const stack = new ContainerStack(emptyProject(), 'shop');
  fill(stack);
  const said: string[] = [];
  jest.spyOn(Project.of(stack).logger, 'warn').mockImplementation((line: string) => void said.push(line));
  const files = synthesized(stack);
  return { said: said.filter((line) => line.includes('security fixes')), files };
}

const withBackend = (stack: ContainerStack) => {
  const rabbitmq = new RabbitMqService(stack, 'rabbitmq');
  const backend = new BackendService(stack, 'backend', { app: 'app.main:app', connectTo: [rabbitmq] });
  new CeleryWorker(stack, 'worker', { backend, app: 'app.celery_app' });
  new BackendService(stack, 'billing', { app: 'app.main:app', port: 8001 });
};

test('a version that ends within 90 days is named, with the services whose images have it', () => {
  expect(onDay('2027-08-01', withBackend).said).toEqual([]);
  expect(onDay('2027-08-02', withBackend).said).toEqual(['Python 3.11 ("backend", "billing" of stack "shop") gets no security fixes after 2027-10-31, in 90 days: plan for a newer version']);
  expect(onDay('2027-10-31', withBackend).said).toEqual([expect.stringContaining('in 0 days')]);
});

test('a version that has ended is named once, whatever the number of environments', () => {
  expect(onDay('2027-11-01', withBackend).said).toEqual(['Python 3.11 ("backend", "billing" of stack "shop") has got no security fixes since 2027-10-31: choose a newer version']);
});

test('versions of stages that build, of base images that were chosen, and of any image are seen', () => {
  expect(onDay('2026-11-27', (stack) => {
    new SpaNginxFrontend(stack, 'frontend', { nodeVersion: '20', nginxVersion: '1.26' });
    new BackendService(stack, 'backend', { app: 'app.main:app', baseImage: 'python:3.10.2-slim-bookworm' });
    new GenericService(stack, 'cache', { image: ImageSource.reference('redis:7.0'), healthCheck: HealthCheck.none() });
  }).said.map((line) => line.replace(/ \(.*/, ''))).toEqual(['Node.js 20', 'nginx 1.26', 'Python 3.10', 'Redis 7.0']);
});

test('what is written is the same on every day', () => {
  expect(onDay('2035-01-01', withBackend).files).toEqual(onDay('2026-11-27', withBackend).files);
});
