import { readdirSync } from 'fs';
import * as path from 'path';
import * as ts from 'typescript';
import { voiceOf } from '../../../src/guide/private/section';
import { Language } from '../../../src/model';

describe('a voice', () => {
  test.each([[Language.EN, 'yes'], [Language.PT_BR, 'sim']])('in %s says what that language says', (language, said) => {
    expect(voiceOf(language).say({ 'en': 'yes', 'pt-BR': 'sim' })).toBe(said);
  });

  test('joins names in a sentence', () => {
    expect(voiceOf(Language.EN).and(['a', 'b', 'c'])).toBe('`a`, `b` and `c`');
    expect(voiceOf(Language.EN).or(['a', 'b'])).toBe('`a` or `b`');
    expect(voiceOf(Language.PT_BR).and(['a', 'b'])).toBe('`a` e `b`');
    expect(voiceOf(Language.PT_BR).or(['a'])).toBe('`a`');
  });
});

describe('a language that is added', () => {
  const ROOM = path.join(__dirname, '../../../src/guide/private');
  const sections = readdirSync(path.join(ROOM, 'sections'), { recursive: true, encoding: 'utf-8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('index.ts'));
  let missing: Record<string, string[]>;

  beforeAll(() => {
    missing = complaintsWith('  ES = \'es\',\n}', path.join(ROOM, 'page.ts'));
  }, 300_000);

  test.each([...sections.map((file) => `sections/${file}`), 'section.ts'])('does not compile before %s speaks it', (file) => {
    expect(missing[path.join(ROOM, file)]?.[0]).toContain('Property \'[Language.ES]\' is missing');
  });

  test('concerns no file that has no text', () => {
    for (const file of ['page.ts', 'diagram.ts', 'markdown.ts', 'facts/guide-facts.ts', 'facts/production-facts.ts']) {
      expect(missing[path.join(ROOM, file)]).toBeUndefined();
    }
  });
});

/** What the compiler says about the language, by file, when the enum of languages ends like this. */
function complaintsWith(lastMember: string, root: string): Record<string, string[]> {
  const options: ts.CompilerOptions = {
    strict: true, noEmit: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, lib: ['lib.es2022.d.ts'], types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (file, version, ...others) => file.endsWith('src/model/language.ts')
    ? ts.createSourceFile(file, ts.sys.readFile(file)!.replace(/\}\s*$/, lastMember), version)
    : getSourceFile(file, version, ...others);
  // only our own files: the types of others take seconds, and languages are none of their business
  host.resolveModuleNameLiterals = (names, from, redirected, current) => names.map(({ text }) => text.startsWith('.')
    ? ts.resolveModuleName(text, from, current, host, undefined, redirected)
    : { resolvedModule: undefined });
  const found: Record<string, string[]> = {};
  for (const { file, messageText } of ts.createProgram([root], options, host).getSemanticDiagnostics()) {
    const message = ts.flattenDiagnosticMessageText(messageText, ' ');
    if (file && message.includes('Language.ES')) {
      (found[path.normalize(file.fileName)] ??= []).push(message);
    }
  }
  return found;
}
