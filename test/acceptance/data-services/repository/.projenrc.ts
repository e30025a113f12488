/*
 * Every data service in every combination of the options that bear on its credentials. Each environment with each change that it makes is
 * a stack of its own, with a service for each combination of props. Writes those of one kind, and `<kind>.json`: in which Compose file each
 * service is, or why it was refused.
 */
import { writeFileSync } from 'fs';
import { Project } from 'projen';
import {
  ComposeTarget, ContainerStack, ContainerUser, DataServices, EnvValue, Environment, EnvironmentOptions, GenericService, HealthCheck, ImageSource,
  MongoService, MongoServiceProps, RedisService, RedisServiceProps, Service, ServiceConfiguration, ServiceKind, Volume,
} from 'projen-container-stack';

type Choices<T> = { [K in keyof T]-?: Array<T[K]> };

/** One of each list, in every way. */
function every<T>(choices: Choices<T>): T[] {
  return Object.entries(choices).reduce<any[]>((found, [key, values]) =>
    found.flatMap((one) => (values as any[]).map((value) => value === undefined ? one : { ...one, [key]: value })), [{}]);
}

/** Whether its port is published, and to whom. */
const PUBLISHED: EnvironmentOptions[] = [{}, { internalPorts: false }, { publishedOn: '0.0.0.0' }];
const ENVIRONMENTS: Array<[string, EnvironmentOptions]> = [
  ['development', {}],
  ['production', {}],
  ...[true, false].flatMap((requireSecrets) => PUBLISHED.map((options): [string, EnvironmentOptions] => ['own', { requireSecrets, ...options }])),
];

const REDIS = every<RedisServiceProps>({
  image: [undefined, 'data-services-redis:bare'], persistence: [true, false], database: [undefined, 3],
} as Choices<RedisServiceProps>);
const MONGO = every<MongoServiceProps>({
  database: ['shop'], image: [undefined, 'data-services-mongo:other'], user: [undefined, 'clerk'],
} as Choices<MongoServiceProps>);
const secretFiles = [undefined, true];

interface Kind {
  readonly name: string;
  readonly props: object[];
  readonly configurations: ServiceConfiguration[];
  readonly create: (stack: ContainerStack, id: string, props: any) => Service;
}

const KINDS: Kind[] = [
  {
    name: 'redis',
    props: REDIS,
    configurations: every<ServiceConfiguration>({
      secretFiles,
      command: [undefined, ['redis-server', '--save', '']],
      environment: [undefined, { REDIS_PASSWORD: EnvValue.of('') }, { REDISCLI_AUTH: EnvValue.of('another') }, { REDIS_PASSWORD: EnvValue.secret('OTHER') }],
    } as Choices<ServiceConfiguration>),
    create: (stack, id, props) => new RedisService(stack, id, props),
  },
  {
    name: 'mongo',
    props: MONGO,
    configurations: every<ServiceConfiguration>({
      secretFiles,
      command: [undefined, ['mongod', '--quiet'], ['sh', '-c', 'exec mongod --bind_ip_all'], ['mongod', '--noauth']],
      environment: [
        undefined, { MONGO_INITDB_ROOT_USERNAME: EnvValue.of('') }, { MONGO_INITDB_ROOT_PASSWORD: EnvValue.of('') }, { MONGO_APP_PASSWORD: EnvValue.of('x') },
      ],
    } as Choices<ServiceConfiguration>),
    create: (stack, id, props) => new MongoService(stack, id, props),
  },
  {
    // the official image of a database, by the one type that takes any image
    name: 'generic',
    props: every({ secretFiles: [undefined, false, true] }),
    configurations: every<ServiceConfiguration>({ secretFiles: [undefined, false, true] } as Choices<ServiceConfiguration>),
    create: (stack, id, { hostPort, ...props }) => new GenericService(stack, id, {
      kind: ServiceKind.DATA,
      image: ImageSource.reference('mongo:7.0'),
      user: ContainerUser.of(999),
      environment: {
        MONGO_INITDB_ROOT_USERNAME: EnvValue.of('admin'),
        MONGO_INITDB_ROOT_PASSWORD: EnvValue.secret(`${id.toUpperCase()}_PASSWORD`, { developmentValue: 'development-only' }),
      },
      mounts: [Volume.named(`${id}_data`).mountAt('/data/db')],
      writablePaths: ['/tmp', '/data/configdb'],
      ports: [{ port: 27017, hostPort }],
      healthCheck: HealthCheck.command(['mongosh', '--quiet', '--norc', '--eval', 'db.hello().ok || quit(1)']),
      ...props,
    }),
  },
];

/** Whoever connects, and is told where. */
class Consumer extends Service {
  public describe() {
    return { kind: ServiceKind.OTHER, description: 'a consumer', image: ImageSource.reference('redis:7-alpine'), healthCheck: HealthCheck.none() };
  }
}

const found: object[] = [];
let folders = 0;
for (const { name, props, configurations, create } of KINDS.filter((kind) => kind.name === process.argv[2])) {
  for (const [environmentName, options] of ENVIRONMENTS) {
    for (const configuration of configurations) {
      const folder = `stacks/${name}-${folders++}`;
      const what = JSON.stringify({ environment: environmentName, ...options, ...configuration });
      const services: { [id: string]: object } = {};
      try {
        const project = new Project({ name, outdir: folder });
        const stack = new ContainerStack(project, 'shop', { production: { dataServices: DataServices.IN_STACK } });
        const environment: Environment = environmentName === 'development' ? stack.development : environmentName === 'production' ? stack.production
          : stack.addEnvironment('own', options);
        if (environmentName === 'own') {
          stack.addCompose(environment);
        }
        props.forEach((each, index) => {
          const id = `${name}x${index}`;
          services[id] = each;
          const service = create(stack, id, { ...each, hostPort: 20_000 + index });
          environment.configure(service, configuration);
          if (name !== 'generic') {
            new Consumer(stack, `${id}-user`).connectTo(service);
          }
        });
        project.synth();
        const target = stack.targets.find((each) => each.environment === environment) as ComposeTarget;
        const weaknesses = target.findWeaknesses();
        for (const [id, each] of Object.entries(services)) {
          const weakened = weaknesses.filter(({ service }) => service.id === id).map(({ weakness }) => `${weakness}`);
          found.push({ what: `${what} ${JSON.stringify(each)}`, id, file: `${folder}/${target.path}`, weaknesses: weakened });
        }
      } catch (error) {
        for (const [id, each] of Object.entries(services)) {
          found.push({ what: `${what} ${JSON.stringify(each)}`, id, refused: `${(error as Error).message}` });
        }
      }
    }
  }
}
writeFileSync(`${process.argv[2]}.json`, JSON.stringify(found));
