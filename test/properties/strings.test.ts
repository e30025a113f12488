import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import fc from 'fast-check';
import { parseAllDocuments, parseDocument } from 'yaml';
import { ELSEWHERE, MAKERS, STACK_MAKERS, StringProp, emptyStack, stringProps } from './string-props';
import { SEED, expectSentence, text } from './texts';
import { StackFile } from '../../src';
import { DockerfileTemplate, NginxTemplate } from '../../src/assertions';

/** In CI a fifth of the texts: all of them take five minutes of a processor. `CI= npx jest test/properties` tries them all. */
const SHARE = process.env.CI ? 5 : 1;
const CASES = 20_000 / SHARE;
const RENDERED = 3_000 / SHARE;
/** Of one option: some refuse nearly everything. */
const MOST_RENDERED = Math.ceil(72 / SHARE);

const PROPS = stringProps().filter(({ struct }) => !(struct in ELSEWHERE));
const RUNS = Math.ceil(CASES / PROPS.length);

const root = mkdtempSync(path.join(tmpdir(), 'properties-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The stack with one option set, or the sentence that refuses it. */
function made({ struct, prop, wrap }: StringProp, value: string): { problems: string[]; files: StackFile[] } {
  const props = { [prop]: wrap(value) };
  try {
    const stack = struct in STACK_MAKERS ? STACK_MAKERS[struct](root, props) : emptyStack(root);
    MAKERS[struct in STACK_MAKERS ? 'GenericServiceProps' : struct](stack as never, struct in STACK_MAKERS ? {} : props);
    return { problems: [], files: stack.files };
  } catch (error) {
    expect([struct, prop, value, (error as Error).constructor]).toEqual([struct, prop, value, Error]);
    return { problems: [(error as Error).message], files: [] };
  }
}

/** What was accepted is read by a parser of each format, and what stands beside it is as it was. */
function expectReadable(what: StringProp, value: string, files: StackFile[]): void {
  for (const file of files) {
    const rendered = file.render();
    const said = { struct: what.struct, prop: what.prop, value: value.slice(0, 80), file: file.path };
    expect({ ...said, ok: !/[\0\ud800-\udbff](?![\udc00-\udfff])/.test(rendered) }).toEqual({ ...said, ok: true });
    if (/^apiVersion: /m.test(rendered)) {
      const documents = parseAllDocuments(rendered, { version: '1.1' });
      expect({ ...said, errors: documents.flatMap(({ errors }) => errors.map(({ message }) => message)) }).toEqual({ ...said, errors: [] });
      expect({ ...said, kinds: documents.map((document) => typeof document.toJSON().kind) }).toEqual({ ...said, kinds: documents.map(() => 'string') });
    } else if (/\.ya?ml$/.test(file.path)) {
      const document = parseDocument(rendered, { version: '1.1' });
      expect({ ...said, errors: document.errors.map(({ message }) => message) }).toEqual({ ...said, errors: [] });
      expect({ ...said, keys: Object.keys(document.toJSON()) }).toEqual({ ...said, keys: expect.arrayContaining(['name', 'services', 'networks']) });
    } else if (file.path.endsWith('Dockerfile')) {
      expect(DockerfileTemplate.fromString(rendered).stageNames.length).toBeGreaterThan(0);
    } else if (file.path.endsWith('nginx.conf')) {
      NginxTemplate.fromString(rendered);
    }
  }
}

test('every option that takes text is tried here, or it is said where', () => {
  const structs = [...new Set(stringProps().map(({ struct }) => struct))];
  expect(structs.filter((struct) => !(struct in MAKERS) && !(struct in STACK_MAKERS) && !(struct in ELSEWHERE))).toEqual([]);
  expect(Object.keys(ELSEWHERE).filter((struct) => struct in MAKERS || !structs.includes(struct))).toEqual([]);
});

let tried = 0;
let refused = 0;
let rendered = 0;

describe(`any text is refused with a sentence or can be read back (PROPERTY_SEED=${SEED})`, () => {
  test.each(PROPS.map((what) => [`${what.struct}.${what.prop}`, what] as const))('%s', (_, what) => {
    let ofThis = 0;
    fc.assert(fc.property(text, (value) => {
      tried++;
      const { problems, files } = made(what, value);
      problems.forEach((problem) => expectSentence({ struct: what.struct, prop: what.prop, value }, problem));
      refused += problems.length;
      if (problems.length === 0 && files.length > 0 && ofThis < MOST_RENDERED) {
        const found = files[0].project.node.findAll().flatMap((construct) => construct.node.validate());
        found.forEach((problem) => expectSentence({ struct: what.struct, prop: what.prop, value }, problem));
        if (found.length === 0) {
          ofThis++;
          rendered++;
          expectReadable(what, value, files);
        }
      }
    }), { seed: SEED, numRuns: RUNS });
  });
});

test('so many were tried', () => {
  expect(tried).toBeGreaterThanOrEqual(CASES);
  expect(rendered).toBeGreaterThanOrEqual(RENDERED);
});

afterAll(() => process.stdout.write(`${tried} texts in ${PROPS.length} options (PROPERTY_SEED=${SEED}): ${refused} refused, ${rendered} rendered and read back\n`));
