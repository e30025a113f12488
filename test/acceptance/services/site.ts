import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { parse } from 'yaml';
import { Service, ServiceSpec, Stack } from '../../../src';
import { synthesized } from '../../fixtures/stack';
import { Outcome, run, succeed } from '../command';

/** A stack as it runs on the engine, in production, with its databases. */
export class Site {
  public readonly folder = mkdtempSync(path.join(tmpdir(), 'acceptance-services-'));

  public constructor(public readonly project: string) {}

  /** Writes the stack's files, and passwords for all that asks for one. */
  public write(stack: Stack): void {
    const files = synthesized(stack);
    const names = [...new Set([...files['docker-compose.prod.yml'].matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name))];
    writeFileSync(path.join(this.folder, '.env.prod'), [...names.map((name) => `${name}=right${name.replace(/_/g, '').toLowerCase()}`), 'RELEASE=first', ''].join('\n'));
  }

  public compose(argv: string[], timeoutSeconds = 400): Promise<Outcome> {
    return succeed(
      ['docker', 'compose', '--project-name', this.project, '--env-file', '.env.prod', '--file', 'docker-compose.prod.yml', ...argv],
      { cwd: this.folder, timeoutSeconds },
    );
  }

  /** Runs a program in a container. */
  public exec(service: string, argv: string[], options: { input?: string; env?: { [name: string]: string } } = {}): Promise<Outcome> {
    const env = Object.entries(options.env ?? {}).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
    return run(['docker', 'exec', '--interactive', ...env, `${this.project}-${service}-1`, ...argv], { input: options.input });
  }

  /** Asks the health check of a service now, as the engine would: in its container, for as long as it may take. */
  public async isHealthy(service: string): Promise<boolean> {
    const { healthcheck: { test, timeout } } = this.definition(service);
    const words = test.slice(1).map((word: string) => word.replace(/\$\$/g, '$'));
    return (await run(['timeout', '--signal=KILL', timeout, 'docker', 'exec', `${this.project}-${service}-1`, ...words])).code === 0;
  }

  /** A service of the Compose file that was written. */
  public definition(service: string): any {
    return parse(readFileSync(path.join(this.folder, 'docker-compose.prod.yml'), 'utf-8')).services[service];
  }

  public async remove(): Promise<void> {
    await run(
      ['docker', 'compose', '--project-name', this.project, '--env-file', '.env.prod', '--file', 'docker-compose.prod.yml', 'down', '--volumes', '--timeout', '2', '--remove-orphans'],
      { cwd: this.folder, timeoutSeconds: 120 },
    );
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What the service says of itself in production. */
export function specOf(service: Service): ServiceSpec {
  return service.specIn(service.stack.production);
}
