import { readFileSync } from 'fs';
import * as path from 'path';
import { Outcome, run, succeed } from '../command';
import { Belongings, belongingsOf, removeProject } from '../engine';
import { EXAMPLE, filesOf, useLibrary } from '../library';
import { Sandbox } from '../sandbox';

const APPS = path.join(__dirname, 'apps');

/** Watched for a shorter time than a person would. How long a release may take to become healthy is for a busy machine. */
const QUICK = { SETTLE_SECONDS: '1', WATCH_SECONDS: '1', PATIENCE_SECONDS: '120' };

/** What a {@link Site} is made of. */
export interface SiteOptions {
  /** Where its users come in. */
  readonly port: number;
  /** The folder of `apps/` with the application, where it is not the site's own. */
  readonly application?: string;
  /** Whether the application is the example's. */
  readonly example?: boolean;
  /** The path of its pages. */
  readonly basePath?: string;
  /** Variables of `.env.prod`. */
  readonly settings: { readonly [name: string]: string | number };
}

/** A repository with one application, as its user has it, in production on this machine. */
export class Site {
  public readonly project: string;
  public readonly origin: string;
  /** The page at which users come in. */
  public readonly page: string;

  private readonly sandbox: Sandbox;

  public constructor(public readonly name: string, private readonly options: SiteOptions) {
    this.sandbox = new Sandbox(name);
    this.project = `builds-${name}-production`;
    this.origin = `http://127.0.0.1:${options.port}`;
    this.page = `${this.origin}${options.basePath ?? '/'}`;
  }

  /** Writes what people write, and lets the library write the rest. */
  public async write(): Promise<void> {
    const { application = this.name, example, settings } = this.options;
    await this.copy(path.join(APPS, this.name), '');
    await this.copy(example ? path.join(EXAMPLE, 'frontend') : path.join(APPS, application, 'frontend'), 'frontend');
    if (example) {
      // layers of its own: building them again without a cache takes them away from whoever builds the example at the same time
      this.sandbox.write('frontend/.npmrc', `; ${this.name}\n`);
    }
    await useLibrary(this.sandbox);
    await this.sandbox.succeed(['npx', '--no-install', 'tsx', '.projenrc.ts'], { timeoutSeconds: 120 });
    this.sandbox.write('.env.prod', Object.entries(settings).map(([name, value]) => `${name}=${value}\n`).join(''), 0o600);
  }

  /** A user's change of a file below `frontend/`. */
  public edit(file: string, from: string, to: string): void {
    this.sandbox.edit(`frontend/${file}`, from, to);
  }

  /**
   * A user's change of `.env.prod`.
   *
   * @returns puts it back as it was
   */
  public set(from: string, to: string): () => void {
    return this.sandbox.edit('.env.prod', from, to);
  }

  public compose(argv: string[], env: NodeJS.ProcessEnv = {}, file = 'docker-compose.prod.yml'): Promise<Outcome> {
    return this.sandbox.succeed(['docker', 'compose', '--file', file, '--env-file', '.env.prod', ...argv], { timeoutSeconds: 600, env });
  }

  /** Makes a release that has to come into service. */
  public deploy(release: string): Promise<Outcome> {
    return this.script('deploy', '--release', release);
  }

  public rollback(release: string): Promise<Outcome> {
    return this.script('rollback', release);
  }

  public belongings(): Promise<Belongings> {
    return belongingsOf(this.project);
  }

  /** Takes away what runs, and the images, by their names. */
  public async removeFromEngine(): Promise<void> {
    const { stdout } = await succeed(['docker', 'image', 'ls', '--format', '{{.Repository}}:{{.Tag}}', '--filter', `reference=builds-${this.name}-*`]);
    await removeProject(this.project);
    const images = stdout.split('\n').filter(Boolean);
    if (images.length > 0) {
      await run(['docker', 'image', 'rm', '--force', ...images]);
    }
  }

  public removeRepository(): void {
    this.sandbox.remove();
  }

  private async script(...argv: string[]): Promise<Outcome> {
    const outcome = await this.sandbox.run(['./scripts/docker-prod.sh', ...argv], { timeoutSeconds: 600, env: QUICK });
    if (outcome.code !== 0) {
      throw new Error(`${argv.join(' ')} of ${this.name} ended with ${outcome.code}:\n${outcome.output.slice(-4000)}`);
    }
    return outcome;
  }

  private async copy(from: string, to: string): Promise<void> {
    const generated = from.startsWith(EXAMPLE) ? ['.dockerignore'] : [];
    for (const file of Object.keys(await filesOf(from)).filter((each) => !generated.includes(each))) {
      this.sandbox.write(path.join(to, file), readFileSync(path.join(from, file)));
    }
  }
}
