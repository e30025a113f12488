import { existsSync, statSync } from 'fs';
import * as path from 'path';
import { PAGES, ROOT, anchorsOf, proseOf } from './pages';

/** The links of a page that lead into this repository. */
function linksOf(page: string): Array<{ readonly target: string; readonly anchor?: string }> {
  const targets = [
    ...[...proseOf(page).replace(/`[^`\n]*`/g, '``').matchAll(/\]\(([^)\s]+)\)/g)],
    ...[...proseOf(page).matchAll(/ (?:src|href|srcset)="([^"]+)"/g)],
  ].map(([, target]) => target);
  return targets.filter((target) => !/^(https?|mailto):/.test(target)).map((target) => {
    const [file, anchor] = target.split('#');
    return { target: file === '' ? page : path.posix.join(path.posix.dirname(page), file), anchor };
  });
}

test.each(PAGES)('every link of %s leads somewhere', (page) => {
  const isBroken = (target: string, anchor?: string) => !existsSync(path.join(ROOT, target))
    || anchor !== undefined && !(statSync(path.join(ROOT, target)).isFile() && anchorsOf(target).includes(anchor));
  const broken = linksOf(page).filter(({ target, anchor }) => isBroken(target, anchor));
  expect(broken).toEqual([]);
});

test('the README leads to every page', () => {
  const linked = new Set(linksOf('README.md').map(({ target }) => target));
  expect(PAGES.filter((page) => /^docs\/[^/]+\.md$/.test(page) && !linked.has(page))).toEqual([]);
});
