import { readFileSync } from 'fs';
import * as path from 'path';
import { Project } from 'projen';
import { composeMakers } from './compose-structs';
import {
  AngularNginxFrontend, AngularSsrFrontend, BackendService, BuildProxy, CeleryBeat, CeleryWorker, ContainerStack, ContainerUser,
  ContentSecurityPolicy, DevContainer, EdgeProxy, EdgeTls, EnvValue, ExternalNetwork, FlowerService, GenericService, HealthCheck,
  ImageSource, MongoService,
  NetworkAddressing, NginxConfig, NodeServerFrontend, PostgresService, ProbeTool, PythonServer, RabbitMqService, RedisService, ServiceKind,
  SpaNginxFrontend, Stack, ValkeyService, Volume,
} from '../../src';

/** Every option of the public API, by its type and its name: `?` is behind one that may be left out, its type is the value. */
const STRUCTS: { readonly [struct: string]: { readonly [prop: string]: string } } = JSON.parse(
  readFileSync(path.join(__dirname, '../../assets/props.json'), 'utf-8'),
).structs;

/** A stack that nothing is in yet. */
export function emptyStack(outdir: string, props: object = {}): ContainerStack {
  return new ContainerStack(new Project({ name: 'shop', outdir }), 'shop', props);
}

function backendOf(stack: ContainerStack, props: object = {}): BackendService {
  return new BackendService(stack, 'backend', { app: 'app.main:app', ...props });
}

function spaOf(stack: ContainerStack, props: object = {}): SpaNginxFrontend {
  return new SpaNginxFrontend(stack, 'frontend', { outputPath: 'dist', api: backendOf(stack), ...props });
}

function onCluster(stack: ContainerStack, props: object) {
  toolOf(stack, { user: ContainerUser.of(1000), ports: [{ port: 80, entrance: true }] });
  return stack.addKubernetes(stack.production, { registry: 'ghcr.io/acme', ...props });
}

function toolOf(stack: ContainerStack, props: object = {}): GenericService {
  return new GenericService(stack, 'tool', { image: ImageSource.reference('busybox:1'), healthCheck: HealthCheck.command(['true']), ...props });
}

/** One that keeps data. */
function dataOf(stack: ContainerStack, props: object): GenericService {
  return toolOf(stack, {
    kind: ServiceKind.DATA, mounts: [Volume.named('tool_data').mountAt('/data')], environment: { TOKEN: EnvValue.secret('TOKEN') }, ...props,
  });
}

const broker = { environment: { CELERY_BROKER_URL: EnvValue.of('redis://queue') } };

/** Puts options of a type into a stack, beside those that are needed. */
export const MAKERS: { readonly [struct: string]: (stack: ContainerStack, props: any) => unknown } = {
  AngularNginxFrontendProps: (stack, props) => new AngularNginxFrontend(stack, 'frontend', { app: 'shop', api: backendOf(stack), ...props }),
  AngularSsrFrontendProps: (stack, props) => new AngularSsrFrontend(stack, 'frontend', {
    app: 'shop', api: backendOf(stack), allowedHosts: ['shop.example.com'], ...props,
  }),
  AutomaticTlsOptions: (stack, props) => new EdgeProxy(stack, 'edge', {
    frontend: spaOf(stack), domain: 'shop.example.com', tls: EdgeTls.automatic(props),
  }),
  BackendServiceProps: backendOf,
  Backup: (stack, props) => toolOf(stack, { backup: { dump: ['a'], restore: ['b'], fileEnding: '.c', ...props } }),
  CeleryBeatProps: (stack, props) => new CeleryBeat(stack, 'beat', { backend: backendOf(stack), app: 'app.celery', ...broker, ...props }),
  CeleryWorkerProps: (stack, props) => new CeleryWorker(stack, 'worker', { backend: backendOf(stack), app: 'app.celery', ...broker, ...props }),
  ConnectionVariables: (stack, variables) => {
    const postgres = new PostgresService(stack, 'postgres', { database: 'shop', variables });
    toolOf(stack, { connectTo: [postgres] });
  },
  FlowerServiceProps: (stack, props) => new FlowerService(stack, 'flower', {
    backend: backendOf(stack, { connectTo: [new RedisService(stack, 'redis')] }), app: 'app.celery', ...props,
  }),
  GranianOptions: (stack, props) => backendOf(stack, { server: PythonServer.granian(props) }),
  GunicornOptions: (stack, props) => backendOf(stack, { server: PythonServer.gunicorn(props) }),
  HypercornOptions: (stack, props) => backendOf(stack, { server: PythonServer.hypercorn(props) }),
  KeyValuePurpose: (stack, props) => toolOf(stack, {
    connectTo: [new ValkeyService(stack, 'valkey', { purposes: [{ urlVariable: 'CACHE_URL', database: 1, keyPrefix: 'shop:', ...props }] })],
  }),
  KeyValueServiceProps: (stack, props) => new ValkeyService(stack, 'valkey', props),
  PostgresServiceProps: (stack, props) => toolOf(stack, { connectTo: [new PostgresService(stack, 'postgres', { database: 'shop', ...props })] }),
  PythonServerOptions: (stack, props) => backendOf(stack, { server: PythonServer.uvicorn(props) }),
  RabbitMqServiceProps: (stack, props) => toolOf(stack, { connectTo: [new RabbitMqService(stack, 'rabbitmq', props)] }),
  UvicornOptions: (stack, props) => backendOf(stack, { server: PythonServer.uvicorn(props) }),
  ValkeyServiceProps: (stack, props) => new ValkeyService(stack, 'valkey', props),
  BuildProxyOptions: (stack, props) => {
    toolOf(stack, { image: ImageSource.dockerfile({ context: 'a', dockerfile: 'a/Dockerfile' }) });
    stack.compose.with(new BuildProxy(props));
  },
  ContentSecurityPolicyOptions: (_, props) => ContentSecurityPolicy.of(props),
  DataPasswords: (stack, props) => dataOf(stack, { passwords: { variables: ['TOKEN'], change: ['a'], ...props } }),
  DataVersions: (stack, props) => dataOf(stack, { dataVersions: { program: ['a'], ...props } }),
  DevContainerProps: (stack, props) => new DevContainer(stack.compose, { service: backendOf(stack), ...props }),
  DockerfileBuild: (stack, props) => toolOf(stack, { image: ImageSource.dockerfile({ context: 'a', dockerfile: 'a/Dockerfile', ...props }) }),
  EdgeProxyProps: (stack, props) => new EdgeProxy(stack, 'edge', { frontend: spaOf(stack), ...props }),
  EdgeSite: (stack, props) => new EdgeProxy(stack, 'edge', {
    frontend: spaOf(stack),
    domain: 'shop.example.com',
    tls: EdgeTls.files(),
    sites: [{ domain: 'api.example.com', service: toolOf(stack, { ports: [{ port: 80 }] }), ...props }],
  }),
  Endpoint: (stack, props) => toolOf(stack, { ports: [{ port: 80 }], endpoints: [{ port: 80, title: 'page', ...props }] }),
  EnvironmentOptions: (stack, props) => stack.addCompose(stack.addEnvironment('demo', props)),
  ExternalNetworkOptions: (stack, props) => stack.compose.with(new ExternalNetwork('proxy', { services: [toolOf(stack)], ...props })),
  FrontendProps: spaOf,
  FrontendRoute: (stack, props) => {
    const api = backendOf(stack);
    return new SpaNginxFrontend(stack, 'frontend', { outputPath: 'dist', routes: [{ path: '/x', service: api, ...props }] });
  },
  GenericServiceProps: toolOf,
  GatewayOptions: (stack, props) => onCluster(stack, { gateway: { name: 'public', ...props } }),
  IngressOptions: (stack, props) => onCluster(stack, { ingress: props }),
  KubernetesOptions: (stack, props) => onCluster(stack, props),
  KubernetesServiceOptions: (stack, props) => {
    const tool = toolOf(stack, { user: ContainerUser.of(1000) });
    stack.addKubernetes(stack.production, { registry: 'ghcr.io/acme' }).configure(tool, props);
  },
  LiveConfiguration: (stack, props) => toolOf(stack, { liveConfiguration: { file: '/etc/tool.conf', apply: ['a'], ...props } }),
  MaintenanceOptions: (stack, props) => new EdgeProxy(stack, 'edge', { frontend: spaOf(stack), maintenance: props }),
  HttpHealthCheckOptions: (stack, props) => toolOf(stack, { healthCheck: HealthCheck.http('/', { port: 80, tool: ProbeTool.WGET, ...props }) }),
  MongoCollection: (stack, props) => new MongoService(stack, 'mongodb', { database: 'shop', collections: [{ name: 'orders', ...props }] }),
  MongoIndex: (stack, props) => new MongoService(stack, 'mongodb', {
    database: 'shop', collections: [{ name: 'orders', indexes: [{ keys: { at: 1 }, ...props }] }],
  }),
  MongoServiceProps: (stack, props) => new MongoService(stack, 'mongodb', { database: 'shop', ...props }),
  NetworkAddressingOptions: (stack, props) => {
    toolOf(stack);
    stack.compose.with(new NetworkAddressing(props));
  },
  NginxConfigOptions: (_, props) => new NginxConfig({ port: 8080, ...props }).render(),
  NodeServerFrontendProps: (stack, props) => new NodeServerFrontend(stack, 'frontend', { entryPoint: 'server.js', api: backendOf(stack), ...props }),
  PeerAccess: (stack, props) => toolOf(stack, {
    ports: [{ port: 80 }], peers: { variable: 'PEERS', readiness: HealthCheck.command(['true']), ...props },
  }),
  RedisServiceProps: (stack, props) => new RedisService(stack, 'redis', props),
  Route: (stack, props) => toolOf(stack, { routes: [{ service: backendOf(stack), ...props }] }),
  SecretOptions: (stack, props) => toolOf(stack, { environment: { TOKEN: EnvValue.secret('TOKEN', props) } }),
  ServiceConfiguration: (stack, props) => stack.production.configure(toolOf(stack), props),
  ServicePort: (stack, props) => toolOf(stack, { ports: [{ port: 80, ...props }] }),
  SpaNginxFrontendProps: spaOf,
  TlsFilesOptions: (stack, props) => new EdgeProxy(stack, 'edge', {
    frontend: spaOf(stack), domain: 'shop.example.com', tls: EdgeTls.files(props),
  }),
  VariableOptions: (stack, props) => toolOf(stack, { environment: { LEVEL: EnvValue.variable('LEVEL', props) } }),
  ...composeMakers(STRUCTS, (stack) => toolOf(stack, { image: ImageSource.dockerfile({ context: 'a', dockerfile: 'a/Dockerfile' }) })),
};

/** Options of the stack itself: they are there before anything is in it. */
export const STACK_MAKERS: { readonly [struct: string]: (outdir: string, props: any) => Stack } = {
  ComposeOptions: (outdir, compose) => emptyStack(outdir, { compose }),
  ContainerStackProps: (outdir, props) => emptyStack(outdir, props),
  RegistryOptions: (outdir, props) => emptyStack(outdir, { compose: { releases: { registry: { host: 'registry.example', ...props } } } }),
  ReleaseOptions: (outdir, releases) => emptyStack(outdir, { compose: { releases } }),
  SmokeTestOptions: (outdir, smokeTest) => emptyStack(outdir, { compose: { releases: { smokeTest: { requests: [], ...smokeTest } } } }),
  SmokeTestRequest: (outdir, props) => emptyStack(outdir, {
    compose: { releases: { smokeTest: { requests: [{ service: 'backend', path: '/', ...props }] } } },
  }),
  StackPaths: (outdir, paths) => emptyStack(outdir, { paths }),
  StackProps: (outdir, props) => emptyStack(outdir, props),
};

/** Types whose texts are not put in here, and why. */
export const ELSEWHERE: { readonly [struct: string]: string } = {
  ...Object.fromEntries(['Image', 'Lifecycle', 'Network', 'Process', 'Resource', 'Security', 'Storage']
    .map((section) => [`Compose${section}Keys`, 'a section of ComposeServiceKeys, which is tried as a whole'])),
  ComposeTargetProps: 'the same as ComposeOptions, which is passed on to it',
  ContainerStackProjectOptions: 'names, folders and packages that projen itself writes; they are tried in test/project',
  CopyOptions: 'an instruction of a Dockerfile, tried with all hostile texts in test/image',
  DockerIgnoreSection: 'lines of a .dockerignore, tried with all hostile texts in test/image',
  DockerfileHealthCheck: 'an instruction of a Dockerfile, tried with all hostile texts in test/image',
  DockerfileStageOptions: 'an instruction of a Dockerfile, tried with all hostile texts in test/image',
  ExpectedInstruction: 'what a test of a user expects: nothing is written',
  GitHubWorkflowsProps: 'commands, branches and versions of workflows, tried in test/workflows',
  GitLabPipelineProps: 'the same for a pipeline, tried in test/workflows',
  HttpProbe: 'what a check says, made from HttpHealthCheckOptions',
  KubernetesTargetProps: 'the same as KubernetesOptions, which is passed on to it',
  KeyValueServer: 'what a type of service says of itself',
  PythonServerCall: 'what a backend starts its server with, made from its props',
  ClaimOptions: 'a part of KubernetesServiceOptions, whose class is tried in test/platforms/kubernetes',
  ImageSourceConfig: 'what an image says, made from its factories',
  MatchFailure: 'what an assertion says: nothing is written',
  MongoCollation: 'a part of MongoIndex that takes names of locales, tried in test/services',
  NginxFrontendProps: 'what SpaNginxFrontendProps and AngularNginxFrontendProps have in common',
  NginxRoute: 'made from FrontendRoute',
  NginxRuntimeConfig: 'fixed by the frontend',
  NginxTls: 'made from TlsFilesOptions',
  NodeServerProps: 'what NodeServerFrontendProps and AngularSsrFrontendProps have in common',
  ParsedDirective: 'what an assertion has read',
  ParsedInstruction: 'what an assertion has read',
  ParsedStage: 'what an assertion has read',
  Probe: 'what a check says, made from its factories',
  RenovateConfigProps: 'the name of a file and presets, tried in test/workflows',
  RunMounts: 'an instruction of a Dockerfile, tried with all hostile texts in test/image',
  SecretFile: 'what a service says, made from EnvValue.secret',
  PythonApplicationProps: 'what BackendServiceProps has in common with others',
  PythonProcessProps: 'what CeleryWorkerProps has in common with others',
  PythonProcessSpec: 'the same as GenericServiceProps, which is passed on',
  ServiceSpec: 'the same as GenericServiceProps, which is passed on',
  ServiceTraits: 'the same as GenericServiceProps, which is passed on',
  StackWeakness: 'what a stack says of itself',
  SyncedSources: 'made from the folders of a backend and of a frontend; written as develop.watch, which is tried as a key of Compose',
  Variable: 'what a value says, made from VariableOptions',
  VolumeSource: 'what a volume says, made from its factories',
  WorkflowOptions: 'what GitHubWorkflowsProps and GitLabPipelineProps have in common',
};

/** An option that takes text. */
export interface StringProp {
  readonly struct: string;
  readonly prop: string;
  /** The text as the option takes it: alone, in a list or in a map. */
  readonly wrap: (text: string) => unknown;
}

const WRAPS: { readonly [type: string]: StringProp['wrap'] } = {
  'string': (text) => text,
  'string[]': (text) => [text],
  'string{}': (text) => ({ name: text }),
  'string[]{}': (text) => ({ 'img-src': [text] }),
};

/** Every option of the public API that takes text. */
export function stringProps(): StringProp[] {
  return Object.entries(STRUCTS).flatMap(([struct, props]) => Object.entries(props).flatMap(([prop, type]) =>
    type in WRAPS ? [{ struct, prop: prop.replace(/\?$/, ''), wrap: WRAPS[type] }] : []));
}
