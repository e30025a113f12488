import { Options, quoted } from './options';
import { Header } from '../headers';
import { AccessLog } from '../nginx-config-options';

/** What stands before the servers: what is derived from a request, and what is shared by all of them. */
export function maps(options: Options, headers: Header[]): string {
  return [
    upgrades(options), client(options), kinds(options), caching(options), securityHeaders(options, headers), problems(options),
    locale(options), rateLimits(options), services(options), jsonLog(options),
  ].join('');
}

/** The variable with the value of a header: `X-Frame-Options` is `$x_frame_options`. */
export function headerVariable(name: string): string {
  return `$${name.toLowerCase().replace(/-/g, '_')}`;
}

/** A part of a regular expression that matches any of the texts. */
export function anyOf(texts: string[]): string {
  return texts.length === 1 ? texts[0] : `(?:${texts.join('|')})`;
}

function upgrades({ routes }: Options): string {
  return routes.some((route) => route.websocket) ? `\
# A connection becomes a websocket if the client asks for it, and nothing else, such as HTTP/2, which would pass by all locations.
map $http_upgrade $upgrade {
    default "";
    "~*^websocket$" websocket;
}

map $upgrade $connection_upgrade {
    default "";
    websocket upgrade;
}

` : '';
}

function client({ routes, trustedProxies }: Options): string {
  if (routes.length === 0) {
    return '';
  }
  return `\
# The host as the client wrote it, with the port, which $host leaves out.
map $http_host $client_host {
    default $host;
    "~:(?<client_port>\\d+)$" $host:$client_port;
}

${trustedProxies.length > 0 ? `\
# What a proxy in front says about the client is believed if it comes from one of these networks.
geo $realip_remote_addr $from_proxy {
    default 0;
${trustedProxies.map((proxy) => `    ${proxy} 1;\n`).join('')}}

map "$from_proxy $http_x_forwarded_proto" $client_scheme {
    default $scheme;
    "1 http" http;
    "1 https" https;
}

map "$from_proxy $http_x_request_id" $client_request_id {
    default $request_id;
    "~^1 (?<proxy_request_id>[A-Za-z0-9_.-]{8,64})$" $proxy_request_id;
}

` : ''}`;
}

function kinds({ routes, hashedFiles, runtimeConfig }: Options): string {
  const fresh = [
    ...runtimeConfig ? [runtimeConfig.path.slice(1).replace(/\./g, '\\.')] : [],
    'ngsw\\.json', 'ngsw-worker\\.js', 'safety-worker\\.js', 'worker-basic\\.min\\.js', 'service-worker\\.js', 'sw\\.js',
  ];
  return `\
# What a path is about.
map $uri $kind {
    default page;
${routes.length > 0 ? `    "~^/${anyOf(routes.map(({ path }) => path.slice(1)))}(?:/|$)" service;\n` : ''}\
    "~/(?:${fresh.join('|')})$" fresh;
    "~${hashedFiles.pattern}" hashed;
    "~*\\.(?:${MEDIA.join('|')})$" media;
}

`;
}

function caching({ routes, mediaMaxAge }: Options): string {
  const passesOn = routes.length > 0;
  return `\
# How long an answer may be kept: a hashed name never gets other content; the rest is asked for again.
map "$status $kind" $cache_control${passesOn ? '_of_kind' : ''} {
    default no-cache;
    "~^(?:302|[45])" no-store;
${passesOn ? '    "~ service$" "";\n' : ''}\
    "~ fresh$" no-store;
    "~ hashed$" "public, max-age=31536000, immutable";
    "~ media$" "public, max-age=${mediaMaxAge.toSeconds()}";
}

${passesOn ? `\
# What a service says counts; otherwise this does.
map $upstream_http_cache_control $cache_control {
    "" $cache_control_of_kind;
}

` : ''}`;
}

function securityHeaders({ routes }: Options, headers: Header[]): string {
  if (routes.length === 0 || headers.length === 0) {
    return '';
  }
  return `\
# Headers that make browsers careful. A service that sends one itself is left alone.
${headers.map(headerMap).join('\n')}
`;
}

function headerMap({ name, value, ofServices }: Header): string {
  const variable = headerVariable(name);
  const byKind = ofServices ? `\
map $kind ${variable}_of_kind {
    default ${quoted(value)};
    service ${quoted(ofServices)};
}

` : '';
  return `${byKind}\
map $upstream_http_${variable.slice(1)} ${variable} {
    "" ${ofServices ? `${variable}_of_kind` : quoted(value)};
}
`;
}

function problems({ routes }: Options): string {
  return `${routes.length > 0 ? `\
# Who asks: a person that opens a page, or a program.
map $http_accept $audience {
    default program;
    "~text/html" person;
}

` : ''}\
# What nginx itself has to say.
map $status $problem {
    413 "The request is too large.";
    431 "The headers are too large.";
${routes.length > 0 ? `\
    429 "There were too many requests.";
    504 "The service took too long to answer.";
    default "The service does not answer.";
` : '    default "The request was refused.";\n'}}

`;
}

function locale({ locales, basePath }: Options): string {
  if (locales.length === 0) {
    return '';
  }
  // whole tags before languages, so that pt-PT is found before pt is taken for pt-BR
  const languages = new Map<string, string>();
  for (const tag of locales) {
    const [language] = tag.split('-');
    languages.set(language, languages.get(language) ?? tag);
  }
  const known = [...new Set([...locales, ...languages.keys()])];
  return `\
# The first language of the browser's list that there is.
map $http_accept_language $language {
    "~*(?:^|,)\\s*(?<known>${known.join('|')})(?:-[a-z0-9-]+)?\\s*(?:[,;]|$)" $known;
}

map $language $locale {
    default ${locales[0]};
${known.map((tag) => `    ${tag} ${languages.get(tag) ?? tag};\n`).join('')}}

${basePath === '/' ? '' : `\
# The page below the base path, as it was asked for.
map $request_uri $page {
    "~^${basePath}(?<asked>\\S*)$" $asked;
}

`}`;
}

function rateLimits({ routes }: Options): string {
  const zones = routes.flatMap(({ path, rateLimit }) => rateLimit
    ? [`limit_req_zone $binary_remote_addr zone=${zoneOf(path)}:10m rate=${rateLimit.requestsPerSecond}r/s;\n`]
    : []);
  return zones.length > 0 ? `\
# Requests a second of one client.
${zones.join('')}
` : '';
}

/** The name of the zone of a path: `/api/v1` is `api/v1`, and no other path is. */
export function zoneOf(path: string): string {
  return path.slice(1);
}

function services({ routes, earlierFiles, startFolder }: Options): string {
  return (routes.length > 0 || earlierFiles !== undefined) && startFolder !== undefined ? `\
# Who knows the addresses of services, and by which names, is found out when the container starts.
include ${startFolder}/services.conf;

` : '';
}

function jsonLog(options: Options): string {
  if (options.accessLog !== AccessLog.JSON) {
    return '';
  }
  return `\
log_format requests escape=json
    '{"time":"$time_iso8601","request_id":"${requestId(options)}","client":"$remote_addr","method":"$request_method","host":"$host",'
    '"uri":"$request_uri","status":$status,"bytes":$body_bytes_sent,"seconds":$request_time,"service":"$upstream_addr",'
    '"service_status":"$upstream_status","service_seconds":"$upstream_response_time","referrer":"$http_referer",'
    '"user_agent":"$http_user_agent"}';

`;
}

/** The variable with the id of a request. */
export function requestId({ routes, trustedProxies }: Options): string {
  return routes.length > 0 && trustedProxies.length > 0 ? '$client_request_id' : '$request_id';
}

/** Endings of images, fonts, media and documents. */
export const MEDIA = [
  'ico', 'png', 'jpe?g', 'gif', 'webp', 'avif', 'svg', 'woff2?', 'ttf', 'otf', 'eot', 'mp3', 'mp4', 'ogg', 'webm', 'pdf',
];
