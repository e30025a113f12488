import { WatchedPage } from '../../browser';
import { DIRECT, crm, portal, report } from '../scene';
import { follow, reload, shown, visiting } from '../visit';

const HEADERS = [
  'content-security-policy', 'x-content-type-options', 'x-frame-options', 'referrer-policy', 'permissions-policy', 'cross-origin-opener-policy',
  'strict-transport-security', 'cache-control',
];

/** What a script could do that somebody has smuggled into the page. */
async function runInlineScript(watched: WatchedPage): Promise<unknown> {
  return watched.page.evaluate(`(() => {
    const script = document.createElement('script');
    script.textContent = 'window.smuggled = true';
    document.head.append(script);
    return window.smuggled === true;
  })()`);
}

/** Applications work under their Content-Security-Policy. */
export function guarding(): void {
  describe.each([['through the edge', crm.page], ['from nginx', DIRECT]])('the example, %s', (way, url) => {
    test('loads its data, its lazy page, and a deep link, with an empty console', async () => {
      expect(await visiting(url, async (watched) => {
        const { page } = watched;
        await page.getByTestId('lead-row').filter({ hasText: 'Ana' }).waitFor();
        await page.getByTestId('live-state').filter({ hasText: 'Conectado' }).waitFor();
        await follow(watched, 'Empresas', 'Empresas');
        await page.getByTestId('company-row').filter({ hasText: 'Acme' }).waitFor();
        await reload(watched);
        await page.getByTestId('company-row').filter({ hasText: 'Acme' }).waitFor();
        expect(new URL(page.url()).pathname).toBe('/companies');
      })).toEqual([]);
    });

    test('an inline script that is not its own does not run', async () => {
      const errors = await visiting(url, async (watched) => expect(await runInlineScript(watched)).toBe(false));
      expect(errors).toEqual([expect.stringContaining('Content Security Policy')]);
    });

    test('what the browser sees of the headers', async () => {
      await visiting(url, async (watched) => {
        const headers = await (await reload(watched)).allHeaders();
        HEADERS.forEach((name) => report.add(`crm, ${way}: ${name}`, headers[name] ?? '-'));
        expect(headers['content-security-policy']).toContain("default-src 'self'");
        expect(headers['content-security-policy']).not.toContain('unsafe-eval');
      });
    });
  });

  describe('an application with inline scripts and styles', () => {
    const url = `${portal.origin}/en/`;

    test('runs them, with an empty console', async () => {
      expect(await visiting(url, async (watched) => {
        expect(await watched.page.locator('html').getAttribute('data-theme')).toBe('dark');
        expect(await shown(watched, 'body', 'margin-left')).toBe('7px');
        await follow(watched, 'Companies', 'List of companies');
        expect(await shown(watched, 'h1', 'color')).toBe('rgb(40, 50, 60)');
        expect(await shown(watched, 'h2', 'color')).toBe('rgb(70, 80, 90)');
        // from the file that the page loads last
        expect(await shown(watched, '.from-file', 'color')).toBe('rgb(10, 20, 30)');
      })).toEqual([]);
    });

    test('allows its own inline scripts and no others', async () => {
      const errors = await visiting(url, async (watched) => {
        const headers = await (await reload(watched)).allHeaders();
        report.add('portal: content-security-policy', headers['content-security-policy']);
        const [, scripts] = /script-src ([^;]*)/.exec(headers['content-security-policy'])!;
        expect(scripts).toMatch(/^'self'( 'sha256-[^']+')+$/);
        expect(await runInlineScript(watched)).toBe(false);
      });
      expect(errors).toEqual([expect.stringContaining('Content Security Policy')]);
    });
  });
}
