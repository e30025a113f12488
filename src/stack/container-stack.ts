import { Construct } from 'constructs';
import { Guide } from '../docs';
import { Environment, Stack, StackProps } from '../model';
import { DevelopmentScript, EnvTemplate } from '../operations';
import { ComposeTarget } from '../targets';

/**
 * The services of one application, and everything that runs them: Compose files, scripts, env templates and the guide. Add
 * services to it, and synthesize the project.
 */
export class ContainerStack extends Stack {
  /** The Compose file of the development environment. */
  public readonly compose: ComposeTarget;

  /**
   * @param scope the project
   * @param name lower case letters, digits and `-`: containers, networks and volumes are named after it
   * @throws if a value cannot be used, or another stack writes the same files
   */
  public constructor(scope: Construct, name: string, props: StackProps = {}) {
    super(scope, name, props);
    this.compose = this.addCompose(this.development, props.paths?.compose);
    new EnvTemplate(this, { environment: this.development });
    new DevelopmentScript(this, { environment: this.development, composeFile: this.compose.path });
    new Guide(this, { environment: this.development });
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
}
