import { Project, typescript } from 'projen';
import { BackendService, ContainerStack, DataServices, EdgeProxy, EdgeTls, MongoService, Size } from 'projen-container-stack';

const project = new Project({ name: 'at-the-root' });
new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });

const stack = new ContainerStack(project, 'layout-root', {
  production: { publishedOn: '127.0.0.1', dataServices: DataServices.IN_STACK },
  compose: { releases: { leastFreeDisk: Size.mebibytes(100) } },
});
const mongodb = new MongoService(stack, 'mongodb', { database: 'students', urlVariable: 'DATABASE_URL' });
const server = new BackendService(stack, 'server', { app: 'server.app:app', path: '.', buildPackages: [], healthPath: '/', connectTo: [mongodb] });
new EdgeProxy(stack, 'edge', { service: server, tls: EdgeTls.off() });

project.synth();
