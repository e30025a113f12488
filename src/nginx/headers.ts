/*
 * Headers that make browsers careful, for nginx and for the edge. Not part of the public API: this file is not exported by the room.
 */
import { ContentSecurityPolicy } from './content-security-policy';
import {
  CrossOriginOpenerPolicy, FrameAncestors, PermissionsPolicy, ReferrerPolicy, SecurityHeaders, StrictTransportSecurity,
} from './security-headers';

/** A header of every answer. */
export interface Header {
  readonly name: string;
  /** Its value on pages and files of the application. Variables of nginx may stand in it. */
  readonly value: string;
  /** Its value on what services answer, if it is another one. */
  readonly ofServices?: string;
}

/** The headers, in the order in which they are written. */
export function headersOf(
  headers: SecurityHeaders, surroundings: { readonly tls: boolean; readonly inlineSources: boolean },
): Header[] {
  const policy = headers.contentSecurityPolicy ?? ContentSecurityPolicy.of();
  const ancestors = headers.frameAncestors ?? FrameAncestors.sameOrigin();
  const frameAncestors = ancestors._sources;
  const all: Header[] = [
    {
      name: policy._header ?? '',
      value: policy._pages({ inlineSources: surroundings.inlineSources, frameAncestors }),
      ofServices: ContentSecurityPolicy._services(frameAncestors),
    },
    { name: 'X-Content-Type-Options', value: headers.contentTypeOptions ?? true ? 'nosniff' : '' },
    { name: 'X-Frame-Options', value: ancestors._option ?? '' },
    { name: 'Referrer-Policy', value: headers.referrerPolicy ?? ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN },
    { name: 'Permissions-Policy', value: (headers.permissionsPolicy ?? PermissionsPolicy.of({}))._value },
    { name: 'Cross-Origin-Opener-Policy', value: headers.crossOriginOpenerPolicy ?? CrossOriginOpenerPolicy.SAME_ORIGIN_ALLOW_POPUPS },
    {
      name: TLS_ONLY,
      value: surroundings.tls ? (headers.strictTransportSecurity ?? StrictTransportSecurity.of())._value : '',
    },
  ];
  return all.filter(({ name, value }) => name !== '' && value !== '');
}

/** Those of a redirect from HTTP to HTTPS: browsers ignore the one that asks for HTTPS where an answer could have been forged. */
export function overHttp<T extends { readonly name: string }>(headers: T[]): T[] {
  return headers.filter(({ name }) => name !== TLS_ONLY);
}

const TLS_ONLY = 'Strict-Transport-Security';
