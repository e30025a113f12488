import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import fc from 'fast-check';
import { parseDocument } from 'yaml';
import { ELSEWHERE, MAKERS, STACK_MAKERS, StringProp, emptyStack, stringProps } from './string-props';
import { StackFile } from '../../src';
import { DockerfileTemplate, NginxTemplate } from '../../src/assertions';

/** The same in every run, so that it is the change that breaks a test; PROPERTY_SEED tries others. */
const SEED = Number(process.env.PROPERTY_SEED ?? 20261126);
const CASES = 20_000;
const RENDERED = 3_000;
/** Of one option: some refuse nearly everything. */
const MOST_RENDERED = 72;

const PROPS = stringProps().filter(({ struct }) => !(struct in ELSEWHERE));
const RUNS = Math.ceil(CASES / PROPS.length);

/** Pieces that mean something to YAML, Compose, a shell, nginx, Dockerfiles, JavaScript or people. */
const PIECES = [
  ':', '?', '-', '#', '!', '&', '*', '|', '>', '%', '@', '`', '"', '\'', '{', '}', '[', ']', ',', ';', '(', ')', ' ', '\t', '\n', '\r\n', '\\', '$', '=', '~',
  '/', '..', '.', '<', '${X}', '$(id)', '$$', '`id`', '\u2028', '\u0085', '\u00a0', '\ufeff', '\u202e', '\ud800', '\0', '\x1b', '\x7f', 'é', '😀',
  'yes', 'null', '0o7', '1e3', '.inf', '---', '...', '__proto__', 'constructor', 'USER root', 'EOF', '*/', '-->', '</script>', 'a', 'B', '0', '8080',
];
const text = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((pieces) => pieces.join('')) },
  { weight: 3, arbitrary: fc.stringMatching(/^[A-Za-z0-9_.:/@ -]{1,20}$/) },
  { weight: 3, arbitrary: fc.stringMatching(/^[a-z]{1,8}$/) },
  { weight: 2, arbitrary: fc.stringMatching(/^[/.]?[a-z]{1,8}([/._-][a-z0-9]{1,8}){0,2}$/) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom('a'.repeat(10_000), '/'.repeat(300), 'é'.repeat(64)) },
);

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

/** In the user's words, with what is allowed or what to do, and never longer than a screen. */
function expectSentence(what: StringProp, value: string, problem: string): void {
  const said = { struct: what.struct, prop: what.prop, value: value.slice(0, 80), problem: problem.slice(0, 400) };
  expect({ ...said, wellSaid: /allowed|pass|give|use|name|choose|set|take|put|add|say|must|cannot/i.test(problem) }).toEqual({ ...said, wellSaid: true });
  expect({ ...said, isRaw: /is not a function|Cannot read|undefined is|Maximum call|Invalid regular|\[object/.test(problem) }).toEqual({ ...said, isRaw: false });
  expect({ ...said, isLong: problem.length > 3_000 }).toEqual({ ...said, isLong: false });
}

/** What was accepted is read by a parser of each format, and what stands beside it is as it was. */
function expectReadable(what: StringProp, value: string, files: StackFile[]): void {
  for (const file of files) {
    const rendered = file.render();
    const said = { struct: what.struct, prop: what.prop, value: value.slice(0, 80), file: file.path };
    expect({ ...said, ok: !/[\0\ud800-\udbff](?![\udc00-\udfff])/.test(rendered) }).toEqual({ ...said, ok: true });
    if (/\.ya?ml$/.test(file.path)) {
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
      problems.forEach((problem) => expectSentence(what, value, problem));
      refused += problems.length;
      if (problems.length === 0 && files.length > 0 && ofThis < MOST_RENDERED) {
        const found = files[0].project.node.findAll().flatMap((construct) => construct.node.validate());
        found.forEach((problem) => expectSentence(what, value, problem));
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
