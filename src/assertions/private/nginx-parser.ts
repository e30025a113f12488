import { ParsedDirective } from '../parsed-directive';

/** A word, or `{`, `}` or `;` outside of quotes. */
interface Token {
  readonly text: string;
  readonly isSign: boolean;
  readonly start: number;
  readonly end: number;
}

/** Reads a configuration as nginx does: words, quotes, comments, blocks. `include` is a directive like any other. */
export function parseNginx(text: string): ParsedDirective[] {
  const tokens = tokensOf(text);
  const directives = readBlock(text, tokens);
  if (tokens.length > 0) {
    throw new Error(`line ${lineAt(text, tokens[0].start)} has a "}" that closes nothing`);
  }
  return directives;
}

function readBlock(text: string, tokens: Token[]): ParsedDirective[] {
  const directives: ParsedDirective[] = [];
  while (tokens.length > 0 && !isSign(tokens[0], '}')) {
    directives.push(readDirective(text, tokens));
  }
  return directives;
}

function readDirective(text: string, tokens: Token[]): ParsedDirective {
  const words: string[] = [];
  const { start } = tokens[0];
  const line = lineAt(text, start);
  while (tokens.length > 0 && !tokens[0].isSign) {
    words.push(tokens.shift()!.text);
  }
  const sign = tokens.shift();
  const [name, ...args] = words;
  if (name === undefined) {
    throw new Error(`line ${line} has a "${sign?.text}" that ${sign?.text === ';' ? 'ends' : 'begins'} nothing`);
  }
  if (!sign || sign.text === '}') {
    throw new Error(`the directive "${words.join(' ')}" in line ${line} has no end: expected ";" or "{"`);
  }
  if (sign.text === ';') {
    return { name, args, line, text: text.slice(start, sign.end) };
  }
  const block = readBlock(text, tokens);
  const close = tokens.shift();
  if (!close) {
    throw new Error(`the block "${words.join(' ')}" in line ${line} has no end: expected "}"`);
  }
  return { name, args, block, line, text: withoutIndent(text, start, close.end) };
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  // white space, a comment, a sign, a quoted word, a word, in which "${x}" is no sign
  const pattern = /\s+|#[^\n]*|([{};])|"((?:\\[^]|[^"\\])*)"|'((?:\\[^]|[^'\\])*)'|((?!["'])(?:\\[^]|\$\{[^}\s]*\}|[^\s;{}\\])+)/y;
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) {
      throw new Error(`line ${lineAt(text, start)} cannot be read: ${text.slice(start, start + 20)}`);
    }
    const [, sign, double, single, word] = match;
    const found = sign ?? double?.replace(/\\(["\\])/g, '$1') ?? single?.replace(/\\(['\\])/g, '$1') ?? word;
    if (found !== undefined) {
      tokens.push({ text: found, isSign: sign !== undefined, start, end: pattern.lastIndex });
    }
  }
  return tokens;
}

function isSign(token: Token, sign: string): boolean {
  return token.isSign && token.text === sign;
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

/** A part of a text, moved to the left as far as its first line is. */
function withoutIndent(text: string, start: number, end: number): string {
  const indent = /[ \t]*$/.exec(text.slice(0, start))![0];
  return text.slice(start, end).split(`\n${indent}`).join('\n');
}
