/* Which other origins the built files name. */
import { elements } from './html-elements.mjs';

/** What allows a source of each kind. */
const POLICY_OPTIONS = {
  'script-src': 'scriptSources',
  'style-src': 'styleSources',
  'img-src': 'imageSources',
  'font-src': 'fontSources',
  'connect-src': 'connectSources',
  'frame-src': 'frameSources',
  'form-action': 'formActions',
};

/** The directives that do not fall back to default-src. */
const WITHOUT_DEFAULT = ['form-action'];

/** What an attribute loads, by element and attribute; a link says it itself. */
const LOADED = {
  'script src': 'script-src',
  'img src': 'img-src',
  'input src': 'img-src',
  'video poster': 'img-src',
  'image href': 'img-src',
  'iframe src': 'frame-src',
  'form action': 'form-action',
  'button formaction': 'form-action',
  'object data': 'object-src',
  'embed src': 'object-src',
  'video src': 'media-src',
  'audio src': 'media-src',
  'source src': 'media-src',
  'track src': 'media-src',
};
const LINKED = {
  'stylesheet': 'style-src', 'icon': 'img-src', 'apple-touch-icon': 'img-src', 'modulepreload': 'script-src', 'manifest': 'manifest-src',
};
const PRELOADED = { script: 'script-src', style: 'style-src', image: 'img-src', font: 'font-src', fetch: 'connect-src' };

/** Addresses that a script asks for, where they stand in the call. */
const CALLS = new RegExp(
  '(?:\\bfetch|\\bnew (?:WebSocket|EventSource)|\\.sendBeacon|\\.(?:get|post|put|patch|delete|head))'
  + '\\(\\s*["\'`]((?:https?|wss?):\\/\\/[^"\'`\\s]+)|\\.open\\(\\s*["\'][A-Z]+["\']\\s*,\\s*["\'`](https?:\\/\\/[^"\'`\\s]+)',
  'g',
);

/**
 * Says one line for each origin and each kind of use that a policy forbids, with what would allow it.
 *
 * @param policy the Content-Security-Policy; without directives it forbids nothing
 * @param files the built files
 * @param read gives the text of one of them
 */
export function sayForeignOrigins(policy, files, read) {
  const directives = policyOf(policy);
  const said = new Set();
  for (const { file, directive, address } of files.flatMap((each) => addressesIn(each, read))) {
    const url = foreign(address);
    if (directives.size > 0 && url && !isAllowed(directives, directive, url)) {
      const option = POLICY_OPTIONS[directive] ? `${POLICY_OPTIONS[directive]}: ['${url.origin}']`
        : `directives: { '${directive}': ["'self'", '${url.origin}'] }`;
      const line = `allow it with ${option} of its content security policy, or take what is there into the application`;
      const key = `${directive} ${url.origin}`;
      if (!said.has(key)) {
        console.warn(`warning: ${file} names ${url.origin} (${directive}), which browsers will not load: ${line}`);
      }
      said.add(key);
    }
  }
}

function policyOf(text) {
  const words = text.split(';').map((part) => part.trim().split(/\s+/));
  return new Map(words.filter(([name]) => name).map(([name, ...sources]) => [name, sources]));
}

function addressesIn(file, read) {
  const found = (directive, addresses) => addresses.map((address) => ({ file, directive, address }));
  if (file.endsWith('.html')) {
    return [...elements(read(file))].flatMap(({ tag, attributes, text }) => [
      ...[...attributes].flatMap(([name, address]) => found(LOADED[`${tag} ${name}`], LOADED[`${tag} ${name}`] ? [address] : [])),
      ...found('img-src', (attributes.get('srcset') ?? '').split(',').map((each) => each.trim().split(/\s/)[0])),
      ...tag === 'link' ? found(directiveOfLink(attributes), [attributes.get('href') ?? '']) : [],
      ...addressesInStyle(tag === 'style' ? text : attributes.get('style') ?? '', found),
      ...found('connect-src', tag === 'script' ? calledIn(text) : []),
    ]);
  }
  return file.endsWith('.css') ? addressesInStyle(read(file), found)
    : /\.m?js$/.test(file) ? found('connect-src', calledIn(read(file))) : [];
}

function calledIn(script) {
  return [...script.matchAll(CALLS)].map(([, one, other]) => one ?? other);
}

function directiveOfLink(attributes) {
  const relations = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/);
  return relations.includes('preload') ? PRELOADED[attributes.get('as')] : LINKED[relations.find((each) => LINKED[each])];
}

function addressesInStyle(css, found) {
  const URL_OF = /url\(\s*["']?((?:https?:)?\/\/[^"')\s]+)/g;
  const imports = /@import\s+(?:url\()?\s*["']?((?:https?:)?\/\/[^"')\s;]+)[^;]*;?/g;
  const fonts = /@font-face\s*\{[^}]*\}/g;
  const urls = (text) => [...text.matchAll(URL_OF)].map(([, address]) => address);
  return [
    ...found('style-src', [...css.matchAll(imports)].map(([, address]) => address)),
    ...found('font-src', [...css.matchAll(fonts)].flatMap(([rule]) => urls(rule))),
    ...found('img-src', urls(css.replace(imports, '').replace(fonts, ''))),
  ];
}

/** The address of another origin; nothing if it is one of the page's own, or is none. */
function foreign(address) {
  const text = address.startsWith('//') ? `https:${address}` : address;
  try {
    return /^(?:https?|wss?):\/\//i.test(text) ? new URL(text) : undefined;
  } catch {
    return undefined;
  }
}

function isAllowed(directives, directive, url) {
  if (directive === undefined) {
    return true;
  }
  const sources = directives.get(directive) ?? (WITHOUT_DEFAULT.includes(directive) ? undefined : directives.get('default-src'));
  return sources === undefined || sources.some((source) => matches(source, url));
}

/** As browsers compare them; a source without a scheme is taken for one with the page's, which may be secure. */
function matches(source, url) {
  const scheme = /^([a-z][a-z0-9+.-]*):$/i.exec(source)?.[1].toLowerCase();
  if (source === '*' || scheme) {
    return source === '*' || isScheme(scheme, url);
  }
  const [, given, host, port, path = ''] =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*\.[^:/]+|\*|[^:/']+)(?::(\d+|\*))?(\/.*)?$/i.exec(source) ?? [];
  if (!host) {
    return false;
  }
  const name = host.toLowerCase();
  const isHost = name === '*' || name === url.hostname || (name.startsWith('*.') && url.hostname.endsWith(name.slice(1)));
  const isPort = port === '*' || (port ?? '') === url.port || (!url.port && ['80', '443'].includes(port));
  const isPath = path === '' || (path.endsWith('/') ? url.pathname.startsWith(path) : url.pathname === path);
  return isHost && isPort && isPath && (!given || isScheme(given.toLowerCase(), url));
}

/** A source allows its scheme and the secure form of it. */
function isScheme(scheme, url) {
  const secure = {
    http: ['http', 'https', 'ws', 'wss'], https: ['https', 'wss'], ws: ['ws', 'wss', 'http', 'https'], wss: ['wss', 'https'],
  };
  return (secure[scheme] ?? [scheme]).includes(url.protocol.slice(0, -1));
}
