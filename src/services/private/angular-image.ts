import { Dockerfile } from '../../image';
import { HealthCheck } from '../../model';

export interface AngularDockerfileOptions {
  readonly buildImage: string;
  readonly baseImage: string;
  readonly app: string;
  readonly developmentPort: number;
  readonly developmentCommand: string[];
  readonly health: HealthCheck;
}

/** The image of an Angular application: `dependencies`, `development`, `build`, and last `runtime`. */
export function angularDockerfile(options: AngularDockerfileOptions): Dockerfile {
  const dockerfile = new Dockerfile();
  const built = `dist/${options.app}/browser`;

  dockerfile.addStage('dependencies', {
    from: options.buildImage,
    comment: ['Installs the packages of the lock file, those that build included. It changes only when they do.'],
  })
    .workdir('/app')
    .env({ NG_CLI_ANALYTICS: 'false' })
    .copy(['package.json', 'package-lock.json'], './')
    .runCached('/root/.npm', 'npm ci --no-audit --no-fund');

  dockerfile.addStage('development', {
    from: 'dependencies',
    comment: ['For development: sources are mounted at /app, and changes of them show at once.'],
  })
    .env({ HOME: '/tmp' })
    .expose(options.developmentPort)
    .cmd(options.developmentCommand);

  dockerfile.addStage('build', {
    from: 'dependencies',
    comment: ['Builds the application and compresses what can be, once, so that nginx need not do it for each request.'],
  })
    .copy(['.'], '.')
    .run('npm run build -- --configuration=production')
    .run(
      `find ${built} -type f -size +1k \\( ${COMPRESSIBLE.map((ending) => `-name '*.${ending}'`).join(' -o ')} \\) -exec gzip -9 -k {} +`,
    );

  dockerfile.addStage('runtime', {
    from: options.baseImage,
    comment: ['For production: nginx as an unprivileged user, with the built files and nothing else.'],
  })
    .copyFrom('nginx-config', 'nginx.conf', '/etc/nginx/conf.d/default.conf')
    .copyFrom('build', `/app/${built}`, '/usr/share/nginx/html')
    .expose(8080)
    .healthCheck({
      command: options.health.probe()!,
      intervalSeconds: options.health.interval.toSeconds(),
      timeoutSeconds: options.health.timeout.toSeconds(),
      startPeriodSeconds: options.health.startPeriod.toSeconds(),
      retries: options.health.retries,
    });
  return dockerfile;
}

const COMPRESSIBLE = ['html', 'js', 'css', 'json', 'svg', 'txt', 'xml', 'webmanifest'];
