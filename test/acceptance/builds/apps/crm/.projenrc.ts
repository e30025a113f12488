import { Project, typescript } from 'projen';
import {
  AngularNginxFrontend, ContainerStack, ContainerUser, Duration, EdgeProxy, GenericService, HealthCheck, ImageSource, ProbeTool, ServiceKind, Size,
  Volume,
} from 'projen-container-stack';

const project = new Project({ name: 'crm' });
new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });

const stack = new ContainerStack(project, 'builds-crm', {
  production: { publishedOn: '127.0.0.1' },
  compose: { releases: { leastFreeDisk: Size.mebibytes(100) } },
});
const backend = new GenericService(stack, 'backend', {
  kind: ServiceKind.HTTP,
  image: ImageSource.reference('node:24-alpine'),
  command: ['node', '/srv/server.mjs'],
  mounts: [Volume.repositoryFolder('backend').mountReadOnlyAt('/srv')],
  ports: [{ port: 8000 }],
  user: ContainerUser.of(1000),
  init: true,
  healthCheck: HealthCheck.http('/health', { port: 8000, tool: ProbeTool.NODE, interval: Duration.seconds(10), timeout: Duration.seconds(3) }),
});
const frontend = new AngularNginxFrontend(stack, 'frontend', { app: 'conductor-crm', api: backend });
new EdgeProxy(stack, 'edge', { frontend });
stack.production.configure(frontend, { replicas: 2 });

// nginx without an edge in front, in one container
stack.addCompose(stack.addEnvironment('direct', { requireSecrets: false }));

project.synth();
