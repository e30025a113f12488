import { ServiceDifference, same } from './difference';
import { restChanges } from './rest';
import { changed, code, ordinary, risky } from '../finding';

/** What notices that a service does not work. */
export const healthCheck: ServiceDifference = ({ before: { healthCheck: was }, after: { healthCheck: is } }) => {
  if (!is) {
    return !was ? []
      : [risky(`its health check is gone: nobody notices when it does not work, and nobody waits for it (was ${code(was.test)})`)];
  }
  if (!was) {
    return [ordinary(`now has a health check: ${code(is.test)}`)];
  }
  return [
    ...was.test === is.test ? [] : [ordinary(`another health check: ${changed(was.test, is.test)}`)],
    ...same(was.timing, is.timing) ? [] : restChanges(was.timing, is.timing, 'health check, ').map(ordinary),
  ];
};
