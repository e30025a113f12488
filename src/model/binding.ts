import { Condition } from './condition';
import { EnvValue } from './env-value';

/** What a provider gives to a service that is connected to it. */
export interface Binding {
  /**
   * Environment variables that tell the consumer where the provider is.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: EnvValue };

  /**
   * What the provider has to be before the consumer starts.
   *
   * @default Condition.HEALTHY
   */
  readonly condition?: Condition;

  /**
   * Whether the consumer is restarted when the provider is restarted or made anew on purpose (see {@link Dependency.restart}).
   *
   * @default false
   */
  readonly restart?: boolean;
}
