import { randomBytes } from 'crypto';
import { run, succeed } from '../../command';
import { eventually } from '../../eventually';
import { repetitions } from '../../extent';
import { round } from '../../report';
import { Build } from '../build';
import { FRONTENDS, addressOf, containerOf, imageOf, leftovers, networkOf, report, sandbox } from '../scene';

/** For each figure. */
const SECONDS = repetitions(2, 5);
const CONFIGURATION = '/etc/nginx/conf.d/default.conf';

/** How much one nginx answers, without limits of its container, on the machine that runs the load as well. */
export function loading(builds: { [service: string]: Build }): void {
  const origins: { [name: string]: string } = {};

  /** Another container of a frontend's image, beside the stack's own. */
  const start = async (name: string, service: string, configuration?: string) => {
    const container = leftovers.container(`storefront-load-${name}`);
    await run(['docker', 'rm', '--force', container]);
    const mount: string[] = [];
    if (configuration !== undefined) {
      sandbox.write(`load/${name}.conf`, configuration);
      mount.push('--volume', `${sandbox.path(`load/${name}.conf`)}:${CONFIGURATION}:ro`);
    }
    await succeed([
      'docker', 'run', '--detach', '--name', container, '--network', await networkOf('backend'), '--read-only', '--tmpfs', '/tmp', ...mount, await imageOf(service),
    ]);
    origins[name] = `http://${await addressOf(container)}:8080`;
    await eventually(`${name} answers`, 60, async () => (await fetch(`${origins[name]}/health`)).ok);
  };

  const requestsPerSecond = async (url: string, header = 'Accept-Encoding: identity') => {
    const { stdout } = await succeed(['wrk', '--threads', '1', '--connections', '32', '--duration', `${SECONDS}s`, '--header', header, url]);
    expect(stdout).not.toMatch(/Non-2xx|Socket errors/);
    return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)![1]);
  };

  beforeAll(async () => {
    const { stdout } = await succeed(['docker', 'exec', containerOf('frontend'), 'cat', CONFIGURATION]);
    const onTheFly = stdout.replace('gzip_static on;', 'gzip_static off;').replace('gzip_types ', 'gzip_types application/javascript ');
    expect(onTheFly).toMatch(/gzip_static off;[^]*gzip_types application\/javascript/);
    await start('as-it-is', 'frontend');
    await start('on-the-fly', 'frontend', onTheFly);
    if (FRONTENDS.includes('newer')) {
      await start('newer', 'newer');
    }
    origins.directly = `http://${await addressOf(containerOf('backend'))}:8000`;
  });

  afterAll(() => leftovers.remove());

  test('a script that was compressed in the build costs less than half of one that is compressed on the way', async () => {
    const path = builds.frontend.resolve('/main-*.js');
    const once = await requestsPerSecond(`${origins['as-it-is']}${path}`, 'Accept-Encoding: gzip');
    const each = await requestsPerSecond(`${origins['on-the-fly']}${path}`, 'Accept-Encoding: gzip');
    report.add(`${path}, compressed in the build`, round(once, 0), 'requests/s');
    report.add(`${path}, compressed on the way`, round(each, 0), 'requests/s');
    report.add('in the build, against on the way', round(once / each), 'times');
    expect(once).toBeGreaterThan(2 * each);
  });

  test('a service behind nginx', async () => {
    const path = `/api/small?${randomBytes(2).toString('hex')}`;
    const rates: { [name: string]: number } = {};
    for (const name of ['directly', 'as-it-is', 'newer'].filter((each) => origins[each])) {
      rates[name] = await requestsPerSecond(`${origins[name]}${path}`);
    }
    report.add('a service, asked directly', round(rates.directly, 0), 'requests/s');
    report.add('a service, through nginx as it is', round(rates['as-it-is'], 0), 'requests/s');
    report.add('through nginx as it is, against directly', round(100 * rates['as-it-is'] / rates.directly, 0), '%');
    if (rates.newer) {
      report.add('a service, through nginx 1.30', round(rates.newer, 0), 'requests/s');
      report.add('through nginx 1.30, against directly', round(100 * rates.newer / rates.directly, 0), '%');
    }
    expect(rates['as-it-is']).toBeGreaterThan(rates.directly / 50);
  });
}
