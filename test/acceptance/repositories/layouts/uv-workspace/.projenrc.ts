import { Project, typescript } from 'projen';
import { BackendService, ContainerStack, EdgeProxy, EdgeTls, EnvValue, PythonPackages, Size, Volume } from 'projen-container-stack';

const project = new Project({ name: 'uv-workspace' });
new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });

const stack = new ContainerStack(project, 'layout-uv', {
  production: { publishedOn: '127.0.0.1' },
  compose: { releases: { leastFreeDisk: Size.mebibytes(100) } },
});
const api = new BackendService(stack, 'api', {
  app: 'shop_api.main:app',
  path: 'services/api',
  workspace: '.',
  packages: PythonPackages.UV,
  pythonVersion: '3.13',
  buildPackages: [],
  modulePaths: ['src', '../../libs/prices/src'],
  healthPath: '/',
  environment: { DATABASE: EnvValue.of('/var/lib/shop/shop.db') },
  mounts: [Volume.named('shop').mountAt('/var/lib/shop')],
  releaseCommand: ['python', '-m', 'shop_api.migrate'],
});
new EdgeProxy(stack, 'edge', { service: api, tls: EdgeTls.off() });

project.synth();
