import { get } from '../api';
import { WatchedPage } from '../browser';
import { eventually } from '../eventually';
import { mongoValue, mongosh } from '../mongosh';
import { round } from '../report';
import { ALL_HEALTHY, BACKEND, FRONTEND, SCRIPT, SERVICES, compose, crm, report, sandbox, unique } from '../scene';

/** What the seed's init script declares. */
const COLLECTIONS = [
  'activities', 'ai_chat_conversations', 'calendar_events', 'companies', 'deals', 'email_tracking_events', 'leads', 'notifications',
  'user_preferences', 'users', 'workflow_executions', 'workflows',
];
const INDEXES = [
  { collection: 'companies', key: { domain: 1 }, unique: true },
  { collection: 'deals', key: { lead_id: 1 }, unique: false },
  { collection: 'deals', key: { owner_id: 1 }, unique: false },
  { collection: 'leads', key: { email: 1 }, unique: false },
  { collection: 'leads', key: { owner_id: 1 }, unique: false },
  { collection: 'users', key: { email: 1 }, unique: true },
];

/** Funcionalidade: the stack runs, and each part of it does its work. */
export function running(): void {
  // nothing below can hold where this fails
  beforeAll(async () => {
    const { output } = await report.phase('first start', () => sandbox.succeed([SCRIPT, 'start'], { timeoutSeconds: 900 }));
    // an image that is built here is looked for nowhere else
    expect(output).not.toMatch(/^ *\S+ Error\b/m);
  }, 900_000);

  test('Todos os serviços iniciam corretamente', async () => {
    const states = await compose.states();
    expect(states.map(({ Service }) => Service)).toEqual(SERVICES);
    expect(states.map(({ State }) => State)).toEqual(SERVICES.map(() => 'running'));
    for (const service of SERVICES) {
      expect([service, (await compose.container(service)).RestartCount]).toEqual([service, 0]);
    }
  });

  test('Health checks passando', async () => {
    expect(await compose.health()).toEqual(ALL_HEALTHY);

    const { id } = await crm.addLead(unique('survivor'), 'survivor@acme.com.br');
    await sandbox.succeed([SCRIPT, 'stop']);
    expect(await compose.states()).toEqual([]);
    const { stdout, seconds } = await sandbox.succeed([SCRIPT, 'start'], { timeoutSeconds: 300 });
    report.add('start, warm, until all are healthy', round(seconds), 's');
    expect(await compose.health()).toEqual(ALL_HEALTHY);
    expect(stdout).toContain(FRONTEND);
    expect(stdout).toContain(BACKEND);
    expect((await crm.leads()).map((lead) => lead.id)).toContain(id);
  }, 400_000);

  test('no port is open to the network, and no container has more rights than it needs', async () => {
    for (const service of SERVICES) {
      const { HostConfig: host } = await compose.container(service);
      const addresses = Object.values(host.PortBindings ?? {}).flatMap((bindings) => bindings ?? []).map(({ HostIp }) => HostIp);
      expect([service, ...new Set(addresses)]).toEqual(service.startsWith('celery') ? [service] : [service, '127.0.0.1']);
      expect([service, host]).toEqual([service, expect.objectContaining({ ReadonlyRootfs: true, CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges:true'] })]);
      expect((await compose.exec(service, 'id', '-u')).stdout.trim()).not.toBe('0');
    }
  });

  test('Backend responde em http://localhost:8000/health', async () => {
    const answer = await get('http://localhost:8000/health');
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({ status: 'ok', environment: 'development', release: '' });
  });

  test('Frontend carrega em http://localhost:4200', async () => {
    const name = unique('lead');
    const browser = await WatchedPage.open(FRONTEND);
    const { page } = browser;
    try {
      await page.getByTestId('live-state').getByText('Conectado').waitFor();
      await page.getByTestId('lead-name').fill(name);
      await page.getByTestId('lead-email').fill('ana@acme.com.br');
      await page.getByTestId('lead-submit').click();
      await page.getByTestId('lead-row').filter({ hasText: name }).waitFor();
      await page.getByTestId('event-row').filter({ hasText: name }).waitFor();
      expect((await crm.leads()).map((lead) => lead.name)).toContain(name);

      await page.reload();
      await page.getByTestId('lead-row').filter({ hasText: name }).waitFor();
      expect(browser.errors).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  describe('MongoDB conecta e aceita operações', () => {
    test('collections and indexes are as declared', async () => {
      expect(await mongoValue('db.getCollectionNames()')).toEqual(expect.arrayContaining(COLLECTIONS));
      const indexes = await mongoValue(`${JSON.stringify(COLLECTIONS)}.flatMap((collection) => db.getCollection(collection).getIndexes()
        .filter((index) => index.name !== '_id_')
        .map((index) => ({ collection, key: index.key, unique: index.unique === true })))`);
      const sorted = [...indexes].sort((a: unknown, b: unknown) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
      expect(sorted).toEqual(INDEXES);
    });

    test('a unique index refuses a second document', async () => {
      const outcome = await mongosh("db.users.insertMany([{ email: 'twice@acme.com.br' }, { email: 'twice@acme.com.br' }])");
      expect(outcome.code).not.toBe(0);
      expect(outcome.output).toContain('E11000');
    });

    test('the application works in its database and in no other', async () => {
      expect(await mongoValue("db.activities.insertOne({ type: 'acceptance' }).acknowledged && db.activities.countDocuments({ type: 'acceptance' })")).toBe(1);
      for (const foreign of ["db.getSiblingDB('another').things.insertOne({ a: 1 })", "db.getSiblingDB('admin').getCollection('system.users').findOne()"]) {
        const outcome = await mongosh(foreign);
        expect([foreign, outcome.code === 0]).toEqual([foreign, false]);
        expect(outcome.output).toMatch(/not authorized/i);
      }
      const stranger = await mongosh('db.leads.findOne()', 'wrong');
      expect(stranger.code).not.toBe(0);
      expect(stranger.output).toMatch(/authentication failed/i);
    });

    // a stop and a start are above
    test('data survives a restart', async () => {
      const { id } = await crm.addLead(unique('survivor'), 'survivor@acme.com.br');
      const kept = () => mongoValue(`db.leads.countDocuments({ _id: ObjectId('${id}') })`);
      const { StartedAt } = (await compose.container('mongodb')).State;

      await report.phase('restart, until all are healthy', () => sandbox.succeed([SCRIPT, 'restart'], { timeoutSeconds: 300 }));
      expect((await compose.container('mongodb')).State.StartedAt).not.toBe(StartedAt);
      expect(await compose.health()).toEqual(ALL_HEALTHY);
      expect(await kept()).toBe(1);
    });
  });

  test('Redis conecta e aceita operações', async () => {
    const [key, value] = [unique('key'), unique('value')];
    expect(await compose.exec('redis', 'redis-cli', 'set', key, value)).toMatchObject({ code: 0, stdout: 'OK\n' });
    expect(await compose.exec('redis', 'redis-cli', 'get', key)).toMatchObject({ code: 0, stdout: `${value}\n` });
    expect(await compose.exec('redis', 'redis-cli', 'config', 'get', 'maxmemory-policy')).toMatchObject({ stdout: 'maxmemory-policy\nnoeviction\n' });
  });

  test('Celery worker processa tarefas', async () => {
    const { id } = await crm.addLead('Ana Souza', 'ana@acme.com.br');
    expect(await crm.enrich(id, 60)).toMatchObject({ lead_id: id, score: 60, scoring_version: '1' });
    expect((await crm.leads()).find((lead) => lead.id === id)).toMatchObject({ score: 60 });
    expect((await compose.succeed('logs', '--no-color', 'celery-worker')).stdout).toContain(`Lead ${id} enriched`);
  });

  test('Celery beat executa scheduled tasks', async () => {
    const seen = new Set<string>();
    await eventually('two scheduled snapshots beside the first one', 60, async () => {
      const takenAt = await crm.snapshotTakenAt();
      return takenAt !== undefined && seen.add(takenAt).size > 2;
    });
    const [first, second, third] = [...seen].map((takenAt) => Date.parse(takenAt));
    expect(first).toBeLessThan(second);
    expect(second).toBeLessThan(third);
  });
}
