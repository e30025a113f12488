import * as path from 'path';
import { Document, Pair, Scalar, YAMLMap, isScalar, isSeq, visit } from 'yaml';
import {
  Condition, Dependency, Environment, HealthCheck, IEnvValueWriter, Language, Mount, ResourceLimits, RestartPolicy, Service, ServiceKind,
  ServiceSpec, Stack,
} from '../../../model';
import { SLOTS, slotName } from '../../../model/blue-green';
import { isPublished, portVariable } from '../../../model/private/ports';
import { secretFilesIn } from '../../../model/private/secrets';
import { slotVariable } from '../plan/slots';

/** A value of a Compose file. */
type Value = string | number | boolean | null | Value[] | { [key: string]: Value | undefined };
type Keys = { [key: string]: Value | undefined };

/** Keys whose lists read better on one line: commands, above all. */
const ON_ONE_LINE = ['command', 'test', 'cap_drop', 'cap_add', 'security_opt', 'tmpfs', 'networks'];

/** The Compose file of one environment. Pure: the same stack gives the same bytes. */
export function renderComposeFile(stack: Stack, environment: Environment, overrides: { [service: string]: { [key: string]: any } }): string {
  const services = stack.servicesIn(environment).map((service) => ({ service, spec: service.specIn(environment) }));
  // a job that others wait for to end is not started again when it does
  const jobs = services.flatMap(({ spec }) => spec.dependencies ?? [])
    .filter(({ condition }) => condition === Condition.COMPLETED).map(({ service }) => service);
  const networks = networksOf(stack, environment, services);
  const switched = services.flatMap(({ spec }) => spec.trafficTo ?? []);
  const secrets = services.flatMap(({ spec }) => secretFilesIn(spec, environment)).map(({ secret }) => secret);
  const volumes = services.flatMap(({ spec }) => (spec.mounts ?? []).map((mount) => mount.volume.source().name));
  const document = new Document(clean({
    // a project of its own: on one machine, what is done to one environment must not touch another
    name: environment === stack.development ? stack.name : `${stack.name}-${environment.name}`,
    services: Object.fromEntries(services.map(({ service, spec }) => [
      service.id, overridden(renderService(environment, service, spec, {
        networks: networks.filter(({ members }) => members.includes(service)).map(({ name }) => name),
        isJob: jobs.includes(service),
        isSwitched: switched.includes(service),
      }), overrides[service.id]),
    ])),
    networks: Object.fromEntries(networks.map(({ name, internal }) => [name, { driver: 'bridge', internal }])),
    volumes: unlessEmpty(Object.fromEntries(volumes.filter((name) => name !== undefined).map((name) => [name, {}]))),
    secrets: unlessEmpty(Object.fromEntries(secrets.map((secret) => [secret, { file: `./${stack.secretsFolder}/${secret}` }]))),
  }), { compat: 'yaml-1.1' });
  document.commentBefore = ` ${stack.title}: the ${environment.name} environment.`;

  const root = document.contents as unknown as YAMLMap<Scalar<string>, YAMLMap>;
  for (const section of root.items.slice(1)) {
    section.key.spaceBefore = true;
  }
  const written = root.get('services') as unknown as YAMLMap<Scalar<string>>;
  written.items.forEach((item: Pair<Scalar<string>>, index: number) => {
    const { spec } = services[index];
    const shared = spec.image.bind().sharedWith;
    item.key.spaceBefore = index > 0;
    item.key.commentBefore = ` ${spec.description}${shared ? `; runs the image of ${shared.id}, which is built once` : ''}`;
  });
  visit(document, {
    Pair(_, pair) {
      if (isScalar(pair.key) && ON_ONE_LINE.includes(`${pair.key.value}`) && isSeq(pair.value)) {
        pair.value.flow = true;
      }
    },
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && UNREADABLE.test(scalar.value)) {
        scalar.type = 'QUOTE_DOUBLE';
      }
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
    .replace(new RegExp(UNREADABLE, 'g'), (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Characters that other YAML parsers refuse or take for the end of a line, unless they are escaped in double quotes. */
const UNREADABLE = /[\x7f-\x9f\u2028\u2029\ufeff]/;

interface Member {
  readonly service: Service;
  readonly spec: ServiceSpec;
}

interface Network {
  readonly name: string;
  readonly members: Service[];
  readonly internal?: boolean;
}

/** Where databases are not published, they and those who use them have a network of their own, which leads nowhere else. */
function networksOf(stack: Stack, environment: Environment, services: Member[]): Network[] {
  const all = services.map(({ service }) => service);
  const hidden = services.filter(({ spec }) => spec.kind === ServiceKind.DATA && !(spec.ports ?? []).some((port) => isPublished(environment, port)))
    .map(({ service }) => service);
  const users = services.filter(({ service, spec }) => [...service.connections, ...(spec.dependencies ?? []).map((dependency) => dependency.service)]
    .some((provider) => hidden.includes(provider))).map(({ service }) => service);
  return [
    { name: `${stack.name}-network`, members: all.filter((service) => !hidden.includes(service)) },
    ...hidden.length > 0 ? [{ name: `${stack.name}-data`, members: [...hidden, ...users], internal: true }] : [],
  ];
}

/** What a service is to the rest of the file. */
interface Place {
  readonly networks: string[];
  /** Others wait for it to end. */
  readonly isJob: boolean;
  /** Another service chooses among its containers. */
  readonly isSwitched: boolean;
}

function renderService(environment: Environment, service: Service, spec: ServiceSpec, place: Place): Keys {
  const secrets = secretFilesIn(spec, environment);
  const healing = environment.restartsUnhealthy && spec.kind !== ServiceKind.DATA && spec.healthCheck.probe() !== undefined;
  const writer = writerIn(service.stack.language);
  const asFile = (name: string) => secrets.some(({ variable }) => variable === name);
  return {
    ...renderImage(service, environment),
    command: spec.command?.map(escaped),
    init: spec.init || healing || undefined,
    user: spec.runsAsHostUser ? '${HOST_UID:-1000}:${HOST_GID:-1000}' : spec.user,
    restart: RESTART[place.isJob ? RestartPolicy.NEVER : environment.restart],
    ports: unlessEmpty((spec.ports ?? []).filter((port) => isPublished(environment, port))
      .map((port) => `${environment.publishedOn}:\${${portVariable(service, port)}:-${port.hostPort ?? port.port}}:${port.port}`)),
    environment: unlessEmpty(Object.fromEntries(
      Object.entries(spec.environment ?? {}).map(([name, value]) => asFile(name)
        ? [`${name}_FILE`, `/run/secrets/${value._secretIn(environment)}`]
        : [name, value.resolve(environment, writer)]),
    )),
    secrets: unlessEmpty(secrets.map(({ secret }) => secret)),
    volumes: unlessEmpty((spec.mounts ?? []).map(renderMount)),
    depends_on: unlessEmpty(Object.fromEntries((spec.dependencies ?? []).map(renderDependency))),
    networks: place.isSwitched && !environment.liveReload
      ? Object.fromEntries(place.networks.map((name, index) => [name, index > 0 ? {} : { aliases: [slotName(`\${${slotVariable(service)}:-${SLOTS[0]}}`, service.id)] }]))
      : place.networks,
    healthcheck: renderHealthCheck(service.stack, environment, spec.healthCheck, healing),
    stop_signal: spec.stopSignal,
    stop_grace_period: spec.stopGracePeriod?.toString(),
    read_only: spec.writableRoot ? undefined : true,
    tmpfs: unlessEmpty(spec.writablePaths ?? ['/tmp']),
    cap_drop: ['ALL'],
    cap_add: unlessEmpty(spec.capabilities ?? []),
    security_opt: ['no-new-privileges:true'],
    logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
    deploy: unlessEmpty({
      replicas: spec.replicas,
      resources: environment.limitResources ? renderLimits(spec.limits) : undefined,
    }),
  };
}

/** Images that are built carry a name, so that several services can run one and people can find it. */
function renderImage(service: Service, environment: Environment): Keys {
  const source = service.specIn(environment).image.bind();
  if (source.sharedWith) {
    return { image: renderImage(source.sharedWith, environment).image };
  }
  if (!source.builtFrom) {
    return { image: source.reference };
  }
  const { context, dockerfile, stage, namedContexts = {} } = source.builtFrom;
  return {
    image: `${service.stack.name}-${service.id}:${environment.liveReload ? environment.name : `\${RELEASE:-${environment.name}}`}`,
    build: {
      context: `./${context}`,
      dockerfile: path.posix.relative(context, dockerfile),
      target: stage,
      additional_contexts: unlessEmpty(Object.fromEntries(Object.entries(namedContexts).map(([name, folder]) => [name, `./${folder}`]))),
    },
  };
}

const REFUSALS = { [Language.EN]: 'set it in the env file', [Language.PT_BR]: 'defina no arquivo de variáveis' };

/** Values as Compose interpolates them. */
function writerIn(language: Language): IEnvValueWriter {
  return {
    writeLiteral: escaped,
    writeVariable: ({ name, required, defaultValue = '', description }) =>
      required && defaultValue === '' ? `\${${name}:?${description ? refusal(description) : REFUSALS[language]}}` : `\${${name}:-${defaultValue}}`,
    writeRelease: () => '${RELEASE:-}',
  };
}

/** What Compose says when a variable is missing; a brace or a dollar would end it or start another variable. */
function refusal(description: string): string {
  return description.replace(/[{}$]/g, '');
}

/** Text that stands for itself: Compose would read `$X` in it as a variable. */
function escaped(text: string): string {
  return text.replace(/\$/g, '$$$$');
}

function renderMount(mount: Mount): string {
  const { name, path: folder } = mount.volume.source();
  const parts = [...name !== undefined ? [name] : folder !== undefined ? [`./${folder}`] : [], mount.path, ...mount.readOnly ? ['ro'] : []];
  return parts.join(':');
}

const CONDITIONS = {
  [Condition.STARTED]: 'service_started',
  [Condition.HEALTHY]: 'service_healthy',
  [Condition.COMPLETED]: 'service_completed_successfully',
};

function renderDependency({ service, condition, restart }: Dependency): [string, Keys] {
  return [service.id, { condition: CONDITIONS[condition], restart: restart || undefined }];
}

/**
 * Runs a check, and after $1 failures in a row kills everything in the container but the init process, which then ends too. A check
 * that hangs is killed by the engine, so what counts is that it began and was never good.
 */
const HEALING_CHECK = [
  'limit=$1',
  'shift',
  'count=$(($(cat /tmp/.unhealthy 2> /dev/null || echo 0) + 1))',
  '[ "$count" -le "$limit" ] || kill -KILL -1',
  'echo "$count" > /tmp/.unhealthy',
  '"$@" || { [ "$count" -lt "$limit" ] || kill -KILL -1; exit 1; }',
  'rm -f /tmp/.unhealthy',
].join('; ');

function renderHealthCheck(stack: Stack, environment: Environment, check: HealthCheck, healing: boolean): Keys {
  const probe = check.probe();
  if (!probe) {
    return { disable: true };
  }
  const most = environment.healthCheckInterval;
  const interval = most?.isShorterThan(check.interval) ? most : check.interval;
  return {
    test: ['CMD', ...(healing ? ['sh', '-c', HEALING_CHECK, 'check', `${2 * check.retries}`, ...probe] : probe).map(escaped)],
    interval: interval.toString(),
    timeout: check.timeout.toString(),
    retries: check.retries,
    start_period: check.startPeriod.toString(),
    start_interval: stack.minDockerVersion >= 25 ? check.startInterval.toString() : undefined,
  };
}

const RESTART = {
  [RestartPolicy.NEVER]: 'no',
  [RestartPolicy.ON_FAILURE]: 'on-failure',
  [RestartPolicy.UNLESS_STOPPED]: 'unless-stopped',
  [RestartPolicy.ALWAYS]: 'always',
};

function renderLimits(limits: ResourceLimits = {}): Keys | undefined {
  return unlessEmpty({
    limits: unlessEmpty({ cpus: limits.cpus?.toString(), memory: limits.memory?.toString(), pids: limits.pids ?? 512 }),
    reservations: unlessEmpty({ cpus: limits.reservedCpus?.toString(), memory: limits.reservedMemory?.toString() }),
  });
}

/** The keys on the way to a value: dots are between keys, and `\.` is a dot within one. */
export function keyTrail(key: string): string[] {
  return key.split(/(?<!\\)\./).map((part) => part.replace(/\\\./g, '.'));
}

/** Sets the keys that were given by hand; `undefined` takes one away. */
function overridden(service: Keys, overrides: { [key: string]: any } = {}): Keys {
  const result = structuredClone(service);
  for (const [key, value] of Object.entries(overrides)) {
    const trail = keyTrail(key);
    const last = trail.pop()!;
    let at = result;
    for (const part of trail) {
      const next = at[part];
      at = at[part] = typeof next === 'object' && next !== null && !Array.isArray(next) ? next : {};
    }
    at[last] = value;
  }
  return result;
}

function unlessEmpty<T extends object>(value: T): T | undefined {
  return Object.values(value).some((each) => each !== undefined) ? value : undefined;
}

/** Without the keys that have no value: YAML would write them as null. */
function clean(value: Value): Value {
  if (Array.isArray(value)) {
    return value.map(clean);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined).map(([key, each]) => [key, clean(each!)]));
  }
  return value;
}
