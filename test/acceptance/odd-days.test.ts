import { NOTHING, belongingsOf, requireFreePorts, requireUnused } from './engine';
import { alternating } from './odd-days/criteria/alternating';
import { distant } from './odd-days/criteria/distant';
import { enduring } from './odd-days/criteria/enduring';
import { signalling } from './odd-days/criteria/signalling';
import { starving } from './odd-days/criteria/starving';
import { updating } from './odd-days/criteria/updating';
import { PORT, PROJECT, SSH_PORT, changeBackend, deploy, removeAll, report, sandbox, servingVersion, writeRepository } from './odd-days/scene';
import { ROOT } from './root';

/*
 * What an operator's odd days bring: engines elsewhere, signals, several at once, full disks and clocks that are wrong, under load.
 *
 * ACCEPTANCE_KEEP=1 keeps the repository and what runs, to look into a failure.
 */

let mayCleanUp = false;

beforeAll(async () => {
  await requireUnused(PROJECT);
  await requireFreePorts([PORT, SSH_PORT]);
  mayCleanUp = true;
  await report.phase('the repository is written', writeRepository);
}, 300_000);

afterAll(async () => {
  if (process.env.ACCEPTANCE_KEEP) {
    process.stdout.write(`\nkept: ${sandbox.repository}\n`);
    return;
  }
  if (mayCleanUp) {
    await removeAll();
  }
  sandbox.remove();
  report.write(ROOT, 'acceptance-odd-days.json');
});

describe('the first release', () => {
  test('comes into service', async () => {
    changeBackend('first');
    await report.phase('first deploy', () => deploy('first'));
    expect(await servingVersion()).toBe('first');
  }, 300_000);
});

describe('over ssh', distant);
describe('three checkouts', alternating);
describe('releases in a row', enduring);
describe('another edge', updating);
describe('signals', signalling);
describe('a full disk', starving);

test('nothing of the stack is left', async () => {
  await removeAll();
  expect(await belongingsOf(PROJECT)).toMatchObject({ ...NOTHING, images: expect.any(Array) });
});
