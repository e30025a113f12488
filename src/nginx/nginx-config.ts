/** Requests that nginx passes on to a service. */
export interface NginxRoute {
  /** The path and everything below it: `/api` covers `/api` and `/api/leads`, not `/apiary`. */
  readonly path: string;

  /** Host name of the service. It is looked up while nginx runs, so nginx starts without it and follows it to a new address. */
  readonly host: string;

  /** Port of the service, from 1 to 65535. */
  readonly port: number;

  /**
   * Whether clients may turn a request into a websocket.
   *
   * @default false
   */
  readonly websocket?: boolean;

  /**
   * How long the service may be silent, in seconds. A websocket that is silent for longer is closed.
   *
   * @default 60, or 3600 for a websocket
   */
  readonly timeoutSeconds?: number;
}

/** A certificate with which nginx answers HTTPS itself. */
export interface NginxTls {
  /** The file with the certificate and its chain, absolute, inside the container. */
  readonly certificate: string;

  /** The file with the key, absolute, inside the container. */
  readonly key: string;

  /**
   * The port for HTTPS, IPv4 and IPv6.
   *
   * @default 8443
   */
  readonly port?: number;
}

/** What a {@link NginxConfig} needs to know. */
export interface NginxConfigOptions {
  /**
   * The port on which nginx listens, IPv4 and IPv6.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * The folder of the built application.
   *
   * @default "/usr/share/nginx/html"
   */
  readonly root?: string;

  /**
   * What is passed on to services.
   *
   * @default - nothing
   */
  readonly routes?: NginxRoute[];

  /**
   * The largest request body, as nginx writes it.
   *
   * @default "10m"
   */
  readonly maxBodySize?: string;

  /**
   * HTTPS. HTTP then redirects to it.
   *
   * @default - HTTP only
   */
  readonly tls?: NginxTls;
}

/**
 * The nginx configuration of a single-page application: hashed files are cached for a year, everything else is revalidated, a
 * path that is no file is the application's, and some paths go to services. It is one `server` and its maps, for the `http` context.
 */
export class NginxConfig {
  private readonly port: number;
  private readonly root: string;
  private readonly maxBodySize: string;
  private readonly tls?: NginxTls;
  private readonly routes: NginxRoute[];

  /** @throws if a value could change the structure of the file */
  public constructor(options: NginxConfigOptions = {}) {
    this.port = options.port ?? 8080;
    this.root = options.root ?? '/usr/share/nginx/html';
    this.maxBodySize = options.maxBodySize ?? '10m';
    this.tls = options.tls && { ...options.tls };
    this.routes = [];
    checkNumber('the port of nginx', this.port, 65_535);
    check('the root folder of nginx', this.root, FILE, 'absolute paths of letters, digits and _ . / -');
    check('maxBodySize', this.maxBodySize, /^\d+[kmg]?$/, 'numbers with k, m or g: "10m"');
    if (this.tls) {
      check('the certificate of nginx', this.tls.certificate, FILE, 'absolute paths of letters, digits and _ . / -');
      check('the key of nginx', this.tls.key, FILE, 'absolute paths of letters, digits and _ . / -');
      checkNumber('the HTTPS port of nginx', this.tls.port ?? 8443, 65_535);
    }
    for (const route of options.routes ?? []) {
      this.addRoute(route);
    }
  }

  /**
   * Passes a path and everything below it on to a service.
   *
   * @throws if the path is taken or a value could change the structure of the file
   */
  public addRoute(route: NginxRoute): void {
    check('the path of a route', route.path, /^(\/[A-Za-z0-9_~-]+)+$/, 'paths such as "/api", of letters, digits and _ ~ -, without a slash at the end');
    check(`the host of route "${route.path}"`, route.host, /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'host names');
    checkNumber(`the port of route "${route.path}"`, route.port, 65_535);
    checkNumber(`timeoutSeconds of route "${route.path}"`, route.timeoutSeconds ?? 60);
    if (this.routes.some((other) => other.path === route.path)) {
      throw new Error(`route "${route.path}" exists already: give each route another path`);
    }
    this.routes.push({ ...route });
  }

  /** The text. */
  public render(): string {
    // the first location that matches decides: /api/ws before /api
    const ordered = [...this.routes].sort((one, other) => other.path.length - one.path.length);
    const upgrade = this.routes.some((route) => route.websocket);
    const proxied = this.routes.map((route) => route.path.slice(1)).join('|');
    return `${upgrade ? UPGRADE_MAP : ''}${cacheMap(proxied)}
${this.tls ? redirect(this.port) : ''}server {
${this.tls ? secured(this.tls) : plain(this.port)}    server_name _;
    server_tokens off;

    root ${this.root};
    index index.html;

    client_max_body_size ${this.maxBodySize};

    # No location below has an add_header of its own: it would drop all of these.
    add_header Cache-Control $cache_control always;
    add_header X-Content-Type-Options "nosniff" always;
    add_header X-Frame-Options "SAMEORIGIN" always;
    add_header Referrer-Policy "strict-origin-when-cross-origin" always;
${this.tls ? '    add_header Strict-Transport-Security "max-age=31536000" always;\n' : ''}
    # Files are compressed once, when the image is built; what services answer is compressed on the way.
    gzip_static on;
    gzip on;
    gzip_vary on;
    gzip_proxied any;
    gzip_min_length 1024;
    gzip_types application/json application/javascript text/css text/plain image/svg+xml;
${HEALTH}${this.routes.length > 0 ? RESOLVER : ''}${ordered.map((route) => location(route)).join('')}
    # A file that is missing is missing: a chunk of an older release must not come back as a page.
    location ~ "\\.(?:js|mjs|css|map|json|wasm|ico|png|jpe?g|gif|webp|avif|svg|woff2?|ttf|otf|eot|txt|xml|webmanifest)$" {
        try_files $uri =404;
    }

    # Any other path is a page of the application.
    location / {
        try_files $uri /index.html;
    }
}
`;
  }
}

const FILE = /^\/[A-Za-z0-9_./-]*$/;

const HEALTH = `
    # About nginx itself only: it does not depend on the services behind.
    location = /health {
        access_log off;
        default_type text/plain;
        return 200 "healthy\\n";
    }
`;

function plain(port: number): string {
  return `    listen ${port};
    listen [::]:${port};
`;
}

function secured({ certificate, key, port = 8443 }: NginxTls): string {
  return `    listen ${port} ssl;
    listen [::]:${port} ssl;
    http2 on;
    ssl_certificate ${certificate};
    ssl_certificate_key ${key};
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:tls:10m;
    ssl_session_timeout 1d;
    ssl_session_tickets off;
`;
}

function redirect(port: number): string {
  return `server {
${plain(port)}    server_name _;
    server_tokens off;
${HEALTH}
    location / {
        return 308 https://$host$request_uri;
    }
}

`;
}

const UPGRADE_MAP = `# A connection is upgraded only when the client asks for it.
map $http_upgrade $connection_upgrade {
    default upgrade;
    "" "";
}

`;

function cacheMap(proxied: string): string {
  const passedOn = proxied ? `    "~^\\d+ /(?:${proxied})(?:/|$)" "";\n` : '';
  return `# Status and path decide how long an answer may be kept. Angular puts a hash into the names of built files, so those never change.
map "$status $uri" $cache_control {
    default "no-cache";
${passedOn}    "~^[45]" "no-store";
    "~^(?:200|206|304) .*-[A-Z2-7]{8}\\.[a-z0-9]+$" "public, max-age=31536000, immutable";
}
`;
}

const RESOLVER = `
    # The engine's own DNS server, asked while nginx runs: a service may come later, or move.
    resolver 127.0.0.11 valid=5s ipv6=off;
    resolver_timeout 2s;
`;

// A regular expression, because only that says "this path and what is below it" in one location. The first one that matches
// decides, and routes stand before files: /api/report.png is the service's.
function location(route: NginxRoute): string {
  const variable = `$upstream_${route.path.slice(1).replace(/[^A-Za-z0-9]/g, '_')}`;
  const seconds = route.timeoutSeconds ?? (route.websocket ? 3600 : 60);
  const upgrade = route.websocket
    ? '        proxy_set_header Upgrade $http_upgrade;\n        proxy_set_header Connection $connection_upgrade;\n'
    : '        proxy_set_header Connection "";\n';
  return `
    location ~ ^${route.path}(?:/|$) {
        set ${variable} ${route.host}:${route.port};
        proxy_pass http://${variable};
        proxy_http_version 1.1;
        proxy_set_header Host $http_host;
        proxy_set_header X-Real-IP $remote_addr;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $scheme;
${upgrade}        proxy_connect_timeout 5s;
        proxy_read_timeout ${seconds}s;
        proxy_send_timeout ${seconds}s;
    }
`;
}

function checkNumber(what: string, value: number, most: number = Number.MAX_SAFE_INTEGER): void {
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new Error(`${what} is ${value}: allowed are whole numbers from 1${most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`}`);
  }
}

function check(what: string, value: string, pattern: RegExp, allowed: string): void {
  if (typeof value !== 'string' || !pattern.test(value)) {
    throw new Error(`${what} is ${JSON.stringify(value)}: allowed are ${allowed}`);
  }
}
