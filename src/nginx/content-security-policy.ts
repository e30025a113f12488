import { check } from './private/checks';
import { requireProps } from '../base/props';

/** How a {@link ContentSecurityPolicy} handles inline styles. */
export enum InlineStyles {
  /**
   * Decided when the image is built: only those in the built pages, by hash, unless the application inserts styles at run time, as Angular
   * does for component styles; then any.
   */
  DETECTED = 'detect',
  /** Only those in the built pages, by hash. */
  HASHED = 'hash',
  /** Any (`'unsafe-inline'`). */
  ALLOWED = 'allow',
}

/**
 * What a page may load and do. Sources are as in the specification: origins (`https://api.example.com`, `*.example.com`),
 * schemes (`data:`), keywords (`'self'`) or hashes. Each list is added to the default.
 *
 * @see https://www.w3.org/TR/CSP3/
 */
export interface ContentSecurityPolicyOptions {
  /**
   * Sources of scripts, in addition to the page's own origin and the inline scripts of the built pages (by hash).
   *
   * @default - none
   */
  readonly scriptSources?: string[];

  /**
   * Sources of styles, in addition to the page's own origin and inline styles as `inlineStyles` says.
   *
   * @default - none
   */
  readonly styleSources?: string[];

  /**
   * Which inline styles are allowed.
   *
   * @default InlineStyles.DETECTED
   */
  readonly inlineStyles?: InlineStyles;

  /**
   * Sources of images, in addition to the page's own origin and `data:`.
   *
   * @default - none
   */
  readonly imageSources?: string[];

  /**
   * Sources of fonts, in addition to the page's own origin and `data:`.
   *
   * @default - none
   */
  readonly fontSources?: string[];

  /**
   * What scripts may connect to (`fetch`, websockets, event streams), in addition to the page's own origin, which serves the API's paths.
   *
   * @default - nothing else
   */
  readonly connectSources?: string[];

  /**
   * What the page may embed in frames, in addition to its own origin.
   *
   * @default - nothing else
   */
  readonly frameSources?: string[];

  /**
   * Where forms may be submitted to, in addition to the page's own origin.
   *
   * @default - nowhere else
   */
  readonly formActions?: string[];

  /**
   * Additional directives, or overrides of those above: `{ 'worker-src': ["'self'", 'blob:'] }`. An empty list removes a directive, or is
   * one without a value (`upgrade-insecure-requests`).
   *
   * @default - none
   */
  readonly directives?: { [name: string]: string[] };
}

/** What the policy takes from elsewhere. */
interface Surroundings {
  /** Whether hashes of inline scripts and styles are in variables of nginx. */
  readonly inlineSources: boolean;
  readonly frameAncestors?: string[];
}

/** The header `Content-Security-Policy` of an application. */
export class ContentSecurityPolicy {
  /**
   * An enforced policy.
   *
   * @param options what comes in addition to the defaults
   * @throws if a source or a directive cannot be written to a header
   */
  public static of(options: ContentSecurityPolicyOptions = {}): ContentSecurityPolicy {
    requireProps('ContentSecurityPolicyOptions', options, 'ContentSecurityPolicy.of');
    return new ContentSecurityPolicy('Content-Security-Policy', options);
  }

  /**
   * A policy in report-only mode: violations are reported in the browser's console and to a `report-uri` or `report-to` directive. For
   * trying out a policy.
   *
   * @param options what comes in addition to the defaults
   * @throws if a source or a directive cannot be written to a header
   */
  public static reportOnly(options: ContentSecurityPolicyOptions = {}): ContentSecurityPolicy {
    requireProps('ContentSecurityPolicyOptions', options, 'ContentSecurityPolicy.reportOnly');
    return new ContentSecurityPolicy('Content-Security-Policy-Report-Only', options);
  }

  /** The header is not sent: a page may load and do anything. */
  public static notSent(): ContentSecurityPolicy {
    return new ContentSecurityPolicy(undefined, {});
  }

  /**
   * The policy of what services answer and that says nothing itself: a page of theirs may load what it likes, but not be framed by
   * others.
   *
   * @internal
   */
  public static _services(frameAncestors?: string[]): string {
    return join(new Map(common(frameAncestors)));
  }

  private readonly options: ContentSecurityPolicyOptions;

  private constructor(
    /**
     * The name of the header, if there is one.
     *
     * @internal
     */
    public readonly _header: string | undefined,
    options: ContentSecurityPolicyOptions,
  ) {
    const { directives = {}, inlineStyles: _, ...lists } = options;
    for (const name of Object.keys(directives)) {
      check('a directive of the content security policy', name, /^[a-z]+(-[a-z]+)*$/, 'names such as "worker-src"');
    }
    for (const source of [...Object.values(lists), ...Object.values(directives)].flat()) {
      check(
        'a source of the content security policy', source, /^('[A-Za-z0-9+/=_-]+'|[A-Za-z0-9_.:/*?&=%~+@-]+)$/,
        'origins ("https://api.example.com"), schemes ("data:") and keywords ("\'self\'"), one each',
      );
    }
    const bare = [...Object.values(lists), ...Object.values(directives)].flat().find((source) => KEYWORDS.includes(source));
    if (bare) {
      throw new Error(
        `a source of the content security policy is "${bare}": write "'${bare}'", because without the quotes it is a host name`,
      );
    }
    this.options = { ...options };
  }

  /**
   * How inline styles are dealt with.
   *
   * @internal
   */
  public get _inlineStyles(): InlineStyles {
    return this.options.inlineStyles ?? InlineStyles.DETECTED;
  }

  /**
   * The same policy, only reported; not sent where this one is not.
   *
   * @internal
   */
  public get _reported(): ContentSecurityPolicy {
    return new ContentSecurityPolicy(this._header && 'Content-Security-Policy-Report-Only', this.options);
  }

  /**
   * The same policy for an application whose files come from another origin.
   *
   * @internal
   */
  public _withFilesFrom(origin: string): ContentSecurityPolicy {
    const { scriptSources = [], styleSources = [], imageSources = [], fontSources = [], ...rest } = this.options;
    const from = (sources: string[]) => [...sources, origin];
    return new ContentSecurityPolicy(this._header, {
      ...rest,
      scriptSources: from(scriptSources),
      styleSources: from(styleSources),
      imageSources: from(imageSources),
      fontSources: from(fontSources),
    });
  }

  /**
   * Where pages may load from, without words about what stands in them: for whoever looks at addresses in built files. Empty if the
   * header is not sent.
   *
   * @internal
   */
  public get _origins(): string {
    return this._header === undefined ? '' : join(new Map([...this.directives({ inlineSources: false })]
      .filter(([name]) => name.endsWith('-src') || name === 'form-action')
      .map(([name, sources]) => [name, sources.split(' ').filter((source) => !/^'(?!self'|none')/.test(source)).join(' ')])));
  }

  /**
   * The policy for pages of a development server, which has scripts and styles in the page that no build has hashed. What is of no use
   * in a report is left out.
   *
   * @internal
   */
  public get _development(): string {
    const inline: { readonly [name: string]: string } = {
      'script-src': ' \'unsafe-inline\' \'unsafe-eval\'',
      'style-src': ' \'unsafe-inline\'',
    };
    return join(new Map([...this.directives({ inlineSources: false })]
      .filter(([name]) => !['sandbox', 'upgrade-insecure-requests', 'block-all-mixed-content', 'require-trusted-types-for'].includes(name))
      .map(([name, sources]) => [name, [...new Set(`${sources}${inline[name] ?? ''}`.split(' '))].join(' ')])));
  }

  /**
   * The policy of the application's pages, with variables of nginx.
   *
   * @internal
   */
  public _pages(surroundings: Surroundings): string {
    return join(this.directives(surroundings));
  }

  private directives(surroundings: Surroundings): Map<string, string> {
    const {
      scriptSources = [], styleSources = [], imageSources = [], fontSources = [], connectSources = [], frameSources = [], formActions = [],
      directives = {}, inlineStyles,
    } = this.options;
    const hashes = surroundings.inlineSources;
    const styles = hashes ? '$inline_style_sources' : inlineStyles === InlineStyles.HASHED ? '' : ' \'unsafe-inline\'';
    const policy = new Map<string, string>([
      ['default-src', SELF],
      ['script-src', `${[SELF, ...scriptSources].join(' ')}${hashes ? '$inline_script_sources' : ''}`],
      ['style-src', `${[SELF, ...styleSources].join(' ')}${styles}`],
      ['img-src', [SELF, 'data:', ...imageSources].join(' ')],
      ['font-src', [SELF, 'data:', ...fontSources].join(' ')],
      ['connect-src', [SELF, ...connectSources].join(' ')],
      ...frameSources.length > 0 ? [['frame-src', [SELF, ...frameSources].join(' ')] as const] : [],
      ['form-action', [SELF, ...formActions].join(' ')],
      ...common(surroundings.frameAncestors),
    ]);
    for (const [name, sources] of Object.entries(directives)) {
      if (sources.length > 0) {
        policy.set(name, sources.join(' '));
      } else if (!policy.delete(name)) {
        policy.set(name, '');
      }
    }
    return policy;
  }
}

const KEYWORDS = ['self', 'none', 'unsafe-inline', 'unsafe-eval', 'unsafe-hashes', 'strict-dynamic', 'wasm-unsafe-eval'];

const SELF = '\'self\'';

function common(frameAncestors?: string[]): [string, string][] {
  return [
    ['base-uri', SELF],
    ['object-src', '\'none\''],
    ...frameAncestors ? [['frame-ancestors', frameAncestors.join(' ')] as [string, string]] : [],
  ];
}

function join(policy: Map<string, string>): string {
  return [...policy].map(([name, value]) => value ? `${name} ${value}` : name).join('; ');
}
