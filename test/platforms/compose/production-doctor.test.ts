import { ReleasableRepository, RunOptions, actionsOn, referenceRepository, releasableStack, releaseTwice } from './production-fixture';

/* What "doctor" sees. */
const english = referenceRepository();
const { succeeds } = actionsOn(english);
const clone = new ReleasableRepository(releasableStack().stack);
clone.share(english);

/** An engine with 4 GiB, whose clock is this machine's. */
const machine = (hooks: RunOptions['hooks'] = {}): RunOptions => ({
  // the first that fits counts
  hooks: {
    ...hooks,
    'info --format {{.SystemTime}}': 'date -u +%Y-%m-%dT%H:%M:%S.123456789Z; exit 0',
    'info --format {{.MemTotal}}': 'echo 4294967296; exit 0',
    'inspect --format *HostConfig.Memory*': 'echo "536870912 false /conductor-$4"; exit 0',
    'inspect --format {{.Image}} backend.*': 'echo sha256:backend-2; exit 0',
    'inspect --format {{.Image}} celery-beat.*': 'echo sha256:backend-2; exit 0',
    'inspect --format {{.Image}} frontend.*': 'echo sha256:frontend-1; exit 0',
    'inspect --format {{.Image}} edge.*': 'echo sha256:edge-1; exit 0',
    'compose config --hash *': 'for each in backend frontend edge celery-beat mongodb; do echo "$each 1"; done; exit 0',
    ...hooks,
  },
});

beforeAll(() => releaseTwice(english));
beforeEach(() => english.restore('r2'));

/** What it says that is not well. */
function findings(options: RunOptions = machine(), where = english): string[] {
  const { stdout } = where.run(['doctor'], options);
  return stdout.split('\n').filter((line) => !/^ok |^\s*$|^Problems/.test(line));
}

describe('where all is well', () => {
  test('each of the things that it looked at is ok, and nothing is changed', () => {
    const { stdout, calls } = succeeds(['doctor'], machine({ 'info --format {{.DockerRootDir}}': 'echo /; exit 0' }));
    expect(stdout.split('\n').map((line) => line.replace(/\d+ MiB free/, '<n> MiB free'))).toEqual([
      'ok        Engine 27.3.1 (25 or newer is needed), Compose 2.29.7 (2.24 or newer)',
      'ok        Variables in .env.prod: none is missing, and none is a placeholder',
      expect.stringMatching(/^ok {8}Variables that \.env\.prod sets: .*\bSECRET_KEY\b/),
      'ok        Ledger: readable; 2 releases were in service',
      'ok        Lock: free',
      'ok        Disk of the engine: <n> MiB free, at least 1024 for a release',
      'ok        Memory: containers may use 2560 of 4096 MiB',
      'ok        Clock of the engine: same as here',
      'ok        Versions in images: those with a known end get security fixes for 90 days or more',
      'ok        Port 1: free',
      expect.stringMatching(/^ok {8}Healthy services of release r2: .*backend/),
      'ok        Images of all releases that can be rolled back to: present',
      'ok        Configuration of the repository: as in release r2',
      'ok        Settings here: as in release r2',
      '',
      'Problems: 0, warnings: 0',
      '',
    ]);
    expect(calls.filter(({ text }) => /^(compose up|stop|rm|start|restart|image rm|create|volume create|cp \S+ conductor)/.test(text))).toEqual([]);
  });

  test('no value of a variable is shown', () => {
    expect(succeeds(['doctor'], machine()).stdout).not.toContain('0f5c-');
  });

  test('a clone without an env file is warned, and sees the rest', () => {
    const { status, stdout } = clone.run(['doctor'], { ...machine(), settings: false });
    expect(status).toBe(0);
    expect(stdout).toContain('warning   The file .env.prod is missing.\n          Create it from its template, then fill it in: cp .env.prod.example .env.prod\n');
    expect(stdout).toContain('ok        Configuration of the repository: as in release r2');
  });

  test('before the first release it says so', () => {
    english.reset();
    expect(succeeds(['doctor'], machine()).stdout).toContain('ok        Nothing has been released yet');
  });
});

describe('versions in images', () => {
  const onDay = (today: string) => findings({ ...machine({ 'info --format {{.DockerRootDir}}': 'echo /; exit 0' }), shell: { TODAY: today } });

  test('that end within 90 days are a warning', () => {
    expect(onDay('2027-06-01')).toEqual([]);
    expect(onDay('2027-06-02')).toEqual(['warning   MongoDB 7.0 (mongodb) gets no security fixes after 2027-08-31, in 90 days.', '          Plan for a newer version.']);
    expect(onDay('2027-08-31')[0]).toContain('in 0 days');
  });

  test('that have ended are one too', () => {
    expect(onDay('2027-09-01')).toEqual([
      'warning   MongoDB 7.0 (mongodb) has had no security fixes since 2027-08-31.', '          Upgrade to a newer version, and deploy it.',
      'warning   Python 3.11 (backend) gets no security fixes after 2027-10-31, in 60 days.', '          Plan for a newer version.',
    ]);
  });
});

describe('a problem, of which the exit code tells', () => {
  const isWrong = (options: RunOptions, said: string) => {
    const { status, stdout } = english.run(['doctor'], options);
    expect(stdout).toContain(`problem   ${said}`);
    expect(status).toBe(1);
  };

  test('an engine that is too old, and nothing else is asked', () => {
    isWrong({ hooks: { 'version *': 'echo 19.03.1; exit 0' } }, 'The Docker engine is version 19.03.1, but 25 or newer is needed.\n          Update Docker: ');
  });

  test('variables that are missing or placeholders, each of them', () => {
    isWrong({ ...machine(), settings: { SECRET_KEY: '', MONGODB_PASSWORD: 'changeme' } }, 'The variable SECRET_KEY has no value');
    expect(findings({ ...machine(), settings: { SECRET_KEY: '', MONGODB_PASSWORD: 'changeme' } }).join('\n')).toContain('problem   The value of MONGODB_PASSWORD is only a placeholder');
  });

  test('too little room', () => {
    isWrong({ ...machine({ 'info --format {{.DockerRootDir}}': 'echo /; exit 0' }), shell: { LEAST_FREE_MIB: '999999999' } }, 'Only ');
  });

  test('a container that took too much memory', () => {
    isWrong(machine({ 'inspect --format *HostConfig.Memory* backend.02': 'echo "536870912 true /conductor-backend-2"; exit 0' }),
      'Memory: conductor-backend-2 was killed because it exceeded its limit of 512 MiB.\n          Raise the limit');
  });

  test.each([
    ['2020-01-01T00:00:00Z', 'problem', /differs from this machine's by -\d+ s\./],
    ['$(date -u -d "+20 seconds" +%Y-%m-%dT%H:%M:%S.5Z)', 'warning', /differs from this machine's by (19|20|21) s\./],
  ])('a clock that differs: %s', (time, word, said) => {
    const found = findings(machine({ 'info --format {{.SystemTime}}': `echo "${time}"; exit 0` })).find((line) => line.includes('Clock'));
    expect(found).toMatch(said);
    expect(found!.startsWith(word)).toBe(true);
  });

  test('a clock with an offset is the same one', () => {
    expect(findings(machine({ 'info --format {{.SystemTime}}': 'TZ=IST-5:30 date +%Y-%m-%dT%H:%M:%S.5+05:30; exit 0' }))).toEqual(findings());
  });

  test('a service that does not do its work', () => {
    succeeds(['stop', 'backend']);
    isWrong(machine(), 'backend is not healthy: 0 of 1 containers are.\n          See why: ./scripts/docker-prod.sh logs backend. To start it: ./scripts/docker-prod.sh start backend\n');
  });

  test('a container of another image', () => {
    isWrong(machine({ 'inspect --format {{.Image}} edge.*': 'echo sha256:other; exit 0' }), 'A container of edge runs a different image from that of release r2.\n');
  });

  test('a ledger that cannot be read', () => {
    isWrong(machine({ 'cp conductor.releases:/ledger *': 'echo no >&2; exit 1' }), 'no\n');
  });
});

describe('a warning, which is no failure', () => {
  const isOdd = (options: RunOptions, said: string) => {
    const { status, stdout } = english.run(['doctor'], options);
    expect(stdout).toContain(`warning   ${said}`);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/\nProblems: 0, warnings: [1-9]/)]);
  };

  test('a lock that is held, or was left', () => {
    english.placeLock({ process: '-' });
    isOdd(machine(), 'Lock: held since 2026-01-02T03:04:05Z by ana@elsewhere (deploy)');
  });

  test('a release that was begun and not ended', () => {
    english.writeState('pending', 'release r9\n');
    isOdd(machine(), 'Begun and not finished: release r9');
  });

  test('limits of memory that promise more than there is', () => {
    isOdd(machine({ 'info --format {{.MemTotal}}': 'echo 1073741824; exit 0' }), 'Memory: the limits of all containers add up to 2560 MiB, and the machine has 1024 MiB.');
  });

  test('images that are gone', () => {
    english.removeImage('conductor-frontend:r1');
    isOdd(machine(), 'Images of releases that can be rolled back to are missing, or have changed: conductor-frontend:r1.');
  });

  test('containers that are not of the release, or were for one command', () => {
    english.place('old-worker.01');
    isOdd(machine(), 'Containers that do not belong to release r2: old-worker.');
    isOdd(machine({ 'ps *oneoff=True*': 'echo conductor.run-backend-1; exit 0' }), 'A container that was made for a single command is still there: conductor.run-backend-1.');
  });

  test('a repository that differs from what runs: configuration, settings, revision', () => {
    const hashes = 'case $file in *ledger*) one=1 ;; *) one=2 ;; esac; for each in backend frontend edge celery-beat mongodb; do echo "$each 1"; done | sed "s/backend 1/backend $one/"; exit 0';
    isOdd(machine({ 'compose config --hash *': hashes }), 'Configuration of the repository: it differs from that of release r2 for backend.\n          The next deploy applies it');
    isOdd({ ...machine(), settings: { SECRET_KEY: 'another-value' } }, 'Settings here: they differ from those of release r2: SECRET_KEY.');
  });

  test('variables of the shell', () => {
    isOdd({ ...machine(), shell: { SECRET_KEY: 'another-value' } }, 'Variables that this shell sets, overriding .env.prod: SECRET_KEY.\n          If that is not intended: unset SECRET_KEY\n');
  });

  test('a disk of another machine that cannot be seen', () => {
    isOdd(machine(), 'Disk of the engine: how much is free cannot be seen from here.');
    expect(findings({ ...machine({ 'exec * df -Pk /': 'printf "h\\noverlay 9 1 4194304 1%% /\\n"; exit 0' }), shell: { DOCKER_HOST: 'ssh://elsewhere' } })).toEqual([]);
  });
});
