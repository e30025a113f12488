import { Project, typescript } from 'projen';
import {
  ContainerStack, ContainerUser, DataServices, Duration, EdgeProxy, EnvValue, GenericService, HealthCheck, ImageSource, ProbeTool, RedisService,
  ServiceKind, Size,
} from 'projen-container-stack';

const project = new Project({ name: 'odd-days' });
new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });

const stack = new ContainerStack(project, 'odd-days', {
  production: { dataServices: DataServices.IN_STACK, publishedOn: '127.0.0.1' },
  compose: { releases: { leastFreeDisk: Size.mebibytes(32) } },
});
const redis = new RedisService(stack, 'redis', {});
const user = ContainerUser.of(1000);
const backend = new GenericService(stack, 'backend', {
  kind: ServiceKind.HTTP,
  image: ImageSource.dockerfile({ context: 'backend', dockerfile: 'backend/Dockerfile', user }),
  user,
  ports: [{ port: 8000 }],
  healthCheck: HealthCheck.http('/health', { port: 8000, tool: ProbeTool.WGET }),
  releaseCommand: ['node', 'migrate.mjs'],
  environment: { RELEASE: EnvValue.release() },
  connectTo: [redis],
  gracefulShutdown: Duration.seconds(5),
});
new GenericService(stack, 'worker', {
  kind: ServiceKind.WORKER,
  image: ImageSource.sameAs(backend),
  user,
  command: ['node', 'worker.mjs'],
  healthCheck: HealthCheck.command(['pgrep', 'node']),
});
new EdgeProxy(stack, 'edge', { service: backend, httpHostPort: 18690 });

project.synth();
