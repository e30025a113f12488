import { Project, typescript } from 'projen';
import {
  AccessLog, AngularNginxFrontend, AngularNginxFrontendProps, Compression, ContainerStack, Duration, EnvValue, GenericService, HealthCheck, ImageSource,
  RuntimeValue, ServiceKind, Size,
} from 'projen-container-stack';

const project = new Project({ name: 'storefront' });
new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });

const stack = new ContainerStack(project, 'storefront', { production: { publishedOn: '127.0.0.1' } });

const built = ImageSource.dockerfile({ context: 'backend', dockerfile: 'docker/backend/Dockerfile' });
const service = (id: string, image: ImageSource) => new GenericService(stack, id, {
  image,
  kind: ServiceKind.HTTP,
  environment: { SERVICE_NAME: EnvValue.of(id) },
  ports: [{ port: 8000, published: false }],
  healthCheck: HealthCheck.none(),
});
const backend = service('backend', built);
// stops and comes back while others are asked
const fragile = service('fragile', ImageSource.sameAs(backend));
// is never started
const absent = service('absent', ImageSource.sameAs(backend));

const props: AngularNginxFrontendProps = {
  app: 'conductor-crm',
  api: backend,
  accessLog: AccessLog.JSON,
  routes: [
    { path: '/events', service: backend, streaming: true },
    { path: '/limited', service: backend, rateLimit: { requestsPerSecond: 1, burst: 2 } },
    { path: '/notes', service: backend, maxBodySize: Size.kibibytes(1) },
    { path: '/uploads', service: backend, maxBodySize: Size.mebibytes(20) },
    { path: '/hurried', service: backend, timeout: Duration.seconds(2) },
    { path: '/fragile', service: fragile },
    { path: '/absent', service: absent },
  ],
  runtimeConfig: {
    title: RuntimeValue.text(EnvValue.of('Storefront "de março"')),
    pageSize: RuntimeValue.number(EnvValue.of('50')),
    checkout: RuntimeValue.boolean(EnvValue.of('true')),
  },
};
new AngularNginxFrontend(stack, 'frontend', { ...props, hostPort: 18400 });
new AngularNginxFrontend(stack, 'newer', {
  ...props, hostPort: 18401, developmentHostPort: 4201, nginxVersion: '1.30', baseImage: 'storefront-nginx:1.30', compression: [Compression.GZIP, Compression.BROTLI],
});
new AngularNginxFrontend(stack, 'older', { ...props, hostPort: 18403, developmentHostPort: 4203, nginxVersion: '1.26', baseImage: 'storefront-nginx:1.26' });
// whoever comes from a private network is a proxy in front of this one
new AngularNginxFrontend(stack, 'behind', { ...props, hostPort: 18402, developmentHostPort: 4202, trustedProxies: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'] });

project.synth();
