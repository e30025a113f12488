import { PlannedPort } from './ports';
import { listed, requireInteger, requireLength, requireLine, requireMatch, requireRepositoryFile } from '../../../base/checks';
import { nearest } from '../../../base/props';
import { Environment, ProbeTool, Service, ServiceSpec } from '../../../model';
import { SmokeTestOptions, SmokeTestRequest } from '../smoke-test';

/** A request of a smoke test, with all defaults. */
export interface PlannedRequest {
  readonly path: string;
  /** The statuses that are right; empty: from 200 to 299. */
  readonly statuses: number[];
  readonly seconds: number;
  readonly text?: string;
  readonly headers: string[];
  /** The service through which users come to that path, if they do. */
  readonly through?: string;
}

/** How a service is asked, from inside its container. */
export interface PlannedAsking {
  readonly tool: ProbeTool;
  readonly port: number;
  /** The name that requests are for. */
  readonly host?: string;
}

/** What of a plan decides who asks whom. */
interface Asked {
  readonly service: Service;
  readonly spec: ServiceSpec;
  readonly ports: PlannedPort[];
}

/** @throws if a value is invalid */
export function requireSmokeTest(environment: Environment, { requests = [], program }: SmokeTestOptions): void {
  requests.forEach((request, index) => {
    const what = `request ${index + 1} of the smoke test of environment "${environment.name}"`;
    requireLength(`the path of ${what}`, request.path, 1000);
    requireMatch(
      `the path of ${what}`, request.path, /^\/([A-Za-z0-9_.~/?&=+,;:@!*()-]|%[0-9A-Fa-f]{2})*$/,
      'paths that start with "/", with a query if you like, of letters, digits and _ . ~ / ? & = + , ; : @ ! * ( ) - and two hexadecimal '
      + 'digits after each %',
    );
    if (request.statuses?.length === 0) {
      throw new Error(`${what} allows no status: name the expected ones, or leave statuses out for all from 200 to 299`);
    }
    request.statuses?.forEach((status) => requireInteger(`a status of ${what}`, status, 200, 599));
    if (request.text !== undefined) {
      requireLength(`the text of ${what}`, request.text, 1000);
      requireMatch(`the text of ${what}`, request.text, /^[^\x00-\x1f\x7f]+$/, 'one line of text without control characters');
    }
    Object.entries(request.headers ?? {}).forEach(([name, value]) => {
      requireMatch(`a header of ${what}`, name, /^[A-Za-z][A-Za-z0-9-]*$/, 'names such as "Accept", of letters, digits and -');
      requireLine(`the header "${name}" of ${what}`, value);
    });
    if (request.timeout !== undefined) {
      requireInteger(`the timeout of ${what}, in seconds,`, request.timeout.toSeconds(), 1, 3600);
    }
  });
  if (program !== undefined) {
    requireRepositoryFile(`the program of the smoke test of environment "${environment.name}"`, program);
  }
}

/** What only the whole stack can find wrong with a smoke test; one message each. */
export function smokeTestProblems(
  environment: Environment, members: { readonly service: Service; readonly spec: ServiceSpec }[], { requests = [] }: SmokeTestOptions,
): string[] {
  return requests.flatMap(({ service: id, path, text, statuses = [] }) => {
    const what = `the smoke test of environment "${environment.name}" asks service "${id}" for "${path}"`;
    const member = members.find(({ service }) => service.id === id);
    if (!member) {
      const known = members.map(({ service }) => service.id);
      const near = nearest(id, known);
      return [`${what}, which that environment does not have: ${near ? `did you mean "${near}"?`
        : `it has ${listed(known)}; choose another service, or remove the request`}`];
    }
    const tool = toolOf(member.spec);
    if (tool === undefined) {
      return [`${what}, and no program is known that could ask it: give it a health check by HTTP (HealthCheck.http), whose tool asks`];
    }
    const unread = statuses.find((status) => status >= 300);
    return text !== undefined && unread !== undefined && tool === ProbeTool.WGET ? [
      `${what}, where ${unread} is right and the body has a text in it, but wget shows no body with that status: `
      + 'leave the text or the status out',
    ] : [];
  });
}

/** How a service is asked; `undefined` where nobody could. */
export function askingOf({ spec, ports }: Asked): PlannedAsking | undefined {
  const { http } = spec.healthCheck.describe();
  const tool = toolOf(spec);
  if (!http || tool === undefined) {
    return undefined;
  }
  // a port for the check alone answers nothing else
  const port = ports.length === 0 || ports.some((each) => each.port === http.port) ? http.port : ports[0].port;
  return { tool, port, host: http.host };
}

/** The port of a service at which users come in; the one with TLS, where there is one. */
export function entranceOf({ ports }: Asked): PlannedPort | undefined {
  const entrances = ports.filter(({ entrance, published }) => entrance && published);
  return entrances.find(({ tls }) => tls) ?? entrances[0];
}

/** The requests that a service answers. */
export function requestsOf(asked: Asked, services: Asked[], { requests = [] }: SmokeTestOptions): PlannedRequest[] {
  return requests.filter(({ service }) => service === asked.service.id).map((request) => ({
    path: request.path,
    statuses: [...request.statuses ?? []],
    seconds: Math.ceil(request.timeout?.toSeconds() ?? 10),
    text: request.text,
    headers: Object.entries(request.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
    through: throughWhich(asked.service, request, services)?.service.id,
  }));
}

/** The entrance that leads that path to that service by its first name. Of several routes, the most precise one decides. */
function throughWhich(service: Service, { path }: SmokeTestRequest, services: Asked[]): Asked | undefined {
  return services.filter((each) => entranceOf(each) && askingOf(each)).find(({ service: entrance, spec }) => {
    const [best] = (spec.routes ?? []).filter((route) => route.domain === undefined)
      .filter((route) => route.path === undefined || leadsTo(route.path, path))
      .sort((one, other) => (other.path ?? '').length - (one.path ?? '').length);
    return (best?.service ?? entrance) === service;
  });
}

function leadsTo(route: string, path: string): boolean {
  const [asked] = path.split('?');
  return route === '/' || asked === route || asked.startsWith(`${route}/`);
}

function toolOf(spec: ServiceSpec): ProbeTool | undefined {
  return spec.healthCheck.describe().http?.tool;
}
