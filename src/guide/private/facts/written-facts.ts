import { fileLink } from './reading';
import { Stack } from '../../../model';
import { ComposeTarget } from '../../../platforms';
import { EnvironmentFacts } from '../../../review';

/** An environment, as it is written down: with overrides and patches. */
export interface WrittenFacts {
  readonly environment: string;
  /** A link to the file. */
  readonly file: string;
  readonly facts: EnvironmentFacts;
}

/** Each environment of a stack that has a Compose file. */
export function writtenFacts(stack: Stack): WrittenFacts[] {
  return stack.targets.flatMap((target) => target instanceof ComposeTarget
    ? [{ environment: target.environment.name, file: fileLink(stack, target.path), facts: target._facts() }] : []);
}
