import { ComposeMixin } from './compose-mixin';
import { requireArgument } from '../../../base/props';
import { ComposeTarget } from '../compose-target';

/** Labels on the containers of every service: who owns them, what collects their logs. */
export class ServiceLabels extends ComposeMixin {
  private readonly labels: { [name: string]: string };

  /**
   * @param labels the labels; `${X}` in a value is Compose's own interpolation
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
