import { IConstruct, IMixin } from 'constructs';
import { ComposeTarget } from '../compose-target';

/**
 * A mixin that changes a whole Compose file. Apply it to one file with `stack.compose.with(...)`, to all files of a stack with
 * `stack.with(...)`. It also affects services that are added later, but not environments that are added later.
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

  /** Applies the mixin.
   *
   * @param construct a Compose file
   */
  public applyTo(construct: IConstruct): void {
    this.apply(construct as ComposeTarget);
  }

  /**
   * Applies the mixin, with Compose keys.
   *
   * @param target the Compose file
   */
  protected abstract apply(target: ComposeTarget): void;
}
