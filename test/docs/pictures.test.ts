import { readFileSync, readdirSync } from 'fs';
import * as path from 'path';
import { PAGES, ROOT, textOf } from './pages';

const FOLDER = path.join(ROOT, 'docs/pictures');
const PICTURES = readdirSync(FOLDER);
const FILMS = PICTURES.filter((name) => name !== 'overview.svg');
const drawn = (name: string) => readFileSync(path.join(FOLDER, name), 'utf-8');

test.each(PICTURES)('%s is small, has a title, suits a light and a dark page, and runs and loads nothing', (name) => {
  const svg = drawn(name);
  expect(Buffer.byteLength(svg)).toBeLessThan(150_000);
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*>\n<title>[^<]+<\/title>/);
  expect(svg).toContain('@media (prefers-color-scheme:dark)');
  expect(svg).not.toMatch(/<script|<foreignObject|\bon\w+=|(?:href|src)="(?!#)|url\((?!#)|@import/);
});

test.each(PICTURES)('%s is shown on a page', (name) => {
  expect(PAGES.filter((page) => textOf(page).includes(`pictures/${name})`))).not.toEqual([]);
});

test.each(FILMS)('%s stands still for those who want no motion', (name) => {
  expect(drawn(name)).toMatch(/@media \(prefers-reduced-motion:reduce\)\{\.film\{animation:none;/);
});

/** The lines that a film shows, each once. */
const linesOf = (name: string) => [...drawn(name).matchAll(/<text y="14">(.*?)<\/text>/g)].map(([, line]) => line.replace(/<[^>]+>/g, ''));

test('the films end as they should, in the words that the scripts have today', () => {
  const [messages] = ['assets/bash/messages/en.sh'].map(textOf);
  const said = (message: string) => new RegExp(`^message_${message}\\(\\) \\{ echo ["'](.*)["']; \\}$`, 'm').exec(messages)![1];
  const shows = (film: string, message: string) => linesOf(film).some((line) => new RegExp(said(message).split(/\$\w+/).map((part) =>
    part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')).test(line));
  expect(shows('start.svg', 'started')).toBe(true);
  for (const message of ['starting_beside', 'switching', 'watching', 'retiring', 'deployed']) {
    expect([message, shows('deploy.svg', message)]).toEqual([message, true]);
  }
  expect(shows('failed-deploy.svg', 'undoing')).toBe(true);
  expect(linesOf('failed-deploy.svg').join('\n')).toMatch(/keeps serving\./);
});
