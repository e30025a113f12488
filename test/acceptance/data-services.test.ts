import { readFileSync } from 'fs';
import * as path from 'path';
import { Combination, KINDS, combinationsOf, composeFile, distinct, hasPassword, prepare, settings } from './data-services/combinations';
import { Leftovers, NOTHING_BUT_IMAGES, belongingsOf, removeProject, requireUnused } from './engine';
import { eventually } from './eventually';
import { Report } from './report';
import { ROOT } from './root';
import { Sandbox } from './sandbox';

/*
 * No data service loses its password in silence: each one, in every combination of the options that bear on credentials, is refused when
 * the files are written, or is started and asked.
 *
 * ACCEPTANCE_KEEP=1 keeps the repository and what runs, to look into a failure.
 */

const PROJECT = 'data-services';
const sandbox = new Sandbox(PROJECT);
const report = new Report();
const leftovers = new Leftovers();

let all: Combination[] = [];
let named = new Map<string, Combination>();
/** What each container answers, by the way in which it was asked. */
let answers: { [way: string]: { [name: string]: string } };
let mayCleanUp = false;

beforeAll(async () => {
  await requireUnused(PROJECT);
  mayCleanUp = true;
  sandbox.write('.projenrc.ts', readFileSync(path.join(__dirname, 'data-services/repository/.projenrc.ts')));
  await prepare(sandbox, leftovers);
  all = (await report.phase('all combinations are written', () => Promise.all(KINDS.map((kind) => combinationsOf(sandbox, kind))))).flat();
  named = distinct(all);
  named.forEach((_, name) => sandbox.write(`secrets/${name}`, `right-${name}\n`));
  sandbox.write('docker-compose.yml', JSON.stringify(composeFile(named, sandbox.repository)));
  sandbox.write('.env', settings(named));
  await report.phase('all containers are started', () => sandbox.succeed(
    ['docker', 'compose', '--project-name', PROJECT, 'up', '--detach'], { timeoutSeconds: 300 },
  ));
  answers = await report.phase('all answer', ask);
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
  report.write(ROOT, 'acceptance-data-services.json');
});

async function removeAll(): Promise<void> {
  await removeProject(PROJECT);
  await leftovers.remove();
}

function names(isMeant: (combination: Combination) => boolean): string[] {
  return [...named].filter(([, combination]) => isMeant(combination)).map(([name]) => name);
}

/** Asks each from another container: without credentials, with a wrong password, and as its consumers are told. */
async function ask(): Promise<typeof answers> {
  const exec = async (client: string, argv: string[]) => JSON.parse(
    (await sandbox.succeed(['docker', 'compose', '--project-name', PROJECT, 'exec', '-T', client, ...argv])).stdout.trim().split('\n').pop()!,
  );
  const redis = names(({ kind }) => kind === 'redis');
  const mongo = names(({ kind }) => kind !== 'redis');
  // while a database is prepared it listens for nobody else
  let value: typeof answers = {};
  await eventually('all databases answer', 100, async () => {
    value = await exec('mongo', ['mongosh', '--quiet', '--norc', '--nodb', '--eval', `const names = ${JSON.stringify(mongo)};\n${MONGO}`]);
    return !/ECONNREFUSED|ENOTFOUND|timed out/.test(JSON.stringify(value));
  });
  const said = await exec('redis', ['sh', '-c', REDIS, 'sh', ...redis]);
  return Object.fromEntries(Object.keys(value).map((way) => [way, { ...value[way], ...said[way] }]));
}

/** Other than the clients of applications, redis-cli takes no user in an address for one whose name is empty. */
const REDIS = `for way in nothing wrong told; do
  printf '%s "%s": {' "$before" "$way"; between=
  for name in "$@"; do
    case $way in
      nothing) answer=$(redis-cli -h "$name" ping 2>&1);;
      wrong) answer=$(redis-cli --no-auth-warning -h "$name" -a wrong ping 2>&1);;
      told) eval "url=\\$URL_$name"; answer=$(redis-cli --no-auth-warning -u "$(echo "$url" | sed 's|//:|//default:|')" ping 2>&1);;
    esac
    printf '%s "%s": "%s"' "$between" "$name" "$(echo "$answer" | tr -d '"' | tr '\\n' ' ')"; between=,
  done
  printf '}'; before=,
done | { printf '{'; cat; printf '}'; }`;

const MONGO = `const ask = (url) => {
  try {
    const { ok, codeName } = connect(url).runCommand({ listCollections: 1, nameOnly: true });
    return ok ? 'answered' : codeName;
  } catch (error) {
    return error.codeName || error.message;
  }
};
const all = (address) => Object.fromEntries(names.map((name) => [name, ask(address(name, process.env['URL_' + name]))]));
print(JSON.stringify({
  nothing: all((name, url) => url.replace(/\\/\\/.*@/, '//').replace(/\\?.*/, '')),
  wrong: all((name, url) => url.replace(/:[^:@]+@/, ':wrong@')),
  told: all((name, url) => url),
}));`;

const REFUSED = /NOAUTH|WRONGPASS|Unauthorized|AuthenticationFailed|requires authentication|Authentication failed/;
const ANSWERED = /^(PONG\s*|answered)$/;

test('there are combinations of each kind, and most containers are asked only once', () => {
  for (const kind of KINDS) {
    const ofKind = all.filter((each) => each.kind === kind);
    report.add(`${kind}: combinations`, ofKind.length);
    report.add(`${kind}: refused when files are written`, ofKind.filter(({ refused }) => refused !== undefined).length);
    report.add(`${kind}: different containers`, names((each) => each.kind === kind).length);
    expect([kind, names((each) => each.kind === kind).length]).not.toEqual([kind, 0]);
  }
});

test('what is refused says which service, and is an option that would take its password away', () => {
  const reasons = new Map<string, number>();
  for (const { id, what, refused } of all.filter((each) => each.refused !== undefined)) {
    expect([what, /"secretFiles":true|"command":|"environment":\{"/.test(what)]).toEqual([what, true]);
    const lines = refused!.split('\n').filter((line) => line.includes(`service "${id}" in environment`));
    expect([what, lines]).not.toEqual([what, []]);
    lines.map((line) => line.replace(/.*" in environment "\w+" /, '')).forEach((line) => reasons.set(line, (reasons.get(line) ?? 0) + 1));
  }
  reasons.forEach((count, reason) => report.add(`refused: ${reason}`, count));
  expect(reasons.size).toBeGreaterThan(3);
});

test('without credentials, each one that has a password refuses', () => {
  const open = names(hasPassword).filter((name) => !REFUSED.test(answers.nothing[name]));
  expect(open.map((name) => [answers.nothing[name], named.get(name)!.what])).toEqual([]);
});

test('with a wrong password, each one that has a password refuses', () => {
  const open = names(hasPassword).filter((name) => !REFUSED.test(answers.wrong[name]));
  expect(open.map((name) => [answers.wrong[name], named.get(name)!.what])).toEqual([]);
});

test('each answers those who connect as they are told', () => {
  const closed = [...named.keys()].filter((name) => !ANSWERED.test(answers.told[name]));
  expect(closed.map((name) => [answers.told[name], named.get(name)!.what])).toEqual([]);
});

test('the only one without a password is Redis where secrets are not required, on this machine alone, or somebody is told', () => {
  const without = all.filter((each) => each.refused === undefined && !hasPassword(each));
  expect(without.length).toBeGreaterThan(0);
  for (const { kind, what, definition, weaknesses } of without) {
    expect([what, kind, /"environment":"(production)"|"requireSecrets":true/.test(what)]).toEqual([what, 'redis', false]);
    const open = (definition.ports ?? []).filter((port: string) => !port.startsWith('127.0.0.1:'));
    expect([what, open.length > 0]).toEqual([what, weaknesses.some((weakness) => weakness.startsWith('Weakness.openPort'))]);
  }
});

test('nothing is left running', async () => {
  if (!process.env.ACCEPTANCE_KEEP) {
    await removeAll();
    expect(await belongingsOf(PROJECT)).toMatchObject(NOTHING_BUT_IMAGES);
  }
});
