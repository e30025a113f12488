import { Subject } from './rule';
import { TEMPORARY_FOLDER, writablePathsOf } from '../../defaults';

/** Requests that a service is sent, and that would need more memory than it has: large bodies are kept in files until they are whole. */
export function budgets({ environment, service, spec, specs }: Subject): string[] {
  return !environment.limitResources ? [] : (spec.routes ?? []).flatMap(({ service: receiver, maxBodySize: body }) => {
    const its = specs.get(receiver);
    const memory = its?.resources?.memory;
    const isInMemory = its !== undefined && writablePathsOf(its).includes(TEMPORARY_FOLDER);
    return !body || !memory || !isInMemory || 2 * body.toBytes() <= memory.toBytes() ? [] : [
      `service "${service.id}" lets bodies of ${body} through to service "${receiver.id}", which keeps temporary files in memory, and may `
      + `use ${memory} of it: allowed is half of that; mount Volume.scratch(...) at "${TEMPORARY_FOLDER}" (temporaryStorage of a `
      + 'BackendService), give it more memory, or let less through (maxBodySize)',
    ];
  });
}
