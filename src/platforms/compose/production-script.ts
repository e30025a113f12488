import { Component } from 'projen';
import { Duration, Size } from '../../base';
import {
  CommentStyle, Condition, Environment, EnvValue, HealthCheck, Service, ServiceKind, ServiceSpec, Stack, StackFile,
} from '../../model';
import { connectable } from './plan/reading';
import { slotVariable } from './plan/slots';
import { messagesIn } from './private/messages';
import { productionMessagesIn } from './private/production-messages';
import { ProductionScriptFacts, ReleasedService, Replacement, productionScript } from './private/production-script-text';
import { publishedPorts } from './private/published-ports';
import { requireInteger, requireRepositoryPath } from '../../base/checks';
import { requireProps } from '../../base/props';
import { isPublished } from '../../model/private/ports';
import { secretFilesIn } from '../../model/private/secrets';
import { variablesIn } from '../../model/private/variables';

/** How releases are made. */
export interface ReleaseOptions {
  /**
   * How long new containers have to stay healthy before they get requests.
   *
   * @default Duration.seconds(10)
   */
  readonly settle?: Duration;

  /**
   * How long they are watched after that, while the old ones are still there to go back to.
   *
   * @default Duration.seconds(10)
   */
  readonly watch?: Duration;

  /**
   * How long new containers may take to become healthy.
   *
   * @default - the longest time that a health check of the stack gives its service, and a minute more
   */
  readonly patience?: Duration;

  /**
   * How many releases are kept to go back to, with their images.
   *
   * @default 5
   */
  readonly keep?: number;

  /**
   * Free disk space without which no release is begun. It is looked at where the engine is on the same machine.
   *
   * @default Size.gibibytes(1)
   */
  readonly leastFreeDisk?: Size;
}

/** What a {@link ProductionScript} needs to know. */
export interface ProductionScriptProps extends ReleaseOptions {
  /** The environment that is released. */
  readonly environment: Environment;

  /** The Compose file of that environment, relative to the repository's root. */
  readonly composeFile: string;

  /** The env file of that environment, relative to the repository's root. */
  readonly envFile: string;
}

/**
 * The script that releases an environment: `scripts/docker-prod.sh`, for bash 3.2 (macOS) and newer. A release comes into service
 * without a failed request, or the one before it keeps serving.
 */
export class ProductionScript extends Component {
  /** The script, relative to the repository's root. */
  public readonly path: string;

  private readonly stack: Stack;
  private readonly props: ProductionScriptProps;

  /**
   * @param stack the stack whose environment is released
   * @param props what it needs to know
   * @throws if a path leaves the repository, a number cannot be used, or the stack has such a script already
   */
  public constructor(stack: Stack, props: ProductionScriptProps) {
    requireProps('ProductionScriptProps', props, 'a production script');
    // a capital letter: no service can have this id
    super(stack, `ProductionScript-${props.environment.name}`);
    this.stack = stack;
    this.props = { ...props };
    requireInteger('the number of releases that are kept', props.keep ?? 5, 2, 1000);
    requireRepositoryPath('the composeFile of a production script', props.composeFile);
    requireRepositoryPath('the envFile of a production script', props.envFile);
    const name = props.environment === stack.production ? 'prod' : props.environment.name;
    this.path = requireRepositoryPath('the path of a production script', `${stack.scriptsFolder}/docker-${name}.sh`);
    new StackFile(this, this.path, {
      comment: CommentStyle.HASH,
      executable: true,
      content: { render: () => productionScript(this.facts(), { ...messagesIn(stack.language), ...productionMessagesIn(stack.language) }) },
    });
    this.node.addValidation({ validate: () => this.problems() });
    // with CRLF, as git on Windows checks text out, bash finds no command; a space would end the pattern
    this.project.gitattributes.addAttributes(`/${this.path.replace(/ /g, '[[:space:]]')}`, 'text', 'eol=lf');
    this.project.gitignore.addPatterns(`/${this.stateFolder}/`, `/${this.backupFolder}/`, `/${stack.secretsFolder}/`);
  }

  private get stateFolder(): string {
    const { environment } = this.props;
    return environment === this.stack.production ? this.stack.releasesFolder : `${this.stack.releasesFolder}-${environment.name}`;
  }

  private get backupFolder(): string {
    return 'backups';
  }

  /** Services that the engine may call healthy only when nobody waits any more. */
  private problems(): string[] {
    const { stack, props: { environment, patience } } = this;
    return !patience ? [] : stack.servicesIn(environment).flatMap((service) => {
      const needed = timeToHealthy(service.specIn(environment).healthCheck);
      return needed < patience.toSeconds() ? [] : [
        `a release of stack "${stack.name}" waits ${patience} for new containers to become healthy (patience), but the health check of service "${service.id}" may take ${needed}s `
        + '(startPeriod + retries × interval): wait longer, or check more often',
      ];
    });
  }

  private facts(): ProductionScriptFacts {
    const { stack, props: { environment, composeFile, envFile, settle, watch, patience, keep, leastFreeDisk } } = this;
    const members = stack.servicesIn(environment).map((service) => ({ service, spec: service.specIn(environment) }));
    const jobs = members.flatMap(({ spec }) => spec.dependencies ?? [])
      .filter(({ condition }) => condition === Condition.COMPLETED).map(({ service }) => service);
    const switches = members.filter(({ spec }) => (spec.trafficTo ?? []).length > 0);
    const switched = switches.flatMap(({ spec }) => spec.trafficTo!);
    const variables = variablesIn(stack, environment).map(({ variable }) => variable);
    const specs = members.map(({ spec }) => spec);
    return {
      title: stack.title,
      minDockerVersion: stack.minDockerVersion,
      script: this.path,
      composeFile,
      envFile,
      stateFolder: this.stateFolder,
      backupFolder: this.backupFolder,
      secretsFolder: stack.secretsFolder,
      services: members.map(({ service, spec }) => released(environment, service, spec, jobs.includes(service), switched.includes(service))),
      switches: switches.map(({ service, spec }) => ({
        by: service.id, command: spec.switchCommand!, services: spec.trafficTo!.map(({ id }) => id),
      })),
      images: members.filter(({ spec }) => spec.image.bind().builtFrom).map(({ service }) => `${stack.name}-${service.id}`),
      variables: variables.map(({ name, description = '', required, secret, defaultValue = '' }) =>
        ({ name, description, secret, required: required && defaultValue === '' })),
      knownValues: knownValues(stack),
      secretFiles: [...new Set(specs.flatMap((spec) => secretFilesIn(spec, environment)).map(({ secret }) => secret))],
      requiredFiles: specs.flatMap((spec) => spec.requiredFiles ?? []),
      ports: publishedPorts(stack, environment).map(({ variable, hostPort }) => ({ variable, port: hostPort })),
      address: connectable(environment.publishedOn),
      settleSeconds: seconds(settle, 10),
      watchSeconds: seconds(watch, 10),
      patienceSeconds: seconds(patience, 60 + Math.ceil(Math.max(0, ...specs.map(({ healthCheck }) => timeToHealthy(healthCheck))))),
      keptReleases: keep ?? 5,
      leastFreeMebibytes: Math.ceil((leastFreeDisk ?? Size.gibibytes(1)).toBytes() / 1024 / 1024),
    };
  }
}

function released(environment: Environment, service: Service, spec: ServiceSpec, isJob: boolean, isSwitched: boolean): ReleasedService {
  const { builtFrom, sharedWith, reference } = spec.image.bind();
  const source = sharedWith ?? service;
  const kept = spec.kind === ServiceKind.DATA;
  return {
    id: service.id,
    kind: spec.kind,
    replacement: isJob ? Replacement.JOB
      : kept ? Replacement.NEVER
        : startsFirst(environment, spec) ? Replacement.START_FIRST : Replacement.STOP_FIRST,
    replicas: spec.replicas ?? 1,
    image: builtFrom || sharedWith ? `${service.stack.name}-${source.id}:$RELEASE` : reference!,
    probe: spec.healthCheck.probe(),
    readiness: spec.readiness?.probe(),
    slotVariable: isSwitched ? slotVariable(service) : undefined,
    releaseCommand: spec.releaseCommand,
    trialCommand: spec.trialCommand,
    backup: spec.backup,
    dataPaths: kept && !spec.backup ? (spec.mounts ?? []).filter(({ volume }) => volume.source().name !== undefined).map(({ path }) => path) : [],
  };
}

/** Two containers cannot have one port of the host, and what starts work by the clock must never run twice. */
function startsFirst(environment: Environment, spec: ServiceSpec): boolean {
  const published = (spec.ports ?? []).some((port) => isPublished(environment, port));
  return !published && (spec.kind === ServiceKind.HTTP || spec.kind === ServiceKind.WORKER);
}

/** The values of secrets that stand in the repository for development. */
function knownValues(stack: Stack): string[] {
  const values = stack.servicesIn(stack.development).flatMap((service) => Object.values(service.specIn(stack.development).environment ?? {}));
  const secrets = values.flatMap((value: EnvValue) => value.variables(stack.development)).filter(({ secret }) => secret);
  return [...new Set(secrets.flatMap(({ defaultValue }) => defaultValue ? [defaultValue] : []))];
}

/** Seconds until the engine knows whether a service that starts is healthy, at the latest. */
function timeToHealthy(check: HealthCheck): number {
  return check.startPeriod.toSeconds() + check.retries * check.interval.toSeconds();
}

function seconds(chosen: Duration | undefined, byDefault: number): number {
  return chosen ? Math.ceil(chosen.toSeconds()) : byDefault;
}
