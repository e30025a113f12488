import { readFileSync, readdirSync } from 'fs';
import * as path from 'path';
import * as ts from 'typescript';
import { Place } from '../../src/platforms/compose/private/specification';

const MODEL = path.join(__dirname, '../../src/model');
const FILES = readdirSync(MODEL, { recursive: true, encoding: 'utf-8' }).filter((file) => file.endsWith('.ts'));

/** Names and texts of a source file, without its comments. */
function words(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(path.join(MODEL, file), 'utf-8'), ts.ScriptTarget.ES2022));
  return found;
}

test('the model has files', () => {
  expect(FILES.length).toBeGreaterThan(15);
});

test.each(FILES)('%s holds no word of Compose', (file) => {
  const ofCompose = Place.SERVICE().keys.filter((key) => key.includes('_'));
  expect(words(file).filter((word) => ofCompose.some((key) => word.includes(key)))).toEqual([]);
  expect(words(file).filter((word) => /compose|service_(started|healthy|completed)|:-|:\?/i.test(word))).toEqual([]);
});
