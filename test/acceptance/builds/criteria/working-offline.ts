import { get } from '../../api';
import { backoffice } from '../scene';
import { follow, redirectOf, reload, visiting } from '../visit';

/** An application below a path, with a service worker. */
export function workingOffline(): void {
  test('everything but the path leads to it, or is not there', async () => {
    for (const path of ['/', '/crm']) {
      expect(await redirectOf(backoffice.origin + path)).toEqual({ status: 302, location: '/crm/' });
    }
    expect((await get(`${backoffice.origin}/elsewhere`)).status).toBe(404);
  });

  test.each(['ngsw.json', 'ngsw-worker.js', 'safety-worker.js'])('%s is never kept', async (file) => {
    const { status, headers } = await get(backoffice.page + file);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  });

  test('the second load comes from the worker, and the third needs no network', async () => {
    expect(await visiting(backoffice.page, async (watched) => {
      const { page } = watched;
      await page.waitForFunction("navigator.serviceWorker.getRegistration().then((found) => found?.active?.state === 'activated')");
      expect((await reload(watched)).fromServiceWorker()).toBe(true);
      await follow(watched, 'Companies', 'List of companies');
      await page.waitForLoadState('networkidle');
      await page.context().setOffline(true);
      await page.reload();
      await page.getByRole('heading', { name: 'List of companies' }).waitFor();
    })).toEqual([]);
  });
}
