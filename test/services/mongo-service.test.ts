import { spawnSync } from 'child_process';
import { randomBytes } from 'crypto';
import { gzipSync } from 'zlib';
import { Project } from 'projen';
import { Match } from '../../src/assertions';
import { Duration } from '../../src/base';
import { Language, ServiceKind } from '../../src/model';
import { MongoIndex, MongoService, MongoServiceProps } from '../../src/services';
import { composeService, composeTemplate, expectService } from '../fixtures/compose';
import { HOSTILE } from '../fixtures/hostile';
import { runMongoScript } from '../fixtures/mongo-shell';
import { TestService, emptyStack, filesIn, synthesized } from '../fixtures/stack';

const mongo = (props: Partial<MongoServiceProps> = {}) => new MongoService(emptyStack(), 'mongodb', { database: 'conductor', ...props });

const HEALTH = './docker/mongodb/mongo-health.pl:/usr/local/bin/mongo-health.pl:ro';

test('it keeps its data in storage of its own, and is prepared by a script', () => {
  const service = mongo();
  expectService(service, { volumes: ['mongodb_data:/data/db', './scripts/mongo-init.js:/docker-entrypoint-initdb.d/mongo-init.js:ro', HEALTH] });
  expect(synthesized(service.stack)).toHaveProperty(['scripts/mongo-init.js']);
});

test('it runs as its own user, on a root file system that cannot be written to', () => {
  expectService(mongo(), { image: 'mongo:7.0', user: '999:999', read_only: true, tmpfs: ['/tmp', '/data/configdb'] });
});

test('its image can be another', () => {
  expectService(mongo({ version: '8.0.4' }), { image: 'mongo:8.0.4' });
  expectService(mongo({ image: 'registry.example/mongo:1' }), { image: 'registry.example/mongo:1' });
});

test('its passwords are development values in development only', () => {
  const service = mongo();
  const environment = {
    MONGO_INITDB_ROOT_USERNAME: 'admin',
    MONGO_INITDB_ROOT_PASSWORD: '${MONGODB_ROOT_PASSWORD:-development-only}',
    MONGO_APP_PASSWORD: '${MONGODB_PASSWORD:-development-only}',
    NO_PROXY: '*',
    no_proxy: '*',
  };
  expectService(service, { environment: Match.exact(environment) });
  const staging = service.stack.addEnvironment('staging');
  expectService(service, { environment: { MONGO_APP_PASSWORD: Match.stringLikeRegexp('^\\$\\{MONGODB_PASSWORD:\\?password of the MongoDB user') } }, staging);
});

test('it is published on the loopback address, and a variable moves it', () => {
  expectService(mongo(), { ports: ['127.0.0.1:${MONGODB_PORT:-27017}:27017'] });
  expectService(mongo({ hostPort: 27018 }), { ports: ['127.0.0.1:${MONGODB_PORT:-27018}:27017'] });
});

test('a database is not published in production', () => {
  const service = mongo();
  new TestService(service.stack, 'backend');
  expect(service.describe(service.stack.production).kind).toBe(ServiceKind.DATA);
  composeTemplate(service.stack, service.stack.production).doesNotHaveService('mongodb');
});

test('it is healthy when the application can work: as its user, not over the loopback interface', () => {
  const { healthcheck, volumes } = composeService(mongo({ user: 'app' }));
  expect(healthcheck.test).toEqual(['CMD', 'perl', '/usr/local/bin/mongo-health.pl', 'app', 'conductor']);
  expect(volumes).toContain(HEALTH);
  expect(composeService(mongo({ replicaSet: 'rs0' })).healthcheck.test).toContain('primary');
});

test('a backup that is whole is found whole, however large it is', () => {
  const { verify } = mongo().describe(emptyStack().production).backup!;
  const archive = gzipSync(Buffer.concat([Buffer.from('an archive of conductor '), randomBytes(8_000_000)]), { level: 1 });
  const isWhole = (input: Buffer) => spawnSync(verify![0], verify!.slice(1), { input }).status === 0;
  expect(Array.from({ length: 25 }, () => isWhole(archive))).toEqual(Array(25).fill(true));
  expect([isWhole(archive.subarray(0, 4_000_000)), isWhole(gzipSync('an archive of another'))]).toEqual([false, false]);
});

describe('a consumer', () => {
  const consumerOf = (service: MongoService) => {
    const consumer = new TestService(service.stack, 'backend');
    consumer.connectTo(service);
    return consumer;
  };

  test('logs in as the application', () => {
    const environment = { MONGO_URL: 'mongodb://app:${MONGODB_PASSWORD:-development-only}@mongodb:27017/conductor?authSource=conductor' };
    expectService(consumerOf(mongo({ user: 'app' })), { environment: Match.exact(environment) });
  });

  test('waits for its health', () => {
    expectService(consumerOf(mongo()), { depends_on: Match.exact({ mongodb: { condition: 'service_healthy' } }) });
  });

  test.each([
    [Language.EN, '${DB_URL:?where MongoDB is, as in mongodb://user:password@host:27017/crm}'],
    [Language.PT_BR, '${DB_URL:?endereço do MongoDB, como em mongodb://usuario:senha@servidor:27017/crm}'],
  ])('has to be told in production, says %s', (language, value) => {
    const stack = emptyStack({ language });
    const consumer = consumerOf(new MongoService(stack, 'mongodb', { database: 'crm', urlVariable: 'DB_URL' }));
    expectService(consumer, { environment: { DB_URL: value } }, stack.production);
  });
});

test('a second MongoDB just works: its script, passwords and storage are named after its id', () => {
  const { stack } = mongo();
  const second = new MongoService(stack, 'audit-db', { database: 'audit', hostPort: 27018, urlVariable: 'AUDIT_URL' });
  expect(synthesized(stack)).toHaveProperty(['scripts/audit-db-init.js']);
  expectService(second, {
    environment: { MONGO_APP_PASSWORD: '${AUDIT_DB_PASSWORD:-development-only}' },
    volumes: ['audit_db_data:/data/db', './scripts/audit-db-init.js:/docker-entrypoint-initdb.d/mongo-init.js:ro', HEALTH.replace('/mongodb/', '/audit-db/')],
  });
});

test('the folder of the script can be another', () => {
  const stack = emptyStack({ paths: { scripts: 'bin' } });
  expect(new MongoService(stack, 'mongodb', { database: 'a' }).initScriptPath).toBe('bin/mongo-init.js');
});

test('collections and indexes are copied from what the caller gives', () => {
  const indexes: MongoIndex[] = [{ keys: { email: 1 } }];
  const collections = [{ name: 'users', indexes }];
  const service = mongo({ collections });
  indexes.push({ keys: { evil: 1 } });
  collections.push({ name: 'evil', indexes: [] });
  expect(synthesized(service.stack)['scripts/mongo-init.js']).not.toContain('evil');
});

describe('bad input', () => {
  const refused = (props: Partial<MongoServiceProps>, message: string | RegExp) => {
    const stack = emptyStack();
    expect(() => new MongoService(stack, 'mongodb', { database: 'conductor', ...props })).toThrow(message);
    expect(filesIn(Project.of(stack).outdir)).toEqual({});
  };
  const index = (options: Partial<MongoIndex>, message: string) =>
    refused({ collections: [{ name: 'users', indexes: [{ keys: { email: 1 }, ...options }] }] }, message);
  const WHERE = 'an index of collection "users" of service "mongodb"';

  test.each(['', 'a.b', 'a/b', 'a b', 'x'.repeat(64), ...Object.values(HOSTILE)])('database %j is refused', (database) => {
    refused({ database }, `the database of service "mongodb" is ${JSON.stringify(database)}, which cannot be used: allowed are letters, digits, _ and -`);
  });

  test.each(['admin', 'local', 'config', 'Admin'])('database %s is MongoDB\'s own', (database) => {
    refused({ database }, `the database of service "mongodb" is "${database}", which is MongoDB's own: allowed are names other than "admin", "config" and "local"`);
  });

  test.each(['', ...Object.values(HOSTILE)])('%j is no user, no version, no image and no name of a variable', (text) => {
    refused({ user: text }, `the user of service "mongodb" is ${JSON.stringify(text)}, which cannot be used: allowed are letters, digits, _ and -`);
    refused({ version: text }, `the version of service "mongodb" is ${JSON.stringify(text)}, which cannot be used`);
    refused({ image: text }, `the image of service "mongodb" is ${JSON.stringify(text)}, which cannot be used`);
    refused({ urlVariable: text }, `variable name ${JSON.stringify(text)} cannot be used`);
  });

  test.each([0, 65_536, NaN])('hostPort %d is refused', (hostPort) => {
    refused({ hostPort }, `the hostPort of service "mongodb" is ${hostPort}: allowed are whole numbers from 1 to 65535`);
  });

  test.each(['', 'system.users', '1st', 'a$b', 'x'.repeat(121), ...Object.values(HOSTILE)])('collection %j is refused', (name) => {
    refused({ collections: [{ name }] }, `collection ${JSON.stringify(name)} of service "mongodb" cannot be used: allowed are letters, digits and _ . -`);
  });

  test('a collection is declared once', () => {
    refused({ collections: [{ name: 'users' }, { name: 'users' }] }, 'collection "users" of service "mongodb" is declared twice: declare it once, with all of its indexes');
  });

  test('an index without keys is refused', () => {
    index({ keys: {} }, `${WHERE} has no keys: name at least one field, such as { email: 1 }`);
  });

  test.each(['', '$**', 'a.$b', '.a', 'a\0'])('field %j is refused', (field) => {
    index({ keys: { [field]: 1 } }, `field ${JSON.stringify(field)} in ${WHERE} cannot be used: allowed are names of fields, with dots for fields within fields, without "$"`);
  });

  test.each([0, 2, 'TEXT', '1', ...Object.values(HOSTILE)])('a field of kind %j is refused', (kind) => {
    index({ keys: { email: kind as any } }, `field "email" in ${WHERE} is ${JSON.stringify(kind)}: allowed are 1, -1, "text", "2dsphere", "hashed"`);
  });

  test.each(['', 'a\nb', 'a$b', 'a\0b'])('an index named %j is refused', (name) => {
    index({ name }, `the name of ${WHERE} is ${JSON.stringify(name)}, which cannot be used: allowed are one line of text without "$"`);
  });

  test('documents expire by one field', () => {
    index({ keys: { a: 1, b: 1 }, expireAfter: Duration.days(1) }, `${WHERE} expires documents (expireAfter: 86400s): allowed are one field and whole seconds`);
  });

  test('documents expire after whole seconds', () => {
    index({ expireAfter: Duration.millis(1500) }, `${WHERE} expires documents (expireAfter: 1500ms): allowed are one field and whole seconds`);
  });

  test.each<Partial<MongoIndex>>([{ weights: { email: 1 } }, { defaultLanguage: 'portuguese' }])('%j needs a text index', (options) => {
    index(options, `${WHERE} has weights or defaultLanguage, but no field of kind "text": remove them, or make a field "text"`);
  });

  test('a weight is of a field of the index', () => {
    index({ keys: { name: 'text', age: 1 }, weights: { age: 2 } }, `${WHERE} has a weight for "age", which is no field of kind "text": it has "name", "age"`);
  });

  test.each([0, -1, 1.5, NaN, 100_000])('a weight of %d is refused', (weight) => {
    index({ keys: { name: 'text' }, weights: { name: weight } }, `the weight of "name" in ${WHERE} is ${weight}: allowed are whole numbers from 1 to 99999`);
  });

  test.each([0, 6, 1.5])('a collation of strength %d is refused', (strength) => {
    index({ collation: { locale: 'pt', strength } }, `the strength of a collation in ${WHERE} is ${strength}: allowed are whole numbers from 1 to 5`);
  });

  test('sparse and partial exclude each other', () => {
    index({ sparse: true, partialFilter: { a: 1 } }, `${WHERE} is both sparse and partial, which MongoDB refuses: put { $exists: true } into partialFilter`);
  });

  test.each<[string, unknown]>([
    ['a date', new Date(0)], ['a regular expression', /a/], ['a function', () => 1], ['undefined', undefined], ['NaN', NaN], ['a bigint', 1n],
  ])('%s in a partial filter is refused: it would become something else', (_, value) => {
    index({ partialFilter: { a: [{ $gt: value }] } }, `the partialFilter of ${WHERE} has ${String(value)} in it: allowed are text, finite numbers, booleans, null`);
  });

  test('two indexes of one name are refused', () => {
    refused({ collections: [{ name: 'users', indexes: [{ keys: { a: 1 }, name: 'x' }, { keys: { b: 1 }, name: 'x' }] }] },
      'collection "users" of service "mongodb" has two indexes named "x": give one of them another name');
  });

  test('two text indexes are refused', () => {
    refused({ collections: [{ name: 'users', indexes: [{ keys: { a: 'text' } }, { keys: { b: 'text' } }] }] },
      'collection "users" of service "mongodb" has two text indexes, and MongoDB allows one: put all fields of kind "text" into the same index');
  });
});

test.each(Object.keys(HOSTILE).filter((what) => what !== 'a NUL'))('%s in the texts of an index changes nothing but these texts', (what) => {
  const text = HOSTILE[what];
  const field = text.replace(/\$/g, 'S');
  const name = /[\n\r$]/.test(text) ? 'plain' : text;
  const service = mongo({
    collections: [{
      name: 'users',
      indexes: [{ keys: { [field]: 'text' }, name, partialFilter: { [field]: { $eq: text } } }],
    }],
  });
  expect(runMongoScript(synthesized(service.stack)['scripts/mongo-init.js']).indexes).toEqual([
    ['users', { [field]: 'text' }, { name, partialFilterExpression: { [field]: { $eq: text } } }],
  ]);
});
