import { Project } from 'projen';
import { parseAllDocuments } from 'yaml';
import {
  AngularNginxFrontend, BackendService, CeleryBeat, CeleryWorker, ContainerStack, DataServices, EdgeProxy, Environment, EnvValue,
  KubernetesOptions, KubernetesTarget, Language, MongoService, RedisService,
} from '../../../src';
import { emptyProject, synthesized } from '../../fixtures/stack';

export interface Manifest {
  readonly [key: string]: any;
}

/** The example's services, and an environment in which all of them run. */
export function exampleStack(project: Project = emptyProject(), language: Language = Language.EN) {
  const stack = new ContainerStack(project, 'conductor', { title: 'Conductor CRM', language });
  const cluster = stack.addEnvironment('cluster', { dataServices: DataServices.IN_STACK, internalPorts: false });
  const mongodb = new MongoService(stack, 'mongodb', { database: 'conductor' });
  const redis = new RedisService(stack, 'redis');
  const backend = new BackendService(stack, 'backend', {
    app: 'app.main:app',
    readinessPath: '/health/ready',
    connectTo: [mongodb, redis],
    releaseCommand: ['python', '-m', 'app.migrate'],
    environment: { FRONTEND_URL: EnvValue.variable('FRONTEND_URL', { defaultValue: 'http://localhost:4200' }) },
    secrets: ['SECRET_KEY'],
  });
  const worker = new CeleryWorker(stack, 'celery-worker', { backend, app: 'app.celery_app' });
  const beat = new CeleryBeat(stack, 'celery-beat', { backend, app: 'app.celery_app' });
  const frontend = new AngularNginxFrontend(stack, 'frontend', { app: 'conductor-crm', api: backend });
  const edge = new EdgeProxy(stack, 'edge', { frontend });
  return { stack, cluster, mongodb, redis, backend, worker, beat, frontend, edge };
}

export const OPTIONS: KubernetesOptions = { registry: 'ghcr.io/acme/crm', ingress: { host: 'crm.example.com' } };

/** What is written of an environment: files by their path in its folder, and manifests by kind and name. */
export function writtenFor(
  stack: ContainerStack, environment: Environment, options: KubernetesOptions = OPTIONS, prepare?: (target: KubernetesTarget) => void,
) {
  const target = stack.addKubernetes(environment, options);
  prepare?.(target);
  const all = synthesized(stack);
  const folder = `${target.folder}/`;
  const paths = Object.keys(all).filter((path) => path.startsWith(folder));
  const files = Object.fromEntries(paths.map((path) => [path.slice(folder.length), all[path]]));
  const manifests = Object.values(files).flatMap((text) => parseAllDocuments(text).map((document): Manifest => document.toJS()));
  const find = (kind: string, name: string) => {
    const found = manifests.find((manifest) => manifest.kind === kind && manifest.metadata?.name === name);
    expect([kind, name, found !== undefined]).toEqual([kind, name, true]);
    return found!;
  };
  return { files, manifests, find, script: all[`scripts/kubernetes-${environment.name}.sh`], pod: (kind: string, name: string) => find(kind, name).spec.template.spec };
}
