import { createServer, RequestListener, Server } from 'http';
import { AddressInfo } from 'net';
import { setTimeout as pause } from 'timers/promises';
import { Load, LoadOptions, LoadReport } from '../acceptance/production/load/load';

const servers: Server[] = [];
const loads: Load[] = [];

/** Ends what a test has started. */
export function endAll(): void {
  loads.splice(0).forEach((load) => load.close());
  servers.splice(0).forEach((server) => {
    server.closeAllConnections();
    server.close();
  });
}

/** The origin of a server that answers on a free port. */
export async function serving(listener: RequestListener, server: Server = createServer()): Promise<string> {
  servers.push(server.on('request', listener));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export const fine: RequestListener = (_, response) => response.end('fine');

/** Few clients in a hurry, on one path. */
export async function loading(origin: string, options: Partial<LoadOptions> = {}): Promise<Load> {
  const load = await Load.start({ origin, paths: { get: '/get' }, clients: 4, thinkMilliseconds: 5, ...options });
  loads.push(load);
  return load;
}

/** What a report says when enough was asked for. */
export async function counted(load: Load, requests: number): Promise<LoadReport> {
  await soon(`${requests} requests`, async () => (await load.report()).total.requests >= requests);
  return load.stop();
}

/** Asks in quick succession until it is so. */
export async function soon(what: string, ask: () => Promise<unknown> | unknown): Promise<void> {
  for (const began = Date.now(); !await ask(); await pause(10)) {
    if (Date.now() - began > 8000) {
      throw new Error(`not within 8 s: ${what}`);
    }
  }
}
