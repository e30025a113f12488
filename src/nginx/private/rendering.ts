import { MEDIA, anyOf, headerVariable, maps, requestId, zoneOf } from './maps';
import { Options, followsServices, quoted, upstreamOf } from './options';
import { Duration } from '../../base';
import { Compression } from '../compression';
import { Header, headersOf, overHttp } from '../headers';
import { AccessLog, NginxTls } from '../nginx-config-options';
import { NginxRoute } from '../nginx-route';

/** The text of the configuration. */
export function render(options: Options): string {
  const { tls } = options;
  const headers = headersOf(options.securityHeaders ?? {}, { tls: tls !== undefined, inlineSources: options.inlineSources ?? false });
  return `${maps(options, headers)}${own(options.httpDirectives, '')}${tls ? redirect(options, headers) : ''}server {
${tls ? secured(options, tls) : listen(options, options.port)}    server_name _;
    server_tokens off;
    absolute_redirect off;
    root ${options.root};

    # Files of an image do not change: nginx need not look each time.
    open_file_cache max=2000 inactive=5m;
    open_file_cache_valid 1m;

    # Types of files that nginx's own list does not have.
    include /etc/nginx/mime.types;
    types {
        application/manifest+json webmanifest;
        text/javascript mjs;
    }

${accessLog(options)}${proxiesInFront(options)}${clients(options)}
    # No location below has an add_header of its own: it would drop all of these.
    add_header Cache-Control $cache_control always;
${headerLines(options, headers)}
${compression(options)}
${own(options.serverDirectives, '    ')}${problems(options)}${HEALTH}\
${filesPath(options)}${services(options)}${files(options)}${pages(options)}}
`;
}

/** Directives of the user's own. */
function own(directives: string[], indent: string): string {
  return directives.map((directive) => `${directive.replace(/^(?=.)/gm, indent)}\n\n`).join('');
}

/** A host may have no IPv6: what is found out when the container starts says so. */
function listen({ startFolder }: Options, port: number, kind = ''): string {
  return `\
    listen ${port}${kind};
    ${startFolder === undefined ? `listen [::]:${port}${kind}` : `include ${startFolder}/listen-${port}.conf`};
`;
}

function secured(options: Options, { certificate, key, port = 8443 }: NginxTls): string {
  return `${listen(options, port, ' ssl')}\
    http2 on;
    ssl_certificate ${certificate};
    ssl_certificate_key ${key};
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:tls:10m;
    ssl_session_timeout 1d;
    ssl_session_tickets off;
`;
}

function redirect(options: Options, headers: Header[]): string {
  return `server {
${listen(options, options.port)}    server_name _;
    server_tokens off;

${clients(options)}
${headerLines(options, overHttp(headers))}${HEALTH}
    location / {
        return 308 https://$host$request_uri;
    }
}

`;
}

function headerLines({ routes }: Options, headers: Header[]): string {
  return headers.map(({ name, value }) =>
    `    add_header ${name} ${routes.length > 0 ? headerVariable(name) : quoted(value)} always;\n`).join('');
}

function accessLog({ accessLog: kind }: Options): string {
  switch (kind) {
    case AccessLog.JSON: return '    access_log /var/log/nginx/access.log requests;\n\n';
    case AccessLog.OFF: return '    access_log off;\n\n';
    default: return '';
  }
}

function proxiesInFront({ trustedProxies }: Options): string {
  return trustedProxies.length > 0 ? `\
    # The client's address is what the proxies in front say.
${trustedProxies.map((proxy) => `    set_real_ip_from ${proxy};\n`).join('')}\
    real_ip_header X-Forwarded-For;
    real_ip_recursive on;

` : '';
}

function clients({ timeouts = {}, maxBodySize }: Options): string {
  const { headers = Duration.seconds(10), body = Duration.seconds(20), send = Duration.seconds(30) } = timeouts;
  return `\
    # Clients that are slow, or send too much.
    client_header_timeout ${headers};
    client_body_timeout ${body};
    send_timeout ${send};
    reset_timedout_connection on;
    large_client_header_buffers 4 8k;
    client_max_body_size ${maxBodySize};
`;
}

function compression({ compression: kinds, routes }: Options): string {
  const modules = { [Compression.GZIP]: 'gzip_static', [Compression.BROTLI]: 'brotli_static', [Compression.ZSTD]: 'zstd_static' };
  return `\
    # Files are compressed once, when the image is built${routes.length > 0 ? '; what services answer is compressed on the way' : ''}.
${kinds.map((kind) => `    ${modules[kind]} on;\n`).join('')}\
    gzip_vary on;
${routes.length > 0 ? `\
    gzip on;
    gzip_proxied any;
    gzip_min_length 1024;
    gzip_types ${GZIP_TYPES.join(' ')};
` : ''}`;
}

function problems(options: Options): string {
  const how = options.routes.length > 0 ? ', in place of a service too: a page for people, RFC 9457 for programs' : ', as in RFC 9457';
  const program = `\
    # What nginx itself says${how}.
    error_page 413${options.routes.length > 0 ? ' 429' : ''} @problem_for_program;
    error_page 494 =431 @problem_for_program;
${options.routes.length > 0 ? '    error_page 502 503 504 @problem_for_$audience;\n' : ''}
    location @problem_for_program {
        default_type application/problem+json;
        return 200 '{"status":$status,"detail":"$problem","request_id":"${requestId(options)}"}';
    }
`;
  return options.routes.length === 0 ? program : `${program}
    location @problem_for_person {
        default_type text/html;
        charset utf-8;
        return 200 '${options.unavailablePage ?? UNAVAILABLE}';
    }
`;
}

const HEALTH = `
    # About nginx itself only: it does not depend on the services behind.
    location = /health {
        access_log off;
        default_type text/plain;
        return 200 "healthy\\n";
    }
`;

function filesPath({ filesPath: path, basePath }: Options): string {
  return path ? `
    # The built files are asked for here too.
    rewrite ^${path}(.*)$ ${basePath}$1;
` : '';
}

function services(options: Options): string {
  const { routes } = options;
  if (routes.length === 0) {
    return '';
  }
  return `
    # Services.
    # Their names are looked up while nginx runs: a service may come later, or move.
${options.startFolder === undefined ? `\
    resolver ${options.nameServers!.map(bracketed).join(' ')} valid=5s;
    resolver_timeout 2s;
` : ''}\
    proxy_http_version 1.1;
${proxyHeaders(options, '    ')}\
    proxy_set_header Connection "";
    # Another address of a service is tried if it cannot be connected, or if it breaks off and asking twice does no harm.
    proxy_next_upstream error timeout;
    proxy_next_upstream_tries 2;
    proxy_next_upstream_timeout 10s;
    # A large answer waits in the service: this container's temporary files are memory.
    proxy_max_temp_file_size 0;
${routes.map((route) => service(route, options)).join('')}`;
}

/** An address as nginx writes it. */
function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

/** What else clients could say about themselves, and some frameworks would believe: it is not passed on. */
const UNTOLD = ['Forwarded', ...['Port', 'Prefix', 'Scheme', 'Server', 'Ssl'].map((name) => `X-Forwarded-${name}`)];

function proxyHeaders(options: Options, indent: string): string {
  const scheme = options.trustedProxies.length > 0 ? '$client_scheme' : '$scheme';
  return [
    'Host $client_host', 'X-Real-IP $remote_addr', 'X-Forwarded-For $remote_addr', `X-Forwarded-Proto ${scheme}`,
    'X-Forwarded-Host $client_host', `X-Request-ID ${requestId(options)}`, ...UNTOLD.map((name) => `${name} ""`),
  ].map((header) => `${indent}proxy_set_header ${header};\n`).join('');
}

// A regular expression, because only that says "this path and what is below it" in one location. The first one that matches
// decides, and routes stand before files: /api/report.png is the service's.
function service(route: NginxRoute, options: Options): string {
  const { path, host, port, websocket, streaming, rateLimit } = route;
  const timeout = route.timeout ?? (websocket || streaming ? Duration.hours(1) : Duration.minutes(1));
  const suffix = options.startFolder === undefined ? '' : '$search_suffix';
  return `
    location ~ ^${path}(?:/|$) {
        # A service gets the path as the client wrote it: nothing that only turns out to be below this one, such as /x/../api.
        if ($request_uri !~ ^${path}(?:[/?]|$)) {
            return 404;
        }
${rateLimit ? `\
        limit_req zone=${zoneOf(path)} burst=${rateLimit.burst ?? 2 * rateLimit.requestsPerSecond} nodelay;
        limit_req_status 429;
` : ''}\
${followsServices(options) ? `\
        proxy_pass http://${upstreamOf(route)};
` : `\
        set $service ${host}${suffix}:${port};
        proxy_pass http://$service;
`}\
${websocket ? `${proxyHeaders(options, '        ')}\
        proxy_set_header Upgrade $upgrade;
        proxy_set_header Connection $connection_upgrade;
` : ''}\
        proxy_connect_timeout ${route.connectTimeout ?? Duration.seconds(5)};
        proxy_read_timeout ${timeout};
        proxy_send_timeout ${timeout};
${streaming ? '        proxy_buffering off;\n' : ''}\
${route.requestBuffering === false ? '        proxy_request_buffering off;\n' : ''}\
${route.maxBodySize ? `        client_max_body_size ${route.maxBodySize};\n` : ''}\
    }
`;
}

function files(options: Options): string {
  const { basePath, locales, runtimeConfig, earlierFiles, hashedFiles, startFolder } = options;
  const config = runtimeConfig?.path.slice(1);
  const configPath = locales.length > 0
    ? `~ ^${basePath}(?:${anyOf(locales)}/)?${config?.replace(/\./g, '\\.')}$`
    : `= ${basePath}${config}`;
  return `${runtimeConfig ? `
    # The application's configuration: from the environment of this container, written when it starts.
    location ${configPath} {
        alias ${runtimeConfig.file};
    }
` : ''}
    # Hidden files are nobody's business.
    location ~ /\\.(?!well-known/) {
        return 404;
    }
${earlierFiles ? `
    # A hashed file is of this release, or of an earlier one that pages still ask for which were loaded before.
    location ~ "${hashedFiles.pattern}" {
        try_files $uri @earlier;
    }

    location @earlier {
        root ${earlierFiles};
        try_files $uri ${startFolder === undefined ? '=404' : '@peers'};
    }
${startFolder === undefined ? '' : peers(options)}` : ''}
    # A file that is missing is missing: a chunk that is gone must not come back as a page.
    location ~* \\.(?:${FILES.join('|')})$ {
        try_files $uri =404;
    }
`;
}

function pages({ basePath, locales, prerendered }: Options): string {
  const tried = (folder: string) => prerendered ? `$uri $uri/index.html ${folder}index.csr.html` : '$uri';
  const elsewhere = basePath === '/' ? '' : `
    location / {
        return 404;
    }

    location = / {
        return 302 ${basePath};
    }

    location = ${basePath.slice(0, -1)} {
        return 302 ${basePath};
    }
`;
  if (locales.length > 0) {
    return `
    # Any other path is a page of the application, in one language.
    location ~ ^${basePath}(?<folder>${locales.join('|')})(?:/|$) {
        try_files ${tried(`${basePath}$folder/`)} ${basePath}$folder/index.html;
    }

    location ${basePath} {
        return 302 ${basePath}$locale${basePath === '/' ? '$request_uri' : '/$page'};
    }
${elsewhere}`;
  }
  return `
    # Any other path is a page of the application.
    location ${basePath} {
        try_files ${tried(basePath)} ${basePath}index.html;
    }
${elsewhere}`;
}

/** What is asked of the other containers, which before-start.sh finds. */
function peers(options: Options): string {
  return `
    # Where containers of two releases stand behind one name, another one may have it.
    location @peers {
        if ($peers = "") {
            return 404;
        }
        proxy_pass http://$peers;
${options.routes.length > 0 ? `${proxyHeaders(options, '        ')}        proxy_set_header Connection "";\n` : ''}\
        proxy_set_header X-From-Peer 1;
        proxy_next_upstream error timeout http_404;
        proxy_next_upstream_tries 0;
        proxy_connect_timeout 1s;
        proxy_read_timeout 10s;
        proxy_intercept_errors on;
        error_page 404 500 502 503 504 = @missing;
    }

    location @missing {
        return 404;
    }
`;
}

const UNAVAILABLE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Back in a moment</title><h1>Back in a moment</h1>'
  + '<p>The application does not answer right now. Please try again.</p></html>';

const GZIP_TYPES = [
  'application/javascript', 'application/json', 'application/problem+json', 'application/xml',
  'text/css', 'text/csv', 'text/javascript', 'text/plain',
];

const FILES = ['js', 'mjs', 'css', 'map', 'json', 'wasm', 'txt', 'xml', 'webmanifest', 'gz', 'br', 'zst', ...MEDIA];
