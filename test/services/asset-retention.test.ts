import { Duration } from '../../src/base';
import { EnvValue } from '../../src/model';
import { AssetRetention, RuntimeValue, SpaNginxFrontend, SpaNginxFrontendProps } from '../../src/services';
import { composeOf, composeService } from '../fixtures/compose';
import { stage } from '../fixtures/dockerfile';
import { emptyStack, synthesized } from '../fixtures/stack';

const frontend = (retention?: AssetRetention, props: SpaNginxFrontendProps = {}) => new SpaNginxFrontend(emptyStack(), 'frontend', { retention, ...props });
const filesOf = (...args: Parameters<typeof frontend>) => synthesized(frontend(...args).stack);
const copied = (text: string) => stage(text, 'runtime').filter((each) => each.startsWith('COPY')).join('\n');

describe('hashed files of earlier releases', () => {
  test('are kept in a volume, where nothing is mounted from the host', () => {
    const service = frontend();
    expect(composeService(service, service.stack.production).volumes).toEqual(['frontend_releases:/var/lib/frontend-releases']);
    expect(composeOf(service.stack, service.stack.production).volumes).toHaveProperty('frontend_releases');
    expect(JSON.stringify(composeService(service).volumes)).not.toContain('releases');
  });

  test('are each frontend\'s own', () => {
    const service = new SpaNginxFrontend(frontend().stack, 'customer-portal', { developmentPort: 5174, hostPort: 81 });
    expect(composeService(service, service.stack.production).volumes).toEqual(['customer_portal_releases:/var/lib/frontend-releases']);
  });

  test('are in a folder that belongs to nginx\'s user: a new volume gets its owner from the image', () => {
    const { 'docker/frontend/Dockerfile': dockerfile } = filesOf();
    expect(stage(dockerfile, 'build').at(-1)).toContain('mkdir -p /opt/frontend/releases ');
    expect(copied(dockerfile)).toContain('COPY --from=build --chown=101:101 /opt/frontend/releases /var/lib/frontend-releases\n');
  });

  test('are told by a list that the build writes', () => {
    const files = filesOf();
    expect(copied(files['docker/frontend/Dockerfile'])).toContain('COPY --from=build /opt/frontend/hashed-files /usr/share/frontend/hashed-files\n');
    expect(files['docker/nginx/before-start.facts']).toContain("folder='/var/lib/frontend-releases'\nroot='/usr/share/frontend/html'\nlist='/usr/share/frontend/hashed-files'\n");
  });

  test('are what nginx answers when this release has no such file', () => {
    expect(frontend().nginx.render()).toMatch(/location @earlier \{\n\s+root \/var\/lib\/frontend-releases\/files;/);
  });

  test('are those of five releases, for a week after each was replaced', () => {
    expect(filesOf()['docker/nginx/before-start.facts']).toContain('releases=5\nmax_age=604800 # seconds\n');
    expect(filesOf(AssetRetention.keep())).toEqual(filesOf());
  });

  test('can be more or fewer', () => {
    const facts = filesOf(AssetRetention.keep({ releases: 2, maxAge: Duration.hours(1) }))['docker/nginx/before-start.facts'];
    expect(facts).toContain('releases=2\nmax_age=3600 # seconds\n');
  });
});

describe('none of them', () => {
  test('means no volume', () => {
    const service = frontend(AssetRetention.none());
    expect(composeService(service, service.stack.production)).not.toHaveProperty('volumes');
  });

  test('means that nothing is kept before nginx starts', () => {
    const files = filesOf(AssetRetention.none());
    expect(files['docker/nginx/before-start.facts']).not.toContain('releases=');
    expect(files['docker/frontend/Dockerfile']).not.toMatch(/releases|COPY .*hashed-files/);
  });

  test('means that nginx looks nowhere else', () => {
    expect(frontend(AssetRetention.none()).nginx.render()).not.toMatch(/@earlier|releases/);
  });

  test('leaves the application\'s configuration to be written', () => {
    const files = filesOf(AssetRetention.none(), { runtimeConfig: { apiUrl: RuntimeValue.text(EnvValue.of('/v1')) } });
    expect(files['docker/nginx/before-start.facts']).toContain("config='/tmp/config.json'\nproperties='text apiUrl CONFIG_API_URL'\n");
    expect(copied(files['docker/frontend/Dockerfile'])).toContain('before-start.sh');
  });
});

test.each([0, -1, 1.5, NaN])('%d releases are refused', (releases) => {
  expect(() => AssetRetention.keep({ releases })).toThrow(`the number of releases whose files are kept is ${releases}: allowed are whole numbers from 1`);
});

test.each([Duration.seconds(0), Duration.millis(500), Duration.millis(1500)])('%s is no time for which they are kept', (maxAge) => {
  expect(() => AssetRetention.keep({ maxAge })).toThrow(
    `the files of earlier releases are kept for ${maxAge}: allowed are whole seconds from 1; AssetRetention.none() keeps nothing`,
  );
});
