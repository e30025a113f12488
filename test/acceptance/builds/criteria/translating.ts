import { get } from '../../api';
import { portal } from '../scene';
import { redirectOf, visiting } from '../visit';

/** An application that is built once for each language. */
export function translating(): void {
  test.each([
    ['pt-BR', 'pt-BR'], ['pt', 'pt-BR'], ['pt-PT', 'pt-BR'], ['en-GB', 'en'], ['en-US,en;q=0.9,pt-BR;q=0.8', 'en'], ['fr, en;q=0.8', 'en'],
    ['fr', 'pt-BR'], ['*', 'pt-BR'], [undefined, 'pt-BR'],
  ])('who asks for %s comes to %s', async (languages, locale) => {
    expect(await redirectOf(`${portal.origin}/`, languages)).toEqual({ status: 302, location: `/${locale}/` });
    expect(await redirectOf(`${portal.origin}/companies?x=1`, languages)).toEqual({ status: 302, location: `/${locale}/companies?x=1` });
  });

  test('each language shows in its folder, and on a path below it', async () => {
    for (const [locale, heading, list] of [['en', 'Welcome', 'List of companies'], ['pt-BR', 'Bem-vindo', 'Lista de empresas']]) {
      expect(await visiting(`${portal.origin}/${locale}/companies`, async ({ page }) => {
        await page.getByRole('heading', { name: heading }).waitFor();
        await page.getByRole('heading', { name: list }).waitFor();
        expect(await page.locator('html').getAttribute('lang')).toBe(locale);
      })).toEqual([]);
    }
  });

  test('a browser that prefers a language ends there', async () => {
    // chromium without settings asks for en-US
    expect(await visiting(`${portal.origin}/companies`, async ({ page }) => {
      await page.getByRole('heading', { name: 'List of companies' }).waitFor();
      expect(new URL(page.url()).pathname).toBe('/en/companies');
    })).toEqual([]);
  });

  test('the configuration is the same below each', async () => {
    const [english, portuguese] = [await get(`${portal.origin}/en/config.json`), await get(`${portal.origin}/pt-BR/config.json`)];
    expect([english.status, portuguese.text]).toEqual([200, english.text]);
  });
}
