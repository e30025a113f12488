import { AsgiApplicationFound } from './asgi-application';
import { CeleryFound } from './celery';
import { ComposeServiceFound } from './compose-files';
import { SettingFound } from './settings';
import { Found } from '../found';

export type DatabaseKind = 'postgres' | 'mongodb' | 'redis' | 'valkey' | 'rabbitmq';

/** A part of a connection, as `ConnectionVariables` calls it. */
export type ConnectionPart = 'host' | 'port' | 'user' | 'password' | 'database';

/** A variable in which an application reads a whole connection or a part of it. */
export interface ConnectionVariableFound {
  readonly name: string;
  readonly part: ConnectionPart | 'url';
  readonly because: string;
  /** What its URL begins with today. */
  readonly scheme?: string;
  /** What comes behind the host in its URL: `0` of a Redis. */
  readonly database?: string;
}

/** A database or broker that an application uses. */
export interface DatabaseFound {
  readonly kind: DatabaseKind;
  readonly because: string;
  /** What a Compose file calls it. */
  readonly name?: string;
  readonly version?: Found<string>;
  /** What its data is in today, by name. */
  readonly database?: Found<string>;
  readonly variables: readonly ConnectionVariableFound[];
}

/** What `databasesOf` is told of one folder of packages. */
export interface DatabaseUser {
  readonly names: ReadonlyMap<string, string | undefined>;
  readonly settings: readonly SettingFound[];
  readonly application?: AsgiApplicationFound;
  readonly celery?: CeleryFound;
}

const PACKAGES: { readonly [Kind in DatabaseKind]: RegExp } = {
  postgres: /^(psycopg2?(-binary|\[.*\]|-c|-pool)?|asyncpg|aiopg|(databases|tortoise-orm|sqlalchemy)\[(postgresql|asyncpg).*\])$/,
  mongodb: /^(pymongo|motor|beanie|mongoengine|odmantic|bunnet)$/,
  valkey: /^(valkey|valkey-glide)$/,
  redis:
    /^(redis|aioredis|celery\[redis\]|arq|rq|dramatiq\[redis\]|fastapi-cache2\[redis\]|fastapi-limiter|taskiq-redis|coredis|redis-om)$/,
  rabbitmq: /^(pika|aio-pika|aiormq|amqp|amqpstorm|faststream\[rabbit\]|dramatiq\[rabbitmq\]|taskiq-aio-pika)$/,
};
const IMAGES: { readonly [Kind in DatabaseKind]: RegExp } = {
  postgres: /(^|\/)(postgres|postgresql|postgis|timescaledb|pgvector)(:|$)/,
  mongodb: /(^|\/)(mongo|mongodb)(:|$)/,
  valkey: /(^|\/)valkey(:|$)/,
  redis: /(^|\/)(redis|redis-stack|redis-stack-server)(:|$)/,
  rabbitmq: /(^|\/)rabbitmq(:|$)/,
};
const SCHEMES: { readonly [Kind in DatabaseKind]: RegExp } = {
  postgres: /^postgres(ql)?(\+\w+)?:\/\/./,
  mongodb: /^mongodb(\+srv)?:\/\/./,
  redis: /^rediss?:\/\/./,
  valkey: /^valkeys?:\/\/./,
  rabbitmq: /^(py)?amqps?:\/\/./,
};
const NAMES: { readonly [Kind in DatabaseKind]: RegExp } = {
  postgres: /^(POSTGRES|PG|PSQL)|_(POSTGRES|PG)/,
  mongodb: /MONGO|^ATLAS/,
  redis: /REDIS/,
  valkey: /VALKEY/,
  rabbitmq: /RABBIT|AMQP/,
};
const KINDS = Object.keys(PACKAGES) as DatabaseKind[];
const PARTS: [RegExp, ConnectionPart][] = [
  [/_*(HOST|HOSTNAME|SERVER|ADDR)$/, 'host'],
  [/_*PORT$/, 'port'],
  [/_*(USER|USERNAME)$/, 'user'],
  [/_*(PASSWORD|PASS|PASSWD|PWD)$/, 'password'],
  // DB_NAME alone is the name of a DB, MONGO_DB_NAME that of MONGO
  [/_*(DB|NAME|DATABASE|(?<=_)DB_NAME|(?<=_)DATABASE_NAME|VHOST)$/, 'database'],
];
/** Prefixes that may mean any database. */
const SOME_DATABASE = /^(DB|DATABASE|SQL|SQLALCHEMY(_DATABASE)?|MD|APP_DB|DATABASE_)_*$/;

/** The databases and brokers that the code among one folder's packages uses. */
export function databasesOf({ names, settings, celery }: DatabaseUser, services: readonly ComposeServiceFound[]): DatabaseFound[] {
  const images = new Map(KINDS.map((kind) => [kind, services.find(({ image }) => image !== undefined && IMAGES[kind].test(image))]));
  const evidence = new Map<DatabaseKind, string>();
  for (const kind of KINDS) {
    const named = [...names.keys()].find((name) => PACKAGES[kind].test(name));
    const image = images.get(kind);
    if (named !== undefined) {
      evidence.set(kind, `${named} is among the packages`);
    } else if (image && settings.some((setting) => kindByText(setting) === kind)) {
      evidence.set(kind, `${image.image} in ${image.file}, and ${settings.find((setting) => kindByText(setting) === kind)!.name}`);
    }
  }
  if (evidence.has('valkey') && !images.get('redis')) {
    evidence.delete('redis');
  }
  // what several databases have a driver for: SQLAlchemy has no driver among the packages where its URL says all
  for (const setting of settings) {
    const kind = kindByText(setting);
    if (kind && !evidence.has(kind) && (kind === 'postgres' || celery) && /(URL|URI|DSN|BROKER\w*|BACKEND)$/.test(setting.name)) {
      evidence.set(kind, `${setting.name}, ${setting.because}`);
    }
  }
  if (celery && celery.addresses.length === 0 && !evidence.has('redis') && !evidence.has('valkey') && !evidence.has('rabbitmq')) {
    evidence.set('rabbitmq', "Celery is among the packages without another broker's, and its own is RabbitMQ");
  }
  for (const { text, because } of celery?.addresses ?? []) {
    const kind = KINDS.find((each) => SCHEMES[each].test(text));
    if (kind && !evidence.has(kind)) {
      evidence.set(kind, because);
    }
  }
  const kinds = KINDS.filter((kind) => evidence.has(kind));
  const variables = settings.flatMap((setting) => {
    const found = variableOf(setting, settings, kinds, celery !== undefined);
    return found ? [found] : [];
  });
  return kinds.map((kind) => {
    const all = variables.filter((each) => each.kind === kind);
    // an application that reads the parts makes a URL of them by itself, unless somebody sets one today
    const own = all.filter(
      ({ name, part }) =>
        part !== 'url'
        || !all.some((each) => each.part === 'host')
        || settings.some((each) => each.name === name && (each.required || each.value !== undefined)),
    );
    return describe(kind, evidence.get(kind)!, own, images.get(kind), settings);
  });
}

function describe(
  kind: DatabaseKind,
  because: string,
  variables: readonly ConnectionVariableFound[],
  service: ComposeServiceFound | undefined,
  settings: readonly SettingFound[],
): DatabaseFound {
  const tag = service?.image && /^[^:]+:v?(\d+(?:\.\d+)?)/.exec(service.image.replace(/^.*\//, ''))?.[1];
  const official =
    service?.image !== undefined && /^(docker\.io\/)?(library\/)?(postgres|mongo|redis|rabbitmq|valkey\/valkey):/.test(service.image);
  const ofImage = Object.entries(service?.environment ?? {}).find(([name]) => /^(POSTGRES_DB|MONGO_INITDB_DATABASE)$/.test(name));
  const ofUrl = variables.find(({ database }) => database !== undefined && !/^\d+$/.test(database));
  const ofPart = variables
    .filter(({ part }) => part === 'database')
    .map(({ name }) => settings.find((each) => each.name === name))
    .find((each) => each?.value ?? each?.fallback);
  const database = ofUrl
    ? { value: ofUrl.database!, because: `the URL of ${ofUrl.name} has it` }
    : ofPart
      ? {
        value: ofPart.value?.text ?? ofPart.fallback!,
        because: `${ofPart.name} in ${ofPart.value?.file ?? ofPart.because.replace('read in ', '')}`,
      }
      : ofImage
        ? { value: ofImage[1], because: `${ofImage[0]} in ${service!.file}` }
        : undefined;
  return {
    kind,
    because,
    variables,
    name: service?.name,
    version: tag && official ? { value: versionOf(kind, tag), because: `${service.image} in ${service.file}` } : undefined,
    database: database && /^[A-Za-z_][\w-]*$/.test(database.value) ? database : undefined,
  };
}

/** As exact as versions of data are told apart by. */
function versionOf(kind: DatabaseKind, tag: string): string {
  return kind === 'mongodb' ? (tag.includes('.') ? tag : `${tag}.0`) : tag.replace(/\..*/, '');
}

function variableOf(
  setting: SettingFound,
  settings: readonly SettingFound[],
  kinds: readonly DatabaseKind[],
  isCelery: boolean,
): (ConnectionVariableFound & { kind: DatabaseKind }) | undefined {
  const { name, because } = setting;
  const text = urlIn(setting);
  const only = (some: DatabaseKind[]) => some.find((kind) => kinds.includes(kind));
  const broker = only(['redis', 'valkey', 'rabbitmq']);
  if (/^TEST|_TEST(_|$)/.test(name)) {
    return undefined;
  }
  const ofUrl =
    kindByText(setting)
    ?? (/(DATABASE|DB|SQLALCHEMY\w*|^)_*(URL|URI|DSN|CONN(ECTION)?(_STRING)?)$/.test(name)
      ? only(['postgres', 'mongodb'])
      : /BROKER(_URL)?$/.test(name) && isCelery
        ? only(['rabbitmq', 'redis', 'valkey'])
        : /RESULT_BACKEND(_URL)?$/.test(name) && isCelery
          ? broker
          : undefined);
  const isUrl = /(URL|URI|DSN|CONNECTION_STRING|BROKER|BACKEND)$/.test(name) || text !== undefined || /Dsn\b/.test(setting.type ?? '');
  if (ofUrl && isUrl && kinds.includes(ofUrl)) {
    const [, scheme, database] = /^([\w+]+):\/\/(?:[^/]*\/)?([^/?]*)/.exec(text ?? '') ?? [];
    return { kind: ofUrl, name, part: 'url', because, scheme, database: /^[\w-]+$/.test(database ?? '') ? database : undefined };
  }
  for (const [pattern, part] of PARTS) {
    const prefix = pattern.test(name) ? name.replace(pattern, '') : undefined;
    if (prefix === undefined || prefix === '') {
      continue;
    }
    const isOne = (what: ConnectionPart) =>
      settings.some(
        (each) =>
          each.name !== name
          && each.name.startsWith(prefix)
          && PARTS.some(
            ([other, is]) =>
              is === what && other.test(each.name) && each.name.replace(other, '').replace(/_+$/, '') === prefix.replace(/_+$/, ''),
          ),
      );
    const kind =
      KINDS.find((each) => NAMES[each].test(prefix) && kinds.includes(each))
      ?? (SOME_DATABASE.test(`${prefix}_`) || SOME_DATABASE.test(prefix) ? only(['postgres', 'mongodb']) : undefined);
    if (kind && (isOne('host') || isOne('port') || part === 'host' || part === 'database')) {
      return { kind, name, part, because };
    }
  }
  return undefined;
}

function kindByText(setting: SettingFound): DatabaseKind | undefined {
  const text = urlIn(setting);
  const isUrl = /(URL|URI|DSN|CONNECTION_STRING)$/.test(setting.name);
  return (
    KINDS.find((kind) => text !== undefined && SCHEMES[kind].test(text))
    ?? KINDS.find((kind) => text === undefined && isUrl && NAMES[kind].test(setting.name))
    ?? ({ PostgresDsn: 'postgres', RedisDsn: 'redis', MongoDsn: 'mongodb', AmqpDsn: 'rabbitmq' } as const)[
      /(Postgres|Redis|Mongo|Amqp)Dsn/.exec(setting.type ?? '')?.[0] ?? ''
    ]
  );
}

function urlIn({ value, fallback }: SettingFound): string | undefined {
  return [value?.text, fallback].find((each) => each !== undefined && /:\/\/./.test(each));
}
