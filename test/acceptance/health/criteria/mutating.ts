import { eventually } from '../../eventually';
import { Sight } from '../fault';
import { MUTATED } from '../scene';
import { Site } from '../site';
import { observeMutated } from '../table';

/** The suite's own test: with checks that always pass, each service's row has to fail. */
export function mutating(site: Site): void {
  let sights: Sight[] = [];

  beforeAll(async () => {
    await site.compose(['up', '--detach', '--no-build', '--no-deps', ...MUTATED], [`passing.${site.place}.json`]);
    // green says nothing now
    await Promise.all(MUTATED.map(async (service) => {
      const probe = await site.probe(service);
      await eventually(`${service} works`, 60, async () => (await site.tryExec(service, probe)).code === 0);
    }));
    sights = await observeMutated(site, MUTATED, 8);
  });

  test.each(MUTATED)('%s', (service) => {
    const seen = sights.filter((sight) => sight.service === service);
    expect(seen.map(({ problem }) => problem)).toEqual([expect.stringMatching(/^not within 8 s: .* is "unhealthy" after the fault; it is "healthy"/)]);
  });
}
