import { Project, typescript } from 'projen';
import { BackendService, ContainerStack, PythonPackages, Size, SpaNginxFrontend, Volume } from 'projen-container-stack';

const project = new Project({ name: 'uploads' });
new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });

const stack = new ContainerStack(project, 'layout-uploads', {
  production: { publishedOn: '127.0.0.1' },
  compose: { releases: { leastFreeDisk: Size.mebibytes(100) } },
});
const backend = new BackendService(stack, 'backend', {
  app: 'app.main:app',
  packages: PythonPackages.POETRY,
  buildPackages: [],
  healthPath: '/api/health',
  mounts: [Volume.named('uploads').mountAt('/app/uploads')],
  temporaryStorage: Size.gibibytes(1),
  resources: { memory: Size.mebibytes(256) },
});
new SpaNginxFrontend(stack, 'frontend', { api: backend, maxBodySize: Size.gibibytes(1), resources: { memory: Size.mebibytes(128) } });

project.synth();
