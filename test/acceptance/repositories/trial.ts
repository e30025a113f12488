import { chmodSync, existsSync, readFileSync, statSync } from 'fs';
import { get } from 'http';
import * as path from 'path';
import { Outcome, mustSucceed, run, succeed } from '../command';
import { removeProject } from '../engine';
import { eventually } from '../eventually';
import { filesOf, useLibrary } from '../library';
import { Sandbox } from '../sandbox';
import { signalling } from '../signalling';
import { Endpoint, NamedEndpoint, TrialFacts, TrialFault } from './facts';

/** Watched for a shorter time than a person would. How long a release may take to become healthy is for a busy machine. */
const QUICK = { SETTLE_SECONDS: '1', WATCH_SECONDS: '1', PATIENCE_SECONDS: '180' };
const RESERVED = ['.projenrc.ts', 'trial.json'];

/** Somebody's repository, and what a `.projenrc.ts` makes of it. Each step goes on where the one before it ended. */
export class Trial {
  public static readonly STEPS = [
    'synth', 'build', 'start', 'endpoints', 'reload', 'release', 'endpoints of the release', 'health', 'second release', 'rollback',
  ] as const;

  private readonly sandbox: Sandbox;

  /**
   * @param name what the copy is called
   * @param checkout the repository as it is; it is copied, never changed
   * @param recipe the folder with `.projenrc.ts`; without one, it is what `init` proposes
   * @param facts what is known about it
   */
  public constructor(name: string, private readonly checkout: string, private readonly recipe: string, private readonly facts: TrialFacts) {
    this.sandbox = new Sandbox(name);
  }

  /** @throws with what was said, if the step does not end well */
  public async step(step: typeof Trial.STEPS[number]): Promise<void> {
    const { development, production, change, developmentFile = 'docker-compose.yml' } = this.facts;
    switch (step) {
      case 'synth':
        return this.synthesize();
      case 'build':
        await this.sandbox.succeed(['docker', 'compose', '--file', developmentFile, 'build'], { timeoutSeconds: this.timeoutSeconds });
        return;
      case 'start':
        await this.script('docker-dev.sh', 'start');
        return;
      case 'endpoints':
        return this.ask(development.origin);
      case 'reload':
        await this.shows(development.origin, change.from);
        return this.reloads().finally(() => this.script('docker-dev.sh', 'stop'));
      case 'release':
        await this.script('docker-prod.sh', 'deploy', '--release', 'first');
        return;
      case 'endpoints of the release':
        await this.ask(production.origin);
        for (const name of this.facts.names ?? []) {
          await eventually(`the answer of ${name.host}`, 60, () => requireAnswerOf(production.origin, name));
        }
        return;
      case 'health':
        await Promise.all(Object.entries(this.facts.programs ?? {}).map(([service, program]) => this.checkSeesHanging(service, program)));
        for (const fault of this.facts.faults ?? []) {
          await this.checkSeesFault(fault);
        }
        return;
      case 'second release':
        return this.changed(async () => {
          await this.script('docker-prod.sh', 'deploy', '--release', 'second');
          await this.shows(production.origin, change.to);
        });
      case 'rollback':
        await this.script('docker-prod.sh', 'rollback');
        return this.shows(production.origin, change.from);
    }
  }

  /** Takes away what runs, the images and the copy. */
  public async remove(): Promise<void> {
    const { stack } = this.facts;
    await removeProject(stack);
    await removeProject(`${stack}-production`);
    const { stdout } = await run(['docker', 'image', 'ls', '--format', '{{.Repository}}:{{.Tag}}', '--filter', `reference=${stack}-*`]);
    const images = stdout.split('\n').filter(Boolean);
    if (images.length > 0) {
      await run(['docker', 'image', 'rm', '--force', ...images]);
    }
    this.sandbox.remove();
  }

  private async synthesize(): Promise<void> {
    for (const file of Object.keys(await filesOf(this.checkout)).filter((each) => !RESERVED.includes(each))) {
      const from = path.join(this.checkout, file);
      // a link that leads nowhere here is of no use there either
      if (existsSync(from) && statSync(from).isFile()) {
        this.sandbox.write(file, readFileSync(from));
        chmodSync(this.sandbox.path(file), statSync(from).mode);
      }
    }
    // as a repository of its own, which npm's lock file of the checkout says nothing about
    await this.sandbox.succeed(['git', 'init', '--quiet']);
    if (!this.sandbox.exists('node_modules')) {
      await useLibrary(this.sandbox);
    }
    const recipe = path.join(this.recipe, '.projenrc.ts');
    if (existsSync(recipe)) {
      this.sandbox.write('.projenrc.ts', readFileSync(recipe));
    } else {
      await this.sandbox.succeed(['npx', '--no-install', 'projen-container-stack', 'init', '--yes'], { timeoutSeconds: 180 });
    }
    await this.sandbox.succeed(['npx', '--no-install', 'tsx', '.projenrc.ts'], { timeoutSeconds: 180 });
    const { envFile = '.env' } = this.facts;
    this.writeSettings(envFile, this.facts.development.settings);
    this.writeSettings(`${envFile}.prod`, this.facts.production.settings);
  }

  private async reloads(): Promise<void> {
    const { development: { origin }, change, watched } = this.facts;
    if (!watched) {
      return this.changed(() => this.shows(origin, change.to));
    }
    const watching = this.sandbox.start(['./scripts/docker-dev.sh', 'watch'], QUICK);
    await this.changed(() => eventually(`"${change.to}" at ${change.path}`, 180, () => {
      // what is written before it watches is never sent
      this.sandbox.write(change.file, this.sandbox.read(change.file), statSync(this.sandbox.path(change.file)).mode);
      return requireAnswer(origin, { path: change.path, text: change.to });
    }).then(() => undefined)).finally(() => watching.signal('SIGINT', true));
    await watching.ended(60);
  }

  private writeSettings(file: string, settings: { [name: string]: string | number }): void {
    const before = this.sandbox.exists(file) ? this.sandbox.read(file).replace(/\n*$/, '\n') : '';
    this.sandbox.write(file, before + Object.entries(settings).map(([name, value]) => `${name}=${value}\n`).join(''), 0o600);
  }

  /** Lets a program hang, and go on. */
  private async checkSeesHanging(service: string, program: string): Promise<void> {
    const container = await this.containerOf(service);
    await checkSees(`${service}, which hangs`, container, () => signal(container, 'STOP', program), () => signal(container, 'CONT', program));
  }

  private async checkSeesFault({ service, what, in: place = service, begin, end }: TrialFault): Promise<void> {
    const where = await this.containerOf(place);
    const line = (shell: string) => () => succeed(['docker', 'exec', where, 'sh', '-c', shell]);
    await checkSees(`${service}, which ${what}`, await this.containerOf(service), line(begin), line(end));
  }

  private containerOf(service: string): Promise<string> {
    return containerOf(`${this.facts.stack}-production`, service);
  }

  private async script(name: string, ...argv: string[]): Promise<Outcome> {
    return mustSucceed(await this.sandbox.run([`./scripts/${name}`, ...argv], { timeoutSeconds: this.timeoutSeconds, env: QUICK }));
  }

  private get timeoutSeconds(): number {
    return (this.facts.buildMinutes ?? 15) * 60;
  }

  private async changed(work: () => Promise<void>): Promise<void> {
    const { file, from, to } = this.facts.change;
    const putBack = this.sandbox.edit(file, from, to);
    await work().finally(putBack);
  }

  private async shows(origin: string, text: string): Promise<void> {
    await eventually(`"${text}" at ${this.facts.change.path}`, 90, () => requireAnswer(origin, { path: this.facts.change.path, text }));
  }

  private async ask(origin: string): Promise<void> {
    for (const endpoint of this.facts.endpoints) {
      await eventually(`the answer to ${endpoint.path}`, 60, () => requireAnswer(origin, endpoint));
    }
  }
}

/** A running container of a service. */
async function containerOf(project: string, service: string): Promise<string> {
  const { stdout } = await succeed([
    'docker', 'ps', '--quiet', '--filter', `label=com.docker.compose.project=${project}`, '--filter', `label=com.docker.compose.service=${service}`,
  ]);
  return stdout.trim().split('\n')[0];
}

/** Green, red while the fault is there, and green again. */
async function checkSees(what: string, container: string, begin: () => Promise<unknown>, end: () => Promise<unknown>): Promise<void> {
  const becomes = (isHealthy: boolean) => eventually(`the check of ${what} is ${isHealthy ? 'green' : 'red'}`, 120, async () =>
    await asksWell(container) === isHealthy);
  await becomes(true);
  await begin();
  await becomes(false).finally(end);
  await becomes(true);
}

/** Asks the health check of a container now, in place of the engine, which takes its time. */
async function asksWell(container: string): Promise<boolean> {
  const { stdout } = await succeed(['docker', 'inspect', '--format', '{{json .Config.Healthcheck}}', container]);
  const { Test: [, ...check], Timeout: nanoseconds } = JSON.parse(stdout);
  return (await run(['timeout', '--signal=KILL', `${nanoseconds / 1e9}`, 'docker', 'exec', container, ...check])).code === 0;
}

/** Sends a signal to all processes of a container whose command line names a program, but for the init process. */
async function signal(container: string, name: string, program: string): Promise<void> {
  await succeed(['docker', 'exec', container, ...signalling(name, program)]);
}

async function requireAnswer(origin: string, { path: where, json, uploadBytes, status = 200, text = '' }: Endpoint): Promise<true> {
  const answer = await fetch(`${origin}${where}`, { ...bodyOf(json, uploadBytes), redirect: 'manual', signal: AbortSignal.timeout(120_000) });
  const body = await answer.text();
  if (answer.status !== status || !body.includes(text)) {
    throw new Error(`${where} is answered with ${answer.status}, ${body.slice(0, 300)}`);
  }
  return true;
}

async function requireAnswerOf(origin: string, { host, path: where, status, text }: NamedEndpoint): Promise<true> {
  const [found, body] = await new Promise<[number, string]>((resolve, reject) => {
    const request = get(`${origin}${where}`, { headers: { host }, agent: false, timeout: 10_000 }, (response) => {
      let all = response.headers.location ?? '';
      response.setEncoding('utf-8').on('data', (part: string) => all += part).on('end', () => resolve([response.statusCode!, all]));
    });
    request.on('timeout', () => request.destroy(new Error('no answer within 10 s'))).on('error', reject);
  });
  if (found !== status || !body.includes(text)) {
    throw new Error(`${host}${where} is answered with ${found}, ${body.slice(0, 300)}`);
  }
  return true;
}

function bodyOf(json: unknown, uploadBytes: number | undefined): RequestInit {
  if (uploadBytes !== undefined) {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(uploadBytes)]), 'large.bin');
    return { method: 'POST', body: form };
  }
  return json === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) };
}
