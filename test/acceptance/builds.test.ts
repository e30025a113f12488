import { building } from './builds/criteria/building';
import { configuring } from './builds/criteria/configuring';
import { guarding } from './builds/criteria/guarding';
import { hiding } from './builds/criteria/hiding';
import { keeping } from './builds/criteria/keeping';
import { leavingOut } from './builds/criteria/leaving-out';
import { serving } from './builds/criteria/serving';
import { translating } from './builds/criteria/translating';
import { workingOffline } from './builds/criteria/working-offline';
import { PORTS, SITES, removeAll, report, writeRepositories } from './builds/scene';
import { NOTHING, isFree, requireFreePorts, requireUnused } from './engine';
import { ROOT } from './root';

/*
 * Applications of several frameworks, from their sources to a browser that shows them, and on through their releases. Each is a
 * repository of its own with the packed library. One story: each part goes on where the one before it ended.
 *
 * ACCEPTANCE_KEEP=1 keeps the repositories and what runs, to look into a failure.
 */

let mayCleanUp = false;

beforeAll(async () => {
  await requireUnused(...SITES.map(({ project }) => project));
  await requireFreePorts(Object.values(PORTS));
  mayCleanUp = true;
  await report.phase('the repositories are written', writeRepositories);
});

afterAll(async () => {
  if (process.env.ACCEPTANCE_KEEP) {
    return;
  }
  if (mayCleanUp) {
    await removeAll();
  }
  SITES.forEach((site) => site.removeRepository());
  report.write(ROOT, 'acceptance-builds.json');
});

describe('the whole repository as sources', leavingOut);
describe('secrets of a build', hiding);
describe('images', building);
describe('what is served', serving);
describe('several languages', translating);
describe('configuration', configuring);
describe('below a path, with a service worker', workingOffline);
describe('Content-Security-Policy', guarding);
describe('pages of earlier releases', keeping);

test('nothing is left', async () => {
  await removeAll();
  for (const site of SITES) {
    expect(await site.belongings()).toEqual(NOTHING);
  }
  expect(await Promise.all(Object.values(PORTS).map(isFree))).toEqual(Object.values(PORTS).map(() => true));
});
