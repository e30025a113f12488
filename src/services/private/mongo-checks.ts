import { listed, requireInteger, requireMatch, shown } from '../../base/checks';
import { MongoCollation, MongoCollection, MongoIndex } from '../mongo-index';

/*
 * What a server refuses when the database is prepared, found where it was written: `index_key_validate.cpp`, `fts_spec.cpp` and
 * `collator_factory_icu.cpp` of MongoDB.
 */

/** Throws unless MongoDB makes these collections with all of their indexes. */
export function requireCollections(id: string, collections: MongoCollection[]): void {
  const names = new Set<string>();
  for (const { name, indexes = [] } of collections) {
    const what = `collection "${name}" of service "${id}"`;
    requireMatch(
      what, name, /^(?!system\.)(?!.*(\.\.|\.system\.|\.$))[A-Za-z_][A-Za-z0-9_.-]{0,119}$/,
      'letters, digits and _ . -, starting with a letter or _, not with "system.", and no dot at the end or beside another one',
    );
    if (names.has(name)) {
      throw new Error(`${what} is declared twice: declare it once, with all of its indexes`);
    }
    names.add(name);
    indexes.forEach((index) => requireIndex(what, index));
    requireApart(what, indexes);
  }
}

/** What a server calls an index that has no name. */
function nameOf({ name, keys }: MongoIndex): string {
  return name ?? Object.entries(keys).map(([field, kind]) => `${field}_${kind}`).join('_');
}

function requireApart(what: string, indexes: MongoIndex[]): void {
  const twice = indexes.map(nameOf).find((name, at, all) => all.indexOf(name) < at);
  if (twice !== undefined) {
    throw new Error(`${what} has two indexes named "${twice}": give one of them another name, or remove it`);
  }
  const meanings = indexes.map(({ keys, unique = false, sparse = false, partialFilter = {}, collation = {} }) =>
    JSON.stringify([Object.entries(keys), unique, sparse, partialFilter, collation]));
  const again = meanings.findIndex((meaning, at) => meanings.indexOf(meaning) < at);
  if (again >= 0) {
    throw new Error(`${what} has the index on ${shown(indexes[again].keys)} twice, under two names: declare it once`);
  }
  if (indexes.filter(({ keys }) => Object.values(keys).includes('text')).length > 1) {
    throw new Error(`${what} has two text indexes, and MongoDB allows one: put all fields of kind "text" into the same index`);
  }
  if (indexes.length > 63) {
    throw new Error(`${what} has ${indexes.length} indexes: MongoDB allows 63 beside its own`);
  }
}

const KINDS = [1, -1, 'text', '2dsphere', 'hashed'];

function requireIndex(what: string, index: MongoIndex): void {
  const fields = Object.entries(index.keys);
  if (fields.length === 0) {
    throw new Error(`an index of ${what} has no keys: name at least one field, such as { email: 1 }`);
  }
  if (fields.length > 32) {
    throw new Error(`an index of ${what} has ${fields.length} keys: MongoDB allows 32`);
  }
  for (const [field, kind] of fields) {
    requireMatch(
      `field "${field}" in an index of ${what}`, field, /^(?!.*\.(\.|$))[^\0$.][^\0$]*$/,
      'names of fields, with dots for fields within fields, without "$"',
    );
    if (!KINDS.includes(kind)) {
      throw new Error(
        `field "${field}" in an index of ${what} is ${shown(kind)}: allowed are ${KINDS.map((each) => JSON.stringify(each)).join(', ')}`,
      );
    }
  }
  if (index.name !== undefined) {
    requireMatch(
      `the name of an index of ${what}`, index.name, /^(?!(\*|_id_)$)[^\0-\x1f$]{1,127}$/,
      'one line of text without "$", at most 127 characters, not "*" and not "_id_"',
    );
  }
  requireKindsTogether(what, index);
  requireTextOptions(what, index);
  requireExpiry(what, index);
  requireCollation(what, index);
  requireJson(`the partialFilter of an index of ${what}`, index.partialFilter ?? {});
  requireFilter(`the partialFilter of an index of ${what}`, index.partialFilter ?? {});
  if (index.sparse && index.partialFilter) {
    throw new Error(`an index of ${what} is both sparse and partial, which MongoDB refuses: put { $exists: true } into partialFilter`);
  }
}

function requireKindsTogether(what: string, index: MongoIndex): void {
  const kinds = Object.values(index.keys);
  const special = [...new Set(kinds.filter((kind) => typeof kind === 'string'))];
  if (special.length > 1) {
    throw new Error(`an index of ${what} is ${special.map((kind) => `"${kind}"`).join(' and ')}: MongoDB allows one such kind in an index`);
  }
  if (kinds.filter((kind) => kind === 'hashed').length > 1) {
    throw new Error(`an index of ${what} hashes two fields: MongoDB allows one field of kind "hashed" in an index`);
  }
  if (index.unique && special.includes('hashed')) {
    throw new Error(`an index of ${what} is unique and "hashed", which cannot be made sure of: make it unique with { ...: 1 }`);
  }
  if (kinds.slice(kinds.indexOf('text'), kinds.lastIndexOf('text')).some((kind) => kind !== 'text')) {
    throw new Error(`an index of ${what} has another field between those of kind "text": name these one after the other`);
  }
  if (Object.keys(index.keys).join() === '_id' && typeof kinds[0] === 'number') {
    throw new Error(`an index of ${what} is on "_id" alone, which MongoDB has by itself: remove it`);
  }
}

function requireExpiry(what: string, { keys, expireAfter }: MongoIndex): void {
  if (!expireAfter) {
    return;
  }
  const [kind, ...more] = Object.values(keys);
  const seconds = expireAfter.toSeconds();
  if (more.length > 0 || typeof kind !== 'number' || !Number.isInteger(seconds) || seconds > 2_147_483_647) {
    throw new Error(
      `an index of ${what} expires documents (expireAfter: ${expireAfter}): allowed are one field and whole seconds, `
      + 'up to 2147483647, and no field of kind "text", "2dsphere" or "hashed"',
    );
  }
}

/** The languages that texts are taken apart in. */
const LANGUAGES = [
  'none', 'danish', 'da', 'dutch', 'nl', 'english', 'en', 'finnish', 'fi', 'french', 'fr', 'german', 'de', 'hungarian', 'hu', 'italian',
  'it', 'norwegian', 'nb', 'portuguese', 'pt', 'romanian', 'ro', 'russian', 'ru', 'spanish', 'es', 'swedish', 'sv', 'turkish', 'tr',
];

function requireTextOptions(what: string, { keys, weights, defaultLanguage }: MongoIndex): void {
  const fields = Object.entries(keys);
  if ((weights || defaultLanguage !== undefined) && !fields.some(([, kind]) => kind === 'text')) {
    throw new Error(
      `an index of ${what} has weights or defaultLanguage, but no field of kind "text": remove them, `
      + 'or make a field "text"',
    );
  }
  for (const [field, weight] of Object.entries(weights ?? {})) {
    requireInteger(`the weight of "${field}" in an index of ${what}`, weight, 1, 99_999);
    if (keys[field] !== 'text') {
      throw new Error(
        `an index of ${what} has a weight for "${field}", which is no field of kind "text": `
        + `it has ${listed(fields.map(([name]) => name))}`,
      );
    }
  }
  if (defaultLanguage !== undefined && !LANGUAGES.includes(defaultLanguage.toLowerCase())) {
    throw new Error(`the defaultLanguage of an index of ${what} is ${shown(defaultLanguage)}: allowed are ${LANGUAGES.join(', ')}`);
  }
}

/** Those of ICU that sort in a way of their own: "pt" does for Brazil too. */
const LOCALES = (
  'simple af sq am ar hy as az be bn bs bs_Cyrl bg my ca chr zh zh_Hant hr cs da nl dz en en_US en_US_POSIX eo et ee fo '
  + 'fil fi fr fr_CA gl ka de de_AT el gu ha haw he hi hu is ig smn id ga it ja kl kn kk km kok ko ky lkt lo lv ln lt dsb '
  + 'lb mk ms ml mt mr mn ne se nb nn or om ps fa fa_AF pl pt pa ro ru sr sr_Latn si sk sl es sw sv ta te th to bo tr uk '
  + 'hsb ur ug vi wae cy yi yo zu'
).split(' ');

function requireCollation(what: string, { keys, collation }: MongoIndex): void {
  if (!collation) {
    return;
  }
  requireLocale(what, collation);
  if (collation.locale !== 'simple' && Object.values(keys).includes('text')) {
    throw new Error(`an index of ${what} has a collation and fields of kind "text", which MongoDB refuses: remove the collation`);
  }
  if (collation.strength !== undefined) {
    requireInteger(`the strength of a collation in an index of ${what}`, collation.strength, 1, 5);
    if (collation.locale === 'simple') {
      throw new Error(`a collation in an index of ${what} has a strength and the locale "simple", which has none: name a language`);
    }
  }
}

function requireLocale(what: string, { locale }: MongoCollation): void {
  const [base] = locale.split('@collation=');
  if (!LOCALES.includes(base)) {
    const [language] = base.split(/[_-]/);
    throw new Error(
      `the locale of a collation in an index of ${what} is ${shown(locale)}, which MongoDB does not know: `
      + `${LOCALES.includes(language) ? `did you mean "${language}"? ` : ''}Allowed are ${LOCALES.join(', ')}`,
    );
  }
}

/** What a partial index can be limited with. */
const OPERATORS = ['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$exists', '$type', '$geoWithin'];

function requireFilter(what: string, filter: { [field: string]: any }): void {
  for (const [field, condition] of Object.entries(filter)) {
    if (field === '$and' || field === '$or') {
      if (!Array.isArray(condition) || condition.length === 0) {
        throw new Error(`${what} has ${shown(condition)} as ${field}: allowed are lists of conditions`);
      }
      condition.forEach((each) => requireFilter(what, each));
    } else if (field.startsWith('$')) {
      throw new Error(`${what} has "${field}", which MongoDB does not accept there: allowed are $and, $or and names of fields`);
    } else if (isMap(condition)) {
      for (const [operator, value] of Object.entries(condition).filter(([name]) => name.startsWith('$'))) {
        if (!OPERATORS.includes(operator) || (operator === '$exists' && value !== true)) {
          throw new Error(
            `${what} has ${shown({ [operator]: value })}, which MongoDB does not accept there: allowed are ${OPERATORS.join(', ')}, `
            + 'of which $exists is true',
          );
        }
      }
    }
  }
}

function requireJson(what: string, value: any, above: any[] = []): void {
  if (above.includes(value)) {
    throw new Error(`${what} contains itself: allowed are text, finite numbers, booleans, null, and lists and maps of them`);
  }
  if (Array.isArray(value) || isMap(value)) {
    Object.values(value).forEach((each) => requireJson(what, each, [...above, value]));
  } else if (value !== null && !['string', 'boolean'].includes(typeof value) && !Number.isFinite(value)) {
    throw new Error(`${what} has ${String(value)} in it: allowed are text, finite numbers, booleans, null, and lists and maps of them`);
  }
}

function isMap(value: any): boolean {
  return Object.prototype.toString.call(value) === '[object Object]';
}
