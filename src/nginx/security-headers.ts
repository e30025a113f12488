import { ContentSecurityPolicy } from './content-security-policy';
import { Duration } from '../base';
import { requireProps } from '../base/props';
import { check, checkWholeSeconds } from './private/checks';

/** How much of a page's URL browsers send in the `Referer` header. @see https://www.w3.org/TR/referrer-policy/ */
export enum ReferrerPolicy {
  /** Nothing. */
  NO_REFERRER = 'no-referrer',
  /** All of it, to the page's own origin only. */
  SAME_ORIGIN = 'same-origin',
  /** The origin, but not from HTTPS to HTTP. */
  STRICT_ORIGIN = 'strict-origin',
  /** All of it to the page's own origin, the origin to others, but nothing from HTTPS to HTTP. */
  STRICT_ORIGIN_WHEN_CROSS_ORIGIN = 'strict-origin-when-cross-origin',
  /** The header is not sent: the browser decides. */
  NOT_SENT = '',
}

/**
 * Which pages keep a reference to the page's window. @see https://html.spec.whatwg.org/multipage/browsers.html#cross-origin-opener-policies
 */
export enum CrossOriginOpenerPolicy {
  /** Pages of its own origin only. Sign-in pop-ups of other sites do not work with it. */
  SAME_ORIGIN = 'same-origin',
  /** Also pop-ups that the page opens. */
  SAME_ORIGIN_ALLOW_POPUPS = 'same-origin-allow-popups',
  /** The header is not sent: any page. */
  NOT_SENT = '',
}

/** Who may embed the application in a frame. */
export class FrameAncestors {
  /** Nobody. */
  public static nobody(): FrameAncestors {
    return new FrameAncestors(['\'none\''], 'DENY');
  }

  /** Pages of its own origin. */
  public static sameOrigin(): FrameAncestors {
    return new FrameAncestors(['\'self\''], 'SAMEORIGIN');
  }

  /**
   * Pages of its own origin and of those given, such as `https://portal.example.com`. `X-Frame-Options` is not sent then, since it does not
   * support such a list.
   *
   * @param origins with scheme, such as `https://portal.example.com` or `https://*.example.com`
   * @throws if there is none, or one is not an origin
   */
  public static of(...origins: string[]): FrameAncestors {
    if (origins.length === 0) {
      throw new Error('frame ancestors are none: name at least one origin, or use FrameAncestors.sameOrigin() or FrameAncestors.nobody()');
    }
    for (const origin of origins) {
      check('a frame ancestor', origin, /^https?:\/\/(\*\.)?[A-Za-z0-9.-]+(:\d+)?$/, 'origins such as "https://portal.example.com"');
    }
    return new FrameAncestors(['\'self\'', ...origins], undefined);
  }

  /** Any page: no header restricts framing. */
  public static anybody(): FrameAncestors {
    return new FrameAncestors(undefined, undefined);
  }

  private constructor(
    /**
     * For `frame-ancestors`.
     *
     * @internal
     */
    public readonly _sources: string[] | undefined,
    /**
     * For `X-Frame-Options`.
     *
     * @internal
     */
    public readonly _option: string | undefined,
  ) {}
}

/** Which browser features the page may use. @see https://www.w3.org/TR/permissions-policy/ */
export class PermissionsPolicy {
  /**
   * Changes to the default: each feature with the origins that may use it, or `self`. An empty list disables it.
   *
   * @param features such as `{ camera: ['self'], 'display-capture': [] }`
   * @throws if a name or an origin cannot be written to the header
   */
  public static of(features: { [feature: string]: string[] }): PermissionsPolicy {
    const all = new Map<string, string[]>(DENIED.map((feature) => [feature, []]));
    for (const [feature, allowed] of Object.entries(features)) {
      check('a feature of the permissions policy', feature, /^[a-z]+(-[a-z0-9]+)*$/, 'names such as "camera"');
      for (const origin of allowed) {
        check(
          `who may use the feature "${feature}"`, origin, /^(self|https?:\/\/(\*\.)?[A-Za-z0-9.-]+(:\d+)?)$/,
          '"self" and origins such as "https://maps.example.com"',
        );
      }
      all.set(feature, [...allowed]);
    }
    return new PermissionsPolicy(all);
  }

  /** The header is not sent: browsers decide, and ask the user. */
  public static notSent(): PermissionsPolicy {
    return new PermissionsPolicy(new Map());
  }

  private readonly features: Map<string, string[]>;

  private constructor(features: Map<string, string[]>) {
    this.features = features;
  }

  /**
   * The value of the header, if there is one. Origins stand in double quotes.
   *
   * @internal
   */
  public get _value(): string {
    return [...this.features]
      .map(([feature, allowed]) => `${feature}=(${allowed.map((origin) => origin === 'self' ? origin : `"${origin}"`).join(' ')})`)
      .join(', ');
  }
}

/** Options of `Strict-Transport-Security`, which tells browsers to use HTTPS only. @see https://www.rfc-editor.org/rfc/rfc6797 */
export interface StrictTransportSecurityOptions {
  /**
   * For how long, in whole seconds.
   *
   * @default Duration.days(365)
   */
  readonly maxAge?: Duration;

  /**
   * Whether it applies to all subdomains too, which then all need HTTPS.
   *
   * @default false
   */
  readonly includeSubDomains?: boolean;

  /**
   * Whether the domain may be in browsers' preload list (`hstspreload.org`), which takes months to undo.
   *
   * @default false
   */
  readonly preload?: boolean;
}

/** The header `Strict-Transport-Security`, where there is TLS. */
export class StrictTransportSecurity {
  /**
   * Browsers use only HTTPS after the first response.
   *
   * @param options its options
   * @throws if the time is not a whole number of seconds
   */
  public static of(options: StrictTransportSecurityOptions = {}): StrictTransportSecurity {
    requireProps('StrictTransportSecurityOptions', options, 'StrictTransportSecurity.of');
    const { maxAge = Duration.days(365), includeSubDomains, preload } = options;
    checkWholeSeconds('the maxAge of strict transport security', maxAge);
    return new StrictTransportSecurity(
      [`max-age=${maxAge.toSeconds()}`, ...includeSubDomains ? ['includeSubDomains'] : [], ...preload ? ['preload'] : []].join('; '),
    );
  }

  /** The header is not sent: browsers may use HTTP. */
  public static notSent(): StrictTransportSecurity {
    return new StrictTransportSecurity('');
  }

  private constructor(
    /**
     * The value of the header, or nothing.
     *
     * @internal
     */
    public readonly _value: string,
  ) {}
}

/** Security headers of every response, errors and files included. A header that a service sends itself is not changed. */
export interface SecurityHeaders {
  /**
   * What a page may load and do.
   *
   * @default ContentSecurityPolicy.of()
   */
  readonly contentSecurityPolicy?: ContentSecurityPolicy;

  /**
   * Who may embed the application in a frame: `frame-ancestors` of the content security policy, and `X-Frame-Options`.
   *
   * @default FrameAncestors.sameOrigin()
   */
  readonly frameAncestors?: FrameAncestors;

  /**
   * How much of a page's URL browsers send in the `Referer` header.
   *
   * @default ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN
   */
  readonly referrerPolicy?: ReferrerPolicy;

  /**
   * Which browser features the page may use.
   *
   * @default PermissionsPolicy.of({}) - none of camera, display-capture, geolocation, microphone, payment, usb
   */
  readonly permissionsPolicy?: PermissionsPolicy;

  /**
   * Which pages keep a reference to the page's window.
   *
   * @default CrossOriginOpenerPolicy.SAME_ORIGIN_ALLOW_POPUPS
   */
  readonly crossOriginOpenerPolicy?: CrossOriginOpenerPolicy;

  /**
   * Whether browsers use only HTTPS from then on.
   *
   * @default StrictTransportSecurity.of(), if there is TLS
   */
  readonly strictTransportSecurity?: StrictTransportSecurity;

  /**
   * Whether browsers must not guess the type of a file (`X-Content-Type-Options: nosniff`).
   *
   * @default true
   */
  readonly contentTypeOptions?: boolean;
}

const DENIED = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb'];
