import { round } from '../../report';
import { Expected, Sight, status } from '../fault';
import { report, servicesOf, start } from '../scene';
import { Site } from '../site';
import { observeTable, rowsOf } from '../table';

/** The table of one environment: it is filled at once, with everything side by side that can be, and then read row by row. */
export function telling(site: Site): void {
  let sights: Sight[] = [];

  beforeAll(async () => {
    await report.phase(`${site.place}: built and started`, () => start(site));
    await report.phase(`${site.place}: all green`, () => Promise.all(servicesOf(site.place).filter((service) => service !== 'generic-none')
      .map((service) => status(site, service, 'healthy', 240, 'after the start'))));
    sights = await report.phase(`${site.place}: the whole table`, () => observeTable(site));
  }, 600_000);

  afterAll(() => {
    for (const { service, what, expected, red, green, problem } of sights) {
      const seen = expected === Expected.STAYS_GREEN ? 'stays green' : `red after ${red === undefined ? '-' : round(red)} s`;
      report.add(`${site.place}: ${service}: ${what}`, problem ? `NOT AS EXPECTED: ${problem}` : `${seen}, green after ${round(green!)} s`);
    }
  });

  test.each(rowsOf(site.place))('$service: $what', ({ service, what }) => {
    const seen = sights.filter((sight) => sight.service === service && sight.what === what);
    expect(seen.map(({ problem }) => problem)).toEqual([undefined]);
  });

  if (servicesOf(site.place).includes('generic-none')) {
    test('a service without a check has no health', async () => {
      expect((await site.health('generic-none')).health).toBe('none');
    });
  }
}
