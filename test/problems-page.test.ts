import { readFileSync } from 'fs';
import * as path from 'path';
import * as api from '../src';

/* docs/problems.md: what people find who have a problem that others had, and what they will rely on. */
const DOCS = path.join(__dirname, '../docs');
const PAGE = readFileSync(path.join(DOCS, 'problems.md'), 'utf-8');
const STRUCTS: { [name: string]: { [prop: string]: string } } = JSON.parse(readFileSync(path.join(__dirname, '../assets/props.json'), 'utf-8')).structs;
const SOURCE = /^\[([\w.-]+\/[\w.-]+)#(\d+)\]\(https:\/\/github\.com\/\1\/issues\/\2\)$/;

/** What is no option of ours, although it looks like one. */
const WORDS = ['allowedHosts', 'noeviction', 'task_acks_late'];

const TABLES = PAGE.split(/^## /m).slice(1).map((part) => part.split('\n').filter((line) => line.startsWith('| ')).slice(2));
const ROWS = TABLES.flat().map((line) => {
  const [problem, source, verdict, how, ...rest] = line.replace(/^\| | \|$/g, '').split(' | ');
  return { problem, sources: source.split(', '), verdict, how, rest };
});

/** What stands in code font. */
function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
}

function propsOf(name: string): string[] {
  return Object.keys(STRUCTS[`${name}Props`] ?? STRUCTS[name] ?? {}).map((prop) => prop.replace('?', ''));
}

test('there are at least 60 problems, each with what becomes of it', () => {
  expect(ROWS.length).toBeGreaterThanOrEqual(60);
  expect(ROWS.filter(({ problem, how, rest }) => !problem || !how || rest.length > 0)).toEqual([]);
  expect(new Set(ROWS.map(({ problem }) => problem)).size).toBe(ROWS.length);
});

test('each was found in an issue, and no issue stands for two of them', () => {
  const sources = ROWS.flatMap((row) => row.sources);
  expect(sources.filter((source) => !SOURCE.test(source))).toEqual([]);
  expect(new Set(sources).size).toBe(sources.length);
});

test('the verdicts are those that are explained, as often as it says, and three at most are that it cannot be had', () => {
  const explained = [...PAGE.split(/^## /m)[0].matchAll(/^\| (\w+) \| .* \| (\d+) \|$/gm)].map(([, verdict, count]) => [verdict, Number(count)]);
  const count = (verdict: string) => ROWS.filter((row) => row.verdict === verdict).length;
  expect(explained).toEqual(['default', 'option', 'ladder', 'cannot'].map((verdict) => [verdict, count(verdict)]));
  expect(explained.reduce((sum, [, each]) => sum + Number(each), 0)).toBe(ROWS.length);
  expect(count('cannot')).toBeLessThanOrEqual(3);
});

test('the README says how many there are', () => {
  expect(readFileSync(path.join(DOCS, '../README.md'), 'utf-8')).toContain(`[${ROWS.length} problems that others had](docs/problems.md)`);
});

test('every option is one', () => {
  const options = new Set(Object.keys(STRUCTS).flatMap(propsOf));
  const named = ROWS.flatMap(({ how }) => codeIn(how)).flatMap((code) => /^([a-z]\w*)(?:: .*)?$/s.exec(code)?.[1] ?? []);
  expect(named.filter((name) => !options.has(name) && !WORDS.includes(name))).toEqual([]);
  expect(named.length).toBeGreaterThan(40);
});

test('every option of a service is one of that service', () => {
  const pairs = ROWS.flatMap(({ how }) => [...how.matchAll(/`([a-z]\w*)[^`]*` of `([A-Z]\w*)`/g)]).map(([, option, owner]) => ({ option, owner }));
  expect(pairs.filter(({ option, owner }) => !propsOf(owner).includes(option))).toEqual([]);
  expect(pairs.length).toBeGreaterThan(10);
});

test('every class is one', () => {
  const classes = ROWS.flatMap(({ how }) => codeIn(how)).flatMap((code) => /^([A-Z]\w*[a-z]\w*)$/.exec(code)?.[1] ?? []);
  expect(classes.filter((name) => !(name in api) && !(name in STRUCTS))).toEqual([]);
});
