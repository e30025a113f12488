import { Construct } from 'constructs';
import { listed, requireInteger, requireMatch } from '../../base/checks';
import { CommentStyle, Environment, Service, ServiceWeakness, Stack, StackFile, Target } from '../../model';
import { Change, ServiceChange } from './plan/changes';
import { ComposePlan, LEAST_COMPOSE, LEAST_DOCKER, planOf, projectOf } from './plan/compose-plan';
import { PlannedFiles, filesOf } from './plan/files';
import { engineNames, sharedNames } from './plan/names';
import { neighbourProblems } from './plan/neighbours';
import { networkNames } from './plan/networks';
import { requireOwnFiles } from './plan/paths';
import { problemsOf } from './plan/problems';
import { requireReleases } from './plan/releases';
import { renderComposeFile } from './private/compose-file';
import { documentProblems, requireReadable } from './private/document-problems';
import { isNewer } from './private/least-versions';
import { leftVolumes } from './private/left-volumes';
import { keyTrail, plainCopy, requireNoHome, requireTrail } from './private/overrides';
import { Place, inWords } from './private/specification';
import { TypedKey, fileKeysOf, serviceKeysOf } from './private/typed-keys';
import { factsOf, weaknessesIn } from './private/weaknesses';
import { ReleaseOptions } from './release-options';
import { ComposeFileKeys, ComposeServiceKeys } from './vocabulary';
import { requireArgument, requireProps } from '../../base/props';
import { EnvironmentFacts } from '../../review';

/** Options of a {@link ComposeTarget}. */
export interface ComposeTargetProps {
  /** The environment that is written. */
  readonly environment: Environment;

  /**
   * The file's name. It is at the repository's root, because paths in it and the `.env` file are resolved relative to it.
   *
   * @default "docker-compose.yml" for development, "docker-compose.prod.yml" for production, "docker-compose.<environment>.yml" for others
   */
  readonly file?: string;

  /**
   * The minimum major version of Docker, at least 24. With 25 or newer, starting services are checked more often (`startInterval`), so that
   * a start does not wait for the next regular check.
   *
   * @default 25
   */
  readonly minDockerVersion?: number;

  /**
   * The minimum version of Docker Compose: `2.30`. Keys that it does not support are rejected.
   *
   * @default "2.24", which came with Docker 25, or "2.20" with a `minDockerVersion` of 24
   */
  readonly minComposeVersion?: string;

  /**
   * Whether a `docker-compose.override.yml` beside the file is allowed. Compose loads it if no file is named; the scripts do not.
   *
   * @default false; it is rejected
   */
  readonly allowsOverrideFile?: boolean;

  /**
   * How the environment is released.
   *
   * @default - see {@link ReleaseOptions}
   */
  readonly releases?: ReleaseOptions;

  /**
   * The working folder of the release script, relative to the repository's root. It is git-ignored, and removed when the script ends:
   * releases are recorded on the engine.
   *
   * @default ".releases" for production, ".releases-<environment>" for others
   */
  readonly releasesFolder?: string;
}

/** Writes one environment of a stack as a Compose file, for Docker Compose 2.24 and Docker 25, or for older ones (`minDockerVersion`). */
export class ComposeTarget extends Target {
  /** The Compose file, relative to the repository's root. */
  public readonly path: string;

  private readonly composeFile: StackFile;
  private readonly files: PlannedFiles;
  private readonly allowsOverrideFile: boolean;
  private readonly minDockerVersion: number;
  private readonly releases: ReleaseOptions;
  private readonly minComposeVersion?: string;
  private readonly changes: ServiceChange[] = [];
  private readonly fileChanges: Change[] = [];

  /**
   * @param stack the stack that is written
   * @param props the environment and options
   * @throws if a value is invalid, or the environment already has a Compose file
   */
  public constructor(stack: Stack, props: ComposeTargetProps) {
    requireProps('ComposeTargetProps', props, 'a Compose target');
    requireUnwritten(stack, props.environment);
    // a capital letter: no service can have this id
    super(stack, `Compose-${props.environment.name}`, props.environment);
    this.files = filesOf(stack, props.environment, { compose: props.file, state: props.releasesFolder });
    requireOwnFiles(props.environment, this.files, composeTargets(stack).filter((each) => each !== this)
      .map(({ environment, _files }) => ({ environment, files: _files })));
    this.path = this.files.compose;
    this.allowsOverrideFile = props.allowsOverrideFile ?? false;
    this.minDockerVersion = props.minDockerVersion ?? LEAST_DOCKER;
    requireInteger(`the minDockerVersion of "${this.path}"`, this.minDockerVersion, 24, 99);
    this.minComposeVersion = props.minComposeVersion;
    requireComposeVersion(this.path, this.minComposeVersion);
    this.releases = { ...props.releases };
    requireReleases(this.environment, this.releases);
    this.composeFile = new StackFile(this, this.path, {
      comment: CommentStyle.HASH,
      content: { render: () => renderComposeFile(this._plan()) },
    });
    this.node.addValidation({
      validate: () => [
        ...problemsOf(stack, this.environment, this.files), ...this.neighbours(), ...this.documentProblems(),
      ],
    });
  }

  /**
   * Sets typed Compose keys of one service, for what the model does not cover. As with an additional Compose file, maps are merged, lists
   * are appended to, and single values are replaced.
   *
   * @param service the service
   * @param keys the keys; text is written unchanged, so `${X}` is Compose's interpolation
   * @throws if the service has no containers in the environment, or a key has to be set elsewhere, which the message names
   */
  public configure(service: Service, keys: ComposeServiceKeys): void {
    requireArgument('Service', service, 'configure', `"${this.path}"`);
    this.requireMember(service);
    requireProps('ComposeServiceKeys', keys, `the Compose keys of service "${service.id}"`);
    this.set(`of service "${service.id}"`, serviceKeysOf(keys), service);
  }

  /**
   * Sets keys of every service, including services that are added later; `configure` overrides it. Build keys apply only to services that
   * are built.
   *
   * @param keys what is set
   * @throws if a key has to be set elsewhere, which the message names
   */
  public configureEvery(keys: ComposeServiceKeys): void {
    requireProps('ComposeServiceKeys', keys, `the Compose keys of every service of "${this.path}"`);
    this.set('of every service', serviceKeysOf(keys));
  }

  /**
   * Sets typed Compose keys of the file outside its services: networks, volumes, secrets, configs, models. Maps are merged.
   *
   * @param keys the keys; text is written unchanged, so `${X}` is Compose's interpolation
   */
  public configureFile(keys: ComposeFileKeys): void {
    requireProps('ComposeFileKeys', keys, `the Compose keys of "${this.path}"`);
    this.fileChanges.push(...fileKeysOf(keys).map((change) => ({ ...change, adds: true })));
  }

  /**
   * Sets a raw Compose key of one service, replacing the value. It is for keys that start with `x-`, and values that the types do not
   * allow, such as `${X}` instead of a number; otherwise use `configure`. The value is written unchanged, so `${X}` is Compose's
   * interpolation.
   *
   * @param service the service
   * @param key the path of the value: `mem_swappiness`, or `deploy.endpoint_mode` with dots between keys; a dot within a key is written
   * `\.`, as in `labels.traefik\.enable`
   * @param value the value: text, a number, a boolean, or lists and maps of them; `undefined` takes the key away
   * @throws if the service has no containers in the environment, Compose knows no such key or value, YAML no such value, or other files
   *   speak of the key too and would say what is not so
   */
  public override(service: Service, key: string, value: any): void {
    requireArgument('Service', service, 'override', `"${this.path}"`);
    requireArgument('string', key, 'the key of an override', `"${this.path}"`);
    this.requireMember(service);
    const trail = keyTrail(key);
    const what = `override "${key}" of service "${service.id}"`;
    requireKnown(Place.SERVICE().keys, trail[0], 'a service');
    requireTrail(what, key);
    requireNoHome(what, trail);
    const copy = plainCopy(`the value of ${what}`, value);
    requireReadable(what, ['services', service.id, ...trail], copy);
    this.changes.push({ service, trail, value: copy, adds: false });
  }

  /**
   * Sets a raw Compose key of the file outside its services, replacing the value. It is for keys that start with `x-`, and values that the
   * types do not allow; otherwise use `configureFile`.
   *
   * @param key the path of the value, with dots between keys: `networks.shop-network.external`, `x-owner`; a dot within a key is
   *   written `\.`
   * @param value the value: text, a number, a boolean, or lists and maps of them; `undefined` takes the key away
   * @throws if Compose has no such key or value, or YAML no such value; for services, use `override`
   */
  public overrideTopLevel(key: string, value: any): void {
    requireArgument('string', key, 'the key of an override', `"${this.path}"`);
    const trail = keyTrail(key);
    const [first] = trail;
    const what = `override "${key}" of "${this.path}"`;
    if (first === 'services' || first === 'name') {
      const instead = first === 'services' ? 'override(service, key, value)' : 'the name of the stack';
      throw new Error(`"${first}" of "${this.path}" cannot be overridden: use ${instead}`);
    }
    requireKnown(Place.FILE().keys.filter((each) => each !== 'name' && each !== 'services'), first, 'a file');
    requireTrail(what, key);
    const copy = plainCopy(`the value of ${what}`, value);
    requireReadable(what, trail, copy);
    this.fileChanges.push({ trail, value: copy, adds: false });
  }

  /** Says what becomes of volumes that the file had when it was written last and has no more: a service or the stack was renamed, say. */
  public override preSynthesize(): void {
    super.preSynthesize();
    leftVolumes(this.composeFile.absolutePath, this._plan()).forEach((line) => this.stack.project.logger.warn(line));
  }

  /** The weaknesses of services, read from the text of the Compose file and of Dockerfiles that will be written. */
  public override findWeaknesses(): ServiceWeakness[] {
    return weaknessesIn(this._plan(), this._facts());
  }

  private requireMember(service: Service): void {
    const known = this.stack.servicesIn(this.environment);
    if (!known.includes(service)) {
      throw new Error(`service "${service.id}" is not in "${this.path}": it has ${listed(known.map(({ id }) => id))}`);
    }
  }

  private set(whose: string, keys: TypedKey[], service?: Service): void {
    keys.forEach(({ trail }) => requireNoHome(`Compose key "${trail.join('.')}" ${whose}`, trail));
    this.changes.push(...keys.map((key) => ({ ...key, service, adds: true })));
  }

  /** What Compose would not read of the file as it will be written, or would read otherwise than the scripts. */
  private documentProblems(): string[] {
    let plan;
    let text;
    try {
      plan = this._plan();
      text = this.composeFile.render();
    } catch {
      // what is wrong with services, and with patches, is set with them
      return [];
    }
    return documentProblems(plan, renderComposeFile(plan), text);
  }

  /** What other stacks of the project tree, and files beside this one, would mix up with it. */
  private neighbours(): string[] {
    const all = composeTargets(this.project.root);
    const names = all.slice(0, all.indexOf(this) + 1).map(({ stack, environment }) =>
      engineNames(stack, environment, projectOf(stack, environment)));
    const written = all.filter((each) => each !== this && each.project === this.project).map((each) => each.path);
    return [
      ...sharedNames(names.pop()!, names),
      ...neighbourProblems(this.project.outdir, this.path, written, this.allowsOverrideFile),
    ];
  }

  /**
   * All that is decided about the environment.
   *
   * @internal
   */
  public _plan(): ComposePlan {
    const { files, minDockerVersion, minComposeVersion, releases, changes, fileChanges } = this;
    return this._once('plan', () => planOf(this.stack, this.environment, {
      files, minDockerVersion, minComposeVersion, releases, changes: [...changes], fileChanges: [...fileChanges],
    }));
  }

  /**
   * What a reviewer reads in the file as it will be written.
   *
   * @internal
   */
  public _facts(): EnvironmentFacts {
    return factsOf(this._plan(), this.composeFile.render());
  }

  /**
   * Where its files are.
   *
   * @internal
   */
  public get _files(): PlannedFiles {
    return { ...this.files };
  }

  /**
   * What its networks are called, whether there are any or not.
   *
   * @internal
   */
  public get _networkNames(): { readonly open: string; readonly data: string } {
    return networkNames(this.stack);
  }

  /** @internal */
  public get _releases(): ReleaseOptions {
    return { ...this.releases };
  }
}

function composeTargets(scope: Construct): ComposeTarget[] {
  return scope.node.findAll().filter((each) => each instanceof ComposeTarget);
}

function requireComposeVersion(file: string, version: string | undefined): void {
  if (version !== undefined) {
    const what = `the minComposeVersion of "${file}", "${version}",`;
    requireMatch(what, version, /^\d{1,3}(\.\d{1,3}){1,2}$/, `versions from ${LEAST_COMPOSE} on, such as "2.30" or "2.23.1"`);
    if (isNewer(LEAST_COMPOSE, version)) {
      throw new Error(`${what} is older than what is written needs: allowed are versions from ${LEAST_COMPOSE} on`);
    }
  }
}

function requireKnown(known: string[], key: string, what: string): void {
  if (!known.includes(key) && !key.startsWith('x-')) {
    throw new Error(`Compose has no key "${key}" of ${what}: it has ${inWords(known)}`);
  }
}

function requireUnwritten(stack: Stack, environment: Environment): void {
  const other = composeTargets(stack).find((target) => target.environment === environment);
  if (other) {
    throw new Error(
      `environment "${environment.name}" of stack "${stack.name}" is written to "${other.path}" already: `
      + 'write it once, or add another environment',
    );
  }
}
