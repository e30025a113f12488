import { CaddySite, CaddyfileOptions, TlsSettings, Upstream } from './caddyfile-options';
import { unavailablePage } from './unavailable-page';
import { Size } from '../../base';
import { Language } from '../../model';
import { SLOTS, slotName } from '../../model/blue-green';
import { overHttp } from '../../nginx/headers';

/** Where certificates from files are, inside the container. */
export const CERTIFICATE_FOLDER = '/etc/caddy/ssl';

/**
 * The folder of the markers that say which containers of a service get requests, each named as that set of containers is. It is in the
 * volume: it outlives containers. `assets/sh/switch-traffic.sh` writes them.
 */
export const LIVE_FOLDER = '/data/live';

/** Where a running Caddy takes a new configuration: in memory, so that it ends with the container. `assets/sh/apply-caddyfile.sh` does. */
export const ADMIN_SOCKET = '/tmp/caddy-admin.sock';

/** The folder in the volume with what running containers were told, each by its own name. */
export const TOLD_FOLDER = '/data/told';

export const HTTP_PORT = 8080;
export const HTTPS_PORT = 8443;
export const HEALTH_PORT = 2020;

/** The variable, inside the container, with the port of the host at which users reach HTTPS. */
export const PUBLIC_PORT_VARIABLE = 'PUBLIC_HTTPS_PORT';

/** The page for everybody else, beside the Caddyfile inside the container. */
export const MAINTENANCE_PAGE = 'maintenance.html';

/** The Caddyfile of an edge, as `caddy fmt` would format it. Every value in it has been checked by whoever took it. */
export function caddyfile(options: CaddyfileOptions): string {
  return [globals(options), snippets(options), ...mainSite(options), ...otherSites(options), health()].join('\n')
    .replace(/^(?: {2})+/gm, (spaces) => '\t'.repeat(spaces.length / 2));
}

function globals({ tls, trustedProxies }: CaddyfileOptions): string {
  return `# The entrance: everything that users ask for comes in here.
{
  # Who may run programs in this container can give it another configuration, and nobody else: this is no port.
  admin unix/${ADMIN_SOCKET}
  http_port ${HTTP_PORT}
  https_port ${HTTPS_PORT}
  auto_https ${tls.automatic ? 'disable_redirects' : 'off'}
${tls.automatic?.email ? `  email ${tls.automatic.email}\n` : ''}\
  grace_period 10s
  servers {
    protocols h1 h2
${trustedProxies.length > 0 ? `\
    # The client is the last address that none of these proxies has: what stands before it was said by the client.
    trusted_proxies static ${trustedProxies.join(' ')}
    trusted_proxies_strict
    client_ip_headers X-Forwarded-For
` : ''}\
    timeouts {
      read_header 10s
      idle 2m
    }
  }
}
`;
}

function snippets(options: CaddyfileOptions): string {
  const { maxBodySize, timeout, trustedProxies, language } = options;
  return `\
${answers(options).map((headers, index) => answer(headers, suffixOf(index))).join('')}\
(log) {
  log {
    output stdout
    format json
  }
}

(request) {
${trustedProxies.length > 0 ? `\
  # What is said about where requests come from is believed if a proxy in front says it, and from nobody else.
  @stranger not remote_ip ${trustedProxies.join(' ')}
  request_header -Forwarded
  request_header @stranger -X-Forwarded-*
  request_header X-Real-IP {client_ip}
` : `\
  # What clients say about where they come from is not believed: Caddy says it.
  request_header -Forwarded
  request_header -X-Forwarded-*
  request_header X-Real-IP {remote_host}
`}\
  request_header X-Request-ID {http.request.uuid}
  request_body {
    max_size ${binary(maxBodySize)}
  }
}

# Requests that could not be connected are tried again, and, if they are GET, those that broke off. There are no marks for
# services that failed: any client could set them by breaking off an upload.
(proxy) {
  lb_try_duration 3s
  lb_try_interval 100ms
  flush_interval 100ms
${trustedProxies.length > 0 ? `\
  header_up X-Forwarded-For {client_ip}
  header_up X-Forwarded-Host {hostport}
` : ''}\
  transport http {
    compression off
    dial_timeout 150ms
    response_header_timeout ${timeout}
    keepalive 3s
  }
}

${answers(options).map((_, index) => errors(language, suffixOf(index))).join('')}\
# Before another configuration, each answer ends its connection: those that are idle then would be cut off.
(closing) {
  @closing {
    file {
      root ${LIVE_FOLDER}
      try_files closing
    }
    not header Upgrade *
  }
  header @closing Connection close
}

${maintenance(options)}`;
}

/** The headers of answers, each set of them once. */
function answers(options: CaddyfileOptions): CaddySite['headers'][] {
  const all = [options, ...options.sites ?? []].map(({ headers }) => headers);
  return all.filter((headers, index) => all.findIndex((other) => isSame(other, headers)) === index);
}

function isSame(one: CaddySite['headers'], other: CaddySite['headers']): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What the snippets with other headers than those of the main site are called. */
function suffixOf(index: number): string {
  return index === 0 ? '' : `-${index + 1}`;
}

function answer(headers: CaddySite['headers'], suffix: string): string {
  return `\
(answer${suffix}) {
${headers.map(({ name, value }) => `  header ?${name} ${quoted(value)}\n`).join('')}\
  header {
    -Server
    -Via
    defer
  }
}

`;
}

function errors(language: Language, suffix: string): string {
  return `\
(errors${suffix}) {
  handle_errors {
    import answer${suffix}
    header Cache-Control no-store
    @unavailable expression \`{err.status_code} in [502, 503, 504]\`
    handle @unavailable {
      header Content-Type "text/html; charset=utf-8"
      header Retry-After 5
      respond \`${unavailablePage(language)}\`
    }
    handle {
      respond "{err.status_code} {err.status_text}"
    }
  }
}

`;
}

/** What answers to the domain, or to any name. */
function mainSite(options: CaddyfileOptions): string[] {
  const { domain, tls, headers } = options;
  if (!isOn(tls)) {
    return [site(`http://:${HTTP_PORT}`, '', handlers(options)), ...aliases(options, '')];
  }
  const secured = certificates(tls);
  return [
    redirect(`http://:${HTTP_PORT}`, domain ?? '{host}', headers),
    site(domain ? `https://${domain}` : `https://:${HTTPS_PORT}`, '', [secured, ...handlers(options)]),
    ...aliases(options, ''),
    // without it, any other name would be answered with an empty page
    ...domain ? [`https://:${HTTPS_PORT} {\n  import log\n  import answer\n${tls.files ? secured : ''}  respond 421\n}\n`] : [],
  ];
}

/** What answers to names of its own. */
function otherSites(options: CaddyfileOptions): string[] {
  return (options.sites ?? []).flatMap((each) => {
    const suffix = suffixOf(answers(options).findIndex((headers) => isSame(headers, each.headers)));
    const names = [each.domain!, ...each.aliases ?? []];
    return isOn(each.tls) ? [
      redirect(names.map((name) => `http://${name}`).join(', '), each.domain!, each.headers),
      site(`https://${each.domain}`, suffix, [certificates(each.tls), ...handlers(each)]),
      ...aliases(each, suffix),
    ] : [site(`http://${each.domain}`, suffix, handlers(each)), ...aliases(each, suffix)];
  });
}

/** Without TLS, whatever is in front may have some: who is redirected keeps the scheme. */
function aliases({ domain, aliases: names = [], tls }: CaddySite, suffix: string): string[] {
  const addresses = names.map((name) => `${isOn(tls) ? 'https' : 'http'}://${name}`).join(', ');
  const redirects = isOn(tls) ? `${certificates(tls)}${toHttps(domain!)}` : `  redir * //${domain}{uri} 308\n`;
  return names.length === 0 ? [] : [`${addresses} {\n  import log\n  import answer${suffix}\n${redirects}}\n`];
}

function certificates({ files }: TlsSettings): string {
  const source = files ? ` ${CERTIFICATE_FOLDER}/${files.certificate} ${CERTIFICATE_FOLDER}/${files.key}` : '';
  return `\
  tls${source} {
    protocols tls1.2 tls1.3
  }
`;
}

function handlers({ frontend, routes }: CaddySite): string[] {
  return [
    ...groups(routes).map(({ matcher, paths, ...upstream }) => `\
  @${matcher} path ${paths.flatMap((path) => [path, `${path}/*`]).join(' ')}
  handle @${matcher} {
    encode gzip {
      match {
        header Content-Type application/json*
      }
    }
${proxy(upstream)}\
  }
`),
    `\
  handle {
${proxy(frontend)}\
  }
`,
  ];
}

/** Paths that follow each other and go to the same service; the first group that matches decides. */
function groups(routes: CaddySite['routes']): (Upstream & { readonly matcher: string; readonly paths: string[] })[] {
  const found: (Upstream & { matcher: string; paths: string[] })[] = [];
  for (const { id, port, path } of routes) {
    const last = found[found.length - 1];
    if (last?.id === id && last.port === port) {
      last.paths.push(path);
    } else {
      const earlier = found.filter((group) => group.id === id).length;
      // no service has an underscore in its name
      found.push({ id, port, matcher: `to-${id}${earlier > 0 ? `_${earlier + 1}` : ''}`, paths: [path] });
    }
  }
  return found;
}

function site(address: string, suffix: string, parts: string[]): string {
  const imports = ['log', `answer${suffix}`, `errors${suffix}`, 'request', 'closing', 'maintenance'];
  return `${address} {\n${imports.map((name) => `  import ${name}\n`).join('')}\n${parts.join('\n')}}\n`;
}

function redirect(addresses: string, host: string, headers: CaddySite['headers']): string {
  return `\
${addresses} {
  import log
${overHttp(headers).map(({ name, value }) => `  header ${name} ${quoted(value)}\n`).join('')}\
  header -Server
${toHttps(host)}\
}
`;
}

/** To HTTPS, at the port at which users reach it. */
function toHttps(host: string): string {
  return `\
  @standard expression \`{env.${PUBLIC_PORT_VARIABLE}} == "443"\`
  redir @standard https://${host}{uri} 308
  redir https://${host}:{env.${PUBLIC_PORT_VARIABLE}}{uri} 308
`;
}

/**
 * What stands before all else while there is a marker. Programs in this container get through, as the smoke test of a release does.
 * Whatever is asked for, and how, the answer is the whole page.
 */
function maintenance({ maintenance: options, trustedProxies }: Pick<CaddyfileOptions, 'maintenance' | 'trustedProxies'>): string {
  const { allowedNetworks, retryAfterSeconds } = options;
  const client = trustedProxies.length > 0 ? 'client_ip' : 'remote_ip';
  return `\
# While there is a marker, everybody gets the page, but for those who are let through. It stands before all that handles requests.
(maintenance) {
  @maintenance {
    file {
      root ${LIVE_FOLDER}
      try_files maintenance
    }
    not {
      file {
        root ${LIVE_FOLDER}
        try_files maintenance.for.{${trustedProxies.length > 0 ? 'client_ip' : 'remote_host'}}
      }
    }
    not remote_ip 127.0.0.1 ::1
${allowedNetworks.length > 0 ? `    not ${client} ${allowedNetworks.join(' ')}\n` : ''}\
  }
  handle @maintenance {
    header Cache-Control no-store
    header Retry-After ${retryAfterSeconds}
    request_header -If-*
    request_header -Range
    method GET
    rewrite * /${MAINTENANCE_PAGE}
    root * /etc/caddy
    file_server {
      status 503
    }
  }
}
`;
}

/** All containers of a service, or the set that a marker names. The markers are looked up for every request. */
function proxy({ id, port }: Upstream): string {
  return `\
${SLOTS.map((slot) => `\
    @${slot} file {
      root ${LIVE_FOLDER}
      try_files ${slotName(slot, id)}
    }
`).join('')}\
    route {
      vars upstream ${id}
${SLOTS.map((slot) => `      vars @${slot} upstream ${slotName(slot, id)}\n`).join('')}\
      # The name behind is for the case that a marker names containers that are gone.
      reverse_proxy ${id}:${port} {
        dynamic a {
          name {vars.upstream}
          port ${port}
          refresh 1s
        }
        import proxy
      }
    }
`;
}

function health(): string {
  return `\
# For the health check, from inside the container only.
http://:${HEALTH_PORT} {
  bind 127.0.0.1
  respond /health healthy 200
}
`;
}

/** A value that is more than one word. */
function quoted(value: string): string {
  return /^[A-Za-z0-9-]+$/.test(value) ? value : `\`${value}\``;
}

function isOn(tls: TlsSettings): boolean {
  return tls.automatic !== undefined || tls.files !== undefined;
}

/** In the largest binary unit that leaves a whole number; without a unit, or with `m`, Caddy would read decimal ones. */
function binary(size: Size): string {
  return size.toString().replace(/[kmg]$/, (unit) => `${unit.toUpperCase()}iB`);
}
