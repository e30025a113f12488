import { parse } from 'yaml';
import { AngularNginxFrontend, BackendService, RedisService } from '../../src/services';
import { ContainerStack, ContainerStackProps } from '../../src/stack';
import { emptyProject } from '../fixtures/stack';

/** A step of a job, as GitHub reads it. */
export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: { readonly [name: string]: unknown };
  readonly env?: { readonly [name: string]: string };
  readonly if?: string;
}

/** A job, as GitHub reads it. */
export interface Job {
  readonly steps: Step[];
  readonly needs?: string | string[];
  readonly permissions: object;
  readonly if?: string;
}

/** An image that CI pushes, with all that is said about it. */
export const REGISTRY = { compose: { releases: { registry: { host: 'ghcr.io', prefix: 'acme/shop', sbom: true, provenance: true } } } };

/** A backend and a frontend, which are built, and Redis, which is not. */
export function shop(props: ContainerStackProps = {}, project = emptyProject()): ContainerStack {
  const stack = new ContainerStack(project, 'shop', props);
  const redis = new RedisService(stack, 'redis');
  const backend = new BackendService(stack, 'backend', { app: 'app.main:app', connectTo: [redis] });
  new AngularNginxFrontend(stack, 'frontend', { app: 'shop', api: backend });
  return stack;
}

/** What is written, as a platform reads it. */
export function readFrom(stack: ContainerStack, file: string): any {
  return parse(stack.files.find(({ path }) => path === file)!.render());
}

/** The commands of a job, in one text. */
export function commandsOf({ steps }: Job): string {
  return steps.flatMap(({ run }) => run ?? []).join('\n');
}
