import { Construct } from 'constructs';
import { onlyProps, requireArgument, requireProps } from '../base/props';
import { Guide } from '../guide';
import { Environment, Stack, StackProps } from '../model';
import {
  ComposeTarget, DevelopmentScript, EnvTemplate, KubernetesOptions, KubernetesScript, KubernetesTarget, ProductionScript, ReleaseOptions,
} from '../platforms';
import { ScriptTasks } from './private/script-tasks';

/** Options of the Compose files of a stack. */
export interface ComposeOptions {
  /**
   * The Compose file of development, at the repository's root.
   *
   * @default "docker-compose.yml"
   */
  readonly developmentFile?: string;

  /**
   * The Compose file of production, at the repository's root.
   *
   * @default "docker-compose.prod.yml"
   */
  readonly productionFile?: string;

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
   * Whether a `docker-compose.override.yml` beside the Compose file is allowed. Compose loads it if no file is named; the scripts do not.
   *
   * @default false; it is rejected
   */
  readonly allowsOverrideFile?: boolean;

  /**
   * Options of production's releases.
   *
   * @default - see {@link ReleaseOptions}
   */
  readonly releases?: ReleaseOptions;

  /**
   * The working folder of the release script; other environments append `-<environment>`. It is git-ignored, and removed when the script
   * ends: releases are recorded on the engine.
   *
   * @default ".releases"
   */
  readonly releasesFolder?: string;
}

/** Options of a {@link ContainerStack}. */
export interface ContainerStackProps extends StackProps {
  /**
   * Options of its Compose files.
   *
   * @default - see {@link ComposeOptions}
   */
  readonly compose?: ComposeOptions;

  /**
   * Whether the project gets a task for each command of the scripts: `npx projen docker:start` runs `./scripts/docker-dev.sh start`. Of
   * production, `docker:deploy`, `docker:rollback`, `docker:history` and `docker:doctor` have short names too; whatever else acts on
   * production or another environment is named after it, so that nobody stops or removes it by accident: `docker:prod:remove`,
   * `docker:staging:deploy`. A task of that name that there is already stays.
   *
   * @default true
   */
  readonly tasks?: boolean;
}

/**
 * The services of one application, and everything that runs them: Compose files, scripts, env templates and the guide. Add
 * services to it, and synthesize the project.
 */
export class ContainerStack extends Stack {
  /** The Compose file of the development environment. */
  public readonly compose: ComposeTarget;

  /** The Compose file of the production environment. */
  public readonly productionCompose: ComposeTarget;

  private readonly options: ComposeOptions;

  /**
   * @param scope the project
   * @param name lower case letters, digits and `-`: containers, networks and volumes are named after it
   * @param props its options
   * @throws if a value is invalid, or another stack writes the same files
   */
  public constructor(scope: Construct, name: string, props: ContainerStackProps = {}) {
    requireProps('ContainerStackProps', props, `stack "${name}"`);
    super(scope, name, onlyProps('StackProps', props));
    this.options = { ...props.compose };
    this.compose = this.addCompose(this.development, this.options.developmentFile);
    new EnvTemplate(this.compose);
    new DevelopmentScript(this.compose);
    this.productionCompose = this.writeReleases(this.production, this.options.releases, this.options.productionFile);
    new Guide(this, { development: this.compose, production: this.productionCompose });
    if (props.tasks ?? true) {
      new ScriptTasks(this);
    }
  }

  /**
   * Writes the Compose file of another environment.
   *
   * @param environment one of the stack's environments
   * @param file the file's name, at the repository's root; by default `docker-compose.<environment>.yml`
   */
  public addCompose(environment: Environment, file?: string): ComposeTarget {
    return this.target(environment, file);
  }

  /**
   * Writes everything that another environment needs to be released like production: its Compose file, the template of its env file
   * (`.env.staging.example`) and its script (`scripts/docker-staging.sh`).
   *
   * @param environment one of the stack's environments
   * @param releases options of its releases
   */
  public addReleases(environment: Environment, releases: ReleaseOptions = {}): ComposeTarget {
    requireArgument('Environment', environment, 'addReleases', `stack "${this.name}"`);
    requireProps('ReleaseOptions', releases, `the releases of environment "${environment.name}"`);
    return this.writeReleases(environment, releases);
  }

  /**
   * Writes an environment for an existing Kubernetes cluster, beside or instead of a Compose file: manifests with a
   * `kustomization.yaml` (`kubernetes/<environment>/`), and the script that releases them (`scripts/kubernetes-<environment>.sh`).
   *
   * @param environment one of the stack's environments
   * @param options the registry and options
   * @throws if a value is invalid, or the environment already has a Kubernetes target
   */
  public addKubernetes(environment: Environment, options: KubernetesOptions): KubernetesTarget {
    requireArgument('Environment', environment, 'addKubernetes', `stack "${this.name}"`);
    requireProps('KubernetesOptions', options, `environment "${environment.name}" on Kubernetes`);
    const target = new KubernetesTarget(this, { environment, ...options });
    new KubernetesScript(target);
    return target;
  }

  private writeReleases(environment: Environment, releases?: ReleaseOptions, file?: string): ComposeTarget {
    const target = this.target(environment, file, releases);
    new EnvTemplate(target);
    new ProductionScript(target);
    return target;
  }

  private target(environment: Environment, file?: string, releases?: ReleaseOptions): ComposeTarget {
    const { minDockerVersion, minComposeVersion, releasesFolder, allowsOverrideFile } = this.options;
    return new ComposeTarget(this, {
      environment, file, minDockerVersion, minComposeVersion, releases, releasesFolder, allowsOverrideFile,
    });
  }
}
