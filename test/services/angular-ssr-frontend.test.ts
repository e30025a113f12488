import { Duration } from '../../src/base';
import { ServiceKind } from '../../src/model';
import { AngularSsrFrontend, AngularSsrFrontendProps, EdgeProxy, EdgeProxyProps } from '../../src/services';
import { composeService } from '../fixtures/compose';
import { stage } from '../fixtures/dockerfile';
import { TestService, emptyStack, synthesized } from '../fixtures/stack';

function around(props: Partial<AngularSsrFrontendProps> = {}, edge?: Partial<EdgeProxyProps>) {
  const stack = emptyStack();
  const api = new TestService(stack, 'backend', { kind: ServiceKind.HTTP, ports: [{ port: 8000 }] });
  const frontend = new AngularSsrFrontend(stack, 'frontend', { app: 'shop', api, ...props });
  if (edge) {
    new EdgeProxy(stack, 'edge', { frontend, ...edge });
  }
  return { stack, frontend, files: () => synthesized(stack) };
}

const BEHIND = { domain: 'shop.example.com' };
const hostsOf = (...args: Parameters<typeof around>) => {
  const { stack, frontend } = around(...args);
  return [stack.development, stack.production].map((environment) => composeService(frontend, environment).environment.NG_ALLOWED_HOSTS);
};

test('in production Node.js runs what Angular built, and nothing else', () => {
  const text = around({}, BEHIND).files()['docker/frontend/Dockerfile'];
  expect(stage(text, 'build').at(-1)).toMatch(/^RUN --mount=type=cache,\S+ npm run build -- --project=shop --configuration=production$/);
  expect(text).not.toContain('AS packages');
  expect(stage(text, 'runtime')).toContain('COPY --from=build /app/dist/shop /app/dist/shop');
  expect(stage(text, 'runtime').at(-1)).toContain('"dist/shop/server/server.mjs"]');
  expect(stage(text, 'runtime').join('\n')).toContain('PORT=4000');
});

test('another configuration, folder and port may be meant', () => {
  const text = around({ configuration: 'staging', outputPath: 'out', port: 5000 }, BEHIND).files()['docker/frontend/Dockerfile'];
  expect(text).toContain('--configuration=staging');
  expect(text).toContain('"out/server/server.mjs"]');
  expect(text).toContain('EXPOSE 5000');
});

test('in development ng serve runs, and passes the API\'s paths on', () => {
  const { frontend, files } = around({ pollInterval: Duration.seconds(1) }, BEHIND);
  expect(composeService(frontend)).toMatchObject({
    command: [
      'npm', 'run', 'start', '--', '--project=shop', '--host', '0.0.0.0', '--port', '4200', '--proxy-config', '/etc/angular/proxy.conf.mjs', '--poll', '1000',
    ],
    ports: ['127.0.0.1:${FRONTEND_PORT:-4200}:4200'],
    volumes: expect.arrayContaining(['./docker/frontend/proxy.conf.mjs:/etc/angular/proxy.conf.mjs:ro']),
  });
  expect(files()['docker/frontend/proxy.conf.mjs']).toContain("target: 'http://backend:8000'");
});

test('its tests run once', () => {
  const { frontend, stack } = around({}, BEHIND);
  expect(frontend.describe(stack.development).testCommand!.slice(-2)).toEqual(['--project=shop', '--watch=false']);
});

test('it may be without an API', () => {
  expect(Object.keys(around({ api: undefined }, BEHIND).files())).not.toContain('docker/frontend/proxy.conf.mjs');
});

describe('the names for which it renders', () => {
  test('are those of the edge, and those by which its container is asked', () => {
    expect(hostsOf({}, BEHIND)).toEqual(['127.0.0.1,localhost,shop.example.com', '127.0.0.1,shop.example.com']);
  });

  test('are others if that is said', () => {
    expect(hostsOf({ allowedHosts: ['*.example.com'] }, BEHIND)[1]).toBe('127.0.0.1,*.example.com');
    expect(hostsOf({ allowedHosts: ['*'] })[1]).toBe('127.0.0.1,*');
  });

  test.each([undefined, {}])('have to be known, with the edge %j in front', (edge) => {
    expect(around({}, edge).files).toThrow(
      'service "frontend" renders pages only for allowed hosts, and has none: pass a domain to the EdgeProxy in front of it, or allowedHosts (["*"] for any name)',
    );
  });

  test('are names', () => {
    expect(() => around({ allowedHosts: ['https://shop.example.com'] }))
      .toThrow('"https://shop.example.com" in the allowedHosts of service "frontend" cannot be used');
  });
});

test('a name that no Angular project has is refused', () => {
  expect(() => around({ app: '' })).toThrow('service "frontend" has no app: pass the name of the Angular project as it stands in angular.json');
  expect(() => around({ app: 'a b' })).toThrow('the app of service "frontend" is "a b"');
});
