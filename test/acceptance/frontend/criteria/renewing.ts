import { Build } from '../build';
import { ask } from '../client';
import { inside, portOf, report } from '../scene';
import { Row, file, judge } from '../table/row';

const BROTLI: Row[] = ['/main-*.js', '/styles-*.css', '/data.json', '/engine.wasm'].map((path) => ({
  what: `${path} is what Brotli made of it in the build`,
  request: { path, headers: { 'accept-encoding': 'br' } },
  status: 200,
  headers: { 'content-encoding': 'br', 'vary': 'Accept-Encoding' },
  body: file(`${path}.br`),
}));

/** What nginx can do from 1.27.3 on, and with a further module. The rest of it is in the table. */
export function renewing(builds: { [service: string]: Build }): void {
  /** How many connections a service has seen for 50 requests, one after the other. */
  const connectionsFor50 = async (service: string) => {
    const seen = new Set<number>();
    for (let count = 0; count < 50; count++) {
      seen.add((await ask(portOf(service), { path: '/api/x' })).json.connection);
    }
    report.add(`50 requests through ${service}: connections to the service`, seen.size);
    return seen.size;
  };

  test('it is a newer one', async () => {
    const [, minor, patch] = /nginx\/1\.(\d+)\.(\d+)/.exec((await inside('newer', 'nginx', '-v')).output)!.map(Number);
    expect(minor * 100 + patch).toBeGreaterThanOrEqual(2703);
    report.add('the newer nginx', `1.${minor}.${patch}`);
  });

  test('connections to services are kept', async () => {
    expect(await connectionsFor50('newer')).toBeLessThan(10);
  });

  test('where no version is named, each request makes a new connection', async () => {
    expect(await connectionsFor50('frontend')).toBe(50);
  });

  test.each(BROTLI)('$what', async (row) => {
    await judge(row, portOf('newer'), builds.newer);
  });

  test('a browser that knows both gets one of them', async () => {
    const answer = await judge(
      { what: '', request: { path: '/main-*.js', headers: { 'accept-encoding': 'gzip, deflate, br' } }, status: 200, headers: { vary: 'Accept-Encoding' } }, portOf('newer'), builds.newer,
    );
    report.add('gzip or br, for a browser that knows both', answer.header('content-encoding')!);
    expect(['br', 'gzip']).toContain(answer.header('content-encoding'));
  });
}
