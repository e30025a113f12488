import { readFileSync } from 'fs';
import * as path from 'path';
import { Block, PAGES, ROOT, blocksOf } from './pages';
import { programOf } from './programs';
import { folderWith } from '../fixtures/stack';
import { runProjenrc } from '../run-projenrc';
import { typeErrorsIn } from '../type-errors';

/* People copy the code of our pages: each block of it is compiled, and run as the .projenrc.ts that it is a part of. */
const BLOCKS = PAGES.flatMap(blocksOf).filter(({ language }) => language === 'ts' || language === 'typescript');

/** What the code names and the synthesis asks for. */
const FILES = { 'certificates/company.pem': readFileSync(path.join(ROOT, 'test/fixtures/authority.pem'), 'utf-8') };

/** Tests, which another test runs, and the file that they import. */
const isOfTests = ({ page }: Block) => page === 'docs/testing.md';

test('the code on all pages type-checks', () => {
  const texts = new Map(BLOCKS.map((block) => {
    const [, named] = /^\/\/ ([\w-]+\.ts)\n/.exec(block.text) ?? [];
    const file = path.join(ROOT, 'pages', block.page, named ?? `${block.place.split(':')[1]}.ts`);
    return [file, isOfTests(block) ? block.text : programOf(block.text)];
  }));
  expect(typeErrorsIn([...texts.keys()], texts)).toEqual([]);
});

test.each(BLOCKS.filter((block) => !isOfTests(block) && !/\bexpect\(/.test(block.text)))('the code at $place runs, and writes a Compose file', ({ text }) => {
  expect(Object.keys(runProjenrc(programOf(text), folderWith(FILES))).filter((file) => /compose.*\.yml$/.test(file))).not.toEqual([]);
});
