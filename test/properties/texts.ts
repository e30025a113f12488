import fc from 'fast-check';

/** The same in every run, so that it is the change that breaks a test; PROPERTY_SEED tries others. */
export const SEED = Number(process.env.PROPERTY_SEED ?? 20261126);

/** Pieces that mean something to YAML, Compose, a shell, nginx, Dockerfiles, JavaScript or people. */
const PIECES = [
  ':', '?', '-', '#', '!', '&', '*', '|', '>', '%', '@', '`', '"', '\'', '{', '}', '[', ']', ',', ';', '(', ')', ' ', '\t', '\n', '\r\n', '\\', '$', '=', '~',
  '/', '..', '.', '<', '${X}', '$(id)', '$$', '`id`', '\u2028', '\u0085', '\u00a0', '\ufeff', '\u202e', '\ud800', '\0', '\x1b', '\x7f', 'é', '😀',
  'yes', 'null', '0o7', '1e3', '.inf', '---', '...', '_', '+', '<<', '0x1F', '2026-11-26', '12:30:45', '\ufffe', '  ', '__proto__', 'constructor', 'USER root', 'EOF', '*/', '-->', '</script>', 'a', 'B', '0', '8080',
];
/** Any text, above all one that somebody else could take for something. */
export const text = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((pieces) => pieces.join('')) },
  { weight: 3, arbitrary: fc.stringMatching(/^[A-Za-z0-9_.:/@ -]{1,20}$/) },
  { weight: 3, arbitrary: fc.stringMatching(/^[a-z]{1,8}$/) },
  { weight: 2, arbitrary: fc.stringMatching(/^[/.]?[a-z]{1,8}([/._-][a-z0-9]{1,8}){0,2}$/) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom('a'.repeat(10_000), '/'.repeat(300), 'é'.repeat(64)) },
);

/** In the user's words, with what is allowed or what to do, and never longer than a screen. */
export function expectSentence(where: { readonly [what: string]: string }, problem: string): void {
  const said = { ...where, value: where.value.slice(0, 80), problem: problem.slice(0, 400) };
  expect({ ...said, wellSaid: /allowed|pass|give|use|name|choose|set|take|put|add|remove|omit|say|must|cannot/i.test(problem) }).toEqual({ ...said, wellSaid: true });
  expect({ ...said, isRaw: /is not a function|Cannot read|undefined is|Maximum call|Invalid regular|\[object/.test(problem) }).toEqual({ ...said, isRaw: false });
  expect({ ...said, isLong: problem.length > 3_000 }).toEqual({ ...said, isLong: false });
}
