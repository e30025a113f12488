import { Document, Scalar, isScalar, isSeq, visit } from 'yaml';

/*
 * Which texts of a Compose file stand in quotes. Compose reads YAML with a parser of its own, that takes more for a number, and less for a
 * word, than the one that writes here. What is not plainly a word for both is quoted.
 */

/** Keys whose lists read better on one line: commands, above all. */
const ON_ONE_LINE = ['command', 'test', 'cap_drop', 'cap_add', 'security_opt', 'tmpfs', 'networks'];

/** Characters that other YAML parsers refuse or take for the end of a line, unless they are escaped in double quotes. */
const UNREADABLE = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/;

/**
 * What may be a number or a time for another parser, which leaves `_` out of it: `+0o7`, `1e3_`, `0X1F`, `2026-1-2T3:4:5,6Z`. An address
 * such as `0.0.0.0` is none.
 */
const NUMERIC = /^_*[-+]?_*\.?_*\d[\da-f_xo+-]*(\.[\da-f_+-]*)?$|^\d{4}-\d/i;

/** Several lines of which one consists of spaces or ends with one, or that begin with one or with an empty line. */
const RAGGED = /^[ \n][^]*\n| \n|\n[^]* $/;

/** In a list on one line: words of characters that mean nothing to YAML there. */
const WORDS = /^(?!-(?![\w-]))[\w./=+$-](?:[\w./=+@%$-]|:(?=[\w/])| (?=[\w./=+$-]))*$/;

/** Writes a document so that every parser reads the same texts. */
export function writeDocument(document: Document): string {
  visit(document, {
    Pair(_, pair) {
      if (isScalar(pair.key) && ON_ONE_LINE.includes(`${pair.key.value}`) && isSeq(pair.value)) {
        pair.value.flow = true;
      }
    },
    Scalar(_, scalar, ancestors) {
      const isOnOneLine = ancestors.some((above) => isSeq(above) && above.flow);
      if (typeof scalar.value === 'string' && isAmbiguous(scalar.value, isOnOneLine)) {
        scalar.type = quotesFor(scalar.value);
      }
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
    .replace(new RegExp(UNREADABLE, 'g'), (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function isAmbiguous(text: string, isOnOneLine: boolean): boolean {
  return UNREADABLE.test(text) || NUMERIC.test(text) || RAGGED.test(text) || isOnOneLine && !WORDS.test(text);
}

/** Single ones where nothing has to be escaped in them. */
function quotesFor(text: string): Scalar.Type {
  const isPlain = text.includes('"') && !/['\n]/.test(text) && !UNREADABLE.test(text);
  return isPlain ? Scalar.QUOTE_SINGLE : Scalar.QUOTE_DOUBLE;
}
