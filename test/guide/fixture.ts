import { mkdtempSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Project } from 'projen';
import { Guide as GuideComponent } from '../../src/guide';
import { DataServices, Environment, EnvValue, HealthCheck, ImageSource, Language, Stack, StackProps } from '../../src/model';
import { ComposeTarget } from '../../src/platforms';
import {
  AngularNginxFrontend, BackendService, CeleryBeat, CeleryWorker, EdgeProxy, EdgeTls, GenericService, MongoService, RedisService,
} from '../../src/services';
import { ContainerStack, ContainerStackProps } from '../../src/stack';

export class TestStack extends Stack {}

export const LANGUAGES = [Language.EN, Language.PT_BR];

/** A stack without services, in a project of its own. */
export function emptyStack(props: StackProps = {}): TestStack {
  const project = new Project({ name: 'conductor-crm', outdir: mkdtempSync(path.join(tmpdir(), 'docs-')) });
  return new TestStack(project, 'conductor', props);
}

/** The seed's stack. */
export function referenceStack(props: StackProps = {}): TestStack {
  const stack = emptyStack(props);
  addServices(stack);
  return stack;
}

/** A stack that is released, without services. */
export function emptyContainerStack(props: ContainerStackProps = {}): ContainerStack {
  return new ContainerStack(new Project({ name: 'conductor-crm', outdir: mkdtempSync(path.join(tmpdir(), 'docs-')) }), 'conductor', props);
}

/** The seed's stack, as it is released. */
export function containerStack(props: ContainerStackProps = {}, options: ServicesOptions = {}): ContainerStack {
  const stack = emptyContainerStack(props);
  addServices(stack, options);
  return stack;
}

export interface ServicesOptions {
  readonly releaseCommand?: string[];
}

export interface EdgeOptions extends ServicesOptions {
  readonly tls?: EdgeTls;
  readonly aliases?: string[];
}

/** Databases run where users are, too. */
export const IN_STACK: ContainerStackProps = { production: { dataServices: DataServices.IN_STACK } };

/** The seed's stack behind an edge. */
export function edgeStack(props: ContainerStackProps = {}, { tls, aliases, ...options }: EdgeOptions = {}): ContainerStack {
  const stack = containerStack(props, options);
  new EdgeProxy(stack, 'edge', { frontend: stack.findService('frontend') as AngularNginxFrontend, domain: 'crm.example.com', tls, aliases });
  return stack;
}

/** The seed's stack with all that a guide can speak of: an edge with certificates from files, databases, a job, secrets in files. */
export function fullStack(props: ContainerStackProps = {}): ContainerStack {
  const stack = edgeStack({ ...IN_STACK, ...props }, { tls: EdgeTls.files(), releaseCommand: ['python', '-m', 'app.migrate'] });
  stack.production.configure(stack.findService('backend'), { secretFiles: true });
  return stack;
}

/** A stack that is released, with one service that has nothing that most sections are about. */
export function bareContainerStack(language?: Language): ContainerStack {
  const stack = emptyContainerStack({ language });
  addBareService(stack);
  return stack;
}

/** The same, for development only. */
export function bareStack(language?: Language): TestStack {
  const stack = emptyStack({ language });
  addBareService(stack);
  return stack;
}

function addBareService(stack: Stack): void {
  new GenericService(stack, 'thing', { image: ImageSource.reference('example:1'), healthCheck: HealthCheck.none(), writableRoot: true });
}

/** The seed's services. */
function addServices(stack: Stack, { releaseCommand }: ServicesOptions = {}): void {
  const mongodb = new MongoService(stack, 'mongodb', { database: 'conductor' });
  const redis = new RedisService(stack, 'redis');
  const backend = new BackendService(stack, 'backend', {
    app: 'app.main:app',
    connectTo: [mongodb, redis],
    environment: {
      SECRET_KEY: EnvValue.secret('SECRET_KEY', { developmentValue: 'dev-secret-key', description: 'signs | sessions' }),
      SENTRY_DSN: EnvValue.variable('SENTRY_DSN'),
    },
    secrets: ['CLAUDE_API_KEY'],
    releaseCommand,
  });
  new CeleryWorker(stack, 'celery-worker', { backend, app: 'app.celery_app' });
  new CeleryBeat(stack, 'celery-beat', { backend, app: 'app.celery_app' });
  new AngularNginxFrontend(stack, 'frontend', { app: 'conductor-crm', api: backend });
}

export interface WriteOptions {
  readonly environment?: Environment;
  readonly file?: string;
}

/** Writes the stack's guide, and whatever else it writes, to the disk; gives the guide. */
export function writeGuide(stack: Stack, { environment = stack.development, file }: WriteOptions = {}): GuideText {
  const guide = new GuideComponent(stack, { development: new ComposeTarget(stack, { environment, file }) });
  return synthesized(stack, guide.path);
}

/** Writes the stack to the disk; gives its guide. */
export function synthesized(stack: Stack, guide: string = stack.guidePath): GuideText {
  const before = process.env.PROJEN_DISABLE_POST;
  process.env.PROJEN_DISABLE_POST = 'true';
  try {
    stack.project.synth();
  } finally {
    process.env.PROJEN_DISABLE_POST = before;
  }
  return new GuideText(readFileSync(path.join(stack.project.outdir, guide), 'utf-8'));
}

/** A page of Markdown. */
export class GuideText {
  /** Without their number signs. */
  public readonly headings: string[] = [];
  /** What the blocks with a fence say, and in which language. */
  public readonly blocks: { readonly language: string; readonly text: string }[] = [];
  /** Everything outside of blocks. */
  public readonly prose: string;

  public constructor(public readonly text: string) {
    const prose = text.replace(/^( *)```(\w+)\n([\s\S]*?)^\1```$/gm, (_, indent: string, language: string, block: string) => {
      this.blocks.push({ language, text: block.replace(new RegExp(`^${indent}`, 'gm'), '') });
      return '';
    });
    this.prose = prose;
    this.headings.push(...[...prose.matchAll(/^#{1,6} (.*)$/gm)].map(([, heading]) => heading));
  }

  /** The targets of all links. */
  public get links(): string[] {
    return [...this.prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
  }

  /** The commands of all `bash` blocks, a line each. */
  public get commands(): string[] {
    return this.blocks.filter(({ language }) => language === 'bash').flatMap(({ text }) => text.split('\n'))
      .filter((line) => line !== '' && !line.startsWith('#'));
  }

  /** The names that GitHub gives to headings. */
  public get anchors(): string[] {
    return this.headings.map((heading) => heading.toLowerCase().replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '').replace(/ /g, '-'));
  }

  /** A section with everything below it. */
  public section(heading: string): string {
    const [, marks] = this.text.match(new RegExp(`^(#+) ${heading.replace(/[()]/g, '\\$&')}$`, 'm')) ?? [];
    if (marks === undefined) {
      throw new Error(`there is no section "${heading}": there are ${this.headings.join(', ')}`);
    }
    const from = this.text.indexOf(`${marks} ${heading}\n`) + marks.length;
    const end = this.text.slice(from).search(new RegExp(`^#{2,${marks.length}} `, 'm'));
    return end < 0 ? this.text.slice(from) : this.text.slice(from, from + end);
  }

  public get diagram(): string {
    return this.diagrams[0];
  }

  public get diagrams(): string[] {
    return this.blocks.filter(({ language }) => language === 'mermaid').map(({ text }) => text);
  }
}

/** The lines of a diagram that Mermaid cannot read. */
export function unreadableLines(diagram: string): string[] {
  const id = '[a-z][a-z0-9_]*';
  const grammar = new RegExp([
    'flowchart LR', `subgraph ${id}\\["[^"]+"\\]`, 'end', `${id}\\(\\["[^"]+"\\]\\)`, `${id}\\["[^"]+"\\]`, `${id}\\[\\("[^"]+"\\)\\]`,
    `${id} -- "[A-Z0-9_, ]+" --> ${id}`, `${id} --> ${id}`, `${id} -\\.- ${id}`,
  ].map((each) => `^${each}$`).join('|'));
  return diagram.trimEnd().split('\n').map((line) => line.trim()).filter((line) => !grammar.test(line));
}

/** The nodes that a diagram declares, and those that its lines name. */
export function nodesOf(diagram: string): { readonly declared: string[]; readonly named: string[] } {
  const lines = diagram.trimEnd().split('\n').map((line) => line.trim());
  return {
    declared: lines.flatMap((line) => /^(?:subgraph )?(\w+)[[(]/.exec(line)?.[1] ?? []),
    named: lines.flatMap((line) => /^(\w+) -.* (\w+)$/.exec(line)?.slice(1) ?? []),
  };
}
