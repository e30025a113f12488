import { unique } from './reading';
import { Stack } from '../../../model';

/** What makes a service less safe than by default. */
export interface WeaknessFacts {
  readonly service: string;
  /** The names of the environments in which it is so, for one reason. */
  readonly environments: string[];
  /** In the language of the stack. */
  readonly what: string;
  /** Why it is meant; not set where nobody has said so. */
  readonly reason?: string;
}

/** In the order of services, each weakness with the environments that share its reason. */
export function weaknessFacts(stack: Stack): WeaknessFacts[] {
  const found = stack.weaknesses.map(({ service, weakness, environment, reason }) =>
    ({ service: service.id, what: weakness.describe(stack.language), environment: environment.name, reason }));
  const isSame = (one: typeof found[0], other: typeof found[0]) =>
    one.service === other.service && one.what === other.what && one.reason === other.reason;
  const order = stack.services.map(({ id }) => id);
  return found.filter((one, index) => found.findIndex((other) => isSame(one, other)) === index)
    .sort((one, other) => order.indexOf(one.service) - order.indexOf(other.service))
    .map(({ environment: _, ...one }) => ({
      ...one,
      environments: unique(found.filter((other) => isSame({ ...one, environment: '' }, other)).map(({ environment }) => environment)),
    }));
}
