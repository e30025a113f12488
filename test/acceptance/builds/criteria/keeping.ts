import { get } from '../../api';
import { WatchedPage } from '../../browser';
import { DIRECT, crm, react, report, startDirect, vue } from '../scene';
import { Site } from '../site';
import { Loaded, follow, visiting } from '../visit';

/** The code of the lazy page of what is in service now, as a browser asks for it that comes now. */
async function lazyCode(url: string, link: string, heading: string): Promise<Loaded[]> {
  let loaded: Loaded[] = [];
  expect(await visiting(url, async (watched) => loaded = await follow(watched, link, heading))).toEqual([]);
  return loaded;
}

/** Pages that were loaded before a release go on asking for files of that time. */
export function keeping(): void {
  describe('an edge in front of two containers of nginx, and nginx alone', () => {
    let old: { readonly edge: WatchedPage; readonly direct: WatchedPage };
    let first: Loaded[];

    const mark = (release: number) => release === 1 ? '' : ` ${release}`;
    const change = (release: number) => {
      crm.edit('src/app/app.ts', `CRM${mark(release - 1)}'`, `CRM${mark(release)}'`);
      crm.edit('src/app/companies/companies-page.html', `Empresas${mark(release - 1)}</h2>`, `Empresas${mark(release)}</h2>`);
    };

    beforeAll(async () => {
      old = { edge: await WatchedPage.open(crm.page), direct: await WatchedPage.open(DIRECT) };
      first = await lazyCode(crm.page, 'Empresas', 'Empresas');
      for (const release of [2, 3]) {
        change(release);
        await report.phase(`crm: release ${release} with an edge, two containers`, () => crm.deploy(`${release}`));
        await startDirect(`${release}`);
      }
    });

    afterAll(() => Promise.all(Object.values(old ?? {}).map((watched) => watched.close())));

    test('two containers serve release 3', async () => {
      const { containers } = await crm.belongings();
      expect(containers.filter((name) => name.includes('-frontend-'))).toHaveLength(2);
    });

    test('the lazy page of release 3 has other code than that of release 1', async () => {
      const third = await lazyCode(crm.page, 'Empresas', 'Empresas 3');
      expect(first.length).toBeGreaterThan(0);
      expect(first.filter(({ path }) => third.some((other) => other.path === path))).toEqual([]);
    });

    test.each(['edge', 'direct'] as const)('a page of release 1 opens its lazy page after two releases (%s)', async (way) => {
      const loaded = await follow(old[way], 'Empresas', 'Empresas');
      expect(loaded).toEqual(first.map(({ path }) => ({ path, status: 200 })));
      expect(await old[way].page.getByTestId('title').textContent()).toBe('Conductor CRM');
      // websockets end with the container of nginx that they go through
      expect(old[way].errors.filter((error) => way === 'edge' || !error.includes('/ws'))).toEqual([]);
    });

    test('files of release 1 are as good as new: kept for a year, and compressed', async () => {
      for (const { path } of first) {
        const { headers } = await get(crm.origin + path, { 'accept-encoding': 'gzip' });
        expect([headers.get('cache-control'), headers.get('content-encoding')]).toEqual(['public, max-age=31536000, immutable', 'gzip']);
      }
    });

    test('a rollback to release 1 works, for pages of release 3 too', async () => {
      const third = await WatchedPage.open(crm.page);
      try {
        await report.phase('crm: rollback', () => crm.rollback('1'));
        expect(await lazyCode(crm.page, 'Empresas', 'Empresas')).toEqual(first);
        expect((await follow(third, 'Empresas', 'Empresas 3')).every(({ status }) => status === 200)).toBe(true);
        expect(third.errors).toEqual([]);
      } finally {
        await third.close();
      }
    });
  });

  const nextRelease = async (site: Site, ending: string, release: number) => {
    for (const file of [`src/App.${ending}`, `src/Companies.${ending}`]) {
      site.edit(file, `RELEASE = '${release - 1}'`, `RELEASE = '${release}'`);
    }
    await report.phase(`${site.name}: release ${release}`, () => site.deploy(`${release}`));
  };
  const statuses = (site: Site, files: Loaded[]) => Promise.all(files.map(async ({ path }) => (await get(site.origin + path)).status));

  describe('the files of one earlier release are kept', () => {
    const code: { [release: number]: Loaded[] } = {};

    test('after one release, the page of the release before goes on', async () => {
      code[1] = await lazyCode(react.page, 'Companies', 'List of companies 1');
      expect(await visiting(react.page, async (watched) => {
        await nextRelease(react, 'jsx', 2);
        expect(await follow(watched, 'Companies', 'List of companies 1')).toEqual(code[1]);
      })).toEqual([]);
    });

    test('after two, its files are gone', async () => {
      code[2] = await lazyCode(react.page, 'Companies', 'List of companies 2');
      await nextRelease(react, 'jsx', 3);
      expect(await statuses(react, code[1])).toEqual(code[1].map(() => 404));
      expect(await statuses(react, code[2])).toEqual(code[2].map(() => 200));
    });

    test('a rollback to release 1 works, and the release before it is release 3 then', async () => {
      code[3] = await lazyCode(react.page, 'Companies', 'List of companies 3');
      await react.rollback('1');
      expect(await lazyCode(react.page, 'Companies', 'List of companies 1')).toEqual(code[1]);
      expect(await statuses(react, code[3])).toEqual(code[3].map(() => 200));
      expect(await statuses(react, code[2])).toEqual(code[2].map(() => 404));
    });
  });

  test('where none are kept, the page of the release before is lost: this is what they are kept for', async () => {
    const first = await lazyCode(vue.page, 'Companies', 'List of companies 1');
    const errors = await visiting(vue.page, async (watched) => {
      await nextRelease(vue, 'vue', 2);
      await expect(follow(watched, 'Companies', 'List of companies 1')).rejects.toThrow('404');
    });
    expect(errors).toContainEqual(expect.stringContaining('404'));
    expect(await statuses(vue, first)).toEqual(first.map(() => 404));
  });
}
