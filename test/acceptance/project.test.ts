import { WatchedPage } from './browser';
import { succeed } from './command';
import { removeProject, requireUnused } from './engine';
import { eventually } from './eventually';
import { filesOf, tarball } from './library';
import { Report } from './report';
import { ROOT } from './root';
import { Sandbox } from './sandbox';

/*
 * What a newcomer does: an empty folder, `npx projen new --from projen-container-stack`, `./scripts/docker-dev.sh start`, and a page in
 * the browser, with the library as it is published. The folder's name is that of the stack. ACCEPTANCE_KEEP=1 keeps what runs.
 */

const PROJECT = 'acceptance-newcomer';
const PORTS = { FRONTEND_PORT: '18910', BACKEND_PORT: '18911', MONGODB_PORT: '18912', REDIS_PORT: '18913' };
const PAGE = `http://localhost:${PORTS.FRONTEND_PORT}`;
const GIT = Object.fromEntries(['AUTHOR', 'COMMITTER'].flatMap((who) => [[`GIT_${who}_NAME`, 'A Newcomer'], [`GIT_${who}_EMAIL`, 'newcomer@example.com']]));

/** The smallest of its kind: an API with uv, no frontend and no Celery. */
const API = 'acceptance-newcomer-api';
const API_PORTS = { BACKEND_PORT: '18914', MONGODB_PORT: '18915' };

const sandbox = new Sandbox(PROJECT);
const api = new Sandbox(API);
const report = new Report();
let mayCleanUp = false;
let apiIsMade: Promise<unknown>;

beforeAll(async () => {
  await requireUnused(PROJECT, API);
  mayCleanUp = true;
  // while the other one is made and started
  apiIsMade = makeApi();
  apiIsMade.catch(() => undefined);
});

afterAll(async () => {
  if (process.env.ACCEPTANCE_KEEP) {
    process.stdout.write(`\nkept: ${sandbox.repository}, ${api.repository}\n`);
  } else if (mayCleanUp) {
    await clean(sandbox, PROJECT, PORTS);
    await clean(api, API, API_PORTS);
  }
  report.write(ROOT, 'acceptance-project.json');
}, 600_000);

async function makeApi(): Promise<void> {
  const tools = api.folderOfUser('tools');
  await succeed(['python3', '-m', 'pip', 'install', '--quiet', '--target', tools, 'uv'], { env: process.env, timeoutSeconds: 180 });
  await api.succeed(['npx', '--yes', 'projen', 'new', '--from', tarball(), '--no-frontend', '--no-celery', '--python-packages', 'uv'], {
    env: { ...GIT, PATH: `${process.env.PATH}:${tools}/bin` }, timeoutSeconds: 1200,
  });
}

async function clean(of: Sandbox, project: string, env: NodeJS.ProcessEnv): Promise<void> {
  if (of.exists('scripts/docker-dev.sh')) {
    await of.run(['./scripts/docker-dev.sh', 'clean', '--yes'], { env, timeoutSeconds: 300 });
  }
  await removeProject(project);
  of.remove();
}

test('the first command makes a repository of an empty folder, and commits it', async () => {
  const { output } = await report.phase('npx projen new --from projen-container-stack', () =>
    sandbox.succeed(['npx', '--yes', 'projen', 'new', '--from', tarball()], { env: GIT, timeoutSeconds: 1200 }));
  // npm may have news of its own to tell afterwards
  expect(output.trim().split('\n').filter((line) => !line.startsWith('npm notice')).pop()).toBe('Start it: ./scripts/docker-dev.sh start');
  const { stdout } = await sandbox.succeed(['git', 'status', '--porcelain']);
  expect(stdout).toBe('');
  expect(Object.keys(await filesOf(sandbox.repository))).toEqual(expect.arrayContaining([
    '.projenrc.ts', 'README.md', 'docker-compose.yml', 'backend/app/main.py', 'frontend/package-lock.json', 'scripts/docker-dev.sh',
  ]));
}, 1_300_000);

test('a synthesis changes nothing, and what .projenrc.ts needs is still installed', async () => {
  const before = await filesOf(sandbox.repository);
  await report.phase('npx projen', () => sandbox.succeed(['npx', '--no-install', 'projen'], { timeoutSeconds: 300 }));
  expect(await filesOf(sandbox.repository)).toEqual(before);
  expect(JSON.parse(sandbox.read('package.json')).devDependencies).toHaveProperty(['projen-container-stack']);
  expect(sandbox.exists('node_modules/projen-container-stack/package.json')).toBe(true);
}, 400_000);

test('the second command starts all of it, without an env file and without a further step', async () => {
  expect(sandbox.exists('.env')).toBe(false);
  const { stdout } = await report.phase('./scripts/docker-dev.sh start', () =>
    sandbox.succeed(['./scripts/docker-dev.sh', 'start'], { env: PORTS, timeoutSeconds: 1800 }));
  expect(stdout).toContain(`Frontend: ${PAGE}`);
  expect(sandbox.read('.env')).toBe(sandbox.read('.env.example'));
}, 1_900_000);

test('the page keeps a contact, and shows it to whoever comes later', async () => {
  const first = await WatchedPage.open(PAGE);
  try {
    await first.page.getByText('Nobody yet').waitFor();
    await first.page.getByLabel('Name').fill('Ada');
    await first.page.getByLabel('Email').fill('ada@example.com');
    await first.page.getByRole('button', { name: 'Add' }).click();
    await first.page.getByText('Ada, ada@example.com').waitFor();
    expect(first.errors).toEqual([]);
  } finally {
    await first.close();
  }
  const second = await WatchedPage.open(PAGE);
  try {
    await second.page.getByText('Ada, ada@example.com').waitFor();
    await second.page.getByLabel('Name').fill('Countess');
    await second.page.getByLabel('Email').fill('ada@example.com');
    await second.page.getByRole('button', { name: 'Add' }).click();
    await second.page.getByText('ada@example.com is taken').waitFor();
  } finally {
    await second.close();
  }
}, 300_000);

test('a worker counts the contacts', async () => {
  const asked = await fetch(`${PAGE}/api/reports`, { method: 'POST' });
  expect(asked.status).toBe(202);
  const { id } = await asked.json() as { id: string };
  const done = await eventually('the report', 60, async () => {
    const told = await (await fetch(`${PAGE}/api/reports/${id}`)).json() as { done: boolean; contacts: number };
    return told.done && told;
  });
  expect(done.value).toMatchObject({ contacts: 1 });
}, 90_000);

test.each([['backend', / passed/], ['frontend', /2 passed/]])('the tests of the %s pass, run as a task', async (service, said) => {
  const { stdout } = await sandbox.succeed(['npx', '--no-install', 'projen', 'docker:test', service], { env: PORTS, timeoutSeconds: 600 });
  // what runs them writes for a terminal
  expect(stdout.replace(/\u001b\[\d+m/g, '')).toMatch(said);
}, 700_000);

test('a task passes on what it is given, and that it failed', async () => {
  const { code, output } = await sandbox.run(['npx', '--no-install', 'projen', 'docker:test', 'backend', '-k', 'nothing_of_that_name'], { env: PORTS, timeoutSeconds: 300 });
  expect(code).not.toBe(0);
  expect(output).toContain('6 deselected');
}, 400_000);

test('with uv, and without frontend and Celery, it is an API that answers, whose tests pass', async () => {
  await apiIsMade;
  expect(api.exists('backend/uv.lock')).toBe(true);
  await report.phase('./scripts/docker-dev.sh start of it', () =>
    api.succeed(['./scripts/docker-dev.sh', 'start'], { env: API_PORTS, timeoutSeconds: 900 }));
  expect((await fetch(`http://localhost:${API_PORTS.BACKEND_PORT}/health/ready`)).status).toBe(200);
  const { stdout } = await api.succeed(['./scripts/docker-dev.sh', 'test'], { env: API_PORTS, timeoutSeconds: 300 });
  expect(stdout.replace(/\u001b\[\d+m/g, '')).toMatch(/ passed/);
}, 2_000_000);
