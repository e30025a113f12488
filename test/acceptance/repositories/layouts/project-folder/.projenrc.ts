import { Project, typescript } from 'projen';
import { BackendService, CeleryWorker, ContainerStack, DataServices, EdgeProxy, EdgeTls, RedisService, Size, SourceSync } from 'projen-container-stack';

const project = new Project({ name: 'project-folder' });
new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });

const stack = new ContainerStack(project, 'layout-folder', {
  development: { sourceSync: SourceSync.WATCH },
  production: { publishedOn: '127.0.0.1', dataServices: DataServices.IN_STACK },
  compose: { releases: { leastFreeDisk: Size.mebibytes(100) } },
});
const redis = new RedisService(stack, 'redis', {
  purposes: [{ urlVariable: 'CELERY_BROKER_URL', database: 0 }, { urlVariable: 'CELERY_RESULT_BACKEND', database: 1 }],
});
const web = new BackendService(stack, 'web', { app: 'main:app', path: 'project', buildPackages: [], healthPath: '/', connectTo: [redis] });
new CeleryWorker(stack, 'worker', { backend: web, app: 'worker.celery' });
new EdgeProxy(stack, 'edge', { service: web, tls: EdgeTls.off() });

project.synth();
