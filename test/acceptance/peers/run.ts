/*
 * `npx projen benchmark:peers --docker-rollout <its script> --kamal-proxy <its program>`: the same application and the same users in
 * front of this library's script and of others, one after the other; each brings the same number of versions into service. Those that are
 * not given are left out. Writes `test-reports/peers.json` and shows a table.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { setTimeout as pause } from 'timers/promises';
import { parseArgs } from 'util';
import { secondsSince } from '../command';
import { requireEngine } from '../engine';
import { packLibrary } from '../library';
import { sandbox } from '../odd-days/scene';
import { Load } from '../production/load/load';
import { median, round } from '../report';
import { ROOT } from '../root';
import { Contender, DockerRollout, PlainCompose } from './contender';
import { KamalProxy } from './kamal-proxy';
import { Ours } from './ours';

interface Result {
  readonly name: string;
  readonly deploys: number;
  readonly secondsOfDeploy: number;
  readonly requests: number;
  readonly failed: number;
  readonly p99: number | undefined;
  readonly p99AtRest: number | undefined;
}

async function measure(contender: Contender, deploys: number): Promise<Result> {
  const seconds: number[] = [];
  await contender.start('v0');
  const load = await Load.start({
    origin: contender.origin, clients: 30, paths: { get: '/', page: '/page', post: '/things', slow: '/slow?seconds=2' }, firstWindow: 'rest',
  });
  try {
    await pause(8000);
    await load.mark('deploys');
    for (let index = 1; index <= deploys; index++) {
      const began = process.hrtime.bigint();
      await contender.deploy(`v${index}`);
      seconds.push(secondsSince(began));
      await pause(1000);
    }
    const { windows: { rest, deploys: during } } = await load.stop();
    return {
      name: contender.name,
      deploys,
      secondsOfDeploy: round(median(seconds)),
      requests: during.requests,
      failed: during.failed,
      // those that are slow on purpose apart
      p99: quick(during.kinds.get?.latency.p99),
      p99AtRest: quick(rest.kinds.get?.latency.p99),
    };
  } finally {
    load.close();
  }
}

function quick(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : round(milliseconds, 0);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { 'docker-rollout': { type: 'string' }, 'kamal-proxy': { type: 'string' }, 'deploys': { type: 'string', default: '4' } },
  });
  await requireEngine();
  const folder = process.env.ACCEPTANCE_LIBRARY ?? mkdtempSync(path.join(tmpdir(), 'peers-library-'));
  const goes = process.env.ACCEPTANCE_LIBRARY === undefined;
  process.env.ACCEPTANCE_LIBRARY = folder;
  await packLibrary(folder);
  const contenders: Contender[] = [
    new Ours('this library', { SETTLE_SECONDS: undefined, WATCH_SECONDS: undefined }),
    new Ours('this library, 1 s of watching', { SETTLE_SECONDS: '1', WATCH_SECONDS: '1' }),
    new PlainCompose(),
    ...values['docker-rollout'] ? [new DockerRollout(path.resolve(values['docker-rollout']))] : [],
    ...values['kamal-proxy'] ? [new KamalProxy(path.resolve(values['kamal-proxy']))] : [],
  ];
  const results: Result[] = [];
  try {
    for (const contender of contenders) {
      process.stderr.write(`${contender.name}...\n`);
      try {
        results.push(await measure(contender, Number(values.deploys)));
      } finally {
        await contender.remove();
      }
    }
  } finally {
    sandbox.remove();
    if (goes) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  mkdirSync(path.join(ROOT, 'test-reports'), { recursive: true });
  writeFileSync(path.join(ROOT, 'test-reports', 'peers.json'), `${JSON.stringify(results, undefined, 2)}\n`);
  process.stdout.write('| | deploys | a deploy (median) | requests meanwhile | failed | p99 meanwhile | p99 before |\n| --- | --- | --- | --- | --- | --- | --- |\n');
  results.forEach((each) => process.stdout.write(
    `| ${each.name} | ${each.deploys} | ${each.secondsOfDeploy} s | ${each.requests} | ${each.failed} | ${each.p99} ms | ${each.p99AtRest} ms |\n`,
  ));
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
