/*
 * While a release is made, a service may have two sets of containers, of which one gets the requests. It is called blue or green.
 */

/** The two sets; the first is the one that there is before any release. */
export const SLOTS = ['blue', 'green'] as const;

/**
 * The name at which one set of a service's containers is reached: `blue.backend`. No service has that name, because no id has a dot,
 * and no part of it is longer than the 63 characters that DNS allows.
 */
export function slotName(slot: string, id: string): string {
  return `${slot}.${id}`;
}
