import { Project } from 'projen';
import { Match } from '../../src/assertions';
import { DataServices, EnvValue, Language, ServiceOption } from '../../src/model';
import { PostgresService, PostgresServiceProps } from '../../src/services';
import { composeService, expectService } from '../fixtures/compose';
import { HOSTILE } from '../fixtures/hostile';
import { TestService, emptyStack, filesIn, synthesized } from '../fixtures/stack';

const postgres = (props: Partial<PostgresServiceProps> = {}, stack = emptyStack()) => new PostgresService(stack, 'postgres', { database: 'shop', ...props });

test('it runs as its own user on a file system that cannot be written to', () => {
  expectService(postgres(), {
    image: 'postgres:17', user: '999:999', read_only: true, tmpfs: ['/tmp', '/var/run/postgresql'], stop_signal: 'SIGINT',
  });
  expectService(postgres({ image: 'postgres:17-alpine' }), { user: '70:70' });
});

test('its data is where the image of its version keeps it', () => {
  expectService(postgres(), { volumes: Match.arrayWith(['postgres_data:/var/lib/postgresql/data']), environment: { PGDATA: '/var/lib/postgresql/data/pgdata' } });
  expectService(postgres({ version: '18' }), { volumes: Match.arrayWith(['postgres_data:/var/lib/postgresql']), environment: { PGDATA: '/var/lib/postgresql/pgdata' } });
});

test('the application owns its database, has its extensions and is let into no other', () => {
  const files = synthesized(postgres({ user: 'clerk', extensions: ['pgcrypto'] }).stack);
  expect(files['docker/postgres/init.sql']).toMatch(/CREATE ROLE "clerk" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';\nALTER DATABASE "shop" OWNER TO "clerk";/);
  expect(files['docker/postgres/init.sql']).toContain('CREATE EXTENSION IF NOT EXISTS "pgcrypto";');
  const rules = files['docker/postgres/pg_hba.conf'].split('\n').filter((line) => /^(local|host)/.test(line)).map((line) => line.split(/\s+/));
  expect(rules.filter(([, , user]) => user !== 'postgres').map(([, database, user]) => [database, user])).toEqual([['"shop"', '"clerk"'], ['"shop"', '"clerk"']]);
  expect(rules.every((rule) => rule.at(-1) === 'scram-sha-256')).toBe(true);
});

test('no password is in a file that is written', () => {
  expect(JSON.stringify(Object.entries(synthesized(postgres().stack)).filter(([file]) => file.startsWith('docker/')))).not.toContain('development-only');
});

test('its settings are those of postgresql.conf', () => {
  expectService(postgres({ settings: { max_connections: '200' } }), { command: ['postgres', '-c', 'max_connections=200', '-c', 'hba_file=/etc/postgresql/pg_hba.conf'] });
});

test('its words are those of the stack\'s language', () => {
  expect(synthesized(postgres({}, emptyStack({ language: Language.PT_BR })).stack)['docker/postgres/pg_hba.conf']).toContain('Quem pode entrar');
});

describe('a consumer', () => {
  const consumerOf = (service: PostgresService) => {
    const consumer = new TestService(service.stack, 'backend');
    consumer.connectTo(service);
    return consumer;
  };
  const url = 'postgresql://shop:${POSTGRES_PASSWORD:-development-only}@postgres:5432/shop';

  test('is told the URL, with the driver that it needs', () => {
    expectService(consumerOf(postgres()), { environment: Match.exact({ DATABASE_URL: url }) });
    expectService(consumerOf(postgres({ scheme: 'postgresql+asyncpg' })), { environment: { DATABASE_URL: url.replace(':', '+asyncpg:') } });
  });

  test('is told the parts by the names that it reads, and then no URL', () => {
    const variables = { host: 'DB_HOST', port: 'DB_PORT', user: 'DB_USER', password: 'DB_PASS', database: 'DB_NAME' };
    const parts = { DB_HOST: 'postgres', DB_PORT: '5432', DB_USER: 'shop', DB_PASS: '${POSTGRES_PASSWORD:-development-only}', DB_NAME: 'shop' };
    expectService(consumerOf(postgres({ variables })), { environment: Match.exact(parts) });
    expectService(consumerOf(postgres({ variables, urlVariable: 'URL' })), { environment: Match.exact({ ...parts, URL: url }) });
  });

  test('can name the parts itself', () => {
    const service = postgres();
    const consumer = new TestService(service.stack, 'admin', { environment: { PGHOST: service.connection.host, RESULTS: EnvValue.join(EnvValue.of('db+'), service.connection.url) } });
    expectService(consumer, { environment: { PGHOST: 'postgres', RESULTS: `db+${url}` } });
  });

  test('is asked for what it is told, and nothing more, where the database runs elsewhere', () => {
    const service = postgres({ variables: { host: 'DB_HOST', port: 'DB_PORT', password: 'DB_PASS' } });
    expect(composeService(consumerOf(service), service.stack.production).environment).toEqual({
      DB_HOST: '${POSTGRES_HOST:?host of postgres, which runs elsewhere}',
      DB_PORT: '${POSTGRES_PORT:-5432}',
      DB_PASS: expect.stringContaining('${POSTGRES_PASSWORD:?'),
    });
  });

  test('reads a part that is a secret from a file', () => {
    const service = postgres({ variables: { password: 'DB_PASS' } }, emptyStack({ production: { dataServices: DataServices.IN_STACK } }));
    const consumer = consumerOf(service);
    service.stack.production.configure(consumer, { secretFiles: true });
    expectService(consumer, { environment: { DB_PASS_FILE: '/run/secrets/POSTGRES_PASSWORD' } }, service.stack.production);
  });
});

describe('bad input', () => {
  const refused = (props: Partial<PostgresServiceProps>, message: string) => {
    const stack = emptyStack();
    expect(() => postgres(props, stack)).toThrow(message);
    expect(filesIn(Project.of(stack).outdir)).toEqual({});
  };

  test.each(['', 'Shop', ...Object.values(HOSTILE)])('%j is no name', (text) => {
    refused({ database: text }, 'the database of service "postgres" is ');
    refused({ user: text }, 'the user of service "postgres" is ');
    refused({ extensions: [text === 'Shop' ? 'S' : text] }, 'names of extensions');
    refused({ scheme: text }, 'the scheme of service "postgres" is ');
  });

  test('names of the server itself are refused', () => {
    refused({ database: 'template1' }, 'which is PostgreSQL\'s own: allowed are names other than "postgres", "template0" and "template1"');
    refused({ user: 'postgres' }, 'the user of service "postgres" is "postgres", which is PostgreSQL\'s own');
    refused({ user: 'pg_monitor' }, 'that do not begin with "pg_"');
  });

  test('settings that decide who is let in are refused', () => {
    refused({ settings: { hba_file: '/x' } }, 'setting "hba_file" of service "postgres" controls access or the place of the data');
  });

  test('one name for two variables is refused', () => {
    refused({ urlVariable: 'DB', variables: { host: 'DB' } }, 'variable "DB" is named twice for service "postgres"');
  });

  test('another command would let others in', () => {
    const service = postgres();
    expect(service.describe(service.stack.development).unsupported).toEqual([ServiceOption.SECRET_FILES, ServiceOption.COMMAND]);
  });
});
