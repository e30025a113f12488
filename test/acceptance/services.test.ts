import { Project } from 'projen';
import { removeProject, requireUnused } from './engine';
import { Report } from './report';
import { ROOT } from './root';
import { ContainerStack, DataServices, Duration, GenericService, HealthCheck, ImageSource, MongoService, PostgresService, RabbitMqService, Size, ValkeyService } from '../../src';
import { prepareImages } from './services/images';
import { Site, specOf } from './services/site';

/*
 * PostgreSQL, RabbitMQ and Valkey as the library runs them, on the engine: who is let in, that each health check is red when it has to be
 * and green again, that data outlives containers and comes back from a backup, and that passwords change while they run.
 *
 * Where no registry answers, Debian's packages stand in for the official images, see services/images: users, folders and entrypoints are
 * the official ones. ACCEPTANCE_KEEP=1 keeps what runs.
 */

const PROJECT = 'acceptance-services';
const site = new Site(PROJECT);
const report = new Report();
let mayCleanUp = false;

const stack = new ContainerStack(new Project({ name: 'shop', outdir: site.folder }), 'shop', { production: { dataServices: DataServices.IN_STACK } });
const postgres = new PostgresService(stack, 'postgres', {
  database: 'shop', user: 'clerk', extensions: ['pgcrypto'], settings: { max_connections: '50' }, variables: { host: 'DB_HOST', password: 'DB_PASSWORD' }, urlVariable: 'DATABASE_URL',
});
const rabbitmq = new RabbitMqService(stack, 'rabbitmq', {
  leastFreeDisk: Size.mebibytes(100), consumerTimeout: Duration.hours(2), resources: { memory: Size.mebibytes(512) },
});
const valkey = new ValkeyService(stack, 'valkey', {
  purposes: [{ urlVariable: 'CACHE_URL', database: 1, keyPrefix: 'shop:' }, { urlVariable: 'CELERY_RESULT_BACKEND', database: 2 }],
});
const mongodb = new MongoService(stack, 'mongodb', { database: 'shop', replicaSet: 'rs0' });
new GenericService(stack, 'client', {
  image: ImageSource.reference('valkey/valkey:8-alpine'), command: ['sleep', 'infinity'], init: true, healthCheck: HealthCheck.none(), connectTo: [postgres, rabbitmq, valkey, mongodb],
});

beforeAll(async () => {
  await requireUnused(PROJECT);
  mayCleanUp = true;
  const images = await report.phase('images are there', prepareImages);
  images.forEach((image) => report.add(image.split(': ')[0], image.split(': ')[1]));
  site.write(stack);
  await report.phase('all are healthy', () => site.compose(['up', '--detach', '--wait', ...['postgres', 'rabbitmq', 'valkey', 'mongodb']]));
  await site.compose(['up', '--detach', 'client']);
}, 900_000);

afterAll(async () => {
  if (process.env.ACCEPTANCE_KEEP) {
    process.stdout.write(`\nkept: ${site.folder}\n`);
  } else if (mayCleanUp) {
    await site.remove();
    await removeProject(PROJECT);
  }
  report.write(ROOT, 'acceptance-services.json');
});

const RIGHT = { postgres: 'rightpostgrespassword', root: 'rightpostgresrootpassword', rabbitmq: 'rightrabbitmqpassword', valkey: 'rightvalkeypassword' };

/** One statement, over the network. */
async function sql(statement: string, { user = 'clerk', password = RIGHT.postgres, database = 'shop' } = {}): Promise<string> {
  const { code, stdout, stderr } = await site.exec(
    'postgres', ['psql', '--no-psqlrc', '-qtA', '-h', 'postgres', '-U', user, '-d', database, '-c', statement], { env: { PGPASSWORD: password } },
  );
  return code === 0 ? stdout.trim() : stderr.trim();
}

const asAdministrator = { user: 'postgres', password: RIGHT.root, database: 'postgres' };

function rabbitmqctl(...argv: string[]) {
  return site.exec('rabbitmq', ['rabbitmqctl', '--quiet', ...argv]);
}

describe('who is let in', () => {
  test('PostgreSQL: the application to its database, with what it owns there and its extensions', async () => {
    expect(await sql('CREATE TABLE orders(id int PRIMARY KEY); INSERT INTO orders VALUES (1), (2); SELECT count(*) FROM orders')).toBe('2');
    expect(await sql("SELECT length(crypt('x', gen_salt('bf'))) > 0")).toBe('t');
    expect(await sql('SELECT rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = current_user')).toBe('f');
  });

  test('PostgreSQL: to no other database, not with another password, and not without one', async () => {
    await sql('CREATE DATABASE other', asAdministrator);
    expect(await sql('SELECT 1', { database: 'other' })).toContain('no pg_hba.conf entry');
    expect(await sql('SELECT 1', { database: 'postgres' })).toContain('no pg_hba.conf entry');
    expect(await sql('SELECT 1', { password: 'wrong' })).toContain('password authentication failed');
    expect((await site.exec('postgres', ['psql', '-w', '-U', 'postgres', '-c', 'SELECT 1'])).stderr).toContain('no password supplied');
  });

  test('RabbitMQ: the application to its virtual host, and it is no administrator', async () => {
    expect((await rabbitmqctl('list_users')).stdout).toMatch(/^shop\t\[management\]$/m);
    expect((await rabbitmqctl('list_users')).stdout).not.toMatch(/guest|administrator/);
    expect((await rabbitmqctl('list_user_permissions', 'shop')).stdout.trim().split('\n').slice(1)).toEqual(['shop\t.*\t.*\t.*']);
    expect((await rabbitmqctl('authenticate_user', 'shop', 'wrong')).code).not.toBe(0);
    expect((await rabbitmqctl('authenticate_user', 'shop', RIGHT.rabbitmq)).code).toBe(0);
  });

  test('Valkey: who has the password, each purpose in a database of its own', async () => {
    const ask = async (url: string) => (await site.exec('client', ['sh', '-c', `valkey-cli --no-auth-warning -u "$(echo "${url}" | sed 's|//:|//default:|')" "$@"`, 'sh', ...'set k v'.split(' ')])).stdout.trim();
    expect(await ask('$CACHE_URL')).toBe('OK');
    expect((await site.exec('valkey', ['valkey-cli', '-n', '1', 'dbsize'])).stdout.trim()).toBe('1');
    expect((await site.exec('valkey', ['valkey-cli', '-n', '2', 'dbsize'])).stdout.trim()).toBe('0');
    expect(await ask('redis://valkey:6379/1')).toMatch(/NOAUTH/);
    expect((await site.exec('client', ['sh', '-c', 'echo "$CACHE_KEY_PREFIX $DB_HOST $DB_PASSWORD"'])).stdout.trim()).toBe(`shop: postgres ${RIGHT.postgres}`);
  });
});

/** Signals the server, whose parent is the init process of its container. */
function signal(service: string, name: string, program: string) {
  return site.exec(service, ['sh', '-c', `for each in /proc/[0-9]*; do if tr '\\0' ' ' < "$each/cmdline" | grep -q '^[^ ]*${program}'; then kill -${name} "\${each#/proc/}"; fi; done`]);
}

describe('each fault turns the check red, and it is green again without it', () => {
  const faults: Array<[string, string, () => Promise<unknown>, () => Promise<unknown>]> = [
    ['postgres', 'hangs', () => signal('postgres', 'STOP', 'postgres'), () => signal('postgres', 'CONT', 'postgres')],
    ['postgres', 'only reads', () => sql('ALTER DATABASE shop SET default_transaction_read_only = on', asAdministrator), () => sql('ALTER DATABASE shop RESET default_transaction_read_only', asAdministrator)],
    ['postgres', 'has another password for the application', () => sql("ALTER ROLE clerk PASSWORD 'other'", asAdministrator), () => sql(`ALTER ROLE clerk PASSWORD '${RIGHT.postgres}'`, asAdministrator)],
    ['postgres', 'has no database of the application', () => sql('ALTER DATABASE shop RENAME TO gone', asAdministrator), () => sql('ALTER DATABASE gone RENAME TO shop', asAdministrator)],
    ['postgres', 'has no connection left', () => sql('ALTER ROLE clerk CONNECTION LIMIT 0', asAdministrator), () => sql('ALTER ROLE clerk CONNECTION LIMIT -1', asAdministrator)],
    ['rabbitmq', 'hangs', () => signal('rabbitmq', 'STOP', 'beam'), () => signal('rabbitmq', 'CONT', 'beam')],
    ['rabbitmq', 'has its application stopped', () => rabbitmqctl('stop_app'), () => rabbitmqctl('start_app')],
    ['rabbitmq', 'is short of memory', () => rabbitmqctl('set_vm_memory_high_watermark', 'absolute', '1000000'), () => rabbitmqctl('set_vm_memory_high_watermark', 'absolute', '400MB')],
    ['rabbitmq', 'is short of disk', () => rabbitmqctl('set_disk_free_limit', '900000GB'), () => rabbitmqctl('set_disk_free_limit', '50MB')],
    ['rabbitmq', 'has another password for the application', () => rabbitmqctl('change_password', 'shop', 'other'), () => rabbitmqctl('change_password', 'shop', RIGHT.rabbitmq)],
    ['rabbitmq', 'lets the application into no virtual host', () => rabbitmqctl('clear_permissions', '-p', 'shop', 'shop'), () => rabbitmqctl('set_permissions', '-p', 'shop', 'shop', '.*', '.*', '.*')],
    ['valkey', 'hangs', () => signal('valkey', 'STOP', 'valkey-server'), () => signal('valkey', 'CONT', 'valkey-server')],
    ['valkey', 'has another password', () => site.exec('valkey', ['valkey-cli', 'config', 'set', 'requirepass', 'other']),
      () => site.exec('valkey', ['valkey-cli', 'config', 'set', 'requirepass', RIGHT.valkey], { env: { REDISCLI_AUTH: 'other' } })],
  ];

  test.each(faults)('%s %s', async (service, _, breakIt, mendIt) => {
    expect(await site.isHealthy(service)).toBe(true);
    await breakIt();
    try {
      await becomes(service, false);
    } finally {
      await mendIt();
    }
    await becomes(service, true);
  }, 60_000);

  async function becomes(service: string, expected: boolean) {
    for (let attempt = 0; attempt < 12 && await site.isHealthy(service) !== expected; attempt++) {
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    expect([service, await site.isHealthy(service)]).toEqual([service, expected]);
  }

  test('a check of RabbitMQ takes less than 50 ms of a processor beside the server', async () => {
    const { stderr } = await site.exec('rabbitmq', ['bash', '-c', 'TIMEFORMAT="%U %S"; time bash /usr/local/bin/rabbitmq-health.sh > /dev/null']);
    const seconds = stderr.trim().split(' ').reduce((sum, part) => sum + Number(part), 0);
    report.add('processor seconds of a check of RabbitMQ', seconds);
    expect(seconds * 3600 / 15).toBeLessThan(20);
  });
});

describe('backup of PostgreSQL', () => {
  const { backup, dataCheck, dataVersions } = specOf(postgres);
  const dump = async () => (await site.exec('postgres', ['sh', '-c', '"$@" | base64 --wrap=0', 'sh', ...backup!.dump])).stdout;
  const read = (program: string[], base64: string) => site.exec('postgres', ['sh', '-c', 'base64 -d | "$@"', 'sh', ...program], { input: base64 });
  let saved: string;

  test('what was changed since is as it was, while clients are connected', async () => {
    saved = await dump();
    await sql('DELETE FROM orders; CREATE TABLE later(id int)');
    const client = sql('SELECT pg_sleep(30)');
    const { code, stderr } = await read(backup!.restore, saved);
    expect([code, stderr]).toEqual([0, '']);
    expect(await client).toMatch(/terminating connection|server closed/);
    expect(await sql('SELECT count(*) FROM orders')).toBe('2');
    expect(await sql('SELECT * FROM later')).toContain('does not exist');
    expect(await sql('INSERT INTO orders VALUES (3); SELECT count(*) FROM orders')).toBe('3');
    expect(await sql('SELECT 1', { ...asAdministrator, database: 'shop_replaced' })).toContain('does not exist');
    expect(await site.isHealthy('postgres')).toBe(true);
  });

  test('a backup that is not whole leaves everything as it is', async () => {
    const half = Buffer.from(saved, 'base64');
    const { code } = await read(backup!.restore, half.subarray(0, half.length - 400).toString('base64'));
    expect(code).not.toBe(0);
    expect(await sql('SELECT count(*) FROM orders')).toBe('3');
    expect(await sql('SELECT 1', { ...asAdministrator, database: 'shop_restored' })).toContain('does not exist');
  });

  test('it says whether a file is a whole backup of this database', async () => {
    const whole = Buffer.from(saved, 'base64');
    expect((await read(backup!.verify!, saved)).code).toBe(0);
    expect((await read(backup!.verify!, whole.subarray(0, whole.length - 400).toString('base64'))).code).not.toBe(0);
    expect((await read(backup!.verify!, Buffer.from('something else').toString('base64'))).code).not.toBe(0);
    const other = (await site.exec('postgres', ['sh', '-c', 'PGPASSWORD=$POSTGRES_PASSWORD pg_dump -U postgres --format=custom --dbname=other | base64 --wrap=0'])).stdout;
    expect((await read(backup!.verify!, other)).code).not.toBe(0);
  });

  test('its data can be read, and it says its version', async () => {
    expect((await site.exec('postgres', dataCheck!)).code).toBe(0);
    expect((await site.exec('postgres', dataVersions!.program)).stdout).toMatch(/ 17\.\d/);
  });
});

describe('a password changes while the service runs', () => {
  const change = (service: string, program: string[], variable: string, present: string, next: string) =>
    site.exec(service, [...program, variable], { input: `${present}\n${next}\n` });

  test('PostgreSQL: the application\'s, and the administrator\'s', async () => {
    const program = specOf(postgres).passwords!.change;
    expect(await change('postgres', program, 'POSTGRES_PASSWORD', RIGHT.postgres, 'next1')).toMatchObject({ code: 0 });
    expect([await sql('SELECT 1', { password: 'next1' }), await sql('SELECT 1')]).toEqual(['1', expect.stringContaining('failed')]);
    expect(await change('postgres', program, 'POSTGRES_PASSWORD', 'next1', RIGHT.postgres)).toMatchObject({ code: 0 });
    for (const [present, next] of [[RIGHT.root, 'next2'], [RIGHT.root, 'next2'], ['next2', RIGHT.root]]) {
      expect(await change('postgres', program, 'POSTGRES_ROOT_PASSWORD', present, next)).toMatchObject({ code: 0 });
    }
    expect(await sql('SELECT 1', asAdministrator)).toBe('1');
    expect((await site.compose(['logs', '--no-log-prefix', 'postgres'])).stdout).not.toMatch(/next1|next2|right/);
  });

  test('RabbitMQ', async () => {
    const program = specOf(rabbitmq).passwords!.change;
    expect(await change('rabbitmq', program, 'RABBITMQ_PASSWORD', RIGHT.rabbitmq, 'next1')).toMatchObject({ code: 0 });
    expect((await rabbitmqctl('authenticate_user', 'shop', 'next1')).code).toBe(0);
    expect(await change('rabbitmq', program, 'RABBITMQ_PASSWORD', 'next1', RIGHT.rabbitmq)).toMatchObject({ code: 0 });
    expect((await site.exec('rabbitmq', specOf(rabbitmq).dataVersions!.program)).stdout).toMatch(/^\d+\.\d+/m);
    expect((await site.exec('rabbitmq', specOf(rabbitmq).dataVersions!.prepare!)).code).toBe(0);
  });

  test('Valkey: both for a while', async () => {
    const { add, change: only } = specOf(valkey).passwords!;
    const lets = async (password: string) => (await site.exec('valkey', ['valkey-cli', '-e', 'ping'], { env: { REDISCLI_AUTH: password } })).code === 0;
    await change('valkey', add!, 'VALKEY_PASSWORD', RIGHT.valkey, 'next1');
    expect([await lets('next1'), await lets(RIGHT.valkey)]).toEqual([true, true]);
    await change('valkey', only, 'VALKEY_PASSWORD', RIGHT.valkey, 'next1');
    expect([await lets('next1'), await lets(RIGHT.valkey)]).toEqual([true, false]);
    await change('valkey', only, 'VALKEY_PASSWORD', 'next1', RIGHT.valkey);
    expect(await lets(RIGHT.valkey)).toBe(true);
  });
});

test('data outlives the container', async () => {
  await rabbitmqctl('add_vhost', 'kept');
  await site.compose(['up', '--detach', '--wait', '--force-recreate', 'postgres', 'rabbitmq', 'valkey']);
  expect((await rabbitmqctl('list_vhosts')).stdout).toMatch(/^kept$/m);
  expect(await sql('SELECT count(*) FROM orders')).toBe('3');
  expect((await site.exec('valkey', ['valkey-cli', '-n', '1', 'get', 'k'])).stdout.trim()).toBe('v');
}, 180_000);
