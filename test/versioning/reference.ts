import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Project } from 'projen';
import { contractOf } from './contract';
import {
  AngularNginxFrontend, BackendService, CeleryBeat, CeleryWorker, ContainerStack, DataServices, DevContainer, EdgeProxy, FlowerService,
  GitHubWorkflows, GitLabPipeline, MongoService, PostgresService, RabbitMqService, RedisService, RenovateConfig, SpaNginxFrontend,
  ValkeyService,
} from '../../src';

/** The recorded contract. */
export const RECORD = path.join(__dirname, 'contract.txt');

/** What users rely on of a stack that has a service of nearly every type, with all defaults. */
export function contractOfReference(): string[] {
  const outdir = mkdtempSync(path.join(tmpdir(), 'contract-'));
  try {
    const { files } = referenceStack(new Project({ name: 'shop', outdir }));
    return contractOf(Object.fromEntries(files.map((file) => [file.path, file.render()])));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function referenceStack(project: Project): ContainerStack {
  const stack = new ContainerStack(project, 'shop', { production: { dataServices: DataServices.IN_STACK } });
  const postgres = new PostgresService(stack, 'postgres', { database: 'shop' });
  const mongodb = new MongoService(stack, 'mongodb', { database: 'shop', collections: [{ name: 'orders' }] });
  const redis = new RedisService(stack, 'redis');
  const valkey = new ValkeyService(stack, 'valkey');
  const rabbitmq = new RabbitMqService(stack, 'rabbitmq');
  const backend = new BackendService(stack, 'backend', { app: 'app.main:app', connectTo: [postgres, mongodb, redis], secrets: ['API_KEY'] });
  const other = new BackendService(stack, 'reports', { app: 'app.main:app', connectTo: [valkey] });
  new CeleryWorker(stack, 'worker', { backend, app: 'app.celery_app', connectTo: [rabbitmq] });
  new CeleryBeat(stack, 'beat', { backend, app: 'app.celery_app' });
  new FlowerService(stack, 'flower', { backend, app: 'app.celery_app' });
  const frontend = new AngularNginxFrontend(stack, 'frontend', { app: 'shop', api: backend });
  new SpaNginxFrontend(stack, 'admin', { outputPath: 'dist', api: other });
  new EdgeProxy(stack, 'edge', { frontend, domain: 'shop.example.com' });
  stack.addReleases(stack.addEnvironment('staging'));
  new DevContainer(stack.compose, { service: backend });
  new GitHubWorkflows(stack);
  new GitLabPipeline(stack);
  new RenovateConfig(stack);
  return stack;
}
