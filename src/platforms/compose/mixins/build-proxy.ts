import { ComposeMixin } from './compose-mixin';
import { requireProps } from '../../../base/props';
import { ComposeTarget } from '../compose-target';

/** The proxies that builds go through. */
export interface BuildProxyOptions {
  /**
   * The proxy for `http`: `http://proxy.example.com:3128`, or a variable of the env file, `${HTTP_PROXY:-}`. A password in it is in the
   * generated file: use a variable.
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
   * Hosts that are reached without it.
   *
   * @default - none
   */
  readonly noProxy?: string[];
}

/**
 * A proxy for the build of every image, by build arguments that every builder knows without an `ARG` and keeps out of the image: out of
 * its layers, its history and its environment.
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
