import { variablesIn } from './variables';
import { Condition } from '../condition';
import { Environment } from '../environment';
import { Service } from '../service';
import { ServiceKind, ServiceSpec } from '../service-spec';
import { Stack } from '../stack';
import { portVariable } from './ports';
import { requireContainerPath, requireInteger, requirePort, requireVariableName, requireWord } from './text';

/** What is wrong with a stack as a whole, in every environment that a target writes; one message each. */
export function findProblems(stack: Stack): string[] {
  if (stack.services.length === 0) {
    return [`stack "${stack.name}" has no services: add one, such as new BackendService(stack, 'backend', { app: 'app.main:app' })`];
  }
  const environments = new Set(stack.targets.map((target) => target.environment));
  return [...environments].flatMap((environment) => problemsIn(stack, environment));
}

function problemsIn(stack: Stack, environment: Environment): string[] {
  const problems: string[] = [];
  const specs = new Map<Service, ServiceSpec>();
  for (const service of stack.servicesIn(environment)) {
    attempt(problems, () => specs.set(service, service.specIn(environment)));
  }
  if (problems.length > 0) {
    return problems;
  }
  for (const [service, spec] of specs) {
    problems.push(...ownProblems(service, spec), ...dependencyProblems(stack, environment, service, spec, specs));
  }
  problems.push(...cycleProblems(specs), ...portProblems(environment, specs));
  attempt(problems, () => variablesIn(stack, environment));
  return problems;
}

/** What a third party's `describe` may get wrong. */
function ownProblems(service: Service, spec: ServiceSpec): string[] {
  const problems: string[] = [];
  for (const port of spec.ports ?? []) {
    attempt(problems, () => requirePort(`a port of service "${service.id}"`, port.port));
    attempt(problems, () => requirePort(`a host port of service "${service.id}"`, port.hostPort ?? port.port));
    attempt(problems, () => requireVariableName(portVariable(service, port)));
  }
  for (const endpoint of spec.endpoints ?? []) {
    if (!spec.ports?.some((port) => port.port === endpoint.port)) {
      problems.push(`service "${service.id}" has an endpoint "${endpoint.title}" on port ${endpoint.port}, which is not one of its ports: add it to ports`);
    }
  }
  for (const path of spec.writablePaths ?? []) {
    attempt(problems, () => requireContainerPath(`a writable path of service "${service.id}"`, path));
  }
  for (const capability of spec.capabilities ?? []) {
    attempt(problems, () => requireWord(`a capability of service "${service.id}"`, capability));
  }
  if (spec.user !== undefined) {
    attempt(problems, () => requireWord(`the user of service "${service.id}"`, spec.user!));
  }
  if (spec.replicas !== undefined) {
    attempt(problems, () => requireInteger(`the replicas of service "${service.id}"`, spec.replicas!, 0));
    if (spec.kind === ServiceKind.SCHEDULER && spec.replicas > 1) {
      problems.push(`service "${service.id}" starts work by the clock and would run ${spec.replicas} times, so that everything starts ${spec.replicas} times: allowed are 0 and 1 replicas`);
    }
  }
  return problems;
}

function dependencyProblems(
  stack: Stack, environment: Environment, service: Service, spec: ServiceSpec, specs: Map<Service, ServiceSpec>,
): string[] {
  const problems: string[] = [];
  const source = spec.image.bind().sharedWith;
  if (source && !specs.has(source)) {
    problems.push(`service "${service.id}" runs the image of "${source.id}", which has no containers in environment "${environment.name}" of stack "${stack.name}"`);
  } else if (source && specs.get(source)!.image.bind().sharedWith) {
    problems.push(`service "${service.id}" runs the image of "${source.id}", which itself runs another's: name the service that builds it`);
  }
  for (const { service: other, condition } of spec.dependencies ?? []) {
    const waited = specs.get(other);
    if (!waited) {
      problems.push(
        `service "${service.id}" waits for "${other.id}", which has no containers in environment "${environment.name}" of stack "${stack.name}": `
        + `it has ${[...specs.keys()].map((known) => `"${known.id}"`).join(', ')}`,
      );
    } else if (condition === Condition.HEALTHY && !waited.healthCheck.probe()) {
      problems.push(`service "${service.id}" waits for "${other.id}" to be healthy, but "${other.id}" has no health check: pass healthCheck, or depend with Condition.STARTED`);
    }
  }
  return problems;
}

function cycleProblems(specs: Map<Service, ServiceSpec>): string[] {
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

function portProblems(environment: Environment, specs: Map<Service, ServiceSpec>): string[] {
  const problems: string[] = [];
  const byPort = new Map<number, Service>();
  const byVariable = new Map<string, Service>();
  for (const [service, spec] of specs) {
    for (const port of (spec.ports ?? []).filter((each) => each.published !== false)) {
      const hostPort = port.hostPort ?? port.port;
      const variable = portVariable(service, port);
      if (byPort.has(hostPort)) {
        problems.push(`services "${byPort.get(hostPort)!.id}" and "${service.id}" are both published on port ${hostPort} of the host in environment "${environment.name}": give one of them another hostPort`);
      } else if (byVariable.has(variable)) {
        problems.push(`services "${byVariable.get(variable)!.id}" and "${service.id}" are both moved by the variable "${variable}": give one of the ports another variable`);
      }
      byPort.set(hostPort, byPort.get(hostPort) ?? service);
      byVariable.set(variable, byVariable.get(variable) ?? service);
    }
  }
  return problems;
}

function attempt(problems: string[], check: () => unknown): void {
  try {
    check();
  } catch (error) {
    problems.push((error as Error).message);
  }
}
