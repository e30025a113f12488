import { EnvironmentFacts, ServiceFacts } from '../../facts';
import { Remark } from '../finding';

/** A service, before a change and after it. */
export interface ServiceChange {
  readonly before: ServiceFacts;
  readonly after: ServiceFacts;
  /** All of the environment. */
  readonly all: { readonly before: EnvironmentFacts; readonly after: EnvironmentFacts };
}

/** One kind of difference between what was and what is. */
export type ServiceDifference = (change: ServiceChange) => Remark[];

/** One kind of difference between two states of an environment, outside of its services: by subject. */
export type EnvironmentDifference = (before: EnvironmentFacts, after: EnvironmentFacts) => [subject: string, remark: Remark][];

/** What is in the second list and not in the first. */
export function added(before: string[], after: string[]): string[] {
  return after.filter((each) => !before.includes(each));
}

export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
