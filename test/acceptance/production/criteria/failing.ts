import { Outcome } from '../../command';
import { round } from '../../report';
import { Load } from '../load/load';
import { changeBackend, containers, prod, report, sandbox, servingRelease, users } from '../scene';

interface Failure {
  readonly what: string;
  readonly release: string;
  /** Breaks the repository; gives back what mends it. */
  readonly spoil: () => () => void;
  /** Variables of the script: other times than in the rest of the run. */
  readonly times?: { readonly [variable: string]: string };
  /** What the script says why, before it says what still serves. */
  readonly reason: RegExp;
  /** What of the failing container, or of the build, is shown. */
  readonly shown: RegExp;
}

const FAILURES: Failure[] = [
  {
    what: 'a backend that never becomes healthy',
    release: 'sick',
    spoil: () => sandbox.edit('backend/app/api/health.py', '    settings = get_settings()', '    raise RuntimeError("never healthy")'),
    times: { PATIENCE_SECONDS: '10' },
    reason: /O release sick falhou: backend não ficou saudável em 10 s\./,
    shown: /never healthy/,
  },
  {
    what: 'a backend that crashes after it has become healthy',
    release: 'crashing',
    spoil: () => sandbox.edit('backend/app/probe.py', 'CRASH_AFTER_SECONDS = 0.0', 'CRASH_AFTER_SECONDS = 8.0'),
    times: { SETTLE_SECONDS: '14' },
    reason: /O release crashing falhou: backend não continuou saudável /,
    shown: /Últimas linhas do novo backend/,
  },
  {
    what: 'a backend that answers 500 on a real page, while its health check is green',
    release: 'paged',
    spoil: () => sandbox.edit('backend/app/probe.py', 'return {"version": VERSION}', 'raise RuntimeError("a page that fails")'),
    reason: /O release paged falhou: smoke test: GET \/api\/probe\/version de backend respondeu 500, o esperado era 200 a 299\./,
    shown: /a page that fails/,
  },
  {
    what: 'a migration that fails',
    release: 'unmigrated',
    spoil: () => sandbox.edit('backend/app/migrate.py', 'FAILS = False', 'FAILS = True'),
    reason: /O release unmigrated falhou: a tarefa de backend falhou\./,
    shown: /migration 0042 failed: column does not exist/,
  },
  {
    what: 'an image that cannot be built',
    release: 'unbuilt',
    spoil: () => sandbox.edit('frontend/src/main.ts', 'bootstrapApplication(', 'bootstrapApplicatoin('),
    reason: /O release unbuilt falhou: não foi possível construir uma imagem\./,
    shown: /bootstrapApplicatoin/,
  },
];

/** Releases that fail, under load: the one before keeps serving. */
export function failing(): void {
  let load: Load;
  let good: string;

  beforeAll(async () => {
    good = await servingRelease();
    load = await users();
  });

  afterAll(() => load?.close());

  const unharmed = async (work: () => Promise<Outcome>): Promise<Outcome> => {
    const before = await containers();
    const outcome = await work();
    expect(outcome.code).not.toBe(0);
    expect(await servingRelease()).toBe(good);
    // nothing of the new one is left, and nothing of the old one is gone
    expect(await containers()).toEqual(before);
    expect((await load.report()).total.failures).toEqual([]);
    return outcome;
  };

  test.each(FAILURES)('$what', async ({ release, spoil, times, reason, shown }) => {
    const mend = spoil();
    try {
      const { output, stderr, seconds } = await unharmed(() => prod(['deploy', '--release', release], times));
      const [why] = stderr.trim().split('\n').slice(-2);
      if (!reason.test(why)) {
        throw new Error(`it failed for another reason than ${reason}:\n${output.slice(-4000)}`);
      }
      expect(why).toContain(` O release ${good} continua servindo.`);
      expect(output).toMatch(shown);
      report.add(`failed deploy (${release}): until the end`, round(seconds), 's');
    } finally {
      mend();
    }
    expect((await prod(['history'])).stdout).toMatch(new RegExp(`deploy +failed +${release} `));
  });

  test('a missing variable', async () => {
    const settings = sandbox.read('.env.prod');
    sandbox.write('.env.prod', settings.replace(/^SECRET_KEY=.*$/m, 'SECRET_KEY='), 0o600);
    try {
      const { stderr } = await unharmed(() => prod(['deploy', '--release', 'unset']));
      expect(stderr).toMatch(/A variável SECRET_KEY está sem valor/);
    } finally {
      sandbox.write('.env.prod', settings, 0o600);
    }
  });

  test('a deploy during a deploy', async () => {
    changeBackend('first');
    const outcomes = await Promise.all(['good-2', 'good-3'].map(async (release) => ({ release, ...await prod(['deploy', '--release', release]) })));
    const [made, refused] = outcomes.sort((one, other) => one.code - other.code);
    expect(made).toMatchObject({ code: 0 });
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/A trava está desde \S+ com \S+ \(deploy\)/) });
    expect(await servingRelease()).toBe(made.release);
  });

  test('no request failed in all of this', async () => {
    const { total } = await load.stop();
    report.add('failed deploys under load: requests, of which failed', `${total.requests}, ${total.failed}`);
    expect(total.failures).toEqual([]);
    expect(total.failed).toBe(0);
  });
}
