import { get } from '../../api';
import { run } from '../../command';
import { eventually } from '../../eventually';
import { PORTS, portal } from '../scene';
import { visiting } from '../visit';

const ELSEWHERE = 'builds-portal-elsewhere';

/** One image is configured where it runs. */
export function configuring(): void {
  const start = (settings: { [name: string]: string }) => portal.compose(
    ['--project-name', ELSEWHERE, 'up', '--detach', '--no-build'], { RELEASE: '1', FRONTEND_PORT: `${PORTS.portalElsewhere}`, ...settings },
  );
  const logs = () => run(['docker', 'compose', '--project-name', ELSEWHERE, 'logs', '--no-log-prefix', 'frontend']);
  const shows = async (origin: string) => {
    let text: string | null = '';
    const errors = await visiting(`${origin}/en/`, async ({ page }) => {
      await page.getByTestId('config').filter({ hasText: '{' }).waitFor();
      text = await page.getByTestId('config').textContent();
    });
    expect(errors).toEqual([]);
    return JSON.parse(text);
  };

  test('the page reads texts, numbers and booleans', async () => {
    expect(await shows(portal.origin)).toEqual({ title: 'Acme "Ltda" \\ ção', pageSize: 25, beta: true });
  });

  test('the configuration is never kept', async () => {
    const { status, headers } = await get(`${portal.origin}/en/config.json`);
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([200, 'application/json', 'no-store']);
  });

  test('the same image has other values elsewhere', async () => {
    await start({ PORTAL_TITLE: 'Elsewhere', PORTAL_PAGE_SIZE: '', PORTAL_BETA: '' });
    await eventually('the second portal', 60, async () => (await get(`http://127.0.0.1:${PORTS.portalElsewhere}/health`)).status === 200);
    expect(await shows(`http://127.0.0.1:${PORTS.portalElsewhere}`)).toEqual({ title: 'Elsewhere', pageSize: null, beta: false });
    expect((await logs()).output).toMatch(/^\S+ \S+ \[notice\] .*start worker process/m);
    expect((await logs()).output).not.toMatch(/before-start/);
  });

  test('a release with a number that is none stops nothing, and says why', async () => {
    const putBack = portal.set('PORTAL_PAGE_SIZE=25', 'PORTAL_PAGE_SIZE=many');
    try {
      await expect(portal.deploy('many')).rejects.toThrow('"pageSize" of the configuration is "many" (CONFIG_PAGE_SIZE)');
    } finally {
      putBack();
    }
    expect((await get(`${portal.origin}/health`)).status).toBe(200);
    expect(await shows(portal.origin)).toMatchObject({ pageSize: 25 });
  });

  test('with a number that is none it does not start, and says why', async () => {
    await start({ PORTAL_PAGE_SIZE: 'many' });
    await eventually('the reason in the log', 60, async () => /"pageSize" of the configuration is "many" \(CONFIG_PAGE_SIZE\), allowed is a number/.test((await logs()).output));
    await expect(get(`http://127.0.0.1:${PORTS.portalElsewhere}/health`)).rejects.toThrow('fetch failed');
  });
}
