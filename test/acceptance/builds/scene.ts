import { get } from '../api';
import { removeProject } from '../engine';
import { eventually } from '../eventually';
import { Report } from '../report';
import { Site } from './site';

/*
 * The repositories of a run, one for each way to build an application, and what is known about them.
 */

export const PORTS = {
  edge: 18450,
  direct: 18451,
  portal: 18452,
  portalElsewhere: 18453,
  backoffice: 18454,
  legacy: 18455,
  react: 18456,
  vue: 18457,
  directBackend: 18458,
};
/** Where nginx of the example answers, without an edge in front. */
export const DIRECT = `http://127.0.0.1:${PORTS.direct}/`;

/** The example's application on Angular 21, with an edge and two containers of nginx. */
export const crm = new Site('crm', {
  port: PORTS.edge, example: true, settings: { EDGE_HTTP_PORT: PORTS.edge, FRONTEND_PORT: PORTS.direct },
});
/** Angular 22 in two languages, with everything inline that a policy could be in the way of. */
export const portal = new Site('portal', {
  port: PORTS.portal, application: 'angular', settings: { FRONTEND_PORT: PORTS.portal, PORTAL_TITLE: 'Acme "Ltda" \\ ção', PORTAL_PAGE_SIZE: 25, PORTAL_BETA: 'true' },
});
/** Angular 22 below a path, with its files at another one, and a service worker. */
export const backoffice = new Site('backoffice', {
  port: PORTS.backoffice, application: 'angular', basePath: '/crm/', settings: { FRONTEND_PORT: PORTS.backoffice },
});
/** Angular 17 with the browser builder. */
export const legacy = new Site('legacy', { port: PORTS.legacy, settings: { FRONTEND_PORT: PORTS.legacy } });
/** React on Vite 8 with pnpm, which keeps the files of one earlier release. */
export const react = new Site('react', { port: PORTS.react, settings: { FRONTEND_PORT: PORTS.react } });
/** Vue on Vite 7 with Yarn 1, which keeps none. */
export const vue = new Site('vue', { port: PORTS.vue, settings: { FRONTEND_PORT: PORTS.vue } });

/** The one that takes the longest to build comes first. */
export const SITES = [legacy, crm, portal, backoffice, react, vue];

export const report = new Report();

/** Starts the example of a release without an edge, in place of what was there. */
export async function startDirect(release: string): Promise<void> {
  const settings = { RELEASE: release, BACKEND_PORT: `${PORTS.directBackend}` };
  await crm.compose(['up', '--detach', '--no-build', '--timeout', '1', 'frontend', 'backend'], settings, 'docker-compose.direct.yml');
  await eventually(`nginx of release ${release}`, 60, async () => (await get(`${DIRECT}health`)).status === 200);
}

/** Writes all repositories. */
export function writeRepositories(): Promise<void> {
  return twoAtATime(SITES.map((site) => () => site.write()));
}

/** As many as the machine is expected to have processors for. */
export async function twoAtATime(work: Array<() => Promise<unknown>>): Promise<void> {
  const queue = work.values();
  await Promise.all([1, 2].map(async () => {
    for (const task of queue) {
      await task();
    }
  }));
}

export async function removeAll(): Promise<void> {
  await Promise.all([...SITES.map((site) => site.removeFromEngine()), removeProject('builds-crm-direct'), removeProject('builds-portal-elsewhere')]);
}
