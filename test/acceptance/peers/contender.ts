import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Outcome, run, succeed } from '../command';

/** A way to bring a new version of an application into service. */
export interface Contender {
  readonly name: string;
  /** Where users reach it. */
  readonly origin: string;
  /** Brings the first version into service. */
  start(version: string): Promise<void>;
  /** Brings a new version into service, from its sources to the end of the old one. */
  deploy(version: string): Promise<void>;
  /** Takes everything away. */
  remove(): Promise<void>;
}

const SOURCES = path.join(__dirname, '../odd-days/repository/backend');
const TIME = { timeoutSeconds: 300 };

/** The application of the acceptance run, in a folder of its own, with the files that a contender needs beside it. */
class Application {
  public readonly folder = mkdtempSync(path.join(tmpdir(), 'peers-'));

  public constructor() {
    cpSync(SOURCES, this.path('backend'), { recursive: true });
  }

  public path(file: string): string {
    return path.join(this.folder, file);
  }

  public write(file: string, text: string): void {
    writeFileSync(this.path(file), text);
  }

  public change(version: string): void {
    const server = this.path('backend/server.mjs');
    writeFileSync(server, readFileSync(server, 'utf-8').replace(/VERSION = '.*'/, `VERSION = '${version}'`));
  }

  public do(...argv: string[]): Promise<Outcome> {
    return succeed(argv, { ...TIME, cwd: this.folder });
  }

  public async remove(project: string): Promise<void> {
    await run(['docker', 'compose', '--project-name', project, 'down', '--volumes', '--remove-orphans', '--timeout', '1'], TIME);
    await run(['docker', 'image', 'rm', '--force', `${project}-app`]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const HEALTH = `
    healthcheck:
      test: [CMD, wget, -q, -O, /dev/null, "http://127.0.0.1:8000/health"]
      interval: 1s
      retries: 30`;

/** What most begin with: the container is replaced. */
export class PlainCompose implements Contender {
  public readonly name = 'docker compose up --build';
  public readonly origin = 'http://127.0.0.1:18695';
  private readonly application = new Application();

  public async start(version: string): Promise<void> {
    this.application.write('compose.yml', `name: peers-compose
services:
  app:
    build: backend
    init: true${HEALTH}
    ports: ["127.0.0.1:18695:8000"]
`);
    await this.deploy(version);
  }

  public async deploy(version: string): Promise<void> {
    this.application.change(version);
    await this.application.do('docker', 'compose', 'up', '--detach', '--build', '--wait', '--quiet-pull');
  }

  public remove(): Promise<void> {
    return this.application.remove('peers-compose');
  }
}

/** Behind Caddy, which asks Docker's DNS every second and tries another container for five. */
export class DockerRollout implements Contender {
  public readonly name = 'docker-rollout';
  public readonly origin = 'http://127.0.0.1:18696';
  private readonly application = new Application();

  /** @param script where docker-rollout is */
  public constructor(private readonly script: string) {}

  public async start(version: string): Promise<void> {
    this.application.write('Caddyfile', `:8080 {
  reverse_proxy {
    dynamic a {
      name app
      port 8000
      refresh 1s
    }
    lb_try_duration 5s
  }
}
`);
    this.application.write('compose.yml', `name: peers-rollout
services:
  app:
    build: backend
    init: true${HEALTH}
  proxy:
    image: caddy:2-alpine
    command: [caddy, run, --config, /etc/caddy/Caddyfile]
    configs: [{source: proxy, target: /etc/caddy/Caddyfile}]
    ports: ["127.0.0.1:18696:8080"]
configs:
  proxy: {file: ./Caddyfile}
`);
    this.application.change(version);
    await this.application.do('docker', 'compose', 'up', '--detach', '--build', '--quiet-pull', '--wait');
  }

  public async deploy(version: string): Promise<void> {
    this.application.change(version);
    await this.application.do('docker', 'compose', 'build', 'app');
    await this.application.do('sh', this.script, 'rollout', '--file', 'compose.yml', 'app');
  }

  public remove(): Promise<void> {
    return this.application.remove('peers-rollout');
  }
}
