import { Condition } from './condition';
import { EnvValue } from './env-value';

/** What a service that connects to a provider gets from it. */
export interface Binding {
  /**
   * Environment variables with which the consumer finds the provider.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: EnvValue };

  /**
   * The state that the provider must reach before the consumer starts.
   *
   * @default Condition.HEALTHY
   */
  readonly condition?: Condition;

  /**
   * Whether the consumer is restarted when the provider is deliberately restarted or recreated (see {@link Dependency.restart}).
   *
   * @default false
   */
  readonly restart?: boolean;
}
