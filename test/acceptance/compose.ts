import { Outcome } from './command';
import { Container, inspectContainer } from './engine';
import { Sandbox } from './sandbox';

/** A service as `docker compose ps` shows it. */
export interface ServiceState {
  readonly Service: string;
  readonly Name: string;
  readonly State: string;
  readonly Health: string;
}

/** A Compose project in a sandbox. */
export class Compose {
  public constructor(private readonly sandbox: Sandbox) {}

  public run(...argv: string[]): Promise<Outcome> {
    return this.sandbox.run(['docker', 'compose', ...argv], { timeoutSeconds: 900 });
  }

  public succeed(...argv: string[]): Promise<Outcome> {
    return this.sandbox.succeed(['docker', 'compose', ...argv], { timeoutSeconds: 900 });
  }

  /** Runs a program in a service's container, without a terminal. */
  public exec(service: string, ...argv: string[]): Promise<Outcome> {
    return this.run('exec', '-T', service, ...argv);
  }

  /** The state of every service that has a container. */
  public async states(): Promise<ServiceState[]> {
    const { stdout } = await this.succeed('ps', '--all', '--format', 'json');
    // an array before Compose 2.21, a line each since
    const rows: ServiceState[] = stdout.trim().startsWith('[') ? JSON.parse(stdout) : stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
    return rows.sort((a, b) => a.Service.localeCompare(b.Service));
  }

  /** Each service's health, by name. */
  public async health(): Promise<{ [service: string]: string }> {
    return Object.fromEntries((await this.states()).map(({ Service, State, Health }) => [Service, State === 'running' ? Health : State]));
  }

  public async container(service: string): Promise<Container> {
    const { stdout } = await this.succeed('ps', '--all', '--quiet', service);
    return inspectContainer(stdout.trim());
  }
}
