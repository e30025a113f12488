import { CrmApi } from './api';
import { Compose } from './compose';
import { Leftovers } from './engine';
import { Report } from './report';
import { Sandbox } from './sandbox';

/*
 * The one repository of a run, and what is known about it: the words of the seed, which the example's `.projenrc.ts` repeats.
 */

/** The Compose project. */
export const PROJECT = 'conductor';
export const SERVICES = ['backend', 'celery-beat', 'celery-worker', 'frontend', 'mongodb', 'redis'];
export const ALL_HEALTHY = Object.fromEntries(SERVICES.map((service) => [service, 'healthy']));
export const PORTS = [4200, 8000, 27017, 6379];
export const BACKEND = 'http://localhost:8000';
export const FRONTEND = 'http://localhost:4200';
export const SCRIPT = './scripts/docker-dev.sh';
/** What the seed's own build commands call the images. */
export const BACKEND_IMAGE = 'conductor-backend:test';
export const FRONTEND_IMAGE = 'conductor-frontend:test';

export const sandbox = new Sandbox('conductor-crm');
export const compose = new Compose(sandbox);
export const crm = new CrmApi(BACKEND);
export const report = new Report();
export const leftovers = new Leftovers();

/** A name that nothing else on the engine has. */
export function unique(name: string): string {
  return `acceptance-${process.pid}-${name}`;
}
