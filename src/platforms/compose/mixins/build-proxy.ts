import { ComposeMixin } from './compose-mixin';
import { requireProps } from '../../../base/props';
import { ComposeTarget } from '../compose-target';

/** The proxies that builds use. */
export interface BuildProxyOptions {
  /**
   * The proxy for `http`: `http://proxy.example.com:3128`, or a variable of the env file, `${HTTP_PROXY:-}`. A password in it would be in
   * the generated file: use a variable.
   *
   * @default - none
   */
  readonly httpProxy?: string;

  /**
   * The proxy for `https`.
   *
   * @default - `httpProxy`
   */
  readonly httpsProxy?: string;

  /**
   * Hosts that are reached without the proxy.
   *
   * @default - none
   */
  readonly noProxy?: string[];
}

/**
 * A proxy for building every image, in the predefined build arguments, which need no `ARG` and end up in no layer, history or environment
 * of an image.
 */
export class BuildProxy extends ComposeMixin {
  private readonly args: { [name: string]: string };

  /**
   * @param options the proxies
   * @throws if there is none
   */
  public constructor(options: BuildProxyOptions) {
    super();
    requireProps('BuildProxyOptions', options, 'a BuildProxy');
    const { httpProxy, httpsProxy = httpProxy, noProxy = [] } = options;
    if (httpsProxy === undefined) {
      throw new Error('a BuildProxy has no proxy: pass httpProxy or httpsProxy');
    }
    const values = { HTTP_PROXY: httpProxy, HTTPS_PROXY: httpsProxy, NO_PROXY: noProxy.length > 0 ? noProxy.join(',') : undefined };
    // some programs know one spelling, some the other
    this.args = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)
      .flatMap(([name, value]) => [[name, value!], [name.toLowerCase(), value!]]));
  }

  protected override apply(target: ComposeTarget): void {
    target.configureEvery({ imageBuild: { args: this.args } });
  }
}
