import { get } from './api';
import { requireFreePorts, requireUnused } from './engine';
import { costing } from './health/criteria/costing';
import { healing } from './health/criteria/healing';
import { mutating } from './health/criteria/mutating';
import { stopping } from './health/criteria/stopping';
import { telling } from './health/criteria/telling';
import {
  EDGE_PORT, PORTS, SAME_CHECKS, development, healed, production, removeAll, report, sandbox, writeOverrides, writeRepository,
} from './health/scene';
import { ROOT } from './root';

/*
 * Every health check against every fault that matters, in both environments, with the engine's own word on each: red when it has to
 * be, green again when the fault is mended. Only the clock of the checks is another one, see health/quick-checks.ts.
 *
 * ACCEPTANCE_KEEP=1 keeps the repository and what runs, to look into a failure.
 */

let mayCleanUp = false;

beforeAll(async () => {
  await requireUnused(...[development, production, healed].map(({ project }) => project));
  await requireFreePorts(Object.values(PORTS));
  mayCleanUp = true;
  await report.phase('the repository is written', async () => {
    await writeRepository();
    await writeOverrides(development);
    await writeOverrides(production);
  });
}, 600_000);

afterAll(async () => {
  if (process.env.ACCEPTANCE_KEEP) {
    process.stdout.write(`\nkept: ${sandbox.repository}\n`);
  } else {
    if (mayCleanUp) {
      await removeAll();
    }
    sandbox.remove();
  }
  report.write(ROOT, 'acceptance-health.json');
});

// so that what the one shows holds for the other
test.each(SAME_CHECKS)('the check of %s is the same in both environments', async (service) => {
  const [one, other] = [await development.config(), await production.config()];
  expect(one.services[service].healthcheck?.test).toEqual(other.services[service].healthcheck!.test);
});

describe('development', () => {
  describe('health checks', () => telling(development));
  describe('what the checks cost', () => costing(development, ['frontend']));

  // the other one needs the processor
  afterAll(() => development.remove());
});

describe('production', () => {
  describe('health checks', () => telling(production));
  test('the edge asks the services behind it, and not the proxy of its environment', async () => {
    const answers = await Promise.all(['/', '/api/companies'].map((path) => get(`http://127.0.0.1:${EDGE_PORT}${path}`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });
  describe('what the checks cost', () => costing(production, ['backend', 'celery-worker', 'celery-beat', 'mongodb', 'cache', 'frontend', 'edge']));
  describe('checks that always pass are noticed', () => mutating(production));
  describe('docker stop', () => stopping(production));

  // the next one needs the processor
  afterAll(() => production.remove());
});

describe('self-healing', () => healing(healed));
