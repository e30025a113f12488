import { keyTrail, renderComposeFile } from './private/compose-file';
import { SERVICE_KEYS } from './private/service-keys';
import { requireMatch } from '../../base/checks';
import { requireProps } from '../../base/props';
import { CommentStyle, Environment, Service, Stack, StackFile, Target } from '../../model';
import { isPublished } from '../../model/private/ports';

/** What a {@link ComposeTarget} needs to know. */
export interface ComposeTargetProps {
  /** The environment that is written. */
  readonly environment: Environment;

  /**
   * The file's name. It lies at the repository's root, because paths in it and the `.env` file are looked up beside it.
   *
   * @default "docker-compose.yml" for development, "docker-compose.prod.yml" for production, "docker-compose.<environment>.yml" for others
   */
  readonly path?: string;
}

/** Writes one environment of a stack down as a Compose file, for Docker Compose 2.20 and Docker 24 or newer. */
export class ComposeTarget extends Target {
  /** The file, relative to the repository's root. */
  public readonly path: string;

  private readonly overrides: { [service: string]: { [key: string]: any } } = {};

  /**
   * @param stack the stack that is written down
   * @param props what it needs to know
   * @throws if the file's name cannot be used, or the environment is written to a Compose file already
   */
  public constructor(stack: Stack, props: ComposeTargetProps) {
    requireProps('ComposeTargetProps', props, 'a Compose target');
    requireUnwritten(stack, props.environment);
    // a capital letter: no service can have this id
    super(stack, `Compose-${props.environment.name}`, props.environment);
    this.path = props.path ?? defaultPath(stack, props.environment);
    requireMatch('the name of a Compose file', this.path, /^[A-Za-z0-9_][A-Za-z0-9_.-]*\.ya?ml$/, 'names that end with .yml or .yaml, without a folder');
    new StackFile(this, this.path, {
      comment: CommentStyle.HASH,
      content: { render: () => renderComposeFile(this.stack, this.environment, this.overrides) },
    });
  }

  /**
   * Sets a key of one service as Compose spells it, whatever was there: for what the model has no word for. The value is written
   * as it is, and `${X}` in it is Compose's own interpolation.
   *
   * @param service the service
   * @param key where the value goes: `mem_swappiness`, or `deploy.endpoint_mode` with dots between keys; a dot within a key is
   *   written `\.`, as in `labels.traefik\.enable`
   * @param value the value: text, a number, a boolean, or lists and maps of them; `undefined` takes the key away
   * @throws if the service has no containers in the environment, Compose knows no such key, or YAML no such value
   */
  public override(service: Service, key: string, value: any): void {
    const known = this.stack.servicesIn(this.environment);
    if (!known.includes(service)) {
      throw new Error(`service "${service.id}" is not in "${this.path}": it has ${known.map((each) => `"${each.id}"`).join(', ')}`);
    }
    const trail = keyTrail(key);
    const [first] = trail;
    if (!SERVICE_KEYS.includes(first) && !first.startsWith('x-')) {
      throw new Error(`Compose knows no key "${first}" of a service: it knows ${SERVICE_KEYS.join(', ')}, and what starts with "x-"`);
    }
    if (trail.includes('') || trail.includes('__proto__')) {
      throw new Error(`override "${key}" of service "${service.id}" cannot be used: allowed are names with one dot between them, such as "deploy.endpoint_mode"`);
    }
    this.overrides[service.id] = { ...this.overrides[service.id], [key]: plainCopy(`the value of override "${key}" of service "${service.id}"`, value) };
  }

  public override validate(): string[] {
    return this.stack.servicesIn(this.environment).flatMap((service) => {
      const spec = service.specIn(this.environment);
      const published = (spec.ports ?? []).filter((port) => isPublished(this.environment, port));
      return (spec.replicas ?? 1) > 1 && published.length > 0
        ? [`service "${service.id}" has ${spec.replicas} replicas in "${this.path}" and is published on port ${published[0].port}, which only one container can have: set published: false, or run one replica`]
        : [];
    });
  }
}

function requireUnwritten(stack: Stack, environment: Environment): void {
  const other = stack.targets.find((target): target is ComposeTarget => target instanceof ComposeTarget && target.environment === environment);
  if (other) {
    throw new Error(`environment "${environment.name}" of stack "${stack.name}" is written to "${other.path}" already: write it once, or add another environment`);
  }
}

/** The value as it will stand in the file, whatever the caller does with the original afterwards. */
function plainCopy(what: string, value: any): any {
  if (Array.isArray(value)) {
    return value.map((each) => plainCopy(what, each));
  }
  if (isMap(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plainCopy(what, each)]));
  }
  if (!isScalar(value)) {
    throw new Error(`${what} is or has ${String(value)}: allowed are text, numbers, booleans, null, and lists and maps of them`);
  }
  return value;
}

function isScalar(value: any): boolean {
  return value === undefined || value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value);
}

/** Whether it is an object and nothing more: no date, no map. */
function isMap(value: any): boolean {
  return Object.prototype.toString.call(value) === '[object Object]';
}

function defaultPath(stack: Stack, environment: Environment): string {
  switch (environment) {
    case stack.development: return 'docker-compose.yml';
    case stack.production: return 'docker-compose.prod.yml';
    default: return `docker-compose.${environment.name}.yml`;
  }
}
