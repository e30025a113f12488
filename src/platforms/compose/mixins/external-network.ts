import { ComposeMixin } from './compose-mixin';
import { requireMatch } from '../../../base/checks';
import { requireArgument, requireProps } from '../../../base/props';
import { Service } from '../../../model';
import { ComposeTarget } from '../compose-target';

/** Options of an {@link ExternalNetwork}. */
export interface ExternalNetworkOptions {
  /** The services that join it, in addition to their own networks. Services that an environment does not run are ignored there. */
  readonly services: Service[];

  /**
   * Additional DNS names of the services on it, shared by all of them.
   *
   * @default - their ids
   */
  readonly aliases?: string[];
}

/** An existing network of a reverse proxy or another stack, which some services join. Compose neither creates nor removes it. */
export class ExternalNetwork extends ComposeMixin {
  private readonly options: ExternalNetworkOptions;

  /**
   * @param name its name on the engine
   * @param options the services that join it
   * @throws if the name is invalid, or there are no services
   */
  public constructor(private readonly name: string, options: ExternalNetworkOptions) {
    super();
    requireArgument('string', name, 'name', 'an ExternalNetwork');
    requireMatch(`the name of a network, "${name}",`, name, /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/, 'letters, digits, "_", "." and "-"');
    requireProps('ExternalNetworkOptions', options, `external network "${name}"`);
    if (options.services.length === 0) {
      throw new Error(`external network "${name}" has no services: pass those that are on it`);
    }
    this.options = { ...options, services: [...options.services] };
  }

  protected override apply(target: ComposeTarget): void {
    const { services, aliases } = this.options;
    target.configureFile({ networks: { [this.name]: { external: true, name: this.name } } });
    for (const service of services.filter((each) => target.stack.servicesIn(target.environment).includes(each))) {
      target.configure(service, { networks: { [this.name]: { aliases } } });
    }
  }
}
