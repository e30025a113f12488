import { Files, Shop, ShopProps } from './scene';
import {
  ContainerUser, DataServices, Duration, EnvValue, FilePatch, HealthCheck, ImageSource, RestartPolicy, Size, Volume,
} from '../../src/model';
import { ContentSecurityPolicy } from '../../src/nginx';
import { ComposeNamespace } from '../../src/platforms';
import { GenericService } from '../../src/services';

/** A change of a `.projenrc.ts`. */
export interface Change {
  /** The services as they were; as those of the scene, where it is not said. */
  readonly before?: ShopProps;
  readonly beforeMore?: (shop: Shop) => void;
  readonly after?: ShopProps;
  /** What is said by hand afterwards. */
  readonly more?: (shop: Shop) => void;
  /** What a person said who read the raw diff, in the words of the review. */
  readonly said: string[];
}

const DIGEST = `sha256:${'4f'.repeat(32)}`;
const OTHER_DIGEST = `sha256:${'5a'.repeat(32)}`;

/** A tool of somebody else's, which has whatever a change says. */
function mail(shop: Shop, props: Partial<ConstructorParameters<typeof GenericService>[2]> = {}): GenericService {
  return new GenericService(shop, 'mail', {
    image: ImageSource.reference('axllent/mailpit:v1.20'),
    user: ContainerUser.of(1000),
    healthCheck: HealthCheck.command(['/mailpit', 'readyz'], { interval: Duration.seconds(30) }),
    ports: [{ port: 8025, variable: 'MAIL_PORT' }],
    ...props,
  });
}

/** Each change, by what a person would call it. */
export const CHANGES: { readonly [name: string]: Change } = {
  'more memory for the backend': {
    more: (shop) => shop.production.configure(shop.backend, { resources: { memory: Size.gibibytes(2) } }),
    said: [
      'production: backend: memory limit 1 GiB → 2 GiB',
    ],
  },
  'ports of development open to the network': {
    after: { stack: { development: { publishedOn: '0.0.0.0' } } },
    said: [
      'development: mongodb: now open to the network on 27017 (!)',
      'development: redis: now open to the network on 6379 (!)',
      'development: backend: now open to the network on 8000 (!)',
      'development: frontend: now open to the network on 5173 (!)',
    ],
  },
  'databases published in production': {
    after: { stack: { production: { dataServices: DataServices.IN_STACK, internalPorts: true } } },
    said: [
      'production: mongodb: now open to the network on 27017 (!)',
      'production: mongodb, redis: now on the network shop-network, which leads elsewhere; it was on closed networks only (!)',
      'production: redis: now open to the network on 6379 (!)',
      'production: backend: now open to the network on 8000 (!)',
      'production: frontend: now open to the network on 8080 (!)',
      'production: backend, frontend: a release now starts it in its place: whoever asks meanwhile gets no answer; before: beside the one before, and the edge switches from one to the other (!)',
      'production: mongodb, redis, backend, worker: no longer on the network shop-data',
      'production: backend: no longer has the variable FORWARDED_ALLOW_IPS',
    ],
  },
  'a container as root by an override': {
    more: (shop) => shop.productionCompose.override(shop.backend, 'user', 'root'),
    said: [
      'production: backend: now runs as root, was 1000:1000 (!)',
    ],
  },
  'root by a patch of the Dockerfile': {
    more: (shop) => shop.patchFile('docker/backend/Dockerfile', FilePatch.replace('USER 1000:1000\n', 'USER root\n')),
    said: [
      'production: backend, worker: now runs as root, was 1000:1000 (!)',
    ],
  },
  'another unprivileged user': {
    beforeMore: (shop) => void mail(shop),
    more: (shop) => void mail(shop, { user: ContainerUser.of(2000) }),
    said: [
      'development, production: mail: runs as 2000:2000, was 1000:1000',
    ],
  },
  'a privileged container': {
    more: (shop) => shop.productionCompose.configure(shop.worker!, { privileged: true }),
    said: [
      'production: worker: now privileged: it may do on the host what root may do there (!)',
    ],
  },
  'a capability': {
    beforeMore: (shop) => void mail(shop),
    more: (shop) => void mail(shop, { capabilities: ['SYS_PTRACE'] }),
    said: [
      'development, production: mail: now keeps the capability SYS_PTRACE (!)',
    ],
  },
  'the engine\'s socket': {
    more: (shop) => shop.productionCompose.configure(shop.worker!, { useApiSocket: true }),
    said: [
      'production: worker: now sees /var/run/docker.sock of the host (!)',
    ],
  },
  'a root file system that can be written to': {
    beforeMore: (shop) => void mail(shop),
    more: (shop) => void mail(shop, { writableRoot: true }),
    said: [
      'development, production: mail: its root file system can now be written to (!)',
    ],
  },
  'a health check that is removed': {
    beforeMore: (shop) => void mail(shop),
    more: (shop) => void mail(shop, { healthCheck: HealthCheck.none() }),
    said: [
      'development, production: mail: its health check is gone: nobody notices when it does not work, and nobody waits for it (was /mailpit readyz) (!)',
    ],
  },
  'a health check that is changed': {
    beforeMore: (shop) => void mail(shop),
    more: (shop) => void mail(shop, { healthCheck: HealthCheck.command(['/mailpit', 'readyz', '--https'], { interval: Duration.seconds(10) }) }),
    said: [
      'development, production: mail: another health check: /mailpit readyz → /mailpit readyz --https',
      'production: mail: health check, interval 30s → 10s',
    ],
  },
  'a health check on another path': {
    after: { backend: { healthPath: '/ready' } },
    said: [
      'development, production: backend: another health check: /health → /ready',
    ],
  },
  'an image of another version': {
    beforeMore: (shop) => void mail(shop),
    more: (shop) => void mail(shop, { image: ImageSource.reference('axllent/mailpit:v1.27') }),
    said: [
      'development, production: mail: image axllent/mailpit v1.20 → v1.27',
    ],
  },
  'an image that is pinned by digest': {
    beforeMore: (shop) => void mail(shop),
    more: (shop) => void mail(shop, { image: ImageSource.reference(`axllent/mailpit:v1.20@${DIGEST}`) }),
    said: [
      'development, production: mail: image axllent/mailpit:v1.20 is now pinned by its digest, sha256:4f4f4f4f4f4f',
    ],
  },
  'another digest of the same version': {
    beforeMore: (shop) => void mail(shop, { image: ImageSource.reference(`axllent/mailpit:v1.20@${DIGEST}`) }),
    more: (shop) => void mail(shop, { image: ImageSource.reference(`axllent/mailpit:v1.20@${OTHER_DIGEST}`) }),
    said: [
      'development, production: mail: image axllent/mailpit:v1.20: another build of the same version, sha256:4f4f4f4f4f4f → sha256:5a5a5a5a5a5a',
    ],
  },
  'an image without a version': {
    beforeMore: (shop) => void mail(shop),
    more: (shop) => void mail(shop, { image: ImageSource.reference('axllent/mailpit') }),
    said: [
      'development, production: mail: now the image axllent/mailpit has no version: it is another one tomorrow (!)',
    ],
  },
  'another version of Python': {
    after: { backend: { pythonVersion: '3.13' } },
    said: [
      'images and configuration: image of backend: starts from python:3.11-slim → python:3.13-slim',
    ],
  },
  'a package in the image': {
    after: { backend: { runtimePackages: ['libmagic1'] } },
    said: [
      'images and configuration: image of backend: now installs libmagic1',
    ],
  },
  'a service that is renamed': {
    after: { backendId: 'api' },
    said: [
      'development, production: api, worker: /app/logs is now the volume api_logs in place of the volume backend_logs, whose data stays there: it starts empty (!)',
      'development, production: api: called backend before',
      'development: volume backend_logs: no longer used, its data stays (shop_backend_logs)',
      'production: volume backend_logs: no longer used, its data stays (shop-production_backend_logs)',
    ],
  },
  'a volume of another name': {
    beforeMore: (shop) => void mail(shop, { mounts: [Volume.named('mail_data').mountAt('/data')] }),
    more: (shop) => void mail(shop, { mounts: [Volume.named('letters').mountAt('/data')] }),
    said: [
      'development, production: mail: /data is now the volume letters in place of the volume mail_data, whose data stays there: it starts empty (!)',
      'development: volume mail_data: no longer used, its data stays (shop_mail_data)',
      'production: volume mail_data: no longer used, its data stays (shop-production_mail_data)',
    ],
  },
  'a volume that is no longer used': {
    beforeMore: (shop) => void mail(shop, { mounts: [Volume.named('mail_data').mountAt('/data')] }),
    more: (shop) => void mail(shop),
    said: [
      'development, production: mail: no longer has the volume mail_data at /data: what it writes there is gone with its container (!)',
      'development: volume mail_data: no longer used, its data stays (shop_mail_data)',
      'production: volume mail_data: no longer used, its data stays (shop-production_mail_data)',
    ],
  },
  'a service that is gone with its data': {
    beforeMore: (shop) => void mail(shop, { mounts: [Volume.named('mail_data').mountAt('/data')] }),
    said: [
      'development, production: mail: gone: the next deploy takes its containers away; what is in mail_data is nobody\'s then (!)',
      'development: volume mail_data: no longer used, its data stays (shop_mail_data)',
      'production: volume mail_data: no longer used, its data stays (shop-production_mail_data)',
    ],
  },
  'a new service': {
    more: (shop) => void mail(shop),
    said: [
      'development: mail: new service, axllent/mailpit:v1.20, published on 127.0.0.1:8025',
      'production: mail: new service, axllent/mailpit:v1.20',
    ],
  },
  'a new service that is open and root': {
    more: (shop) => void mail(shop, { user: ContainerUser.of(0), ports: [{ port: 8025, variable: 'MAIL_PORT', entrance: true }] }),
    said: [
      'development, production: mail: runs as root (!)',
      'production: mail: open to the network on 8025 (!)',
      'development: mail: new service, axllent/mailpit:v1.20, published on 127.0.0.1:8025',
      'production: mail: new service, axllent/mailpit:v1.20',
    ],
  },
  'a new environment': {
    more: (shop) => shop.addReleases(shop.addEnvironment('staging', { internalPorts: false, dataServices: DataServices.IN_STACK })),
    said: [
      'staging: variables: MONGODB_ROOT_PASSWORD, MONGODB_PASSWORD, REDIS_PASSWORD, SECRET_KEY have to be set in .env.staging before the first deploy (to do)',
      'staging: environment: new, docker-compose.staging.yml, with mongodb, redis, backend, worker, frontend, edge',
    ],
  },
  'an environment that is gone': {
    beforeMore: (shop) => shop.addReleases(shop.addEnvironment('staging', { internalPorts: false })),
    said: [
      'staging: environment: gone with docker-compose.staging.yml: what runs of it keeps running, and its volumes stay (!)',
    ],
  },
  'a secret that becomes a file': {
    more: (shop) => shop.production.configure(shop.backend, { secretFiles: true }),
    said: [
      'production: secrets/SECRET_KEY: this file has to be there before the next deploy (to do)',
      'production: backend: SECRET_KEY is now read from a file, /run/secrets/SECRET_KEY',
    ],
  },
  'three containers in place of one': {
    more: (shop) => shop.production.configure(shop.backend, { replicas: 3 }),
    said: [
      'production: backend: containers 1 → 3',
    ],
  },
  'another command': {
    beforeMore: (shop) => void mail(shop),
    more: (shop) => void mail(shop, { command: ['--verbose'] }),
    said: [
      'development, production: mail: command --verbose in place of its image\'s',
    ],
  },
  'more processes of a worker': {
    after: { worker: { concurrency: 16 } },
    said: [
      'development: worker: command --concurrency=4 → --concurrency=16',
      'production: worker: command --concurrency=8 → --concurrency=16',
    ],
  },
  'a security header that is patched away': {
    more: (shop) => shop.patchFile('docker/nginx/nginx.conf', FilePatch.replace('    add_header X-Frame-Options $x_frame_options always;\n', '')),
    said: [
      'images and configuration: nginx of frontend: the header X-Frame-Options is no longer sent: browsers are less careful (!)',
    ],
  },
  'a content security policy that lets images in': {
    after: { frontend: { securityHeaders: { contentSecurityPolicy: ContentSecurityPolicy.of({ imageSources: ['https://maps.example.com'] }) } } },
    said: [
      'images and configuration: nginx of frontend: the content security policy, img-src now also allows https://maps.example.com (!)',
      'development: frontend: variable DEVELOPMENT_POLICY data: → data: https://maps.example.com;',
    ],
  },
  'larger uploads': {
    after: { frontend: { maxBodySize: Size.mebibytes(20) }, backend: { temporaryStorage: Size.gibibytes(1) } },
    said: [
      'development, production: backend, worker: /tmp is now a volume that goes with the container, was a folder in memory',
      'images and configuration: nginx of frontend: client_max_body_size 10m → 20m',
      'images and configuration: Caddy of edge: max_size in request_body 10MiB → 20MiB',
    ],
  },
  'a variable that is required from now on': {
    after: { backend: { secrets: ['SECRET_KEY', 'STRIPE_KEY'] } },
    said: [
      'production: STRIPE_KEY: has to be set in .env.prod before the next deploy (to do)',
      'development: backend, worker: new variable STRIPE_KEY, optional',
      'production: backend, worker: new variable STRIPE_KEY, required',
    ],
  },
  'a variable that nobody reads any more': {
    after: { backend: { secrets: [] } },
    said: [
      'development, production: backend, worker: no longer has the variable SECRET_KEY',
      'development: variables: nothing reads SECRET_KEY any more: .env need not set it',
      'production: variables: nothing reads SECRET_KEY any more: .env.prod need not set it',
    ],
  },
  'another value of a variable': {
    after: { backend: { environment: { LOG_FORMAT: EnvValue.of('text') } } },
    said: [
      'development, production: backend, worker: variable LOG_FORMAT json → text',
    ],
  },
  'another domain of the edge': {
    after: { edge: { domain: 'www.shop.example.com' } },
    said: [
      'images and configuration: Caddy of edge: now answers to www.shop.example.com: the name has to lead to the server before the next deploy (to do)',
      'images and configuration: Caddy of edge: no longer answers to shop.example.com',
    ],
  },
  'a network that leads elsewhere': {
    more: (shop) => {
      shop.productionCompose.configureFile({ networks: { traefik: { external: true } } });
      shop.productionCompose.configure(shop.mongodb, { networks: { traefik: {} } });
    },
    said: [
      'production: mongodb: now on the network traefik, which leads elsewhere; it was on closed networks only (!)',
      'production: network traefik: has to be there: it is not made here',
    ],
  },
  'a key that there is no word for': {
    more: (shop) => shop.productionCompose.configure(shop.redis, { shmSize: Size.mebibytes(128) }),
    said: [
      'production: redis: shm_size is now 128m',
    ],
  },
  'labels': {
    more: (shop) => shop.productionCompose.configure(shop.backend, { labels: { 'traefik.enable': 'true' } }),
    said: [
      'production: backend: label traefik.enable is now true',
    ],
  },
  'a longer look at releases': {
    after: { stack: { compose: { releases: { watch: Duration.seconds(60) } } } },
    said: [
      'production: docker-prod.sh: seconds that a release is watched: 10 → 60',
    ],
  },
  'a file that goes into the image': {
    more: (shop) => shop.patchFile('backend/.dockerignore', FilePatch.replace('.env\n', '')),
    said: [
      'images and configuration: backend/.dockerignore: builds now see .env: it can get into the image (!)',
    ],
  },
  'a major version of a database': {
    before: { mongodb: { image: 'mongo:7.0' } },
    after: { mongodb: { image: 'mongo:8.0' } },
    said: [
      'development, production: mongodb: image mongo 7.0 → 8.0: another major version, on the data of the one before (!)',
    ],
  },
  'a secret of a build': {
    after: { frontend: { buildSecrets: ['NPM_TOKEN'] } },
    said: [
      'development: NPM_TOKEN: has to be set in .env before the next build (to do)',
      'production: NPM_TOKEN: has to be set in .env.prod before the next build (to do)',
      'development, production: frontend: its build now reads NPM_TOKEN',
      'images and configuration: image of frontend: RUN in the stage dependencies: now with NPM_TOKEN="$(cat /run/secrets/NPM_TOKEN)" && export NPM_TOKEN &&',
    ],
  },
  'a network that is no longer closed': {
    more: (shop) => shop.productionCompose.overrideTopLevel('networks.shop-data.internal', false),
    said: [
      'production: network shop-data: no longer closed: what is on it can reach the internet (!)',
    ],
  },
  'processes that can gain privileges': {
    more: (shop) => shop.productionCompose.override(shop.worker!, 'security_opt', undefined),
    said: [
      'production: worker: now its processes can gain privileges that they were not started with (!)',
    ],
  },
  'the processes of the host': {
    more: (shop) => shop.productionCompose.configure(shop.worker!, { pid: ComposeNamespace.HOST }),
    said: [
      'production: worker: now shares the host\'s pid namespace (!)',
    ],
  },
  'a folder of the repository in a container': {
    beforeMore: (shop) => void mail(shop),
    more: (shop) => void mail(shop, { mounts: [Volume.repositoryFolder('docker/mail').mountAt('/etc/mail')] }),
    said: [
      'development, production: mail: now has ./docker/mail of the repository at /etc/mail',
    ],
  },
  'restarts that are switched off': {
    after: { stack: { production: { dataServices: DataServices.IN_STACK, restart: RestartPolicy.NEVER } } },
    said: [
      'production: mongodb, redis, backend, worker, frontend, edge: restart always → no: what ends stays down (!)',
    ],
  },
  'logs that go elsewhere': {
    more: (shop) => shop.productionCompose.configure(shop.worker!, { logging: { driver: 'syslog' } }),
    said: [
      'production: worker: log, driver json-file → syslog',
      'production: worker: log, options.max-size is gone, was 10m',
      'production: worker: log, options.max-file is gone, was 3',
    ],
  },
  'a proxy that is believed': {
    after: { frontend: { trustedProxies: ['203.0.113.0/24'] } },
    said: [
      'images and configuration: nginx of frontend: now believes what 203.0.113.0/24 says about clients (!)',
      'images and configuration: nginx of frontend: no longer believes what 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, fc00::/7 say about clients',
    ],
  },
  'more time to stop': {
    after: { backend: { gracefulShutdown: Duration.seconds(60) } },
    said: [
      'development: backend: command --timeout-graceful-shutdown 25 → 60',
      'development, production: backend: stop_grace_period 30s → 65s',
      'images and configuration: image of backend: CMD in the stage development: --timeout-graceful-shutdown 25 → 60',
      'images and configuration: image of backend: CMD in the stage runtime: --timeout-graceful-shutdown 25 → 60',
    ],
  },
  'a stack that has another name': {
    after: { name: 'market' },
    said: [
      'development: project: shop → market: the engine takes it for another stack beside the one that runs, and all volumes start empty: the data of mongodb_data, redis_data, backend_logs stays with the one before (!)',
      'production: project: shop-production → market-production: the engine takes it for another stack beside the one that runs, and all volumes start empty: the data of mongodb_data, redis_data, backend_logs, frontend_releases, edge_data stays with the one before (!)',
      'development, production: network market-network: called shop-network before',
      'development: worker: image shop-backend:development → market-backend:development',
      'production: network market-data: called shop-data before',
      'production: worker: image shop-backend:production → market-backend:production',
    ],
  },
  'no edge any more': {
    after: { without: ['edge'] },
    said: [
      'production: frontend: now open to the network on 80 (8080 in the container) (!)',
      'production: edge: gone: the next deploy takes its containers away; what is in edge_data is nobody\'s then (!)',
      'production: frontend: a release now starts it in its place: whoever asks meanwhile gets no answer; before: beside the one before, and the edge switches from one to the other (!)',
      'production: volume edge_data: no longer used, its data stays (shop-production_edge_data)',
      'production: variables: nothing reads EDGE_HTTPS_PORT any more: .env.prod need not set it',
      'production: backend: a release now starts it beside the one before; before: beside the one before, and the edge switches from one to the other',
      'images and configuration: nginx of frontend: no longer believes what 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, fc00::/7 say about clients',
    ],
  },
  'a stack of another title': {
    after: { stack: { title: 'Boutique' } },
    said: [
      'development: docker-dev.sh: title: Shop → Boutique',
      'production: docker-prod.sh: title: Shop → Boutique',
    ],
  },
};

/** The files before a change, and after it. */
export function written({ before = {}, beforeMore, after = before, more }: Change): { before: Files; after: Files } {
  const [one, other] = [new Shop(before), new Shop(after)];
  beforeMore?.(one);
  more?.(other);
  return { before: one.write(), after: other.write() };
}
