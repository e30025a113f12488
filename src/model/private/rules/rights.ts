import { Subject, refusals } from './rule';
import { requireCapability, requireSignal } from '../../../base/linux';

/** What the kernel has to know by name. */
export function rights({ service: { id }, spec: { capabilities = [], stopSignal } }: Subject): string[] {
  return refusals(
    ...capabilities.map((capability) => () => requireCapability(`a capability of service "${id}"`, capability)),
    () => stopSignal !== undefined && requireSignal(`the stopSignal of service "${id}"`, stopSignal),
  );
}
