import { Duration } from '../../../src/base';
import { Language } from '../../../src/model';
import { MongoCollection, MongoIndex } from '../../../src/services';
import { MongoInitOptions, mongoInitScript } from '../../../src/services/private/mongo-init';
import { HOSTILE } from '../../fixtures/hostile';
import { runMongoScript } from '../../fixtures/mongo-shell';

const script = (collections: MongoCollection[] = [], options: Partial<MongoInitOptions> = {}) => mongoInitScript({
  database: 'conductor', user: 'app', passwordVariable: 'MONGO_APP_PASSWORD', collections, language: Language.EN, ...options,
});

test('collections are created that are not there yet', () => {
  const text = script([{ name: 'users' }, { name: 'leads' }]);
  expect(runMongoScript(text)).toMatchObject({ database: 'conductor', collections: ['users', 'leads'], indexes: [] });
  expect(runMongoScript(text, { collections: ['users'] }).collections).toEqual(['leads']);
});

test('an index has no options if it asks for none', () => {
  expect(runMongoScript(script([{ name: 'users', indexes: [{ keys: { email: 1, age: -1 } }] }])).indexes).toEqual([['users', { email: 1, age: -1 }]]);
});

test('an index has every option that MongoDB has for it', () => {
  const indexes: MongoIndex[] = [
    { keys: { email: 1 }, unique: true, sparse: true, name: 'by_email' },
    { keys: { created_at: 1 }, expireAfter: Duration.days(1) },
    { keys: { owner: 1 }, partialFilter: { deleted_at: { $exists: false }, tags: ['a', null, 1.5] }, collation: { locale: 'pt', strength: 1 } },
    { keys: { name: 'text', notes: 'text' }, weights: { name: 10 }, defaultLanguage: 'portuguese' },
    { keys: { place: '2dsphere' } },
    { keys: { key: 'hashed' } },
  ];
  expect(runMongoScript(script([{ name: 'leads', indexes }])).indexes).toEqual([
    ['leads', { email: 1 }, { unique: true, sparse: true, name: 'by_email' }],
    ['leads', { created_at: 1 }, { expireAfterSeconds: 86_400 }],
    ['leads', { owner: 1 }, { partialFilterExpression: { deleted_at: { $exists: false }, tags: ['a', null, 1.5] }, collation: { locale: 'pt', strength: 1 } }],
    ['leads', { name: 'text', notes: 'text' }, { weights: { name: 10 }, default_language: 'portuguese' }],
    ['leads', { place: '2dsphere' }],
    ['leads', { key: 'hashed' }],
  ]);
});

test('false is an option too', () => {
  expect(runMongoScript(script([{ name: 'a', indexes: [{ keys: { b: 1 }, unique: false }] }])).indexes).toEqual([['a', { b: 1 }, { unique: false }]]);
});

test('the application may read and write its database and no other', () => {
  expect(runMongoScript(script()).users).toEqual([{ user: 'app', pwd: 'secret', roles: [{ role: 'readWrite', db: 'conductor' }] }]);
});

test('a user that is there is left alone', () => {
  expect(runMongoScript(script(), { userExists: true }).users).toEqual([]);
});

test('the user comes last: whoever can log in finds everything', () => {
  const text = script([{ name: 'users', indexes: [{ keys: { a: 1 } }] }]);
  expect(text.indexOf('createUser')).toBeGreaterThan(text.indexOf('createIndex'));
});

test.each([
  [Language.EN, 'MONGO_APP_PASSWORD is not set', 'MongoDB: conductor is ready'],
  [Language.PT_BR, 'MONGO_APP_PASSWORD não está definida', 'MongoDB: conductor está pronto'],
])('%s is spoken', (language, missing, ready) => {
  expect(() => runMongoScript(script([], { language }), { variables: {} })).toThrow(missing);
  expect(runMongoScript(script([], { language })).printed).toEqual([ready]);
});

test.each([...Object.values(HOSTILE), '__proto__', 'constructor', '\\"', "\\'", "'); db.dropDatabase(); ('", '\u2028\\'])('the text %j is what it is, as key and as value', (text) => {
  const indexes = [{ keys: { a: 1 }, partialFilter: { [text]: [text] } }];
  expect(runMongoScript(script([{ name: 'users', indexes }])).indexes).toEqual([
    ['users', { a: 1 }, { partialFilterExpression: Object.fromEntries([[text, [text]]]) }],
  ]);
});

test('plain values read as people write them', () => {
  expect(script([{ name: 'users', indexes: [{ keys: { email: 1 }, unique: true }] }])).toContain(
    "\ndatabase.getCollection('users').createIndex({ email: 1 }, { unique: true });\n",
  );
});
