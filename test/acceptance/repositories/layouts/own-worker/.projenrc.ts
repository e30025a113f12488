import { Project, typescript } from 'projen';
import {
  BackendService, CeleryBeat, CeleryWorker, ContainerStack, DataServices, Duration, EdgeProxy, EdgeTls, Environment, FlowerService,
  HealthCheck, PythonProcess, RedisService, ServiceKind, ServiceSpec, Size,
} from 'projen-container-stack';

/** A worker of another task queue, RQ. */
class RqWorker extends PythonProcess {
  public describe(environment: Environment): ServiceSpec {
    return this.describeProcess(environment, {
      kind: ServiceKind.WORKER,
      description: 'RQ worker',
      command: ['sh', '-c', 'exec rq worker --url "$REDIS_URL" default'],
      healthCheck: HealthCheck.command(['python', '-c', 'import os, socket; from redis import Redis; from rq import Worker; '
        + 'assert any(w.hostname == socket.gethostname() for w in Worker.all(connection=Redis.from_url(os.environ["REDIS_URL"])))'], {
        timeout: Duration.seconds(10),
      }),
    });
  }
}

const project = new Project({ name: 'own-worker' });
new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });

const stack = new ContainerStack(project, 'layout-worker', {
  production: { publishedOn: '127.0.0.1', dataServices: DataServices.IN_STACK },
  compose: { releases: { leastFreeDisk: Size.mebibytes(100) } },
});
const redis = new RedisService(stack, 'redis');
const api = new BackendService(stack, 'api', { app: 'main:app', buildPackages: [], healthPath: '/', connectTo: [redis] });
const worker = new CeleryWorker(stack, 'worker', { path: 'worker', app: 'tasks', pythonVersion: '3.13', buildPackages: [], connectTo: [redis] });
new RqWorker(stack, 'jobs', { worker });
new CeleryBeat(stack, 'beat', { worker, app: 'tasks' });
new FlowerService(stack, 'flower', { worker, app: 'tasks' });
new EdgeProxy(stack, 'edge', { service: api, tls: EdgeTls.off() });

project.synth();
