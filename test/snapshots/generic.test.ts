import { expectReviewed, inDevelopment, inProduction, shop } from './reviewed';
import { Duration, Size } from '../../src/base';
import { ContainerUser, EnvValue, HealthCheck, ImageSource, ServiceKind, Volume } from '../../src/model';
import { GenericService } from '../../src/services';

describe('any image', () => {
  const image = ImageSource.reference('axllent/mailpit:v1.27');
  const service = new GenericService(shop(), 'mail', { image, healthCheck: HealthCheck.command(['/mailpit', 'readyz']) });

  test('in development', () => {
    expectReviewed(inDevelopment(service));
  });

  test('in production', () => {
    expectReviewed(inProduction(service));
  });
});

describe('any image with every option', () => {
  const service = new GenericService(shop(), 'search', {
    image: ImageSource.dockerfile({ context: 'search', dockerfile: 'search/Dockerfile' }),
    healthCheck: HealthCheck.command(['search', 'ping'], { interval: Duration.minutes(1), retries: 5, startPeriod: Duration.minutes(2) }),
    kind: ServiceKind.HTTP,
    description: 'Search',
    command: ['search', 'serve'],
    environment: { INDEX: EnvValue.of('/data'), KEY: EnvValue.secret('SEARCH_KEY', { developmentValue: 'not-a-secret' }) },
    ports: [{ port: 7700 }],
    endpoints: [{ title: 'Search', port: 7700 }],
    mounts: [Volume.named('search_data').mountAt('/data')],
    user: ContainerUser.of(1000),
    writableRoot: true,
    writablePaths: ['/tmp', '/run'],
    capabilities: ['CHOWN'],
    init: true,
    resources: { memory: Size.gibibytes(1) },
    secretFiles: true,
    stopSignal: 'SIGINT',
    stopGracePeriod: Duration.seconds(20),
  });

  test('in development', () => {
    expectReviewed(inDevelopment(service));
  });

  test('in production', () => {
    expectReviewed(inProduction(service));
  });
});
