import { Project } from 'projen';
import { Language } from '../../../../src/model';
import { BackendService, CeleryBeat, CeleryWorker, EdgeProxy, MongoService, RedisService, SpaNginxFrontend } from '../../../../src/services';
import { ContainerStack } from '../../../../src/stack';

/** A stack that writes a file of each kind. */
export function crmIn(outdir: string, language = Language.EN): ContainerStack {
  const stack = new ContainerStack(new Project({ name: 'crm', outdir }), 'crm', { language });
  const mongodb = new MongoService(stack, 'mongodb', { database: 'crm' });
  const redis = new RedisService(stack, 'redis');
  const backend = new BackendService(stack, 'backend', { app: 'app.main:app', connectTo: [mongodb, redis] });
  new CeleryWorker(stack, 'worker', { backend, app: 'app.celery_app' });
  new CeleryBeat(stack, 'beat', { backend, app: 'app.celery_app' });
  const frontend = new SpaNginxFrontend(stack, 'frontend', { outputPath: 'dist', api: backend });
  new EdgeProxy(stack, 'edge', { frontend });
  return stack;
}
