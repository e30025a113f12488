import { Environment } from '../../environment';
import { Service } from '../../service';
import { ServiceSpec } from '../../service-spec';
import { Stack } from '../../stack';

/** One service in one environment, and the others there. */
export interface Subject {
  readonly stack: Stack;
  readonly environment: Environment;
  readonly service: Service;
  readonly spec: ServiceSpec;
  /** Those that run in the environment and can be described. */
  readonly specs: Map<Service, ServiceSpec>;
}

/** What is wrong, a sentence each. */
export type Rule = (subject: Subject) => string[];

/** What the checks refuse, a sentence each. */
export function refusals(...checks: (() => unknown)[]): string[] {
  return checks.flatMap((check) => {
    try {
      check();
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  });
}
