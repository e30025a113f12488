import { ConnectionVariableFound, DatabaseFound, DatabaseKind } from './detect/databases';
import { Facts } from './facts';
import { Names, slug } from './names';
import { call, literal, prop, Prop, ProposedService, service, struct, Value } from './write/value';

interface Kind {
  readonly class: string;
  readonly urlVariable: string;
  /** The id, where no file has another one. */
  readonly id: string;
  readonly title: string;
}

const KINDS: { readonly [Name in DatabaseKind]: Kind } = {
  postgres: { class: 'PostgresService', urlVariable: 'DATABASE_URL', id: 'postgres', title: 'PostgreSQL' },
  mongodb: { class: 'MongoService', urlVariable: 'MONGO_URL', id: 'mongodb', title: 'MongoDB' },
  redis: { class: 'RedisService', urlVariable: 'REDIS_URL', id: 'redis', title: 'Redis' },
  valkey: { class: 'ValkeyService', urlVariable: 'VALKEY_URL', id: 'valkey', title: 'Valkey' },
  rabbitmq: { class: 'RabbitMqService', urlVariable: 'RABBITMQ_URL', id: 'rabbitmq', title: 'RabbitMQ' },
};
const IS_KEY_VALUE: readonly DatabaseKind[] = ['redis', 'valkey'];

/** A database or broker of the stack, and what its consumers are told besides what it tells all of them. */
export interface ProposedDatabase {
  readonly kind: DatabaseKind;
  readonly service: ProposedService;
  /** Further variables of consumers that are parts of the same connection, by name. */
  readonly further: readonly Prop[];
  /** All variables that say where it is. */
  readonly variables: readonly string[];
  readonly toDo: readonly string[];
}

/** The databases of all applications, each kind once. */
export function databasesFor({ python }: Facts, stack: string, names: Names): ProposedDatabase[] {
  const all = python.flatMap(({ databases }) => databases);
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const found = all.filter((each) => each.kind === kind);
    const variables = found
      .flatMap((each) => each.variables)
      .filter(({ name }, index, list) => index === list.findIndex((each) => each.name === name));
    const ofCelery =
      kind === 'rabbitmq' || (IS_KEY_VALUE.includes(kind) && !kinds.includes('rabbitmq')) ? 'CELERY_BROKER_URL' : 'CELERY_RESULT_BACKEND';
    const isOfCelery =
      kind !== 'postgres'
      && kind !== 'mongodb'
      && python.some(({ celery, databases }) => celery && databases.some((each) => each.kind === kind));
    const drivers = python
      .filter(({ databases }) => databases.some((each) => each.kind === kind))
      .flatMap(({ packages }) => [...packages.names.keys()]);
    return propose(kind, found.find(({ name }) => name !== undefined) ?? found[0], variables, {
      stack,
      names,
      ofCelery: isOfCelery ? ofCelery : undefined,
      drivers,
    });
  });
}

interface Around {
  readonly stack: string;
  readonly names: Names;
  /** The variable in which Celery itself reads where it is, if it is one for Celery. */
  readonly ofCelery?: string;
  readonly drivers: readonly string[];
}

function propose(
  kind: DatabaseKind,
  found: DatabaseFound,
  variables: readonly ConnectionVariableFound[],
  around: Around,
): ProposedDatabase {
  const known = KINDS[kind];
  const id = around.names.take(found.name, known.id);
  const urls = variables.filter(({ part }) => part === 'url').sort((one, other) => rank(one.name, known) - rank(other.name, known));
  const parts = variables.filter(({ part }) => part !== 'url');
  const told = new Set<string>();
  const connection: Prop[] = [];
  const toDo: string[] = [];

  if (IS_KEY_VALUE.includes(kind) && urls.length > 1) {
    const taken = new Set<number>();
    const purposes = urls.map(({ name, database }) => {
      const number =
        [Number(database ?? 0), ...Array(16).keys()].find((each) => Number.isInteger(each) && each < 16 && !taken.has(each)) ?? 0;
      taken.add(number);
      told.add(name);
      return struct('KeyValuePurpose', [
        { name: 'urlVariable', value: literal(name) },
        { name: 'database', value: literal(number) },
      ]);
    });
    connection.push({
      name: 'purposes',
      value: { is: 'list', items: purposes },
      because: urls.map((each) => `${each.name}, ${each.because}`).join('; '),
    });
  } else if (urls.length > 0) {
    told.add(urls[0].name);
    connection.push(
      ...(urls[0].name === known.urlVariable && parts.length === 0
        ? []
        : [{ name: 'urlVariable', value: literal(urls[0].name), because: urls[0].because }]),
    );
  } else if (parts.length === 0 && around.ofCelery !== undefined) {
    connection.push({
      name: 'urlVariable',
      value: literal(around.ofCelery),
      because: 'a guess: the code names no variable, and Celery reads this one by itself',
    });
  } else if (parts.length === 0) {
    toDo.push(
      `no variable is known in which the code reads where ${known.title} is: it is told ${known.urlVariable}; `
        + 'pass urlVariable for another one',
    );
  }
  const first = parts.filter(({ part, name }, index) => index === parts.findIndex((each) => each.part === part) && !told.has(name));
  if (first.length > 0) {
    first.forEach(({ name }) => told.add(name));
    connection.push({
      name: 'variables',
      because: [...new Set(first.map(({ because }) => because))].join('; '),
      value: struct(
        'ConnectionVariables',
        first.map(({ part, name }) => ({ name: part, value: literal(name) })),
      ),
    });
  }
  if (IS_KEY_VALUE.includes(kind) && urls.length === 0 && parts.length > 0 && !parts.some(({ part }) => part === 'password')) {
    toDo.push(
      `in production ${known.title} asks for a password, and the code reads no variable with one: let it read `
        + `${known.id.toUpperCase()}_PASSWORD, and add `
        + `"password: '${known.id.toUpperCase()}_PASSWORD'" to variables of ${id}`,
    );
  }
  return {
    kind,
    toDo,
    variables: variables.map(({ name }) => name),
    further: variables
      .filter(({ name }) => !told.has(name))
      .map((each) => ({ name: each.name, value: furtherValue(kind, id, each), because: each.because })),
    service: {
      class: known.class,
      id,
      because: `${known.title}: ${found.because}`,
      props: [
        ...(kind === 'postgres' || kind === 'mongodb' ? databaseOf(found, around.stack) : []),
        ...prop('version', found.version && literal(found.version.value), found.version?.because),
        ...(kind === 'postgres' ? schemeOf(urls[0], around.drivers) : []),
        ...connection,
      ],
    },
  };
}

function databaseOf({ database }: DatabaseFound, stack: string): Prop[] {
  const isUsable = database !== undefined && !/^(admin|local|config|postgres|template[01])$/.test(database.value);
  return [
    {
      name: 'database',
      value: literal(isUsable ? database.value : slug(stack).replace(/-/g, '_')),
      because: isUsable ? database.because : undefined,
    },
  ];
}

/** SQLAlchemy reads the driver in the URL. */
function schemeOf(url: ConnectionVariableFound | undefined, drivers: readonly string[]): Prop[] {
  if (url?.scheme !== undefined) {
    return url.scheme === 'postgresql'
      ? []
      : [{ name: 'scheme', value: literal(url.scheme), because: `the URL of ${url.name} begins so today` }];
  }
  const has = (pattern: RegExp) => drivers.some((name) => pattern.test(name));
  const driver =
    !has(/^(sqlalchemy|sqlmodel)/) || has(/^psycopg2/)
      ? undefined
      : has(/^asyncpg$/)
        ? 'asyncpg'
        : has(/^psycopg/)
          ? 'psycopg'
          : undefined;
  return url && driver
    ? [{ name: 'scheme', value: literal(`postgresql+${driver}`), because: `a guess: SQLAlchemy with ${driver} is among the packages` }]
    : [];
}

/** The default first, then what is named shortest. */
function rank(name: string, { urlVariable }: Kind): number {
  return name === urlVariable ? 0 : name.length;
}

function furtherValue(kind: DatabaseKind, id: string, { part, scheme }: ConnectionVariableFound): Value {
  if (part !== 'url' || kind !== 'postgres' || scheme === undefined) {
    return service(id, 'connection', part);
  }
  const text = (each: string) => call('EnvValue', 'of', [literal(each)]);
  const [user, password, host, port, database] = (['user', 'password', 'host', 'port', 'database'] as const).map((each) =>
    service(id, 'connection', each),
  );
  return call('EnvValue', 'join', [
    text(`${scheme}://`),
    user,
    text(':'),
    password,
    text('@'),
    host,
    text(':'),
    port,
    text('/'),
    database,
  ]);
}
