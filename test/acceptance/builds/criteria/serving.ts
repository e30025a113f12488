import { get } from '../../api';
import { backoffice, crm, legacy, portal, react, vue } from '../scene';
import { Site } from '../site';
import { follow, reload, shown, visiting } from '../visit';

/** An application as it was built, and how it shows. */
interface Build {
  readonly site: Site;
  readonly page: string;
  readonly link: string;
  readonly heading: string;
  readonly color?: string;
}

const BUILDS: { readonly [name: string]: Build } = {
  'Angular 21': { site: crm, page: '/', link: 'Empresas', heading: 'Empresas' },
  'Angular 22 in two languages': { site: portal, page: '/pt-BR/', link: 'Empresas', heading: 'Lista de empresas', color: 'rgb(40, 50, 60)' },
  'Angular 22 below a path': { site: backoffice, page: '/crm/', link: 'Companies', heading: 'List of companies', color: 'rgb(10, 20, 30)' },
  'Angular 17 with the browser builder': { site: legacy, page: '/', link: 'Companies', heading: 'List of companies', color: 'rgb(10, 20, 30)' },
  'React on Vite with pnpm': { site: react, page: '/', link: 'Companies', heading: 'List of companies 1', color: 'rgb(10, 20, 30)' },
  'Vue on Vite with Yarn 1': { site: vue, page: '/', link: 'Companies', heading: 'List of companies 1', color: 'rgb(10, 20, 30)' },
};

/** Every way to build an application ends in one that is served well. */
export function serving(): void {
  describe.each(Object.entries(BUILDS))('%s', (_, { site, page, link, heading, color }) => {
    const url = site.origin + page;
    let file: string;

    beforeAll(async () => {
      const [, script] = /<script src="([^"]+)"|<script type="module" crossorigin src="([^"]+)"/.exec((await get(url)).text)!.filter((each) => each !== undefined);
      file = new URL(script, url).href;
    });

    test('the page is asked for anew each time, and so is a path of the application', async () => {
      const answer = await get(url);
      expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([200, 'text/html', 'no-cache']);
      const deep = await get(`${url}companies`);
      expect([deep.status, deep.text, deep.headers.get('cache-control')]).toEqual([200, answer.text, 'no-cache']);
    });

    test('a file with a hash in its name is kept for a year, and was compressed by the build', async () => {
      const answer = await get(file, { 'accept-encoding': 'gzip' });
      expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('content-encoding')])
        .toEqual([200, 'public, max-age=31536000, immutable', 'gzip']);
    });

    test('one with another hash is missing, and no page', async () => {
      const missing = file.replace(/.(?=\.js$)/, (character) => character === '2' ? '3' : '2');
      const answer = await get(missing);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store']);
    });

    test('a browser shows it, its lazy page and its styles, with an empty console', async () => {
      expect(await visiting(url, async (watched) => {
        await follow(watched, link, heading);
        expect(await shown(watched, 'h1', 'color')).toBe(color ?? await shown(watched, 'h1', 'color'));
        await reload(watched);
        await watched.page.getByRole('heading', { name: heading, exact: true }).waitFor();
      })).toEqual([]);
    });
  });
}
