/*
 * Checks of what is passed on to services, by nginx or by whatever else stands in front. Not part of the public API: this file is not
 * exported by the room.
 */
import { NginxRoute } from './nginx-route';
import { Duration } from '../base';
import { check, checkTimeout } from './private/checks';
import { requireInteger, requireLength, requirePort } from '../base/checks';

/** @throws if one of them cannot be used, or two have one path */
export function requireRoutes(routes: NginxRoute[]): void {
  routes.forEach((route, index) => {
    requireRoute(route);
    requireFreePath(route.path, routes.slice(0, index));
  });
}

/** @throws if a value could change the structure of a file */
export function requireRoute(route: NginxRoute): void {
  const { path, rateLimit } = route;
  requireLength('the path of a route', path, 200);
  check(
    'the path of a route', path, /^(\/[A-Za-z0-9_~-]+)+$/,
    'paths such as "/api", of letters, digits and _ ~ -, without a slash at the end',
  );
  check(`the host of route "${path}"`, route.host, /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'host names');
  requirePort(`the port of route "${path}"`, route.port);
  checkTimeout(`the timeout of route "${path}"`, route.timeout ?? Duration.minutes(1));
  checkTimeout(`the connectTimeout of route "${path}"`, route.connectTimeout ?? Duration.seconds(5), Duration.seconds(75));
  requireInteger(`requestsPerSecond of route "${path}"`, rateLimit?.requestsPerSecond ?? 1, 1, 1_000_000);
  requireInteger(`burst of route "${path}"`, rateLimit?.burst ?? 1, 1, 1_000_000);
}

/** @throws if another one has the path */
export function requireFreePath(path: string, others: NginxRoute[]): void {
  if (others.some((other) => other.path === path)) {
    throw new Error(`route "${path}" exists already: give each route another path`);
  }
}
