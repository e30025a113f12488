import { Outcome } from '../../command';
import { cachedSteps } from '../../engine';
import { SITES, report, startDirect, twoAtATime } from '../scene';
import { Site } from '../site';

/** Builds an image. What package managers keep between builds may be there in any case. */
async function build(site: Site, ...options: string[]): Promise<Outcome> {
  const what = options.includes('--no-cache') ? 'without layers of a build before' : 'with all layers there';
  return report.phase(`${site.name}: build ${what}`, () => site.compose(['build', ...options], { RELEASE: '1' }));
}

/** The images are built by the generated Dockerfiles, and come into service as release 1. */
export function building(): void {
  test('each builds from its lock file', () => twoAtATime(SITES.map((site) => () => build(site, '--no-cache'))), 400_000);

  test('a second build does nothing again', async () => {
    for (const site of SITES) {
      const steps = [...cachedSteps(await build(site))].filter(([step]) => / (RUN|COPY) /.test(step));
      expect(steps.length).toBeGreaterThan(5);
      expect(steps.filter(([, cached]) => !cached)).toEqual([]);
    }
  });

  test('each comes into service', async () => {
    await twoAtATime(SITES.map((site) => () => report.phase(`${site.name}: first deploy, built before`, () => site.deploy('1'))));
    await startDirect('1');
  });
}
