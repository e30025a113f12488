import { mkdirSync, writeFileSync } from 'fs';
import { Project } from 'projen';
import { Condition, EnvValue, HealthCheck, ImageSource, Language, ProbeTool, Service, ServiceKind, Volume } from '../../src/model';
import { DevelopmentScript, EnvTemplate } from '../../src/operations';
import { RedisService, GenericService } from '../../src/services';
import { ComposeTarget } from '../../src/targets';
import { TestStack } from './fixture';
const outdir = process.argv[2];
const project = new Project({ name: 'ops-test', outdir });
const stack = new TestStack(project, 'opstest-crm', { language: process.argv[3] === 'pt' ? Language.PT_BR : Language.EN });
const environment = stack.development;
class Web extends Service {
  describe() {
    return {
      kind: ServiceKind.HTTP, description: 'web', image: ImageSource.dockerfile({ context: 'web', dockerfile: 'docker/web/Dockerfile' }),
      command: ['python', '-m', 'http.server', '8000'],
      environment: { TOKEN: EnvValue.variable('TOKEN', { required: true, description: "the project's token" }), KEY: EnvValue.secret('KEY') },
      ports: [{ port: 8000, hostPort: 18080 }], endpoints: [{ title: 'Site', port: 8000 }],
      mounts: [Volume.repository('web').mountAt('/app'), Volume.fromImage().mountAt('/app/node_modules'), Volume.named('web_logs').mountAt('/app/logs')],
      runsAsHostUser: true,
      healthCheck: HealthCheck.http('/', { port: 8000, tool: ProbeTool.PYTHON, }),
    };
  }
}
class Worker extends Web {
  describe() {
    return { ...super.describe(), kind: ServiceKind.WORKER, image: ImageSource.sameAs(web), ports: [], endpoints: [], command: ['sleep', 'infinity'], healthCheck: HealthCheck.none(), init: true, mounts: [] } as any;
  }
}
const redis = new RedisService(stack, 'redis', { hostPort: 18081 });
const migrate = new GenericService(stack, 'migrate', { image: ImageSource.reference('redis:7-alpine'), command: ['true'], user: 'redis', healthCheck: HealthCheck.none() });
const web = new Web(stack, 'web');
web.connectTo(redis);
web.dependsOn(migrate, Condition.COMPLETED);
new Worker(stack, 'worker');
const compose = new ComposeTarget(stack, { environment });
new DevelopmentScript(stack, { environment, composeFile: compose.path });
new EnvTemplate(stack, { environment });
project.synth();
mkdirSync(outdir + '/docker/web', { recursive: true });
mkdirSync(outdir + '/web', { recursive: true });
writeFileSync(outdir + '/docker/web/Dockerfile', 'FROM python:3.11-slim\nRUN mkdir -p /app/node_modules /app/logs && echo one > /app/node_modules/v && chmod -R 777 /app\nWORKDIR /app\n');
