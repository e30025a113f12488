import { existsSync, readFileSync, readdirSync } from 'fs';
import * as path from 'path';

export const ROOT = path.join(__dirname, '../..');

/** A piece of a page that stands between fences. */
export interface Block {
  readonly page: string;
  readonly language: string;
  readonly text: string;
  /** What a comment right before it says: `<!-- test: name -->`, or `<!-- name -->`. */
  readonly name?: string;
  /** Where it stands: the page, and its line there. */
  readonly place: string;
}

/** The pages that people read, from the root of the repository. */
export const PAGES = [
  'README.md', 'API.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', ...pagesBelow('docs'),
].filter((page) => existsSync(path.join(ROOT, page)));

export function textOf(page: string): string {
  return readFileSync(path.join(ROOT, page), 'utf-8');
}

/** The code and the texts on a page that stand between fences. */
export function blocksOf(page: string): Block[] {
  const text = textOf(page);
  return [...text.matchAll(/(?:^<!-- (?:test: )?(.+) -->\n)?^( *)```(\w*)\n([^]*?)^ *```$/gm)].map((match) => ({
    page,
    name: match[1],
    language: match[3],
    text: match[4].replace(new RegExp(`^${match[2]}`, 'gm'), ''),
    place: `${page}:${text.slice(0, match.index).split('\n').length}`,
  }));
}

/** The text of the block of a page that has this name. */
export function block(page: string, name: string): string {
  const found = blocksOf(page).filter((each) => each.name === name);
  if (found.length !== 1) {
    throw new Error(`${page} has ${found.length} blocks "${name}", and should have one`);
  }
  return found[0].text;
}

/** A page without the blocks between fences. */
export function proseOf(page: string): string {
  return textOf(page).replace(/^( *)```[^]*?^ *```$/gm, '');
}

/** The headings of a page as GitHub makes anchors of them. */
export function anchorsOf(page: string): string[] {
  const seen = new Map<string, number>();
  return [...proseOf(page).matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading]) => {
    const slug = heading.toLowerCase().replace(/[^\p{L}\p{N}_\- ]/gu, '').replace(/ /g, '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  });
}

function pagesBelow(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf-8' })
    .filter((file) => file.endsWith('.md')).map((file) => path.posix.join(folder, file)).sort();
}
