import { Project, typescript } from 'projen';
import { BackendService, ContainerStack, EdgeProxy, EdgeTls, SpaNginxFrontend } from 'projen-container-stack';

const project = new Project({ name: 'trust' });
new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });

const stack = new ContainerStack(project, 'trust', { production: { publishedOn: '127.0.0.1' } });
const backend = new BackendService(stack, 'backend', { app: 'app.main:app' });
const spa = { path: 'frontend', api: backend };

// an edge alone
new EdgeProxy(stack, 'edge', { service: backend, tls: EdgeTls.files(), httpHostPort: 18380, httpsHostPort: 18381 });
// nginx alone
new SpaNginxFrontend(stack, 'frontend', { ...spa, hostPort: 18382, httpsHostPort: 18383, certificates: { folder: 'tls' } });
// both
const behind = new SpaNginxFrontend(stack, 'behind', { ...spa, path: 'behind', developmentHostPort: 5174 });
new EdgeProxy(stack, 'both', { frontend: behind, tls: EdgeTls.files(), httpHostPort: 18384, httpsHostPort: 18385 });
// an edge behind a balancer, which comes from the host: from an address of the stack's own networks
new EdgeProxy(stack, 'balanced', { service: backend, tls: EdgeTls.off(), httpHostPort: 18386, trustedProxies: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'] });
// an edge behind a balancer that comes from elsewhere
new EdgeProxy(stack, 'distant', { service: backend, tls: EdgeTls.off(), httpHostPort: 18387, trustedProxies: ['192.0.2.0/24'] });

// neither: here the port of the backend is published
stack.addCompose(stack.addEnvironment('direct', { requireSecrets: false }));

project.synth();
