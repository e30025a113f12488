import { CERTIFICATE_FOLDER } from './caddyfile';
import { CaddySite, TlsSettings } from './caddyfile-options';
import { certificateFiles } from './certificate-files';
import { requireUse } from './checks';
import { Destination } from './destinations';
import { Size } from '../../base';
import { requireMatch } from '../../base/checks';
import { requireProps } from '../../base/props';
import { Environment, Mount, Route, Service, Volume } from '../../model';
import { headersOf } from '../../nginx/headers';
import { EdgeSite } from '../edge-site';
import { EdgeTls } from '../edge-tls';
import { Frontend } from '../frontend';

/** A name of an edge; the first one may be any name. */
export interface Site {
  readonly domain?: string;
  readonly aliases: string[];
  readonly frontend?: Frontend;
  /** What gets all requests that are not passed on past it. */
  readonly behind: Service;
  readonly port: number;
  readonly tls: TlsSettings;
}

/** The main site as it was passed. */
type MainSite = Pick<Site, 'domain'> & Omit<EdgeSite, 'domain'>;

/**
 * What an edge leads to, the main site first. Takes the place in front of the frontends.
 *
 * @throws if it cannot lead there, or two have one name
 */
export function sitesOf(edge: Service, tls: EdgeTls, main: MainSite, others: EdgeSite[]): Site[] {
  others.forEach((site) => requireProps('EdgeSite', site, `a site of service "${edge.id}"`));
  const whatOf = ({ domain }: MainSite) => domain === main.domain ? `service "${edge.id}"` : `site "${domain}" of service "${edge.id}"`;
  requireNames(edge, tls, main, others);
  const given = [main, ...others];
  const behind = given.map((site) => requireOne(edge, whatOf(site), site));
  for (const frontend of new Set(given.flatMap(frontendsOf))) {
    const sites = given.filter((site) => frontendsOf(site).includes(frontend));
    frontend._behind(edge, sites.every(({ domain }) => domain !== undefined) ? sites.map(({ domain }) => domain!) : []);
  }
  return given.map((site, index) => ({
    domain: site.domain,
    aliases: [...site.aliases ?? []],
    frontend: site.frontend,
    behind: behind[index],
    port: portOf(edge, behind[index]),
    tls: tlsOf(whatOf(site), site, tls),
  }));
}

/** What has an entrance of its own, unless requests come through the edge: as the page, as what gets all requests, or as an API. */
function frontendsOf({ frontend, service }: MainSite): Frontend[] {
  const reached = [frontend ?? service, ...(frontend?._destinations ?? []).map((destination) => destination.service)];
  return reached.filter((each): each is Frontend => each instanceof Frontend);
}

/** The names beside the first. */
export function furtherNames(sites: Site[]): string[] {
  return sites.flatMap(({ domain, aliases }, index) => [...index > 0 ? [domain!] : [], ...aliases]);
}

/** What goes past the frontends. */
export function passedOn(sites: Site[]): Destination[] {
  return sites.flatMap(({ frontend }) => frontend?._destinations ?? []);
}

/** A site as the Caddyfile has it. */
export function caddySiteOf({ domain, aliases, frontend, behind, port, tls }: Site): CaddySite {
  const isSecured = tls.automatic !== undefined || tls.files !== undefined;
  return {
    domain,
    aliases,
    tls,
    frontend: { id: behind.id, port },
    routes: (frontend?._destinations ?? []).map(({ route }) => ({ id: route.host, port: route.port, path: route.path })),
    headers: headersOf(frontend?._securityHeaders ?? {}, { tls: isSecured, inlineSources: false })
      .map(({ name, value, ofServices = value }) => ({ name, value: ofServices })),
  };
}

/** Whom requests go to in an environment, with bodies of at most that size. */
export function routesIn(environment: Environment, sites: Site[], maxBodySize: Size): Route[] {
  return sites.flatMap(({ domain, frontend, behind, port }, index): Route[] => [
    // a frontend reads no bodies, but passes them on by its own limits
    { service: behind, port, maxBodySize: frontend ? undefined : maxBodySize },
    ...(frontend?._destinations ?? []).map(({ service, route }) => ({ service, port: route.port, path: route.path, maxBodySize })),
  ].map((route) => index === 0 ? route : { ...route, domain })).filter(({ service }) => service.runsIn(environment));
}

/** The certificates that people put into a folder. */
export function certificatesOf(tls: EdgeTls, sites: Site[]): Mount[] {
  const files = sites.flatMap((site) => site.tls.files ? [site.tls.files.certificate, site.tls.files.key] : []);
  return tls._mounts.map(({ volume, containerPath }) =>
    Volume.providedFiles(volume.source().repositoryPath!, [...new Set(files)]).mountReadOnlyAt(containerPath));
}

function tlsOf(what: string, { certificate, key }: MainSite, tls: EdgeTls): TlsSettings {
  const { files } = tls._settings;
  requireUse(`the certificate of ${what}`, certificate, files !== undefined, 'tls: EdgeTls.files()');
  requireUse(`the key of ${what}`, key, files !== undefined, 'tls: EdgeTls.files()');
  if (!files) {
    return tls._settings;
  }
  const own = { certificate: certificate ?? files.certificate, key: key ?? files.key };
  certificateFiles(what, own, CERTIFICATE_FOLDER);
  return { files: own };
}

function requireOne(edge: Service, what: string, { frontend, service }: MainSite): Service {
  const chosen = [frontend, service].filter((each) => each !== undefined);
  if (chosen.length !== 1) {
    const to = chosen.length === 0 ? 'nothing' : 'two services';
    throw new Error(`${what} is the entrance to ${to}: pass either a frontend or, where there is none, a service`);
  }
  if (chosen[0].stack !== edge.stack) {
    throw new Error(
      `${what} is the entrance to "${chosen[0].id}" of stack "${chosen[0].stack.name}", which it cannot reach: `
      + `name a service of stack "${edge.stack.name}"`,
    );
  }
  return chosen[0];
}

function portOf(edge: Service, service: Service): number {
  const port = service.describe(edge.stack.production).ports?.[0]?.port;
  if (port === undefined) {
    throw new Error(
      `service "${edge.id}" is the entrance to "${service.id}", which has no ports: name a service that listens on one`,
    );
  }
  return port;
}

function requireNames(edge: Service, tls: EdgeTls, main: MainSite, others: EdgeSite[]): void {
  const { automatic } = tls._settings;
  if (automatic && main.domain === undefined) {
    throw new Error(`service "${edge.id}" has automatic certificates and no domain: ${DOMAIN_OR_NONE}`);
  }
  requireUse(`the aliases of service "${edge.id}"`, main.aliases, main.domain !== undefined, 'a domain');
  const names = [main, ...others].flatMap(({ domain, aliases = [] }) => [
    ...domain === undefined ? [] : [{ name: domain, what: 'the domain' }],
    ...aliases.map((name) => ({ name, what: `"${name}" in the aliases` })),
  ]);
  names.forEach(({ name, what }, index) => {
    requireMatch(
      `${what} of service "${edge.id}"`, name,
      /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
      'DNS names such as "crm.example.com", in lower case, without "https://", port or path',
    );
    if (automatic && !name.includes('.')) {
      throw new Error(
        `service "${edge.id}" has automatic certificates for "${name}", which no public authority gives any for: ${DOMAIN_OR_NONE}`,
      );
    }
    if (names.slice(0, index).some((other) => other.name === name)) {
      throw new Error(`service "${edge.id}" has the name "${name}" twice, as a domain or an alias: name it once`);
    }
  });
}

const DOMAIN_OR_NONE = 'pass a domain such as "crm.example.com", or use EdgeTls.files() or EdgeTls.off()';
