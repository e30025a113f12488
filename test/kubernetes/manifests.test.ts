import { Deployment, StatefulSet } from 'kubernetes-models/apps/v1';
import { Job } from 'kubernetes-models/batch/v1';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { ConfigMap, Service } from 'kubernetes-models/v1';
import { manifestsOf } from './manifests';
import {
  AngularNginxFrontend, BackendService, CeleryBeat, CeleryWorker, DataServices, EdgeProxy, MongoService, RedisService, Size,
} from '../../src';
import { emptyStack } from '../fixtures/stack';

const KINDS: { readonly [kind: string]: new (manifest: any) => { validate(): void } } = {
  Deployment, StatefulSet, Job, NetworkPolicy, ConfigMap, Service,
};

const stack = emptyStack({ production: { dataServices: DataServices.IN_STACK } });
const mongodb = new MongoService(stack, 'mongodb', { database: 'conductor' });
const redis = new RedisService(stack, 'redis');
const backend = new BackendService(stack, 'backend', {
  app: 'app.main:app', connectTo: [mongodb, redis], secrets: ['SECRET_KEY'], releaseCommand: ['python', '-m', 'app.migrate'], readinessPath: '/ready',
});
new CeleryWorker(stack, 'celery-worker', { backend, app: 'app.celery_app' });
new CeleryBeat(stack, 'celery-beat', { backend, app: 'app.celery_app' });
const frontend = new AngularNginxFrontend(stack, 'frontend', { app: 'conductor-crm', api: backend });
new EdgeProxy(stack, 'edge', { frontend });

const manifests = manifestsOf(stack, stack.production, { registry: 'registry.example.com', release: 'r1' });
const find = (kind: string, name: string) => {
  const manifest = manifests.find((each) => each.kind === kind && each.metadata.name === name);
  expect(manifest).toBeDefined();
  return manifest!;
};
const containerOf = (kind: string, name: string) => find(kind, name).spec.template.spec.containers[0];

test.each(manifests.map((manifest) => [manifest.kind, manifest.metadata.name, manifest]))('%s %s is what Kubernetes calls valid', (kind, _, manifest) => {
  // as it would be written: what is undefined is left out
  expect(() => new KINDS[kind](JSON.parse(JSON.stringify(manifest))).validate()).not.toThrow();
});

test('what is invalid is noticed', () => {
  const container = { ...containerOf('Deployment', 'backend'), livenessProbe: { httpGet: { path: '/' } } };
  const manifest = find('Deployment', 'backend');
  const wrong = { ...manifest, spec: { ...manifest.spec, template: { spec: { containers: [container] } } } };
  expect(() => new Deployment(JSON.parse(JSON.stringify(wrong))).validate()).toThrow('port');
});

test('each kind of service has its kind of workload', () => {
  const workloads = manifests.filter(({ kind }) => ['Deployment', 'StatefulSet', 'Job'].includes(kind)).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(workloads).toEqual([
    'StatefulSet mongodb', 'StatefulSet redis', 'Deployment backend', 'Job backend-r1', 'Deployment celery-worker', 'StatefulSet celery-beat',
    'Deployment frontend', 'Deployment edge',
  ]);
});

test('a check keeps its kind', () => {
  expect(containerOf('Deployment', 'backend')).toMatchObject({
    livenessProbe: { httpGet: { path: '/health', port: 8000 } }, startupProbe: { httpGet: { path: '/ready', port: 8000 } },
  });
  expect(containerOf('StatefulSet', 'redis').livenessProbe.exec.command).toEqual(['redis-cli', '-e', 'ping']);
});

test('everybody runs as a number, and nobody as root', () => {
  const users = manifests.filter(({ spec }) => spec?.template).map(({ spec }) => spec.template.spec.securityContext.runAsUser);
  expect(users).toEqual([999, 999, 1000, 1000, 1000, 1000, 101, 1000]);
});

test('worker and beat run the image that the backend builds', () => {
  expect([containerOf('Deployment', 'celery-worker').image, containerOf('StatefulSet', 'celery-beat').image])
    .toEqual(Array(2).fill('registry.example.com/conductor-backend:r1'));
});

test('who may reach a service is who sends it requests, is connected to it or waits for it', () => {
  const callers = (name: string) => find('NetworkPolicy', name).spec.ingress.flatMap(({ from = [] }: { from: any[] }) =>
    from.map(({ podSelector }) => podSelector.matchLabels['app.kubernetes.io/name']));
  expect([callers('backend'), callers('frontend'), callers('mongodb')])
    .toEqual([['frontend', 'edge'], ['edge'], ['backend', 'celery-worker', 'celery-beat']]);
});

test('a secret is a reference, and a part of a value is put together from it', () => {
  const env = containerOf('Deployment', 'backend').env;
  expect(env).toContainEqual({ name: 'SECRET_KEY', valueFrom: { secretKeyRef: { name: 'settings', key: 'SECRET_KEY', optional: false } } });
  expect(env).toContainEqual({ name: 'MONGO_URL', value: 'mongodb://conductor:$(MONGODB_PASSWORD)@mongodb:27017/conductor?authSource=conductor' });
});

test('data lasts, logs do not, and files are files', () => {
  expect(find('StatefulSet', 'mongodb').spec.volumeClaimTemplates[0].spec.resources.requests.storage).toBe(Size.gibibytes(1).toBinaryString());
  expect(find('Deployment', 'backend').spec.template.spec.volumes).toContainEqual({ name: 'backend-logs', emptyDir: {} });
  expect(containerOf('StatefulSet', 'mongodb').volumeMounts[1]).toMatchObject({ mountPath: '/docker-entrypoint-initdb.d/mongo-init.js', subPath: 'mongo-init.js' });
  expect(find('ConfigMap', 'mongodb-files').data['mongo-init.js']).toContain('createUser');
});
