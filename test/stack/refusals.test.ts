import { Project } from 'projen';
import {
  AngularNginxFrontend, BackendService, CeleryBeat, CeleryWorker, ContainerStack, ContainerStackProps, ContainerUser, DataServices,
  Duration, EdgeProxy, EdgeTls, EnvValue, GenericService, GenericServiceProps, HealthCheck, ImageSource, MongoIndex, MongoService,
  PythonPackages, RedisService, RuntimeValue, ServiceKind, Size, SpaNginxFrontend, SpaNginxFrontendProps, Volume,
} from '../../src';
import { emptyProject, synthesized } from '../fixtures/stack';

const APP = { app: 'app.main:app' };
const HEALTHY = HealthCheck.command(['true']);

type Change = (stack: ContainerStack) => void;

/** A stack that somebody wrote, and the project's synthesis. */
function synthesizing(change: Change, props: ContainerStackProps = {}, files: { [file: string]: string } = {}): Project {
  const project = emptyProject(files);
  change(new ContainerStack(project, 'shop', props));
  synthesized(project);
  return project;
}

/** What a stack is refused with: the last line of what is said. */
function refusal(change: Change, props?: ContainerStackProps, files?: { [file: string]: string }): string {
  try {
    synthesizing(change, props, files);
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was refused';
}

const backend = (props: object = {}): Change => (stack) => void new BackendService(stack, 'backend', { ...APP, ...props });
const named = (id: string): Change => (stack) => void new BackendService(stack, id, APP);
const generic = (props: Partial<GenericServiceProps>): Change => (stack) =>
  void new GenericService(stack, 'mailer', { image: ImageSource.reference('mailer:1'), healthCheck: HEALTHY, ...props });
const frontend = (props: SpaNginxFrontendProps): Change => (stack) =>
  void new SpaNginxFrontend(stack, 'frontend', { api: new BackendService(stack, 'backend', APP), ...props });
const index = (one: Partial<MongoIndex>, ...more: MongoIndex[]): Change => (stack) => void new MongoService(stack, 'mongodb', {
  database: 'shop', collections: [{ name: 'users', indexes: [{ keys: { a: 1 }, ...one }, ...more] }],
});
const behindEdge = (id = 'edge', props: SpaNginxFrontendProps = {}): Change => (stack) =>
  void new EdgeProxy(stack, id, { frontend: new SpaNginxFrontend(stack, 'frontend', props) });

const AT_THE_DOOR: [string, Change, RegExp][] = [
  ['a text as the value of a variable', backend({ environment: { X: 'y' } }), /"environment.X" of service "backend" is the string "y": pass an EnvValue: /],
  ['a variable without a value', backend({ environment: { X: undefined } }), /"environment.X" of service "backend" is undefined: pass an EnvValue: /],
  ['a connection to nothing', backend({ connectTo: [undefined] }), /"connectTo\[0\]" of service "backend" is undefined: pass a Service$/],
  ['a connection to nothing, later', (stack) => new BackendService(stack, 'api', APP).connectTo(undefined!), /"connectTo\[0\]" of service "api" is undefined/],
  ['waiting for nothing', (stack) => new BackendService(stack, 'api', APP).dependsOn(undefined!), /"dependsOn" of service "api" is undefined: pass a Service$/],
  ['waiting for itself', (stack) => { const api = new BackendService(stack, 'api', APP); api.dependsOn(api); }, /service "api" cannot wait for itself$/],
  ['a variable that is added without a value', (stack) => new BackendService(stack, 'api', APP).addEnvironmentVariable('X', undefined!), /"addEnvironmentVariable.X" of service "api" is undefined/],
  ['the configuration of nothing', (stack) => stack.production.configure(undefined!, {}), /"configure" of environment "production" is undefined: pass a Service$/],
  ['a join with nothing', () => EnvValue.join(EnvValue.of('a'), undefined!), /"parts\[1\]" of EnvValue.join is undefined: pass an EnvValue/],
  ['the image of nothing', () => ImageSource.sameAs(undefined!), /"service" of ImageSource.sameAs is undefined: pass a Service$/],
  ['a check that is a text', () => HealthCheck.command('true' as any), /"command" of a health check by command is the string "true": pass a list of strings$/],
  ['an override that contains itself', (stack) => {
    const circle: any = {};
    circle.circle = circle;
    stack.compose.override(new BackendService(stack, 'api', APP), 'labels', circle);
  }, /the value of override "labels" of service "api" contains itself: allowed are /],
  ['a filter that contains itself', index({ partialFilter: (() => { const circle: any = {}; circle.b = circle; return circle; })() }), /the partialFilter of an index of collection "users" of service "mongodb" contains itself/],
  ['a release command of nothing', backend({ releaseCommand: [] }), /the releaseCommand of service "backend" is \[\], which runs nothing: name a program and its arguments, or leave it out$/],
  ['a path of 10,000 characters', backend({ path: 'a'.repeat(10_000) }), /the path of service "backend" is "a{59}\.\.\." \(10000 characters\): allowed are up to 200 characters$/],
  ['a path that Windows cannot check out', backend({ path: 'src/aux' }), /"aux" cannot be checked out everywhere/],
  ['a path in git\'s own folder', backend({ path: '.git/hooks' }), /"\.git" cannot be checked out everywhere/],
  ['logs at the root', backend({ logFolder: '/' }), /the logFolder of service "backend" is "\/", which belongs to the container's system: choose a folder of your own/],
  ['logs above the application', backend({ logFolder: '/app' }), /the logFolder of service "backend" is "\/app", where the image has what it needs in "\/app\/app": choose a folder/],
  ['logs over the packages', backend({ logFolder: '/opt/venv' }), /where the image has what it needs in "\/opt\/venv"/],
  ['logs above the packages', backend({ logFolder: '//opt/./' }), /where the image has what it needs in "\/opt\/venv"/],
  ['logs among the packages', backend({ logFolder: '/opt/venv/bin' }), /where the image has what it needs in "\/opt\/venv"/],
  ['a mount at the root', () => Volume.named('data').mountAt('/'), /the path of a mount is "\/", which belongs to the container's system/],
  ['a mount at the root, in other words', () => Volume.named('data').mountAt('/./'), /belongs to the container's system/],
  ['a mount in the kernel\'s files', () => Volume.named('data').mountAt('/proc/sys'), /the path of a mount is "\/proc\/sys", which belongs/],
  ['a volume with a long name', () => Volume.named('v'.repeat(300)), /volume name .* allowed are up to 100 characters$/],
  ['an image with capitals', () => ImageSource.reference('Mailer:1'), /image "Mailer:1" cannot be used: allowed are image references such as "postgres:17"/],
  ['an image with two tags', () => ImageSource.reference('mailer:1:2'), /image "mailer:1:2" cannot be used/],
  ['an image with an empty part', () => ImageSource.reference('registry.example.com//mailer'), /cannot be used/],
  ['an image with three dots', () => ImageSource.reference('mailer...x'), /cannot be used/],
  ['an image with half a digest', () => ImageSource.reference('mailer@sha256:abc'), /cannot be used/],
  ['an image that is an id', () => ImageSource.reference('a'.repeat(64)), /cannot be used/],
  ['an image with a long tag', () => ImageSource.reference(`mailer:${'t'.repeat(129)}`), /cannot be used/],
  ['a base image that is no reference', backend({ baseImage: 'python:3.11:slim' }), /the baseImage of service "backend" is "python:3.11:slim", which cannot be used/],
  ['a path of an API without a reason to exist', frontend({ apiPaths: ['/health'] }), /service "frontend" passes "\/health" on to "backend", and nginx answers there itself, for its health check: choose another path/],
  ['an API in the folder of a language', frontend({ apiPaths: ['/en'], locales: ['en', 'pt-BR'] }), /passes "\/en" on to "backend", and at "\/en" is the application in that language/],
  ['one language twice', frontend({ locales: ['pt-BR', 'pt-br'] }), /the locales of nginx are "pt-BR", "pt-br": name each once, whatever its capitals$/],
  ['a network with too many bits', frontend({ trustedProxies: ['10.0.0.0/33'] }), /a trusted proxy is "10.0.0.0\/33": allowed are addresses and networks such as "10.0.0.0\/8"$/],
  ['an address that is none', frontend({ trustedProxies: ['999.1.1.1'] }), /a trusted proxy is "999.1.1.1"/],
  ['an IPv6 network that is none', frontend({ trustedProxies: [':::/8'] }), /a trusted proxy is ":::\/8"/],
  ['an API path of 300 characters', frontend({ apiPaths: [`/${'a'.repeat(299)}`] }), /the path of a route is .*: allowed are up to 200 characters$/],
  ['an HTTPS port without certificates', frontend({ httpsHostPort: 8443 }), /the httpsHostPort of service "frontend" is 8443, and nothing would be there without certificates/],
  ['an HTTPS port of an edge without TLS', (stack) => void new EdgeProxy(stack, 'edge', { service: new BackendService(stack, 'api', APP), tls: EdgeTls.off(), httpsHostPort: 1 }), /the httpsHostPort of service "edge" is 1, and nothing would be there without a domain or tls/],
  ['two clocks of one application', (stack) => {
    const api = new BackendService(stack, 'backend', { ...APP, connectTo: [new RedisService(stack, 'redis')] });
    ['beat', 'clock'].forEach((id) => new CeleryBeat(stack, id, { backend: api, app: 'app.celery_app' }));
  }, /services "beat" and "clock" are both the clock of "app.celery_app", so that everything would start twice: remove one of them$/],
  ['logs over the application itself', backend({ logFolder: '/app/app' }), /where the image has what it needs in "\/app\/app"/],
  ['logs over programs', backend({ logFolder: '/usr/local/share/x' }), /where the image has what it needs in "\/usr"/],
  ['an HTTP path that leaves its folder', backend({ healthPath: '/a/../b' }), /the healthPath of service "backend" is "\/a\/..\/b", which cannot be used/],
  ['half an escape in an HTTP path', backend({ docsPath: '/%zz' }), /the docsPath of service "backend" is "\/%zz", which cannot be used/],
  ['a key of an override that is no text', (stack) => stack.compose.override(new RedisService(stack, 'redis'), undefined!, 1), /"the key of an override" of "docker-compose.yml" is undefined: pass a string$/],
  ['releases of nothing', (stack) => stack.addReleases(undefined!), /"addReleases" of stack "shop" is undefined: pass an Environment$/],
  ['a service of nothing', () => new RedisService(undefined!, 'redis'), /"undefined" is not in a container stack: pass a ContainerStack as its scope$/],
  ['a service of another stack', (stack) => {
    const other = new ContainerStack(emptyProject(), 'other');
    new BackendService(stack, 'backend', APP).connectTo(new RedisService(other, 'redis'));
  }, /service "backend" cannot be connected to "redis" of stack "other", which it cannot reach: name a service of stack "shop"$/],
  ['a Redis without room', (stack) => new RedisService(stack, 'redis', { maxMemory: Size.kibibytes(1) }), /the maxMemory of service "redis" is 1k, which Redis needs for itself: allowed is 1m or more$/],
  ['an address in a variable of the shell', (stack) => new RedisService(stack, 'redis', { urlVariable: 'PATH' }), /variable "PATH" cannot be set in an env file/],
  ['a second MongoDB with the name of the first one\'s script', (stack) => ['a', 'mongo'].forEach((id) => new MongoService(stack, id, { database: 'x' })), /service id "mongo" is taken in stack "shop" by the script that prepares the first MongoDB: choose another id$/],
  ['a build into its own sources', frontend({ outputPath: 'src' }), /the outputPath of service "frontend" is "src", which cannot be used/],
  ['a build without its packages', frontend({ buildEnvironment: { NODE_ENV: 'production' } }), /the buildEnvironment of service "frontend" sets NODE_ENV, with which the packages that build are left out/],
  ['a build without Node.js', frontend({ buildEnvironment: { PATH: '/x' } }), /the buildEnvironment of service "frontend" sets PATH, by which Node.js is found/],
  ['an application where nginx answers itself', frontend({ basePath: '/health/' }), /the basePath of nginx is "\/health\/", where it answers itself, for its health check: choose another path$/],
  ['a value of nothing', () => RuntimeValue.text(undefined!), /"value" of RuntimeValue.text is undefined: pass an EnvValue/],
  ['an interval of nothing', (stack) => stack.addEnvironment('qa', { healthCheckInterval: Duration.seconds(0) }), /the healthCheckInterval of environment "qa" is 0s: allowed are durations above 0$/],
  ['a PATH without the packages', backend({ environment: { PATH: EnvValue.of('/usr/bin') } }), /service "backend" has a variable PATH in its environment, by which the image finds Python/],
];

const IDS: [string, Change, RegExp][] = [
  ['constructor', named('constructor'), /service id "constructor" cannot be used, which means something else in JavaScript: choose another name$/],
  ['localhost', named('localhost'), /service id "localhost" cannot be used, which is what every container calls itself: choose another name$/],
  ['aux', named('aux'), /service id "aux" cannot be used, which is a device on Windows/],
  ['the environment constructor', (stack) => stack.addEnvironment('constructor'), /environment name "constructor" cannot be used, which means something else in JavaScript/],
  ['the environment dev', (stack) => stack.addReleases(stack.addEnvironment('dev')), /environment "dev" would share "scripts\/docker-dev.sh" with environment "development": give it another name$/],
  ['the environment prod', (stack) => stack.addReleases(stack.addEnvironment('prod')), /environment "prod" would share "docker-compose.prod.yml" with environment "production": give it another name$/],
  ['the environment example', (stack) => stack.addReleases(stack.addEnvironment('example')), /environment "example" would share ".env.example" with environment "development"/],
  ['the environment override', (stack) => stack.addCompose(stack.addEnvironment('override')), /is "docker-compose.override.yml", which Compose adds to others by itself/],
  ['an environment with a long name', (stack) => stack.addEnvironment('e'.repeat(64)), /environment name .* at most 63 characters$/],
  ['an edge in the folder of nginx', behindEdge('nginx'), /services "frontend" and "nginx" both have their files in "docker\/nginx", where "docker\/nginx\/.dockerignore" of "nginx" hides those of "frontend" from its image: give "nginx" another id$/],
];

const AS_A_WHOLE: [string, Change, RegExp, ContainerStackProps?][] = [
  ['waiting for what runs elsewhere', (stack) => new BackendService(stack, 'backend', APP).dependsOn(new RedisService(stack, 'redis')), /service "backend" waits for "redis", which runs elsewhere in environment "production" \(DataServices.EXTERNAL\): use connectTo in place of dependsOn, which waits where "redis" runs in the stack$/m],
  ['memory that no container starts with', generic({ resources: { memory: Size.kibibytes(1) } }), /the memory of service "mailer" is 1k, with which no container starts: allowed is 6m or more/],
  ['no CPU', generic({ resources: { cpus: 0.001 } }), /the cpus of service "mailer" are 0.001: allowed are numbers from 0.01 to 1024, such as 0.5/],
  ['an unknown capability', generic({ capabilities: ['NET_SUPERVISE'] }), /a capability of service "mailer" is "NET_SUPERVISE", which cannot be used: allowed are the capabilities of Linux, AUDIT_CONTROL, /],
  ['all capabilities', generic({ capabilities: ['ALL'] }), /a capability of service "mailer" is "ALL"/],
  ['an unknown signal', generic({ stopSignal: 'SIGSTOPPED' }), /the stopSignal of service "mailer" is "SIGSTOPPED", which cannot be used: allowed are names of signals/],
  ['a release command without a program', generic({ releaseCommand: [''] }), /the releaseCommand of service "mailer" is \[""\], which runs nothing/],
  ['a trial command of nothing', generic({ trialCommand: [] }), /the trialCommand of service "mailer" is \[\], which runs nothing/],
  ['a backup of nothing', generic({ backup: { dump: [], restore: ['a'], fileEnding: '.gz' } }), /the dump command of service "mailer" is \[\]/],
  ['something writable at the root', generic({ writablePaths: ['/'] }), /a writable path of service "mailer" is "\/", which belongs to the container's system/],
  ['one place in two words', generic({ mounts: [Volume.named('a').mountAt('/data'), Volume.named('b').mountAt('//data/')] }), /service "mailer" has two things at "\/data": mount one thing there/],
  ['two ports with one variable', generic({ ports: [{ port: 80 }, { port: 81 }] }), /two ports of service "mailer" are both moved by the variable "MAILER_PORT": give one of the ports another variable/],
  ['a thousand and one containers', generic({ replicas: 1001 }), /the replicas of service "mailer" is 1001: allowed are whole numbers from 0 to 1000/],
  ['one port twice', generic({ ports: [{ port: 80, hostPort: 8080 }, { port: 80, hostPort: 8081, variable: 'X_PORT' }] }), /service "mailer" has port 80 twice: name it once/],
  ['two databases on one volume', (stack) => ['one', 'two'].forEach((id) => new GenericService(stack, id, {
    kind: ServiceKind.DATA, image: ImageSource.reference('postgres:17'), healthCheck: HEALTHY, user: ContainerUser.of(999), mounts: [Volume.named('data').mountAt('/data')],
  })), /services "one" and "two" both keep their data in volume "data", which destroys it: give each a volume of its own/],
  ['two servers on one volume', (stack) => stack.production.configure(new RedisService(stack, 'redis'), { replicas: 2 }), /service "redis" would run 2 times, and keeps data, which several servers on one volume destroy: allowed are 0 to 1 replicas/, { production: { dataServices: DataServices.IN_STACK } }],
  ['more data than memory', (stack) => void new RedisService(stack, 'redis', { maxMemory: Size.gibibytes(1), resources: { memory: Size.mebibytes(512) } }), /service "redis" may keep 1g of data \(maxMemory\) and use 512m of memory in environment "production": give it more memory than data/, { production: { dataServices: DataServices.IN_STACK } }],
  ['more data than one environment gives memory', (stack) => stack.production.configure(new RedisService(stack, 'redis', { maxMemory: Size.mebibytes(256) }), { resources: { memory: Size.mebibytes(256) } }), /service "redis" may keep 256m of data \(maxMemory\) and use 256m of memory/, { production: { dataServices: DataServices.IN_STACK } }],
  ['a worker without a broker', (stack) => void new CeleryWorker(stack, 'worker', { backend: new BackendService(stack, 'backend', APP), app: 'app.celery_app' }), /service "worker" has no broker, from which it gets its tasks: connect it or its backend to one \(connectTo: \[redis\]\), or pass a variable with its address/],
  ['a worker with a database alone', (stack) => {
    const api = new BackendService(stack, 'backend', { ...APP, secrets: ['SECRET_KEY'], connectTo: [new MongoService(stack, 'mongodb', { database: 'shop' })] });
    new CeleryWorker(stack, 'worker', { backend: api, app: 'app.celery_app' });
  }, /service "worker" has no broker/],
  ['a port that an edge hides', behindEdge('edge', { hostPort: 8080 }), /service "frontend" has hostPort 8080, and "edge" is in front of it, so that no environment opens that port: pass httpHostPort to "edge", or remove the hostPort/],
  ['databases whose secrets have one name', (stack) => ['db', 'db-root'].forEach((id) => new MongoService(stack, id, { database: 'shop', hostPort: id.length + 27000 })), /services "db" and "db-root" would both have the secret "DB_ROOT_PASSWORD", which is named after them: give one of them another id/],
  ['the variable of a port with another meaning', backend({ environment: { PORT: EnvValue.variable('BACKEND_PORT', { defaultValue: '9' }) } }), /variable "BACKEND_PORT" of service "backend" is the one that says where port 8000 of service "backend" is on the host, 8000 by default: give it another name, or the same default/],
  ['the variable of a release', backend({ environment: { X: EnvValue.variable('BACKEND_SLOT') } }), /variable "BACKEND_SLOT" is the one by which a release tells the containers of service "backend" apart: give it another name/],
  ['a secret and another file of its name', (stack) => {
    const api = new BackendService(stack, 'backend', { ...APP, secrets: ['KEY'], environment: { KEY_FILE: EnvValue.of('/x') } });
    stack.production.configure(api, { secretFiles: true });
  }, /service "backend" reads KEY from a file in environment "production" \(secretFiles\), whose path is KEY_FILE, and has another KEY_FILE in its environment: remove one of them/],
  ['the configuration of what nobody writes down', (stack) => stack.addEnvironment('qa').configure(new RedisService(stack, 'redis'), { replicas: 0 }), /environment "qa" of stack "shop" configures service "redis", and no platform writes it down/],
  ['releases of what mounts sources', (stack) => {
    new RedisService(stack, 'redis');
    stack.addReleases(stack.addEnvironment('qa', { liveReload: true }));
  }, /environment "qa" of stack "shop" mounts sources \(liveReload\), which are no release/],
  ['secrets among generated files', backend(), /"docker\/backend\/Dockerfile" would be ignored by git, since "docker" holds secrets \(paths.secrets\): give one of them another path/, { paths: { secrets: 'docker' } }],
  ['secrets above generated files', backend(), /"scripts\/[^"]*" would be ignored by git, since "scripts" holds secrets/, { paths: { secrets: 'scripts' } }],
  ['secrets at the root', backend(), /would be ignored by git, since "." holds secrets/, { paths: { secrets: '.' } }],
  ['secrets that are backups', backend(), /"backups" would hold both secrets \(paths.secrets\) and backups: give one of them another path/, { paths: { secrets: 'backups' } }],
  ['sources among backups', backend({ path: 'backups/src' }), /"backups\/src[^"]*" would be ignored by git, since "backups" holds backups/],
  ['an env file that is a folder', backend(), /"docker\/backend\/Dockerfile" would be ignored by git, since "docker" holds the settings of environment "development" \(paths.envFile\)/, { paths: { envFile: 'docker' } }],
  ['an env file with the name of a Compose file', backend(), /"docker-compose.yml" would be ignored by git, since "docker-compose" holds the settings/, { paths: { envFile: 'docker-compose' } }],
  ['a guide that is the env file', backend(), /".env" would be ignored by git, since ".env" holds the settings/, { paths: { guide: '.env' } }],
  ['releases recorded among generated files', backend(), /would be ignored by git, since "scripts" holds the records of releases \(releasesFolder\)/, { compose: { releasesFolder: 'scripts' } }],
];

describe.each([...AT_THE_DOOR, ...IDS, ...AS_A_WHOLE])('%s', (_what, change, sentence, props) => {
  test('is refused', () => {
    expect(refusal(change, props)).toMatch(sentence);
  });
});

describe('an index that MongoDB refuses', () => {
  const INDEXES: [string, Change, RegExp][] = [
    ['unique and hashed', index({ keys: { a: 'hashed' }, unique: true }), /is unique and "hashed", which cannot be made sure of: make it unique with/],
    ['two hashed fields', index({ keys: { a: 'hashed', b: 'hashed' } }), /hashes two fields: MongoDB allows one field of kind "hashed"/],
    ['two special kinds', index({ keys: { a: 'text', b: '2dsphere' } }), /is "text" and "2dsphere": MongoDB allows one such kind in an index$/],
    ['texts that are apart', index({ keys: { a: 'text', b: 1, c: 'text' } }), /has another field between those of kind "text": name these one after the other$/],
    ['a text with a collation', index({ keys: { a: 'text' }, collation: { locale: 'pt' } }), /has a collation and fields of kind "text", which MongoDB refuses/],
    ['a text in no language', index({ keys: { a: 'text' }, defaultLanguage: 'klingon' }), /the defaultLanguage of an index of .* is "klingon": allowed are none, danish, /],
    ['a locale of a country', index({ collation: { locale: 'pt_BR' } }), /the locale .* is "pt_BR", which MongoDB does not know: did you mean "pt"\? Allowed are simple, /],
    ['a strength of nothing', index({ collation: { locale: 'simple', strength: 2 } }), /has a strength and the locale "simple", which has none/],
    ['sparse and partial', index({ sparse: true, partialFilter: { b: 1 } }), /is both sparse and partial, which MongoDB refuses/],
    ['expiry of two fields', index({ keys: { a: 1, b: 1 }, expireAfter: Duration.days(1) }), /expires documents \(expireAfter: 86400s\): allowed are one field and whole seconds/],
    ['expiry of a hash', index({ keys: { a: 'hashed' }, expireAfter: Duration.days(1) }), /expires documents/],
    ['expiry in a hundred years', index({ expireAfter: Duration.days(36_500) }), /up to 2147483647/],
    ['the index that is there', index({ keys: { _id: 1 }, unique: true }), /is on "_id" alone, which MongoDB has by itself: remove it$/],
    ['an operator that no partial index has', index({ partialFilter: { b: { $ne: 1 } } }), /has \{"\$ne":1\}, which MongoDB does not accept there: allowed are \$eq, /],
    ['what is not there', index({ partialFilter: { b: { $exists: false } } }), /has \{"\$exists":false\}, which MongoDB does not accept there/],
    ['an expression', index({ partialFilter: { $expr: {} } }), /has "\$expr", which MongoDB does not accept there: allowed are \$and, \$or and names of fields$/],
    ['one name twice', index({}, { keys: { a: 1 }, unique: true }), /has two indexes named "a_1": give one of them another name, or remove it$/],
    ['one index under two names', index({}, { keys: { a: 1 }, name: 'again' }), /has the index on \{"a":1\} twice, under two names: declare it once$/],
    ['an empty field', index({ keys: { 'a..b': 1 } }), /field "a..b" in an index of .* cannot be used/],
    ['33 fields', index({ keys: Object.fromEntries(Array.from({ length: 33 }, (_, each) => [`f${each}`, 1])) }), /has 33 keys: MongoDB allows 32$/],
    ['the reserved name', index({ name: '_id_' }), /the name of an index of .* cannot be used/],
  ];

  test.each(INDEXES)('%s', (_what, change, sentence) => {
    expect(refusal(change)).toMatch(sentence);
  });
});

describe('a variable of an env file', () => {
  test.each([
    'PATH', 'HOME', 'UID', 'GID', 'EUID', 'IFS', 'PWD', 'BASH_ENV', 'LD_PRELOAD', 'LC_ALL', 'USER',
  ])('cannot be %s, of which every shell has a value', (name) => {
    expect(() => EnvValue.variable(name)).toThrow(`variable "${name}" cannot be set in an env file, because every shell has a value of its own for it`);
  });

  test.each([
    ['COMPOSE_FILE', 'changes what docker and docker compose do'], ['DOCKER_HOST', 'changes what docker'], ['RELEASE', 'the scripts set'],
    ['HOST_UID', 'the scripts set'], ['SETTLE_SECONDS', 'is a setting of the scripts'],
  ])('cannot be %s', (name, reason) => {
    expect(refusal(backend({ environment: { X: EnvValue.variable(name) } }))).toContain(`variable "${name}" of stack "shop" has the name of one which ${reason}`);
  });

  test('may be called so within a container', () => {
    expect(refusal(backend({ environment: { LD_PRELOAD: EnvValue.of('/usr/lib/libjemalloc.so'), HOME: EnvValue.variable('APP_HOME') } }))).toBe('nothing was refused');
  });

  test('may be that of a port if it says the same', () => {
    expect(refusal(backend({ environment: { X: EnvValue.variable('BACKEND_PORT', { defaultValue: '8000' }) } }))).toBe('nothing was refused');
  });
});

describe('two stacks of one tree of projects', () => {
  const beside = (first: Change, name: string, second: Change, project = (root: Project) => root) => {
    const root = emptyProject();
    first(new ContainerStack(root, 'shop'));
    const other = new ContainerStack(project(root), name, {
      paths: { docker: 'd', scripts: 's', guide: 'g.md', envFile: '.e', secrets: 'x' }, compose: { developmentFile: 'b.yml', productionFile: 'c.yml' },
    });
    second(other);
    expect(() => synthesized(root)).toThrow();
    try {
      synthesized(root);
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  };

  test('do not build one image', () => {
    expect(beside(named('api-web'), 'shop-api', named('web'))).toContain(
      'service "api-web" of stack "shop" and service "web" of stack "shop-api" would both build the image "shop-api-web": give one of the services or stacks another name');
  });

  test('are not one Compose project', () => {
    expect(beside(named('api'), 'shop-production', named('web'))).toContain(
      'environment "production" of stack "shop" and environment "development" of stack "shop-production" would both be the Compose project "shop-production", and stop each other\'s containers: give one of the stacks another name');
  });

  test('are told apart in subprojects too', () => {
    const inSubproject = (root: Project) => new Project({ parent: root, name: 'sub', outdir: 'sub' });
    expect(beside(named('api'), 'shop', named('web'), inSubproject)).toContain('would both be the Compose project "shop"');
  });
});

describe('a file beside the Compose file', () => {
  const withFile = (file: string, props: ContainerStackProps = {}) => refusal(backend(), props, { [file]: 'services: {}\n' });

  test.each(['compose.yml', 'compose.yaml'])('%s is run in its place, and refused', (file) => {
    expect(withFile(file)).toContain(`"${file}" is what "docker compose" runs where no file is named, and not "docker-compose.yml" beside it: move it away, or give the generated file another name`);
  });

  test('docker-compose.yaml is no longer run, and refused', () => {
    expect(withFile('docker-compose.yaml')).toContain('"docker-compose.yaml" is not what "docker compose" runs where no file is named, since "docker-compose.yml" is beside it');
  });

  test.each(['compose.override.yml', 'docker-compose.override.yml', 'docker-compose.override.yaml'])('%s is refused unless it is meant', (file) => {
    expect(withFile(file)).toContain(`"${file}" changes what "docker compose" runs where no file is named, and the scripts do not read it`);
    expect(withFile(file, { compose: { allowsOverrideFile: true } })).toBe('nothing was refused');
  });

  test('does not matter where the generated file has to be named', () => {
    expect(withFile('compose.yml', { compose: { developmentFile: 'docker-compose.dev.yml' } })).toBe('nothing was refused');
  });

  test('may be a generated one', () => {
    expect(refusal(backend(), { compose: { productionFile: 'compose.yaml' } })).toContain('"compose.yaml" is what "docker compose" runs where no file is named');
  });
});

describe('what looks odd and works', () => {
  test('scripts at the root of the repository', () => {
    expect(refusal(backend(), { paths: { scripts: '.' } })).toBe('nothing was refused');
  });

  const WORKS: [string, Change][] = [
    ...['esac', 'if', 'default', 'nginx', 'example', 'null', 'true', 'on', 'dev', 'prod', 'test', 'a', 'x'.repeat(63)].map((id): [string, Change] => [`the id ${id}`, named(id)]),
    ['a long id behind an edge', (stack) => void new EdgeProxy(stack, 'e'.repeat(63), {
      frontend: new SpaNginxFrontend(stack, 'f'.repeat(63), { api: new BackendService(stack, 'b'.repeat(63), APP) }),
    })],
    ['ids that end as others\' slots', (stack) => ['backend', 'backend-b', 'backend-blue'].forEach((id, at) => new BackendService(stack, id, { ...APP, hostPort: 8000 + at }))],
    ['rate limits of similar paths', (stack) => {
      const service = new BackendService(stack, 'backend', APP);
      const routes = ['/a-b', '/a_b', '/a/b', `/${'a'.repeat(199)}`].map((path) => ({ path, service, rateLimit: { requestsPerSecond: 5 } }));
      new SpaNginxFrontend(stack, 'frontend', { routes });
    }],
    ['an image with a registry, a port, a tag and a digest', () => ImageSource.reference(`registry.example.com:5000/team/mailer_x.y-z:1.2-alpine@sha256:${'a'.repeat(64)}`)],
    ['images of all kinds', () => ['postgres', 'localhost/x', 'ghcr.io/a/b', 'a/b/c:1', '[::1]:5000/x', 'REG.example.com/x', 'a__b', 'a--b'].forEach((name) => ImageSource.reference(name))],
    ['capabilities in both spellings', generic({ capabilities: ['NET_BIND_SERVICE', 'CAP_CHOWN'], stopSignal: 'SIGRTMIN+3' })],
    ['an empty command, which takes the image\'s away', generic({ command: [] })],
    ['a worker with the address of a broker', (stack) => void new CeleryWorker(stack, 'worker', {
      backend: new BackendService(stack, 'backend', { ...APP, secrets: ['CELERY_BROKER_URL'], packages: PythonPackages.UV }), app: 'app.celery_app',
    })],
    ['networks of both kinds', frontend({ trustedProxies: ['10.0.0.1', '10.0.0.0/8', 'fc00::/7', '::1', '2001:db8::/128'] })],
    ['a port behind an edge that another environment opens', (stack) => {
      behindEdge('edge', { hostPort: 8080 })(stack);
      stack.addCompose(stack.addEnvironment('qa'));
    }],
    ['indexes of all kinds', index({
      keys: { a: 1, b: 'text', c: 'text', d: 1 }, weights: { b: 2 }, defaultLanguage: 'portuguese', unique: true,
    }, { keys: { e: 'hashed' } }, { keys: { f: '2dsphere' }, collation: { locale: 'pt' } }, {
      keys: { g: 1 }, expireAfter: Duration.days(1), partialFilter: { $and: [{ a: { $gt: 1 } }, { b: { $exists: true } }, { c: 'x' }] },
    }, { keys: { g: 1 }, name: 'g_in_portuguese', collation: { locale: 'de@collation=phonebook', strength: 2 } })],
    ['an Angular application in two languages', (stack) => void new AngularNginxFrontend(stack, 'frontend', { app: 'shop', locales: ['pt-BR', 'pt-PT'] })],
  ];

  test.each(WORKS)('%s', (_what, change) => {
    expect(refusal((stack) => {
      change(stack);
      if (stack.services.length === 0) {
        new RedisService(stack, 'redis');
      }
    })).toBe('nothing was refused');
  });
});
