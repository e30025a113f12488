import { ComposeMixin } from './compose-mixin';
import { requireArgument } from '../../../base/props';
import { ComposeTarget } from '../compose-target';

/** Labels on the containers of every service, for example for owners or log collection. */
export class ServiceLabels extends ComposeMixin {
  private readonly labels: { [name: string]: string };

  /**
   * @param labels the labels; `${X}` in a value is Compose's interpolation
   */
  public constructor(labels: { [name: string]: string }) {
    super();
    requireArgument('string{}', labels, 'labels', 'ServiceLabels');
    this.labels = { ...labels };
  }

  protected override apply(target: ComposeTarget): void {
    target.configureEvery({ labels: this.labels });
  }
}
