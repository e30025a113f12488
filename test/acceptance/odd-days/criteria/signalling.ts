import { setTimeout as pause } from 'timers/promises';
import { mustSucceed, succeed } from '../../command';
import { eventually } from '../../eventually';
import { Load } from '../../production/load/load';
import { round } from '../../report';
import {
  PROJECT, QUICK, SCRIPT, changeBackend, changeRedis, deploy, prod, report, requireOrder, sandbox, servingVersion, users,
} from '../scene';

const SIGNALS: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'];
const COMMANDS = ['deploy', 'job', 'rollback', 'backup', 'restore', 'upgrade'] as const;
type Command = typeof COMMANDS[number];

/** How many there are; `npx projen acceptance:signals` sends 24. */
const COUNT = Number(process.env.ACCEPTANCE_SIGNALS ?? 3);
/** The same seed gives the same signals to the same commands after the same time. */
const SEED = Number(process.env.ACCEPTANCE_SEED ?? Date.now() % 1_000_000);

/** A generator of numbers from 0 to 1 (Park and Miller), which a seed repeats. */
function random(seed: number): () => number {
  const modulus = 2_147_483_647;
  let state = (seed % (modulus - 1)) + 1;
  return () => {
    state = (state * 48_271) % modulus;
    return state / modulus;
  };
}

interface Moment {
  readonly command: Command;
  readonly signal: NodeJS.Signals;
  /** When, as a part of the time that the command takes. */
  readonly part: number;
  /** Whether all that it has started gets the signal, too, as with Ctrl-C or when the power goes. */
  readonly all: boolean;
}

/** Each command and each signal comes as often as any other. */
function moments(count: number, seed: number): Moment[] {
  const next = random(seed);
  const from = Math.floor(next() * 20);
  return Array.from({ length: count }, (_, index) => ({
    command: COMMANDS[(from + index) % COMMANDS.length],
    signal: SIGNALS[(from + index + Math.floor((from + index) / 20)) % SIGNALS.length],
    part: next(),
    all: next() < 0.5,
  }));
}

/** Signals at any moment of any command: the site serves, the next command goes on, and nothing is left. */
export function signalling(): void {
  let load: Load;
  let backup: string;
  let sent = 0;
  let late = 0;
  const seconds: { [command in Command]?: number } = {};

  /** What is done; a job is all of a deploy that is looked at. */
  const prepare = async (command: Command, index: number): Promise<string[]> => {
    switch (command) {
      case 'backup': return ['backup'];
      case 'restore': return ['restore', backup, '--yes'];
      case 'rollback': return ['rollback'];
      case 'upgrade':
        await changeRedis(64 + index);
        await deploy(`changed-${index}-${SEED}`);
        return ['upgrade', 'redis', '--yes'];
      default:
        changeBackend(`signal-${index}`);
        return ['deploy', '--release', `signal-${index}-${SEED}`];
    }
  };

  beforeAll(async () => {
    process.stdout.write(`\nACCEPTANCE_SEED=${SEED} ACCEPTANCE_SIGNALS=${COUNT}\n`);
    report.add('signals: seed', SEED);
    changeBackend('signals-1');
    await deploy('signals-1');
    changeBackend('signals-2');
    seconds.deploy = (await deploy('signals-2')).seconds;
    const saved = mustSucceed(await prod(['backup']));
    backup = /backups\/redis-\S+/.exec(saved.stdout)![0];
    seconds.backup = saved.seconds;
    seconds.restore = mustSucceed(await prod(['restore', backup, '--yes'])).seconds;
    await changeRedis(63);
    await deploy('signals-3');
    seconds.upgrade = mustSucceed(await prod(['upgrade', 'redis', '--yes'])).seconds;
    load = await users();
    seconds.rollback = mustSucceed(await prod(['rollback'])).seconds;
  }, 300_000);

  afterAll(() => load?.close());

  test.each(moments(COUNT, SEED))('$signal after $part of $command, to all: $all', async ({ command, signal, part, all }) => {
    const index = sent++;
    const argv = await prepare(command, index);
    const before = await servingVersion();
    const begun = sandbox.start([SCRIPT, ...argv], QUICK);
    if (command === 'job') {
      await eventually('the job', 60, async () => (await succeed([
        'docker', 'ps', '--quiet', '--filter', `name=^${PROJECT}.job-backend$`,
      ])).stdout.trim() !== '');
      await pause(Math.round(part * 500));
    } else {
      await pause(Math.round(seconds[command]! * part * 1000));
    }
    if (!begun.signal(signal, all)) {
      late++;
    }
    await begun.ended(60);
    // it serves what is in charge, whichever that is now
    const serving = await servingVersion();
    const interrupted = `${signal} at ${round(part * 100)} % of ${command}`;

    // the next command goes on
    changeBackend(`after-${index}`);
    const { seconds: took, stdout } = await deploy(`after-${index}-${SEED}`);
    report.add(`${interrupted}: the next deploy took`, round(took), 's');
    expect(await servingVersion()).toBe(`after-${index}`);
    if (serving === before && signal !== 'SIGKILL') {
      // it had put things right itself
      expect(stdout).not.toContain('🧹');
    }
    await requireOrder();
    expect((await load.report()).total.failures).toEqual([]);
  }, 240_000);

  test('most came before the command was over', () => {
    report.add('signals, of which came when it was over', `${sent}, ${late}`);
    expect(late).toBeLessThanOrEqual(Math.max(1, COUNT / 2));
  });

  test('no request failed in all of this', async () => {
    const { total } = await load.stop();
    report.add('signals under load: requests, of which failed', `${total.requests}, ${total.failed}`);
    expect(total.failures).toEqual([]);
    expect(total.failed).toBe(0);
  });
}
