import { mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Project } from 'projen';
import { DataServices, Environment, Language, Stack, StackProps, Target } from '../../src/model';
import { DevelopmentScript, EnvTemplate } from '../../src/operations';
import { AngularNginxFrontend, BackendService, CeleryWorker, MongoService, RedisService } from '../../src/services';

export class TestStack extends Stack {}

export class TestTarget extends Target {
  constructor(stack: Stack, environment: Environment) {
    super(stack, `target-${environment.name}`, environment);
  }
}

/** An empty project in a folder of its own, whose name may be given. */
export function emptyProject(folder = 'repository'): Project {
  return new Project({ name: 'conductor-crm', outdir: path.join(mkdtempSync(path.join(tmpdir(), 'operations-')), folder) });
}

export interface ReferenceOptions extends StackProps {
  readonly folder?: string;
  readonly publishedOn?: string;
  /** Secrets of the backend have to be set, as in production. */
  readonly requireSecrets?: boolean;
}

/** The seed's stack in small: MongoDB, Redis, a backend, a worker and a frontend. */
export function referenceStack({ folder, publishedOn, requireSecrets, ...props }: ReferenceOptions = {}) {
  const project = emptyProject(folder);
  const stack = new TestStack(project, 'conductor', props);
  const environment = publishedOn || requireSecrets !== undefined
    ? stack.addEnvironment('demo', { liveReload: true, dataServices: DataServices.IN_STACK, publishedOn, requireSecrets })
    : stack.development;
  const mongodb = new MongoService(stack, 'mongodb', { database: 'conductor' });
  const redis = new RedisService(stack, 'redis');
  const backend = new BackendService(stack, 'backend', { app: 'app.main:app', connectTo: [mongodb, redis], secrets: ['SECRET_KEY'] });
  new CeleryWorker(stack, 'celery-worker', { backend, app: 'app.celery_app' });
  new AngularNginxFrontend(stack, 'frontend', { app: 'conductor-crm', api: backend });
  new TestTarget(stack, environment);
  const script = new DevelopmentScript(stack, { environment, composeFile: 'docker-compose.yml' });
  const template = new EnvTemplate(stack, { environment });
  return { project, stack, environment, backend, script, template };
}

export const LANGUAGES = [Language.EN, Language.PT_BR];
