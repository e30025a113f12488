import { Rule, Subject } from './rule';
import { listed } from '../../../base/checks';
import { Condition } from '../../condition';
import { DataServices } from '../../environment';
import { Service } from '../../service';
import { ServiceKind } from '../../service-kind';
import { Dependency, ServiceSpec } from '../../service-spec';

/** Whose image a service runs. */
export function sharedImages({ stack, environment, service, spec, specs }: Subject): string[] {
  const source = spec.image.bind().sharedWith;
  if (source && !specs.has(source)) {
    return [
      `service "${service.id}" runs the image of "${source.id}", which has no containers in environment "${environment.name}" of `
      + `stack "${stack.name}"`,
    ];
  }
  return !source || !specs.get(source)!.image.bind().sharedWith ? [] : [
    `service "${service.id}" runs the image of "${source.id}", which itself runs another's: name the service that builds it`,
  ];
}

/** What a service waits for. */
export const dependencies: Rule = (subject) => (subject.spec.dependencies ?? []).flatMap((dependency) => problemsOf(subject, dependency));

function problemsOf(subject: Subject, { service: other, condition }: Dependency): string[] {
  const { service, specs } = subject;
  const waited = specs.get(other);
  if (!waited) {
    return [`${absence(subject, other)}`];
  }
  if (condition === Condition.COMPLETED && waited.kind !== ServiceKind.JOB) {
    return [
      `service "${service.id}" waits for "${other.id}" to be completed, but "${other.id}" is no job: `
      + 'give it kind ServiceKind.JOB, or wait with Condition.HEALTHY',
    ];
  }
  return condition !== Condition.HEALTHY || waited.healthCheck.probe() ? [] : [
    `service "${service.id}" waits for "${other.id}" to be healthy, but "${other.id}" has no health check: pass healthCheck, `
    + 'or depend with Condition.STARTED',
  ];
}

function absence({ stack, environment, service, specs }: Subject, other: Service): string {
  const waits = `service "${service.id}" waits for "${other.id}", which`;
  if (other.stack === stack && environment.dataServices === DataServices.EXTERNAL && kindOf(other, environment) === ServiceKind.DATA) {
    return `${waits} runs elsewhere in environment "${environment.name}" (DataServices.EXTERNAL): `
      + `use connectTo in place of dependsOn, which waits where "${other.id}" runs in the stack`;
  }
  return `${waits} has no containers in environment "${environment.name}" of stack "${stack.name}": `
    + `it has ${listed([...specs.keys()].map(({ id }) => id))}`;
}

function kindOf(service: Service, environment: Subject['environment']): ServiceKind | undefined {
  try {
    return service.describe(environment).kind;
  } catch {
    return undefined;
  }
}

/** Services that wait for each other never start. */
export function cycles(specs: Map<Service, ServiceSpec>): string[] {
  const done = new Set<Service>();
  const problems: string[] = [];
  const visit = (service: Service, trail: Service[]) => {
    const start = trail.indexOf(service);
    if (start >= 0) {
      const cycle = [...trail.slice(start), service].map((member) => `"${member.id}"`);
      problems.push(`services wait for each other: ${cycle.join(' waits for ')}: take one of the dependencies away`);
      return;
    }
    if (!done.has(service)) {
      for (const dependency of specs.get(service)?.dependencies ?? []) {
        visit(dependency.service, [...trail, service]);
      }
      done.add(service);
    }
  };
  for (const service of specs.keys()) {
    visit(service, []);
  }
  return problems;
}
