import { Size } from '../../base';
import { Environment, Mount, Route, Service, Volume } from '../../model';
import { TEMPORARY_FOLDER } from '../../model/defaults';
import { NginxRoute } from '../../nginx';
import { FrontendProps, FrontendRoute } from '../frontend-props';

/** Where the application itself is. */
export interface OwnPaths {
  readonly basePath: string;
  readonly filesPath?: string;
  readonly locales?: string[];
}

/** A path that is passed on, and the service that gets it. */
export interface Destination {
  readonly service: Service;
  readonly route: NginxRoute;
}

/**
 * What a frontend passes on, the most precise path first: the first one that matches decides, in the development server too.
 *
 * @param frontend the frontend, for its stack and for messages
 * @throws if a service is in another stack, or has no ports
 */
export function destinationsOf(frontend: Service, props: FrontendProps): Destination[] {
  const { api, apiPaths = ['/api'], websocketPaths = ['/ws'], routes = [] } = props;
  const all: FrontendRoute[] = [
    ...api ? apiPaths.map((path) => ({ path, service: api })) : [],
    ...api ? websocketPaths.map((path) => ({ path, service: api, websocket: true })) : [],
    ...routes,
  ];
  return all
    .map(({ service, ...route }) => {
      const host = { host: service.id, port: portOf(frontend, service, service === api ? 'the API' : `"${route.path}"`) };
      return { service, route: { ...route, ...host } };
    })
    .sort((one, other) => other.route.path.length - one.route.path.length);
}

/** To whom users' requests go in an environment, with bodies of at most that size where the path says nothing else. */
export function routesOf(destinations: Destination[], environment: Environment, maxBodySize: Size): Route[] {
  return destinations.filter(({ service }) => service.runsIn(environment))
    .map(({ service, route: { port, path, maxBodySize: own = maxBodySize } }) => ({ service, port, path, maxBodySize: own }));
}

/** The largest of sizes; `undefined` of none. */
export function largest(sizes: Size[]): Size | undefined {
  return sizes.length === 0 ? undefined : sizes.reduce((one, other) => one.toBytes() < other.toBytes() ? other : one);
}

/** The largest body that is passed on, by those of the destinations that are meant. */
export function largestBody(destinations: Destination[], maxBodySize: Size): Size {
  return largest([maxBodySize, ...destinations.map(({ route }) => route.maxBodySize ?? maxBodySize)])!;
}

/** Room on disk for bodies that are kept until they are whole, where several of them at once would fill the memory. */
export function bodyStorage(destinations: Destination[], maxBodySize: Size, memory = Size.mebibytes(512)): Mount[] {
  const kept = largestBody(destinations.filter(({ route }) => route.requestBuffering !== false), maxBodySize);
  return 8 * kept.toBytes() <= memory.toBytes() ? [] : [Volume.scratch(kept).mountAt(TEMPORARY_FOLDER)];
}

/**
 * Throws if what is passed on would hide the application, or the other way round.
 *
 * @param frontend the frontend, for messages
 * @param basePath where the application is, with a slash at both ends
 * @param filesPath where its files are asked for too
 */
export function requireNoOverlap(frontend: Service, destinations: Destination[], own: OwnPaths): void {
  const { basePath, filesPath, locales = [] } = own;
  for (const { service, route: { path } } of destinations) {
    const what = `service "${frontend.id}" passes "${path}" on to "${service.id}", and`;
    if (basePath.startsWith(`${path}/`)) {
      throw new Error(`${what} the application itself, at "${basePath}", is below it: choose another path for one of them`);
    }
    if (path === '/health') {
      throw new Error(`${what} nginx answers there itself, for its health check: choose another path, such as "/api/health"`);
    }
    const locale = locales.find((each) => `${path}/`.startsWith(`${basePath}${each}/`));
    if (locale !== undefined) {
      throw new Error(`${what} at "${basePath}${locale}" is the application in that language: choose another path`);
    }
    if (filesPath !== undefined && `${path}/`.startsWith(filesPath)) {
      throw new Error(`${what} at "${filesPath}" the application's files are asked for: choose another path for one of them`);
    }
  }
}

function portOf(frontend: Service, service: Service, what: string): number {
  if (service.stack !== frontend.stack) {
    throw new Error(
      `service "${frontend.id}" passes ${what} on to "${service.id}" of stack "${service.stack.name}", which it cannot reach: `
      + `name a service of stack "${frontend.stack.name}"`,
    );
  }
  const port = service.describe(frontend.stack.production).ports?.[0]?.port;
  if (port === undefined) {
    throw new Error(
      `service "${frontend.id}" passes ${what} on to "${service.id}", which has no ports: name a service that listens on one`,
    );
  }
  return port;
}
