import { EnvValue, IEnvValueWriter } from './env-value';
import { Environment } from './environment';

/**
 * A value that depends on the environment: on whether a database runs in the stack or elsewhere. Not part of the public API: the folder's
 * index does not export this file.
 */
export class ChosenValue extends EnvValue {
  public constructor(private readonly choose: (environment: Environment) => EnvValue) {
    super();
  }

  public resolve(environment: Environment, writer: IEnvValueWriter): string {
    return this.choose(environment).resolve(environment, writer);
  }

  public override secretIn(environment: Environment): string | undefined {
    return this.choose(environment).secretIn(environment);
  }
}
