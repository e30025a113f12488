import { unavailablePage } from './unavailable-page';
import { Duration, Size } from '../../base';
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

/** Where certificates come from; without both, there are none. */
export interface TlsSettings {
  readonly automatic?: { readonly email?: string };
  readonly files?: { readonly certificate: string; readonly key: string };
}

/** A service that gets requests. */
export interface Upstream {
  readonly id: string;
  readonly port: number;
}

export interface CaddyfileOptions {
  readonly domain?: string;
  readonly tls: TlsSettings;
  /** What gets all requests that are not the API's. */
  readonly frontend: Upstream;
  /** What gets the requests to a path and those below, the most precise path first. */
  readonly routes: (Upstream & { readonly path: string })[];
  /** Headers of answers that have none of that name. */
  readonly headers: { readonly name: string; readonly value: string }[];
  readonly maxBodySize: Size;
  readonly timeout: Duration;
  /** Networks of the proxies in front whose word about a client is believed. */
  readonly trustedProxies: string[];
  readonly language: Language;
  /** Networks that get through while there is maintenance, and in how many seconds the others may try again. */
  readonly maintenance: { readonly allowedNetworks: string[]; readonly retryAfterSeconds: number };
}

/** The page for everybody else, beside the Caddyfile inside the container. */
export const MAINTENANCE_PAGE = 'maintenance.html';

/** The Caddyfile of an edge, as `caddy fmt` would format it. Every value in it has been checked by whoever took it. */
export function caddyfile(options: CaddyfileOptions): string {
  return [globals(options), snippets(options), ...sites(options), health()].join('\n')
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
  const { maxBodySize, timeout, trustedProxies, language, headers } = options;
  return `\
(answer) {
${headers.map(({ name, value }) => `  header ?${name} ${quoted(value)}\n`).join('')}\
  header {
    -Server
    -Via
    defer
  }
}

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

(errors) {
  handle_errors {
    import answer
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

function sites({ domain, tls, frontend, routes, headers }: CaddyfileOptions): string[] {
  const handlers = [
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
  if (!isOn(tls)) {
    return [site(`http://:${HTTP_PORT}`, handlers)];
  }
  const source = tls.files ? ` ${CERTIFICATE_FOLDER}/${tls.files.certificate} ${CERTIFICATE_FOLDER}/${tls.files.key}` : '';
  const secured = `\
  tls${source} {
    protocols tls1.2 tls1.3
  }
`;
  return [
    redirect(domain ?? '{host}', headers),
    site(domain ? `https://${domain}` : `https://:${HTTPS_PORT}`, [secured, ...handlers]),
    // without it, any other name would be answered with an empty page
    ...domain ? [`https://:${HTTPS_PORT} {\n  import log\n  import answer\n${tls.files ? secured : ''}  respond 421\n}\n`] : [],
  ];
}

/** Paths that follow each other and go to the same service; the first group that matches decides. */
function groups(routes: CaddyfileOptions['routes']): (Upstream & { readonly matcher: string; readonly paths: string[] })[] {
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

function site(address: string, parts: string[]): string {
  const shared = ['log', 'answer', 'errors', 'request', 'closing', 'maintenance'].map((name) => `  import ${name}\n`);
  return `${address} {\n${shared.join('')}\n${parts.join('\n')}}\n`;
}

function redirect(host: string, headers: CaddyfileOptions['headers']): string {
  return `\
http://:${HTTP_PORT} {
  import log
${overHttp(headers).map(({ name, value }) => `  header ${name} ${quoted(value)}\n`).join('')}\
  header -Server
  @standard expression \`{env.${PUBLIC_PORT_VARIABLE}} == "443"\`
  redir @standard https://${host}{uri} 308
  redir https://${host}:{env.${PUBLIC_PORT_VARIABLE}}{uri} 308
}
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
