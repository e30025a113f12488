import { Construct } from 'constructs';
import { requireInteger } from '../../base/checks';
import { CommentStyle, Environment, Service, ServiceWeakness, Stack, StackFile, Target } from '../../model';
import { ComposePlan, planOf, projectOf } from './plan/compose-plan';
import { PlannedFiles, filesOf } from './plan/files';
import { engineNames, sharedNames } from './plan/names';
import { neighbourProblems } from './plan/neighbours';
import { requireOwnFiles } from './plan/paths';
import { problemsOf } from './plan/problems';
import { renderComposeFile } from './private/compose-file';
import { leftVolumes } from './private/left-volumes';
import { keyTrail, plainCopy, requireOwnMatter, requireTrail } from './private/overrides';
import { SERVICE_KEYS, TOP_LEVEL_KEYS } from './private/service-keys';
import { weaknessesIn } from './private/weaknesses';
import { ReleaseOptions } from './release-options';
import { requireArgument, requireProps } from '../../base/props';

/** What a {@link ComposeTarget} needs to know. */
export interface ComposeTargetProps {
  /** The environment that is written. */
  readonly environment: Environment;

  /**
   * The file's name. It lies at the repository's root, because paths in it and the `.env` file are looked up beside it.
   *
   * @default "docker-compose.yml" for development, "docker-compose.prod.yml" for production, "docker-compose.<environment>.yml" for others
   */
  readonly file?: string;

  /**
   * The oldest major version of Docker that has to run this. From 25 on, services that start are checked more often (`startInterval`).
   *
   * @default 24
   */
  readonly minDockerVersion?: number;

  /**
   * Whether a `docker-compose.override.yml` beside the file is meant to be there. Compose adds it where no file is named; the scripts
   * do not read it.
   *
   * @default false, it is refused
   */
  readonly allowsOverrideFile?: boolean;

  /**
   * How the environment is released, where it is.
   *
   * @default - see {@link ReleaseOptions}
   */
  readonly releases?: ReleaseOptions;

  /**
   * The folder in which the script that makes releases works, relative to the repository's root. It is git-ignored, and gone when the
   * script has ended: releases are recorded on the engine.
   *
   * @default ".releases" for production, ".releases-<environment>" for others
   */
  readonly releasesFolder?: string;
}

/** Writes one environment of a stack down as a Compose file, for Docker Compose 2.20 and Docker 24 or newer. */
export class ComposeTarget extends Target {
  /** The Compose file, relative to the repository's root. */
  public readonly path: string;

  private readonly composeFile: StackFile;
  private readonly files: PlannedFiles;
  private readonly allowsOverrideFile: boolean;
  private readonly minDockerVersion: number;
  private readonly releases: ReleaseOptions;
  private readonly overrides: { service: Service; key: string; value: any }[] = [];
  private readonly topLevelOverrides = new Map<string, any>();

  /**
   * @param stack the stack that is written
   * @param props the environment, and what is different from the defaults
   * @throws if a value cannot be used, or the environment is written to a Compose file already
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
    this.minDockerVersion = props.minDockerVersion ?? 24;
    requireInteger(`the minDockerVersion of "${this.path}"`, this.minDockerVersion, 24, 99);
    this.releases = { ...props.releases };
    if (this.releases.keep !== undefined) {
      requireInteger('the number of releases that are kept', this.releases.keep, 2, 1000);
    }
    this.composeFile = new StackFile(this, this.path, {
      comment: CommentStyle.HASH,
      content: { render: () => renderComposeFile(this._plan(), Object.fromEntries(this.topLevelOverrides)) },
    });
    this.node.addValidation({ validate: () => [...problemsOf(stack, this.environment, this.files), ...this.neighbours()] });
  }

  /**
   * Sets a key of one service as Compose spells it, whatever was there: for what the model has no word for. The value is written
   * as it is, and `${X}` in it is Compose's own interpolation.
   *
   * @param service the service
   * @param key where the value goes: `mem_swappiness`, or `deploy.endpoint_mode` with dots between keys; a dot within a key is
   *   written `\.`, as in `labels.traefik\.enable`
   * @param value the value: text, a number, a boolean, or lists and maps of them; `undefined` takes the key away
   * @throws if the service has no containers in the environment, Compose knows no such key, YAML no such value, or other files speak of
   *   the key too and would say what is not so
   */
  public override(service: Service, key: string, value: any): void {
    requireArgument('Service', service, 'override', `"${this.path}"`);
    requireArgument('string', key, 'the key of an override', `"${this.path}"`);
    const known = this.stack.servicesIn(this.environment);
    if (!known.includes(service)) {
      throw new Error(`service "${service.id}" is not in "${this.path}": it has ${known.map((each) => `"${each.id}"`).join(', ')}`);
    }
    const [first] = keyTrail(key);
    if (!SERVICE_KEYS.includes(first) && !first.startsWith('x-')) {
      throw new Error(`Compose knows no key "${first}" of a service: it knows ${SERVICE_KEYS.join(', ')}, and what starts with "x-"`);
    }
    requireTrail(`override "${key}" of service "${service.id}"`, key);
    requireOwnMatter(`override "${key}" of service "${service.id}"`, key);
    this.overrides.push({ service, key, value: plainCopy(`the value of override "${key}" of service "${service.id}"`, value) });
  }

  /**
   * Sets a key of the file outside of its services as Compose spells it, whatever was there: an external network, a volume's driver.
   *
   * @param key where the value goes, with dots between keys: `networks.shop-network.external`, `x-owner`; a dot within a key is
   *   written `\.`
   * @param value the value: text, a number, a boolean, or lists and maps of them; `undefined` takes the key away
   * @throws if Compose knows no such key, or YAML no such value; services have `override`
   */
  public overrideTopLevel(key: string, value: any): void {
    const [first] = keyTrail(key);
    if (first === 'services' || first === 'name') {
      const instead = first === 'services' ? 'override(service, key, value)' : 'the name of the stack';
      throw new Error(`"${first}" of "${this.path}" cannot be overridden: use ${instead}`);
    }
    if (!TOP_LEVEL_KEYS.includes(first) && !first.startsWith('x-')) {
      throw new Error(`Compose knows no key "${first}" of a file: it knows ${TOP_LEVEL_KEYS.join(', ')}, and what starts with "x-"`);
    }
    requireTrail(`override "${key}" of "${this.path}"`, key);
    this.topLevelOverrides.set(key, plainCopy(`the value of override "${key}" of "${this.path}"`, value));
  }

  /** Says what becomes of volumes that the file had when it was written last and has no more: a service or the stack was renamed, say. */
  public override preSynthesize(): void {
    super.preSynthesize();
    leftVolumes(this.composeFile.absolutePath, this._plan()).forEach((line) => this.stack.project.logger.warn(line));
  }

  /** What makes services less safe than by default, read from the text of the Compose file and of Dockerfiles as they will be written. */
  public override findWeaknesses(): ServiceWeakness[] {
    return weaknessesIn(this._plan(), this.composeFile.render());
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
    const { files, minDockerVersion, releases, overrides } = this;
    return planOf(this.stack, this.environment, { files, minDockerVersion, releases, overrides: [...overrides] });
  }

  /**
   * Where its files are.
   *
   * @internal
   */
  public get _files(): PlannedFiles {
    return { ...this.files };
  }

  /** @internal */
  public get _releases(): ReleaseOptions {
    return { ...this.releases };
  }
}

function composeTargets(scope: Construct): ComposeTarget[] {
  return scope.node.findAll().filter((each) => each instanceof ComposeTarget);
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
