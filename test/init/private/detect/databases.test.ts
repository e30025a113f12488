import { fastApi, Files, found } from '../scene';

function databases(files: Files) {
  return found(files).python.flatMap((each) => each.databases);
}

/** A FastAPI application with these packages and this code. */
function application(packages: string, code: string, more: Files = {}): Files {
  return fastApi({ 'requirements.txt': `fastapi\nuvicorn\n${packages}`, 'app/config.py': code, ...more });
}

test.each([
  ['psycopg2-binary', 'postgres'], ['asyncpg', 'postgres'], ['psycopg[binary]', 'postgres'], ['motor', 'mongodb'], ['beanie', 'mongodb'],
  ['redis', 'redis'], ['valkey', 'valkey'], ['aio-pika', 'rabbitmq'],
])('%s is a package for %s', (name, kind) => {
  expect(databases(application(name, ''))).toMatchObject([{ kind, variables: [] }]);
});

test('what is no driver is no database', () => {
  expect(databases(application('sqlalchemy\nhttpx', 'import os\nURL = os.environ["DATABASE_URL"]', { '.env.example': 'DATABASE_URL=sqlite:///a.db' }))).toEqual([]);
});

test.each<[string, string, Files, object]>([
  ['with the URL of a template', 'os.environ["DATABASE_URL"]', { '.env.example': 'DATABASE_URL=postgresql+asyncpg://a:b@localhost/shop # yours' },
    { name: 'DATABASE_URL', part: 'url', scheme: 'postgresql+asyncpg', database: 'shop' }],
  ['with the URL of a Compose file', 'os.getenv("URL_OF_DB")', {
    'compose.yml': 'services:\n  web:\n    build: .\n    environment:\n      URL_OF_DB: postgres://a:${PW}@db:5432/shop?ssl=1',
  }, { name: 'URL_OF_DB', scheme: 'postgres', database: 'shop' }],
  ['with a fallback of the code', 'os.environ.get("DB", "postgresql://localhost/shop")', {}, { name: 'DB', scheme: 'postgresql', database: 'shop' }],
  ['called as such', 'os.environ["DATABASE_URL"]', {}, { name: 'DATABASE_URL', part: 'url' }],
  ['of pydantic\'s type', 'class Settings(BaseSettings):\n    main_db: PostgresDsn', {}, { name: 'MAIN_DB', part: 'url' }],
])('a variable %s', (_, code, more, variable) => {
  const [found_] = databases(application('asyncpg', `import os\n${code}`, more));
  expect(found_).toMatchObject({ kind: 'postgres', variables: [variable] });
});

test('parts of a connection, by their prefix, also in settings within settings', () => {
  const [found_] = databases(application('asyncpg', [
    'class Database(BaseModel):', '    hostname: str = "x"', '    username: str', '    password: SecretStr', '    port: int = 5432', '    db: str',
    'class Settings(BaseSettings):', '    database: Database', '    model_config = SettingsConfigDict(env_nested_delimiter="__")',
  ].join('\n'), { '.env.example': 'DATABASE__DB=shop' }));
  expect(found_.variables.map(({ name, part }) => [part, name])).toEqual([
    ['host', 'DATABASE__HOSTNAME'], ['user', 'DATABASE__USERNAME'], ['password', 'DATABASE__PASSWORD'], ['port', 'DATABASE__PORT'], ['database', 'DATABASE__DB'],
  ]);
  expect(found_.database).toEqual({ value: 'shop', because: 'DATABASE__DB in .env.example' });
});

test('a URL that the code makes of the parts is read from no variable', () => {
  const [found_] = databases(application('asyncpg', [
    'class Settings(BaseSettings):', '    POSTGRES_USER: str = "a"', '    POSTGRES_SERVER: str = "localhost"', '    POSTGRES_PREFIX: str = "postgresql://"',
    '    POSTGRES_URL: str = f"{POSTGRES_PREFIX}{POSTGRES_USER}"',
  ].join('\n')));
  expect(found_.variables.map(({ name }) => name)).toEqual(['POSTGRES_USER', 'POSTGRES_SERVER']);
});

test('the address of MongoDB Atlas is one of MongoDB, and the name of its database is read beside it', () => {
  const [found_] = databases(application('pymongo', 'import os\nos.environ["ATLAS_URI"]\nos.environ["DB_NAME"]'));
  expect(found_.variables.map(({ name, part }) => [name, part])).toEqual([['ATLAS_URI', 'url'], ['DB_NAME', 'database']]);
});

test('a mail server is no database', () => {
  expect(databases(application('redis', 'import os\nos.environ["SMTP_HOST"]\nos.environ["SMTP_PORT"]'))).toMatchObject([{ kind: 'redis', variables: [] }]);
});

test('image, version and names of a Compose file', () => {
  expect(databases(application('asyncpg\nmotor\nredis', '', {
    'compose.yml': 'services:\n  db:\n    image: postgres:${PG:-16.3-alpine}\n    environment: { POSTGRES_DB: shop }\n  mongo:\n    image: mongo:8.0\n  cache:\n    image: bitnami/redis:7',
  }))).toMatchObject([
    { kind: 'postgres', name: 'db', version: { value: '16' }, database: { value: 'shop' } }, { kind: 'mongodb', name: 'mongo', version: { value: '8.0' } },
    { kind: 'redis', name: 'cache', version: undefined },
  ]);
});

test('Celery without a package for another broker uses RabbitMQ, and broker and results are told apart', () => {
  const tasks = 'import os\nfrom celery import Celery\napp = Celery("x", broker=os.environ["BROKER_URL"], backend=os.environ["RESULT_BACKEND"])\n@app.task\ndef a(): ...';
  expect(databases({ 'requirements.txt': 'celery', 'tasks.py': tasks })).toMatchObject([
    { kind: 'rabbitmq', variables: [{ name: 'BROKER_URL' }, { name: 'RESULT_BACKEND' }] },
  ]);
  expect(databases({ 'requirements.txt': 'celery\nredis', 'tasks.py': tasks, '.env.example': 'BROKER_URL=amqp://rabbit' })).toMatchObject([
    { kind: 'redis', variables: [{ name: 'RESULT_BACKEND' }] }, { kind: 'rabbitmq', variables: [{ name: 'BROKER_URL' }] },
  ]);
});

test('an address that stands in the code is evidence, and nothing that can be told', () => {
  const tasks = 'from celery import Celery\napp = Celery("x", broker="amqp://u:secret@rabbit//")\n@app.task\ndef a(): ...';
  expect(databases({ 'requirements.txt': 'celery', 'tasks.py': tasks })).toEqual([
    { kind: 'rabbitmq', because: '`broker="amqp://...@rabbit//"` in tasks.py', variables: [], name: undefined, version: undefined, database: undefined },
  ]);
});
