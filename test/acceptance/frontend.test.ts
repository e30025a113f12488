import { spawnSync } from 'child_process';
import { succeed } from './command';
import { NOTHING, belongingsOf, requireFreePorts, requireUnused } from './engine';
import { Build } from './frontend/build';
import { answering } from './frontend/criteria/answering';
import { following, starting } from './frontend/criteria/following';
import { limiting } from './frontend/criteria/limiting';
import { living } from './frontend/criteria/living';
import { loading } from './frontend/criteria/loading';
import { logging } from './frontend/criteria/logging';
import { measuring } from './frontend/criteria/measuring';
import { renewing } from './frontend/criteria/renewing';
import { resisting } from './frontend/criteria/resisting';
import { streaming } from './frontend/criteria/streaming';
import { trusting } from './frontend/criteria/trusting';
import { NO_NEWER_NGINX, NO_OLDER_NGINX } from './frontend/other-nginx';
import { FRONTENDS, GIXY, PROJECT, compose, containerOf, portOf, removeAll, report, sandbox, writeRepository } from './frontend/scene';
import { ROOT } from './root';

/*
 * What nginx answers: the example's Angular application, built by the packed library, with a service behind it that does what it is told.
 * One story: nginx alone, then with its services, then without one of them again.
 *
 * ACCEPTANCE_KEEP=1 keeps the repository and what runs, to look into a failure.
 */

const builds: { [service: string]: Build } = {};
let mayCleanUp = false;

beforeAll(async () => {
  await requireUnused(PROJECT);
  await requireFreePorts(FRONTENDS.map(portOf));
  mayCleanUp = true;
  const gixy = succeed(['docker', 'build', '--quiet', '--tag', GIXY, '-'], { input: 'FROM python:3.13-slim\nRUN pip install --quiet gixy-ng\n', timeoutSeconds: 300 });
  await report.phase('the repository is written', writeRepository);
  await report.phase('the images are built', async () => {
    // the first one fills the cache for the others
    await compose('build', '--quiet', 'backend', FRONTENDS[0]);
    await compose('build', '--quiet', ...FRONTENDS.slice(1));
  });
  await compose('up', '--detach', '--no-deps', '--no-build', ...FRONTENDS);
  for (const service of FRONTENDS) {
    builds[service] = await Build.of(containerOf(service), sandbox.folderOfUser(`files-of-${service}`));
  }
  await gixy;
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
  report.write(ROOT, 'acceptance-frontend.json');
});

if (NO_NEWER_NGINX !== undefined) {
  test.skip(`SKIPPED: no nginx of 1.27.3 or newer could be built here, so none was tried (${NO_NEWER_NGINX})`, () => undefined);
}
if (NO_OLDER_NGINX !== undefined) {
  test.skip(`SKIPPED: no nginx of before 1.27.3 could be built here, so none was tried (${NO_OLDER_NGINX})`, () => undefined);
}
const each = FRONTENDS.filter((service) => service !== 'behind');
/** What nginx's version may change is looked at on each of them; the rest, on two. */
const both = each.filter((service) => service !== 'older');

describe('nginx without its services', () => starting(builds));
describe.each(each)('requests and their answers: %s', (service) => answering(builds, service));
describe.each(both)('streams, websockets, limits of requests: %s', (service) => streaming(portOf(service)));
describe('proxies in front', () => trusting(portOf('frontend'), portOf('behind')));
describe.each(both)('the access log: %s', (service) => logging(service, portOf(service)));
describe.each(both)('hostile requests: %s', (service) => resisting(service, portOf(service)));
describe('slow clients', () => limiting(portOf('frontend')));
describe('a service that stops and moves', () => following(builds));
describe('the container', living);
if (NO_NEWER_NGINX === undefined) {
  describe('nginx 1.30', () => renewing(builds));
}
describe('the first load', () => measuring(builds, portOf('frontend')));
if (spawnSync('wrk', ['--version']).error) {
  test.skip('SKIPPED: this machine has no wrk, so nothing was loaded', () => undefined);
} else {
  describe('under load', () => loading(builds));
}

test('nothing is left running', async () => {
  if (!process.env.ACCEPTANCE_KEEP) {
    await removeAll();
    expect(await belongingsOf(PROJECT)).toEqual(NOTHING);
  }
});
