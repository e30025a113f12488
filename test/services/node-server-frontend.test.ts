import { mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { Duration, Size } from '../../src/base';
import { EnvValue, ServiceKind } from '../../src/model';
import { EdgeProxy, NodeServerFrontend, NodeServerFrontendProps, PackageManager } from '../../src/services';
import { composeOf, composeService } from '../fixtures/compose';
import { instructions, stage } from '../fixtures/dockerfile';
import { TestService, emptyStack, synthesized } from '../fixtures/stack';

const frontend = (props: Partial<NodeServerFrontendProps> = {}) =>
  new NodeServerFrontend(emptyStack(), 'web', { entryPoint: 'dist/main.js', ...props });
const filesOf = (props: Partial<NodeServerFrontendProps> = {}) => synthesized(frontend(props).stack);
const dockerfileOf = (props: Partial<NodeServerFrontendProps> = {}) => filesOf(props)['docker/web/Dockerfile'];
const stageOf = (name: string, props: Partial<NodeServerFrontendProps> = {}) => stage(dockerfileOf(props), name);
const inProduction = (props: Partial<NodeServerFrontendProps> = {}) => {
  const service = frontend(props);
  return composeService(service, service.stack.production);
};

/** With an API and another service, and an edge if it is asked for. */
function withApi(props: Partial<NodeServerFrontendProps> = {}, edge = false) {
  const stack = emptyStack();
  const api = new TestService(stack, 'backend', { kind: ServiceKind.HTTP, ports: [{ port: 8000 }] });
  const service = new NodeServerFrontend(stack, 'web', { entryPoint: 'dist/main.js', api, ...props });
  return { stack, api, service, edge: edge ? new EdgeProxy(stack, 'edge', { frontend: service, domain: 'shop.example.com' }) : undefined };
}

test('it writes its Dockerfile, the program that lets requests end, and its .dockerignore', () => {
  expect(Object.keys(filesOf()).filter((file) => /^docker\/|dockerignore/.test(file)).sort())
    .toEqual(['docker/web/Dockerfile', 'docker/web/graceful-stop.cjs', 'web/.dockerignore']);
});

describe('in development', () => {
  test('the development server runs, with sources mounted and the packages of the image', () => {
    expect(composeService(frontend())).toMatchObject({
      build: { target: 'development' },
      command: ['npm', 'run', 'dev'],
      ports: ['127.0.0.1:${WEB_PORT:-3000}:3000'],
      volumes: ['./web:/app', '/app/node_modules'],
      environment: { NODE_ENV: 'development', PORT: '3000' },
      user: '${HOST_UID:-1000}:${HOST_GID:-1000}',
    });
  });

  test('another script and port may start it', () => {
    const service = composeService(frontend({
      developmentScript: 'watch', developmentArguments: ['--verbose'], developmentPort: 5000, developmentHostPort: 81, healthPath: '/live',
    }));
    expect(service).toMatchObject({ command: ['npm', 'run', 'watch', '--', '--verbose'], ports: ['127.0.0.1:${WEB_PORT:-81}:5000'], environment: { PORT: '5000' } });
    expect(service.healthcheck.test.join(' ')).toContain('port: 5000, path: "/live"');
  });
});

test('tests run once, by the script of package.json or another command', () => {
  const testCommandOf = (props: Partial<NodeServerFrontendProps> = {}) => {
    const service = frontend(props);
    return service.describe(service.stack.development).testCommand;
  };
  expect(testCommandOf()).toEqual(['env', 'CI=true', 'npm', 'run', 'test', '--']);
  expect(testCommandOf({ testCommand: ['node', '--test'] })).toEqual(['node', '--test']);
});

describe('in production', () => {
  test('it runs as an unprivileged user, read-only, and has time to end its requests', () => {
    expect(inProduction()).toMatchObject({ read_only: true, tmpfs: ['/tmp'], cap_drop: ['ALL'], init: true, stop_grace_period: '30s' });
    expect(inProduction({ gracefulShutdown: Duration.minutes(1) }).stop_grace_period).toBe('65s');
    expect(stageOf('runtime')).toContain('USER 1000:1000');
  });

  test('it may write to memory', () => {
    expect(inProduction({ writablePaths: ['/app/.next/cache'] }).tmpfs).toEqual(['/tmp', '/app/.next/cache']);
  });

  test('it is healthy when its first page, or another path, is answered', () => {
    expect(inProduction().healthcheck.test.join(' ')).toContain('port: 3000, path: "/"');
    expect(inProduction({ port: 8080, healthPath: '/health' }).healthcheck.test.join(' ')).toContain('port: 8080, path: "/health"');
  });

  test('users come in at port 80, unless an edge is in front', () => {
    expect(inProduction().ports).toEqual(['0.0.0.0:${WEB_PORT:-80}:3000']);
    expect(inProduction({ hostPort: 81 }).ports).toEqual(['0.0.0.0:${WEB_PORT:-81}:3000']);
    const { stack } = withApi({}, true);
    expect(composeOf(stack, stack.production).services.web).not.toHaveProperty('ports');
  });

  test('it has limits', () => {
    expect(inProduction().deploy.resources.limits).toMatchObject({ cpus: '1', memory: '1g' });
    expect(inProduction({ resources: { memory: Size.mebibytes(300) } }).deploy.resources.limits).toMatchObject({ memory: '300m' });
  });

  test('it has variables and secrets, and what it is connected to', () => {
    const stack = emptyStack();
    const mail = new TestService(stack, 'mail');
    const service = new NodeServerFrontend(stack, 'web', {
      entryPoint: 'dist/main.js', environment: { CURRENCY: EnvValue.of('BRL') }, secrets: ['SESSION_KEY'], connectTo: [mail],
    });
    const container = composeService(service, stack.production);
    expect(container.environment).toMatchObject({ CURRENCY: 'BRL', SESSION_KEY: expect.stringContaining('${SESSION_KEY:?') });
    expect(container.depends_on).toHaveProperty('mail');
  });
});

describe('the image', () => {
  test('has what was built, its packages without those that only build, and the program that lets requests end', () => {
    expect(stageOf('packages')).toEqual(['FROM dependencies AS packages', expect.stringContaining('npm prune --omit=dev')]);
    expect(stageOf('runtime').filter((line) => line.startsWith('COPY'))).toEqual([
      'COPY --from=programs --chmod=0644 graceful-stop.cjs /opt/container/',
      'COPY --from=packages /app /app',
      'COPY --from=build /app/package.json /app/package.json',
      'COPY --from=build /app/dist /app/dist',
    ]);
    expect(stageOf('runtime').at(-1)).toBe('CMD ["node", "--require", "/opt/container/graceful-stop.cjs", "dist/main.js"]');
  });

  test('tells the server its port, that it listens for all, and how long requests may take to end', () => {
    expect(stageOf('runtime', { port: 8080, gracefulShutdown: Duration.millis(1500) }).join('\n'))
      .toMatch(/PORT=8080 .*HOSTNAME=0\.0\.0\.0 .*GRACEFUL_SHUTDOWN_SECONDS=2$/ms);
  });

  test('has no packages where what was built needs none', () => {
    expect(dockerfileOf({ bundled: true })).not.toMatch(/packages$|--from=packages/m);
  });

  test('has further files, and is built by another script', () => {
    const props = { outputPath: '.next', runtimeFiles: ['public', 'next.config.js'], buildScript: 'compile', buildArguments: ['--turbo'] };
    expect(stageOf('build', props).at(-1)).toBe('RUN npm run compile -- --turbo');
    expect(stageOf('runtime', props).filter((line) => line.includes('--from=build')).map((line) => line.split(' ').at(-1)))
      .toEqual(['/app/package.json', '/app/.next', '/app/public', '/app/next.config.js']);
    expect(filesOf(props)['web/.dockerignore']).toContain('.next/\n');
  });

  test('has the sources where nothing is built', () => {
    const text = dockerfileOf({ built: false, entryPoint: 'src/main.js' });
    expect(text).not.toContain('AS build');
    expect(stage(text, 'runtime')).toContain('COPY . /app');
    expect(stage(dockerfileOf({ built: false, runtimeFiles: ['src'] }), 'runtime')).toContain('COPY src /app/src');
  });

  test('starts a program with its arguments', () => {
    expect(stageOf('runtime', { entryPoint: 'node_modules/next/dist/bin/next', entryArguments: ['start'] }).at(-1))
      .toContain('"node_modules/next/dist/bin/next", "start"]');
  });

  test('starts from what it is told', () => {
    expect(instructions(dockerfileOf({ nodeVersion: '22' })).filter((line) => line.startsWith('FROM node'))).toEqual(['FROM node:22-alpine AS dependencies', 'FROM node:22-alpine AS runtime']);
    expect(stageOf('runtime', { baseImage: 'node:24-bookworm-slim' })[0]).toBe('FROM node:24-bookworm-slim AS runtime');
    expect(stageOf('dependencies', { buildImage: 'node:24-bookworm' })[0]).toBe('FROM node:24-bookworm AS dependencies');
  });

  test('of a folder in a workspace has the workspace', () => {
    const lines = stageOf('runtime', { path: 'apps/web', workspace: '.' });
    expect(lines).toContain('WORKDIR /app/apps/web');
    expect(lines).toContain('COPY --from=packages /app /app');
    expect(lines).toContain('COPY --from=build /app/apps/web/dist /app/apps/web/dist');
  });

  describe('of a member of a workspace has the members that it needs when it runs, and those that these need', () => {
    const workspace = (props: Partial<NodeServerFrontendProps> = {}) => {
      const stack = emptyStack();
      Object.entries({
        'package.json': { workspaces: ['apps/*', 'packages/*'] },
        'apps/web/package.json': { name: 'web', dependencies: { '@shop/prices': 'workspace:*', 'express': '5.0.0' }, devDependencies: { '@shop/lint': '*' } },
        'packages/prices/package.json': { name: '@shop/prices', optionalDependencies: { '@shop/money': '*' } },
        'packages/money/package.json': { name: '@shop/money', dependencies: { '@shop/prices': '*', 'web': '*' } },
        'packages/lint/package.json': { name: '@shop/lint' },
        'packages/other/package.json': { name: '@shop/other' },
      }).forEach(([file, content]) => {
        mkdirSync(path.dirname(path.join(stack.project.outdir, file)), { recursive: true });
        writeFileSync(path.join(stack.project.outdir, file), JSON.stringify(content));
      });
      new NodeServerFrontend(stack, 'web', { entryPoint: 'dist/main.js', path: 'apps/web', workspace: '.', ...props });
      return synthesized(stack)['docker/web/Dockerfile'];
    };

    test('as they were built, without packages that only build', () => {
      const text = workspace();
      expect(stage(text, 'build').at(-1)).toBe(
        'RUN mkdir /opt/members && tar -C /app --exclude=node_modules -cf - packages/money packages/prices | tar -C /opt/members -xf -',
      );
      expect(stage(text, 'runtime')).toContain('COPY --from=build /opt/members /app');
    });

    test('as they are where nothing is built', () => {
      expect(stage(workspace({ built: false }), 'runtime').filter((line) => line.includes('packages/')))
        .toEqual(['COPY packages/money /app/packages/money', 'COPY packages/prices /app/packages/prices']);
    });

    test('but not where what was built needs no packages', () => {
      expect(workspace({ bundled: true })).not.toContain('members');
    });
  });

  test.each([
    [PackageManager.pnpm(), 'pnpm install --prod --frozen-lockfile --offline --ignore-scripts'], [PackageManager.yarn(), 'yarn install --production'],
    [PackageManager.yarn('4'), 'yarn workspaces focus --all --production'], [PackageManager.bun(), 'bun install --frozen-lockfile --production'],
  ])('leaves packages out that only build, whatever installs them (%j)', (packageManager, command) => {
    expect(stageOf('packages', { packageManager }).at(-1)).toContain(command);
  });
});

describe('the API', () => {
  test('is known to the server, in development too', () => {
    const { service, stack } = withApi();
    for (const environment of [stack.development, stack.production]) {
      expect(composeService(service, environment).environment).toMatchObject({ API_URL: 'http://backend:8000' });
    }
  });

  test('gets its requests from the edge in front, which replaces the containers behind it without a pause', () => {
    const { edge, stack } = withApi({ maxBodySize: Size.mebibytes(50) }, true);
    expect(edge!.describe(stack.production).routes!.map((route) => [route.service.id, route.port, route.path]))
      .toEqual([['web', 3000, undefined], ['backend', 8000, '/api'], ['backend', 8000, '/ws']]);
    expect(JSON.stringify(composeOf(stack, stack.production).services.web.networks)).toContain('${WEB_SLOT:-blue}.web');
    expect(synthesized(stack)[edge!.caddyfilePath]).toContain('max_size 50MiB');
  });
});

describe('bad input', () => {
  test.each<[Partial<NodeServerFrontendProps>, string]>([
    [{ port: 0 }, 'the port of service "web" is 0'],
    [{ healthPath: 'health' }, 'the healthPath of service "web" is "health"'],
    [{ outputPath: '../dist' }, 'the outputPath of service "web" is "../dist"'],
    [{ entryPoint: '../main.js' }, 'the entryPoint of service "web" is "../main.js", which is outside of "web"'],
    [{ runtimeFiles: ['/etc'] }, '"/etc" in the runtimeFiles of service "web" cannot be used'],
    [{ writablePaths: ['cache'] }, '"cache" in the writablePaths of service "web" cannot be used'],
    [{ built: false, bundled: true }, 'the bundled of service "web" is true, and nothing would be there without a build: pass a build, or remove it'],
    [{ environment: { PORT: EnvValue.of('80') } }, 'service "web" has a variable PORT in its environment, by which the server is told its port: pass port'],
    [{ environment: { A: EnvValue.of('b') }, secrets: ['A'] }, 'variable "A" of service "web" is set twice, in environment and in secrets: name it once'],
    [{ packageManager: PackageManager.yarn('3') }, 'service "web" installs its packages with Yarn 3, which cannot leave out those that only build: pass PackageManager.yarn("4") or newer, or bundled'],
  ])('%j is refused', (props, message) => {
    expect(() => frontend(props)).toThrow(message);
  });

  test('a limit of requests is refused: no nginx passes them on', () => {
    const stack = emptyStack();
    const service = new TestService(stack, 'login', { ports: [{ port: 80 }] });
    expect(() => new NodeServerFrontend(stack, 'web', { entryPoint: 'main.js', routes: [{ path: '/login', service, rateLimit: { requestsPerSecond: 1 } }] }))
      .toThrow('service "web" limits the rate of requests to "/login", which no nginx proxies: remove the rateLimit and let "login" limit it');
  });

  test('a path that the Caddyfile could not have is refused', () => {
    expect(() => withApi({ apiPaths: ['/api {'] })).toThrow('the path of a route is "/api {"');
    expect(() => withApi({ apiPaths: ['/api', '/api'] })).toThrow('route "/api" exists already');
  });
});
