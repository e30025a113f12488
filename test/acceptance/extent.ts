/**
 * Whether everything is repeated as often as the figures of docs/figures.md need, as `npx projen acceptance:full` does. Any other run proves the same
 * things, each of them with fewer repetitions.
 */
export const FULL = process.env.ACCEPTANCE_FULL === '1';

/** How often something is repeated: in any run, and in a full one. */
export function repetitions(few: number, full: number): number {
  return FULL ? full : few;
}
