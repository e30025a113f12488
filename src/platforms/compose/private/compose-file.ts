import * as path from 'path';
import { Document, Pair, Scalar, YAMLMap } from 'yaml';
import { isRead } from './least-versions';
import { overridden } from './overrides';
import { writeDocument } from './quotes';
import { asset } from '../../../base/assets';
import {
  Condition, Dependency, Environment, HealthCheck, IEnvValueWriter, Language, Mount, Resources, RestartPolicy, ServiceKind, ServiceSpec,
  SyncedSources,
} from '../../../model';
import { SLOTS, slotName } from '../../../model/blue-green';
import { NOBODY, TEMPORARY_FOLDER, writablePathsOf } from '../../../model/defaults';
import { ComposePlan, DOCKER_OF_START_INTERVAL, entriesOf, PlannedService } from '../plan/compose-plan';
import { tagIn } from '../plan/images';
import { Rollout } from '../plan/rollout';

/** A value of a Compose file. */
type Value = string | number | boolean | null | Value[] | { [key: string]: Value | undefined };
type Keys = { [key: string]: Value | undefined };

/** The Compose file of a plan. Pure: the same plan gives the same bytes. */
export function renderComposeFile(plan: ComposePlan): string {
  const { stack, environment, networks, volumes, secrets, files } = plan;
  const entries = entriesOf(plan);
  const rendered = Object.fromEntries(entries.map((planned) => [planned.id, overridden(renderService(plan, planned), planned.changes)]));
  const document = new Document(clean(overridden({
    name: plan.project,
    services: rendered,
    networks: Object.fromEntries(networks.map(({ name, internal }) => [name, { driver: 'bridge', internal: internal || undefined }])),
    volumes: unlessEmpty(Object.fromEntries(volumes.filter(({ byHand }) => !byHand).map(({ name }) => [name, {}]))),
    secrets: unlessEmpty(Object.fromEntries([
      ...secrets.map((secret): [string, Value] => [secret, { file: `./${files.secrets}/${secret}` }]),
      ...buildSecretsOf(plan).map((secret): [string, Value] => [secret, { environment: secret }]),
    ])),
  }, plan.fileChanges)), { compat: 'yaml-1.1' });
  document.commentBefore = ` ${stack.title}: the ${environment.name} environment.`;

  const root = document.contents as unknown as YAMLMap<Scalar<string>, YAMLMap>;
  for (const section of root.items.slice(1)) {
    section.key.spaceBefore = true;
  }
  const written = root.get('services') as unknown as YAMLMap<Scalar<string>>;
  written.items.forEach((item: Pair<Scalar<string>>, index: number) => {
    const { spec, service, image } = entries[index];
    item.key.spaceBefore = index > 0;
    const shared = image.owner === service ? '' : `; runs the image of ${image.owner.id}, which is built once`;
    item.key.commentBefore = ` ${spec.description}${shared}`;
  });
  return writeDocument(document);
}

function renderService({ stack, environment, least, preparations }: ComposePlan, planned: PlannedService): Keys {
  const { spec, service, ports, networks, secretFiles, restartsUnhealthy, rollout, slotVariable, image, resources, sync } = planned;
  const writer = writerIn(stack.language);
  const secretOf = (variable: string) => secretFiles.find((file) => file.variable === variable)?.secret;
  return {
    ...renderImage(environment, planned),
    develop: sync && renderSync(sync),
    command: spec.command?.map(escaped),
    init: spec.init || restartsUnhealthy || undefined,
    user: renderUser(planned),
    restart: RESTART[rollout === Rollout.JOB ? RestartPolicy.NEVER : environment.restart],
    ports: unlessEmpty(ports.filter(({ published }) => published)
      .map(({ port, hostPort, variable, address }) => `${address}:\${${variable}:-${hostPort}}:${port}`)),
    environment: unlessEmpty(Object.fromEntries(Object.entries(spec.environment ?? {}).map(([name, value]) => {
      const secret = secretOf(name);
      return secret === undefined ? [name, value.resolve(environment, writer)] : [`${name}_FILE`, `/run/secrets/${secret}`];
    }))),
    secrets: unlessEmpty(secretFiles.map(({ secret }) => secret)),
    volumes: unlessEmpty((spec.mounts ?? []).map(renderMount)),
    depends_on: unlessEmpty(Object.fromEntries([
      ...(spec.dependencies ?? []).map(renderDependency),
      ...preparations.filter((each) => each.planned !== planned && each.awaitedBy.includes(service))
        .map(({ id }): [string, Keys] => [id, { condition: CONDITIONS[Condition.COMPLETED] }]),
    ])),
    networks: slotVariable === undefined ? networks
      : Object.fromEntries(networks.map((name, index) => [name, index > 0 ? {} : { aliases: [slotAlias(planned.id, slotVariable)] }])),
    healthcheck: renderHealthCheck(environment, spec.healthCheck, restartsUnhealthy, least),
    stop_signal: spec.stopSignal === image.states.stopSignal ? undefined : spec.stopSignal,
    stop_grace_period: spec.stopGracePeriod?.toString(),
    read_only: spec.writableRoot ? undefined : true,
    tmpfs: unlessEmpty(renderWritablePaths(environment, spec)),
    cap_drop: ['ALL'],
    cap_add: unlessEmpty(spec.capabilities ?? []),
    security_opt: ['no-new-privileges:true'],
    logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
    deploy: unlessEmpty({
      replicas: spec.replicas,
      resources: resources && renderResources(resources),
    }),
  };
}

/** What the image states by itself is not said again. */
function renderUser({ spec: { user }, sync, image: { states } }: PlannedService): string | undefined {
  if (sync && user?.toString() === NOBODY.toString()) {
    // what is sent belongs to the user of the container, whom the engine looks up on its own machine, and by name
    return 'nobody';
  }
  if (user?.isOwnerOfSources) {
    return '${HOST_UID:-1000}:${HOST_GID:-1000}';
  }
  return user?.toString() === states.user?.toString() ? undefined : user?.toString();
}

/** The name by which one set of containers of a service is found. */
function slotAlias(id: string, variable: string): string {
  return slotName(`\${${variable}:-${SLOTS[0]}}`, id);
}

function renderImage(environment: Environment, { image: { pulled, name, builtByOwner, ...image }, sync }: PlannedService): Keys {
  if (pulled !== undefined) {
    return { image: pulled };
  }
  const tagged = `${name}:${tagIn(environment)}`;
  // Compose watches nothing for a service that it does not build; the steps of both builds are the same, and done once
  const build = image.build ?? (sync && builtByOwner);
  if (!build) {
    // another service's build makes it: Compose would look for it in a registry first, and say that it is not there
    return { image: tagged, pull_policy: 'never' };
  }
  const { context, dockerfile, stage, namedContexts = {}, secrets = [] } = build;
  return {
    image: tagged,
    build: {
      context: `./${context}`,
      dockerfile: path.posix.relative(context, dockerfile),
      target: stage,
      secrets: unlessEmpty([...secrets]),
      additional_contexts: unlessEmpty(Object.fromEntries(Object.entries(namedContexts).map(([key, folder]) => [key, `./${folder}`]))),
    },
  };
}

/** What `docker compose watch` does: a new image for other packages, and all else into the running container. */
function renderSync({ folder, containerPath, ignored = [], installedFrom = [] }: SyncedSources): Keys {
  return {
    watch: [
      ...installedFrom.map((file) => ({ action: 'rebuild', path: escaped(`./${file}`) })),
      { action: 'sync', path: escaped(`./${folder}`), target: escaped(containerPath), ignore: unlessEmpty(ignored.map(escaped)) },
    ],
  };
}

/** The variables that builds read, each once. */
function buildSecretsOf({ services }: ComposePlan): string[] {
  return [...new Set(services.flatMap(({ image }) => image.build?.secrets ?? []))];
}

const REFUSALS = { [Language.EN]: 'set it in the env file', [Language.PT_BR]: 'defina no arquivo de variáveis' };

/** Values as Compose interpolates them. */
function writerIn(language: Language): IEnvValueWriter {
  return {
    writeLiteral: escaped,
    writeVariable: ({ name, required, defaultValue = '', description }) =>
      required ? `\${${name}:?${description ? refusal(description) : REFUSALS[language]}}` : `\${${name}:-${defaultValue}}`,
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
  const { name, repositoryPath: folder } = mount.volume.source();
  const source = name ?? (folder === undefined ? undefined : `./${folder}`);
  return [...source === undefined ? [] : [source], mount.containerPath, ...mount.readOnly ? ['ro'] : []].join(':');
}

/** Tools of development put native code there and load it; data services do not, and nothing else that is in memory can be run. */
function renderWritablePaths({ liveReload }: Environment, spec: ServiceSpec): string[] {
  const runsTools = liveReload && spec.kind !== ServiceKind.DATA;
  return writablePathsOf(spec).map((folder) => folder === TEMPORARY_FOLDER && runsTools ? `${folder}:exec` : folder);
}

const CONDITIONS = {
  [Condition.STARTED]: 'service_started',
  [Condition.HEALTHY]: 'service_healthy',
  [Condition.COMPLETED]: 'service_completed_successfully',
};

function renderDependency({ service, condition, restart }: Dependency): [string, Keys] {
  return [service.id, { condition: CONDITIONS[condition], restart: restart || undefined }];
}

/** The program that ends a container that stays unhealthy, in one line: no image is sure to have it as a file. */
function healingProgram(): string {
  return asset('sh/end-when-unhealthy.sh').split('\n').filter((line) => line !== '' && !line.startsWith('#')).join('; ');
}

function renderHealthCheck(environment: Environment, check: HealthCheck, healing: boolean, least: ComposePlan['least']): Keys {
  const probe = check.probe();
  if (!probe) {
    return { disable: true };
  }
  // checks that come more often while a service starts are no reason to end it before it may have started
  const limits = [`${2 * check.retries}`, `${Math.ceil(check.startPeriod.toSeconds())}`];
  return {
    test: ['CMD', ...(healing ? ['sh', '-c', healingProgram(), 'check', ...limits, ...probe] : probe).map(escaped)],
    interval: environment.intervalOf(check).toString(),
    timeout: check.timeout.toString(),
    retries: check.retries,
    start_period: check.startPeriod.toString(),
    start_interval: checksStartsOften(least) ? check.startInterval.toString() : undefined,
  };
}

function checksStartsOften({ docker, compose }: ComposePlan['least']): boolean {
  return docker >= DOCKER_OF_START_INTERVAL && isRead('services.*.healthcheck.start_interval', compose);
}

const RESTART = {
  [RestartPolicy.NEVER]: 'no',
  [RestartPolicy.ON_FAILURE]: 'on-failure',
  [RestartPolicy.UNLESS_STOPPED]: 'unless-stopped',
  [RestartPolicy.ALWAYS]: 'always',
};

function renderResources({ cpus, memory, pids, reservedCpus, reservedMemory }: Resources): Keys | undefined {
  return unlessEmpty({
    limits: unlessEmpty({ cpus: cpus?.toString(), memory: memory?.toString(), pids }),
    reservations: unlessEmpty({ cpus: reservedCpus?.toString(), memory: reservedMemory?.toString() }),
  });
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
