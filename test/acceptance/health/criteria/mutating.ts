import { Sight } from '../fault';
import { MUTATED } from '../scene';
import { Site } from '../site';
import { observeMutated } from '../table';

/** The suite's own test: with checks that always pass, each service's row has to fail. */
export function mutating(site: Site): void {
  let sights: Sight[] = [];

  beforeAll(async () => {
    await site.compose(['up', '--detach', '--no-build', '--no-deps', ...MUTATED], [`passing.${site.place}.json`]);
    sights = await observeMutated(site, MUTATED, 8);
  }, 240_000);

  test.each(MUTATED)('%s', (service) => {
    const seen = sights.filter((sight) => sight.service === service);
    expect(seen.map(({ problem }) => problem)).toEqual([expect.stringMatching(/^not within 8 s: .* is "unhealthy" after the fault; it is "healthy"/)]);
  });
}
