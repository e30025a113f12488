import { Language } from '../../model';
import { MongoCollection, MongoIndex } from '../mongo-index';

export interface MongoInitOptions {
  readonly database: string;
  readonly user: string;
  readonly passwordVariable: string;
  readonly collections: MongoCollection[];
  readonly language: Language;
}

const WORDS = {
  [Language.EN]: {
    title: (database: string) => `Prepares the database ${database}: collections, indexes and the application's user.`,
    when: 'The mongo image runs this once, when it starts with an empty volume. Running it again changes nothing that is right.',
    user: 'The application may read and write this database and no other. The user comes last: whoever can log in finds all of the above.',
    missing: 'is not set',
    done: 'is ready',
  },
  [Language.PT_BR]: {
    title: (database: string) => `Prepara o banco ${database}: coleções, índices e o usuário da aplicação.`,
    when: 'A imagem mongo executa este arquivo uma vez, quando inicia com um volume vazio. Executá-lo de novo não muda o que já '
      + 'está certo.',
    user: 'A aplicação lê e escreve neste banco e em nenhum outro. O usuário vem por último: '
      + 'quem consegue entrar encontra tudo acima pronto.',
    missing: 'não está definida',
    done: 'está pronto',
  },
};

/** The script that prepares a database; plain JavaScript for mongosh. */
export function mongoInitScript(options: MongoInitOptions): string {
  const words = WORDS[options.language];
  const js = (value: unknown) => literal(value);
  const indexes = options.collections.flatMap((collection) =>
    (collection.indexes ?? []).map((index) =>
      `database.getCollection(${js(collection.name)}).createIndex(${createIndexArguments(index)});`));
  return `// ${words.title(options.database)}
// ${words.when}

const password = process.env.${options.passwordVariable};
if (!password) {
  throw new Error(${js(`${options.passwordVariable} ${words.missing}`)});
}

const database = db.getSiblingDB(${js(options.database)});

const existing = database.getCollectionNames();
for (const name of [
${options.collections.map((collection) => `  ${js(collection.name)},\n`).join('')}]) {
  if (!existing.includes(name)) {
    database.createCollection(name);
  }
}
${indexes.length > 0 ? `\n${indexes.join('\n')}\n` : ''}
// ${words.user}
if (database.getUser(${js(options.user)}) === null) {
  database.createUser({
    user: ${js(options.user)},
    pwd: password,
    roles: [{ role: 'readWrite', db: ${js(options.database)} }],
  });
}

print(${js(`MongoDB: ${options.database} ${words.done}`)});
`;
}

function createIndexArguments(index: MongoIndex): string {
  const options: { [name: string]: unknown } = {
    name: index.name,
    unique: index.unique,
    sparse: index.sparse,
    expireAfterSeconds: index.expireAfter?.toSeconds(),
    partialFilterExpression: index.partialFilter,
    weights: index.weights,
    default_language: index.defaultLanguage,
    collation: index.collation,
  };
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  return [index.keys, ...Object.keys(given).length > 0 ? [given] : []].map(literal).join(', ');
}

/** A value as JavaScript in the style of the seed: `{ email: 1 }`, `'users'`. */
function literal(value: unknown): string {
  if (typeof value === 'string') {
    const text = JSON.stringify(value).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, '\\\'');
    return `'${text.replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`)}'`;
  }
  if (Array.isArray(value)) {
    return `[${value.map(literal).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const name = (key: string) => /^[A-Za-z_$][\w$]*$/.test(key) && key !== '__proto__' ? key : `[${literal(key)}]`;
    const entries = Object.entries(value).map(([key, each]) => `${name(key)}: ${literal(each)}`);
    return entries.length > 0 ? `{ ${entries.join(', ')} }` : '{}';
  }
  return JSON.stringify(value);
}
