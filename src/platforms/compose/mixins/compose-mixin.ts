import { IConstruct, IMixin } from 'constructs';
import { ComposeTarget } from '../compose-target';

/**
 * A rule that is applied to a whole Compose file (a mixin), whatever is in it. Apply it to one with `stack.compose.with(...)`, to all of a
 * stack with `stack.with(...)`; environments that are added afterwards are not reached. Services that are added afterwards are.
 */
export abstract class ComposeMixin implements IMixin {
  /**
   * Whether the construct is a Compose file.
   *
   * @param construct any construct
   */
  public supports(construct: IConstruct): boolean {
    return construct instanceof ComposeTarget;
  }

  /**
   * Makes the rule hold.
   *
   * @param construct a Compose file
   */
  public applyTo(construct: IConstruct): void {
    this.apply(construct as ComposeTarget);
  }

  /**
   * Makes the rule hold, in the words of Compose.
   *
   * @param target the Compose file
   */
  protected abstract apply(target: ComposeTarget): void;
}
