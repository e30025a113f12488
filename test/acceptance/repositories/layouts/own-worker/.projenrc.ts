import { Project, typescript } from 'projen';
import {
  BackendService, CeleryBeat, CeleryWorker, ContainerStack, DataServices, EdgeProxy, EdgeTls, FlowerService, RedisService, Size,
} from 'projen-container-stack';

const project = new Project({ name: 'own-worker' });
new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });

const stack = new ContainerStack(project, 'layout-worker', {
  production: { publishedOn: '127.0.0.1', dataServices: DataServices.IN_STACK },
  compose: { releases: { leastFreeDisk: Size.mebibytes(100) } },
});
const redis = new RedisService(stack, 'redis');
const api = new BackendService(stack, 'api', { app: 'main:app', buildPackages: [], healthPath: '/', connectTo: [redis] });
const worker = new CeleryWorker(stack, 'worker', { path: 'worker', app: 'tasks', pythonVersion: '3.13', buildPackages: [], connectTo: [redis] });
new CeleryBeat(stack, 'beat', { worker, app: 'tasks' });
new FlowerService(stack, 'flower', { worker, app: 'tasks' });
new EdgeProxy(stack, 'edge', { service: api, tls: EdgeTls.off() });

project.synth();
