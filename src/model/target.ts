import { Component } from 'projen';
import { Environment } from './environment';
import { once } from './private/memory';
import { Stack } from './stack';
import { ServiceWeakness } from './weakness';

/**
 * A platform that writes one environment of a stack: Compose × production, for example. It reports its own validation errors with
 * `this.node.addValidation`.
 */
export abstract class Target extends Component {
  /** The stack that is written. */
  public readonly stack: Stack;

  /** The environment that is written. */
  public readonly environment: Environment;

  /**
   * @param stack the stack that is written
   * @param id unique among the targets of the stack
   * @param environment one of the stack's environments
   * @throws if the environment belongs to another stack
   */
  public constructor(stack: Stack, id: string, environment: Environment) {
    super(stack, id);
    if (!stack.environments.includes(environment)) {
      throw new Error(`environment "${environment.name}" is not one of stack "${stack.name}": create it with addEnvironment`);
    }
    this.stack = stack;
    this.environment = environment;
    stack._registerTarget(this);
  }

  /**
   * An answer that takes long to find, and that several files are made of: it is found once for all of them.
   *
   * @internal
   */
  protected _once<T>(question: string, find: () => T): T {
    return once(this, question, find);
  }

  /**
   * The weaknesses of services, as the platform reads them from the text that is written: overrides and patches count. Empty for a platform
   * that does not support it.
   */
  public findWeaknesses(): ServiceWeakness[] {
    return [];
  }

  /**
   * Adds the files that depend on which services there are. It is called when all of them are there, and may be called again.
   *
   * @internal
   */
  public _complete(): void {
    // one that writes a file for all services has it already
  }
}
