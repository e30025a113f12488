import { asset } from './assets';

/*
 * What options are called in the language that a project is described in. Not part of the public API: this file is not exported by the
 * room.
 */

/** Several words in one, as TypeScript spells options: `readinessPath`. */
const CAMEL_CASE = /\b[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)+\b/g;

/** A message, with options as Python spells them, where Python asks (jsii says so): `readiness_path` in place of `readinessPath`. */
export function spelled(message: string): string {
  if (!process.env.JSII_AGENT?.startsWith('Python/')) {
    return message;
  }
  const { structs } = JSON.parse(asset('props.json')) as { readonly structs: { readonly [name: string]: object } };
  const options = new Set(Object.values(structs).flatMap((struct) => Object.keys(struct).map((name) => name.replace('?', ''))));
  return message.replace(CAMEL_CASE, (word) => options.has(word) ? word.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : word);
}
