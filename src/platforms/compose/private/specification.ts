import { Validator } from '@cfworker/json-schema';
import { asset } from '../../../base/assets';

/** A part of the JSON schema of the Compose specification. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | string[];
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: { readonly [key: string]: Schema };
  readonly patternProperties?: { readonly [pattern: string]: Schema };
  readonly items?: Schema;
  readonly oneOf?: Schema[];
  readonly definitions?: { readonly [name: string]: Schema };
}

/** What Compose does not take, and what it would take in its place. */
export interface SchemaProblem {
  /** The keys that lead to it. */
  readonly trail: string[];
  /** What it is. */
  readonly value: unknown;
  /** What is allowed there. */
  readonly allowed: string;
  /** Whether only something else is missing beside it. */
  readonly lacks: boolean;
}

/** A place in the specification: everything that may stand there. */
export class Place {
  /** A file, its top level. */
  public static readonly FILE = () => new Place([specification()]);
  /** A service of a file. */
  public static readonly SERVICE = () => Place.FILE().at('services').at('any');

  private readonly alternatives: Schema[];

  private constructor(schemas: Schema[]) {
    this.alternatives = schemas.flatMap(alternativesOf);
  }

  /** The keys that the specification knows here; none where people choose them. */
  public get keys(): string[] {
    const keys = new Set(this.alternatives.flatMap(({ properties }) => Object.keys(properties ?? {})));
    // no Compose reads it any more
    keys.delete('version');
    return [...keys].sort();
  }

  /** Whether people choose the keys here. */
  public get isMap(): boolean {
    return this.keys.length === 0 && this.alternatives.some(({ type }) => [type].flat().includes('object'));
  }

  /** Whether a list may stand here. */
  public get isList(): boolean {
    return this.alternatives.some(({ items }) => items !== undefined);
  }

  /** What is under a key, or in a list. */
  public at(key: string): Place {
    return new Place(this.alternatives.flatMap(({ properties, patternProperties, items }) => {
      const chosen = Object.entries(patternProperties ?? {}).filter(([pattern]) => pattern !== '^x-' && new RegExp(pattern).test(key));
      return properties && Object.hasOwn(properties, key) ? [properties[key]]
        : [...chosen.map(([, each]) => each), ...items ? [items] : []];
    }));
  }

  /** What may stand here, in words. */
  public get allowed(): string {
    const words = this.alternatives.flatMap((schema) => schema.enum ? schema.enum.map((each) => `"${each}"`)
      : [schema.type ?? []].flat().map((type) => typeInWords(type, schema)));
    return words.length === 0 ? 'nothing of that name' : [...new Set(words)].join(', ').replace(/, ([^,]*)$/, ' or $1');
  }
}

/** What says only that something inside is wrong. */
const FRAMES = ['properties', 'patternProperties', '$ref', 'items', 'oneOf', 'false'];

/** What Compose would not take of a document, once for each place. */
export function schemaProblems(document: unknown): SchemaProblem[] {
  const { errors } = validator().validate(document);
  const leaves = errors.filter(({ keyword }) => !FRAMES.includes(keyword)).map(({ keyword, instanceLocation, error }) =>
    ({ keyword, error, trail: instanceLocation.split('/').slice(1).map(unescaped) }));
  // of several alternatives, the one that got furthest is what was meant
  const deepest = leaves.filter(({ trail }) => !leaves.some((other) => isBelow(other.trail, trail)));
  const places = new Map(deepest.map((leaf) => [JSON.stringify(leaf.trail), leaf]));
  return [...places.values()].map(({ keyword, error, trail }) => {
    const place = trail.reduce((at, key) => at.at(key), Place.FILE());
    const unknown = keyword === 'additionalProperties' ? /^Property "(.*)" does not match/s.exec(error)?.[1] : undefined;
    const here = valueAt(document, trail);
    if (unknown !== undefined) {
      return { trail: [...trail, unknown], value: valueAt(here, [unknown]), allowed: inWords(place.keys), lacks: false };
    }
    const missing = keyword === 'required' ? /"(.*)"/s.exec(error)?.[1] : undefined;
    const allowed = missing !== undefined ? `maps with "${missing}"` : keyword === 'uniqueItems' ? 'each item once' : place.allowed;
    return { trail, value: here, allowed, lacks: missing !== undefined };
  });
}

/** The keys that are known somewhere, in words. */
export function inWords(keys: string[]): string {
  return `${keys.join(', ')}, and what starts with "x-"`;
}

let schema: Schema | undefined;
let checker: Validator | undefined;

function specification(): Schema {
  schema ??= JSON.parse(asset('compose-spec.json')) as Schema;
  return schema;
}

function validator(): Validator {
  checker ??= new Validator(specification() as object, '7', false);
  return checker;
}

function alternativesOf(one: Schema): Schema[] {
  const { $ref, oneOf } = one;
  if ($ref !== undefined) {
    return alternativesOf(specification().definitions![$ref.replace('#/definitions/', '')]);
  }
  return oneOf ? oneOf.flatMap(alternativesOf) : [one];
}

const WORDS: { readonly [type: string]: string } = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  null: 'nothing',
};

function typeInWords(type: string, { items, minimum, maximum, pattern }: Schema): string {
  const range = minimum === undefined ? '' : maximum === undefined ? ` from ${minimum} on` : ` from ${minimum} to ${maximum}`;
  if (type === 'array' && items) {
    const types = alternativesOf(items).flatMap((item) => item.type ?? []);
    return `a list of ${[...new Set(types.map((each) => `${WORDS[each].replace(/^a /, '')}s`))].join(' or ')}`;
  }
  return `${WORDS[type]}${type !== 'string' ? range : pattern === undefined ? '' : ` that matches ${pattern}`}`;
}

function isBelow(trail: string[], above: string[]): boolean {
  return trail.length > above.length && above.every((key, index) => trail[index] === key);
}

function valueAt(value: any, trail: string[]): unknown {
  return trail.reduce((at, key) => at?.[key], value);
}

/** A key out of a JSON pointer. */
function unescaped(key: string): string {
  return key.replace(/~1/g, '/').replace(/~0/g, '~');
}
