import { Build } from '../build';
import { ask } from '../client';
import { report } from '../scene';

/** What a browser gets the first time. */
export function measuring(builds: { [service: string]: Build }, port: number): void {
  test('the first load of the page, as it is transferred', async () => {
    const paths = ['/', ...builds.frontend.firstLoad];
    expect(paths.filter((path) => path.endsWith('.js')).length).toBeGreaterThan(0);
    expect(paths.filter((path) => path.endsWith('.css')).length).toBeGreaterThan(0);
    const sizes: { [encoding: string]: number } = {};
    for (const encoding of ['gzip', 'identity']) {
      const answers = await Promise.all(paths.map((path) => ask(port, { path, headers: { 'accept-encoding': encoding } })));
      answers.forEach(({ status }) => expect(status).toBe(200));
      sizes[encoding] = answers.reduce((sum, { body }) => sum + body.length, 0);
    }
    report.add(`the first load (${paths.length} files) with gzip`, sizes.gzip, 'bytes');
    report.add(`the first load (${paths.length} files) without`, sizes.identity, 'bytes');
    expect(sizes.gzip).toBeLessThan(sizes.identity / 2);
  });

  test('the headers of the page', async () => {
    const { headers } = await ask(port, { path: '/' });
    headers.forEach(([name, value]) => report.add(`/ ${name}`, value));
  });
}
