import { Construct } from 'constructs';
import { onlyProps, requireProps } from '../base/props';
import { Guide } from '../guide';
import { Environment, Stack, StackProps } from '../model';
import { ComposeTarget, DevelopmentScript, EnvTemplate, ProductionScript, ReleaseOptions } from '../platforms';

/** What a {@link ContainerStack} needs to know. */
export interface ContainerStackProps extends StackProps {
  /**
   * How releases to production are made.
   *
   * @default - see {@link ReleaseOptions}
   */
  readonly releases?: ReleaseOptions;
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

  private readonly productionComposePath?: string;

  /**
   * @param scope the project
   * @param name lower case letters, digits and `-`: containers, networks and volumes are named after it
   * @param props what it needs to know
   * @throws if a value cannot be used, or another stack writes the same files
   */
  public constructor(scope: Construct, name: string, props: ContainerStackProps = {}) {
    requireProps('ContainerStackProps', props, `stack "${name}"`);
    super(scope, name, onlyProps('StackProps', props));
    this.productionComposePath = props.paths?.productionCompose;
    this.compose = this.addCompose(this.development, props.paths?.compose);
    new EnvTemplate(this, { environment: this.development });
    new DevelopmentScript(this, { environment: this.development, composeFile: this.compose.path });
    const { compose, script, template } = this.writeReleases(this.production, props.releases);
    this.productionCompose = compose;
    new Guide(this, {
      environment: this.development,
      composeFile: this.compose.path,
      production: {
        environment: this.production,
        composeFile: compose.path,
        script: script.path,
        envFile: template.envFilePath,
        settle: props.releases?.settle,
        watch: props.releases?.watch,
        keep: props.releases?.keep,
      },
    });
  }

  /**
   * Writes another environment down as a Compose file.
   *
   * @param environment one of the stack's environments
   * @param path the file's name, at the repository's root; by default `docker-compose.prod.yml` or `docker-compose.<environment>.yml`
   */
  public addCompose(environment: Environment, path?: string): ComposeTarget {
    return new ComposeTarget(this, { environment, path });
  }

  /**
   * Writes all that another environment needs to be released as production is: its Compose file, the template of its env file
   * (`.env.staging.example`) and its script (`scripts/docker-staging.sh`).
   *
   * @param environment one of the stack's environments
   * @param options how releases are made
   */
  public addReleases(environment: Environment, options: ReleaseOptions = {}): ComposeTarget {
    requireProps('ReleaseOptions', options, `the releases of environment "${environment.name}"`);
    return this.writeReleases(environment, options).compose;
  }

  private writeReleases(environment: Environment, options: ReleaseOptions = {}) {
    const compose = this.addCompose(environment, environment === this.production ? this.productionComposePath : undefined);
    const template = new EnvTemplate(this, {
      environment, path: `${this.envFilePath}.${environment === this.production ? 'prod' : environment.name}.example`,
    });
    const script = new ProductionScript(this, { ...options, environment, composeFile: compose.path, envFile: template.envFilePath });
    return { compose, script, template };
  }
}
