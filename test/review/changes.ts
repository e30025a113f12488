import { Files, Shop, ShopProps } from './scene';
import {
  ContainerUser, DataServices, Duration, EnvValue, FilePatch, HealthCheck, ImageSource, Size, Volume,
} from '../../src/model';
import { ContentSecurityPolicy } from '../../src/nginx';
import { GenericService } from '../../src/services';

/** A change of a `.projenrc.ts`. */
export interface Change {
  /** The services as they were; as those of the scene, where it is not said. */
  readonly before?: ShopProps;
  readonly beforeMore?: (shop: Shop) => void;
  readonly after?: ShopProps;
  /** What is said by hand afterwards. */
  readonly more?: (shop: Shop) => void;
}

const DIGEST = `sha256:${'4f'.repeat(32)}`;
const OTHER_DIGEST = `sha256:${'5a'.repeat(32)}`;

/** A tool of somebody else's, which has whatever a change says. */
function mail(shop: Shop, props: Partial<ConstructorParameters<typeof GenericService>[2]> = {}): GenericService {
  return new GenericService(shop, 'mail', {
    image: ImageSource.reference('axllent/mailpit:v1.20'), user: ContainerUser.of(1000),
    healthCheck: HealthCheck.command(['/mailpit', 'readyz'], { interval: Duration.seconds(30) }), ports: [{ port: 8025, variable: 'MAIL_PORT' }], ...props,
  });
}

/** Each change, by what a person would call it. */
export const CHANGES: { readonly [name: string]: Change } = {
  'more memory for the backend': { more: (shop) => shop.production.configure(shop.backend, { resources: { memory: Size.gibibytes(2) } }) },
  'ports of development open to the network': { after: { stack: { development: { publishedOn: '0.0.0.0' } } } },
  'databases published in production': { after: { stack: { production: { dataServices: DataServices.IN_STACK, internalPorts: true } } } },
  'a container as root by an override': { more: (shop) => shop.productionCompose.override(shop.backend, 'user', 'root') },
  'root by a patch of the Dockerfile': { more: (shop) => shop.patchFile('docker/backend/Dockerfile', FilePatch.replace('USER 1000:1000\n', 'USER root\n')) },
  'another unprivileged user': { beforeMore: (shop) => void mail(shop), more: (shop) => void mail(shop, { user: ContainerUser.of(2000) }) },
  'a privileged container': { more: (shop) => shop.productionCompose.configure(shop.worker!, { privileged: true }) },
  'a capability': { beforeMore: (shop) => void mail(shop), more: (shop) => void mail(shop, { capabilities: ['SYS_PTRACE'] }) },
  'the engine\'s socket': { more: (shop) => shop.productionCompose.configure(shop.worker!, { useApiSocket: true }) },
  'a root file system that can be written to': { beforeMore: (shop) => void mail(shop), more: (shop) => void mail(shop, { writableRoot: true }) },
  'a health check that is removed': { beforeMore: (shop) => void mail(shop), more: (shop) => void mail(shop, { healthCheck: HealthCheck.none() }) },
  'a health check that is changed': {
    beforeMore: (shop) => void mail(shop),
    more: (shop) => void mail(shop, { healthCheck: HealthCheck.command(['/mailpit', 'readyz', '--https'], { interval: Duration.seconds(10) }) }),
  },
  'a health check on another path': { after: { backend: { healthPath: '/ready' } } },
  'an image of another version': { beforeMore: (shop) => void mail(shop), more: (shop) => void mail(shop, { image: ImageSource.reference('axllent/mailpit:v1.27') }) },
  'an image that is pinned by digest': {
    beforeMore: (shop) => void mail(shop), more: (shop) => void mail(shop, { image: ImageSource.reference(`axllent/mailpit:v1.20@${DIGEST}`) }),
  },
  'another digest of the same version': {
    beforeMore: (shop) => void mail(shop, { image: ImageSource.reference(`axllent/mailpit:v1.20@${DIGEST}`) }),
    more: (shop) => void mail(shop, { image: ImageSource.reference(`axllent/mailpit:v1.20@${OTHER_DIGEST}`) }),
  },
  'an image without a version': { beforeMore: (shop) => void mail(shop), more: (shop) => void mail(shop, { image: ImageSource.reference('axllent/mailpit') }) },
  'another version of Python': { after: { backend: { pythonVersion: '3.13' } } },
  'a package in the image': { after: { backend: { runtimePackages: ['libmagic1'] } } },
  'a service that is renamed': { after: { backendId: 'api' } },
  'a volume of another name': {
    beforeMore: (shop) => void mail(shop, { mounts: [Volume.named('mail_data').mountAt('/data')] }),
    more: (shop) => void mail(shop, { mounts: [Volume.named('letters').mountAt('/data')] }),
  },
  'a volume that is no longer used': { beforeMore: (shop) => void mail(shop, { mounts: [Volume.named('mail_data').mountAt('/data')] }), more: (shop) => void mail(shop) },
  'a service that is gone with its data': { beforeMore: (shop) => void mail(shop, { mounts: [Volume.named('mail_data').mountAt('/data')] }) },
  'a new service': { more: (shop) => void mail(shop) },
  'a new service that is open and root': {
    more: (shop) => void mail(shop, { user: ContainerUser.of(0), ports: [{ port: 8025, variable: 'MAIL_PORT', entrance: true }] }),
  },
  'a new environment': { more: (shop) => shop.addReleases(shop.addEnvironment('staging', { internalPorts: false, dataServices: DataServices.IN_STACK })) },
  'an environment that is gone': { beforeMore: (shop) => shop.addReleases(shop.addEnvironment('staging', { internalPorts: false })) },
  'a secret that becomes a file': { more: (shop) => shop.production.configure(shop.backend, { secretFiles: true }) },
  'three containers in place of one': { more: (shop) => shop.production.configure(shop.backend, { replicas: 3 }) },
  'another command': { beforeMore: (shop) => void mail(shop), more: (shop) => void mail(shop, { command: ['--verbose'] }) },
  'more processes of a worker': { after: { worker: { concurrency: 16 } } },
  'a security header that is patched away': {
    more: (shop) => shop.patchFile('docker/nginx/nginx.conf', FilePatch.replace('    add_header X-Frame-Options $x_frame_options always;\n', '')),
  },
  'a content security policy that lets images in': {
    after: { frontend: { securityHeaders: { contentSecurityPolicy: ContentSecurityPolicy.of({ imageSources: ['https://maps.example.com'] }) } } },
  },
  'larger uploads': { after: { frontend: { maxBodySize: Size.mebibytes(20) }, backend: { temporaryStorage: Size.gibibytes(1) } } },
  'a variable that is required from now on': { after: { backend: { secrets: ['SECRET_KEY', 'STRIPE_KEY'] } } },
  'a variable that nobody reads any more': { after: { backend: { secrets: [] } } },
  'another value of a variable': { after: { backend: { environment: { LOG_FORMAT: EnvValue.of('text') } } } },
  'another domain of the edge': { after: { edge: { domain: 'www.shop.example.com' } } },
  'a network that leads elsewhere': {
    more: (shop) => {
      shop.productionCompose.configureFile({ networks: { traefik: { external: true } } });
      shop.productionCompose.configure(shop.mongodb, { networks: { traefik: {} } });
    },
  },
  'a key that there is no word for': { more: (shop) => shop.productionCompose.configure(shop.redis, { shmSize: Size.mebibytes(128) }) },
  'labels': { more: (shop) => shop.productionCompose.configure(shop.backend, { labels: { 'traefik.enable': 'true' } }) },
  'a longer look at releases': { after: { stack: { compose: { releases: { watch: Duration.seconds(60) } } } } },
  'a file that goes into the image': { more: (shop) => shop.patchFile('backend/.dockerignore', FilePatch.replace('.env\n', '')) },
  'a stack of another name': { after: { stack: { title: 'Boutique' } } },
};

/** The files before a change, and after it. */
export function written({ before = {}, beforeMore, after = before, more }: Change): { before: Files; after: Files } {
  const [one, other] = [new Shop(before), new Shop(after)];
  beforeMore?.(one);
  more?.(other);
  return { before: one.write(), after: other.write() };
}
