import { EnvValue, IEnvValueWriter } from './env-value';
import { Environment } from './environment';

/**
 * A value that is another one in each environment: where a database is in the stack, and where it runs elsewhere. Not part of the
 * public API: this file is not exported by the room.
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
