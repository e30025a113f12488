import { variablesIn } from './variables';
import {
  requireContainerPath, requireHttpPath, requireInteger, requireLine, requireMatch, requirePort, requireText, requireVariableName,
  requireWord,
} from '../../base/checks';
import { Condition } from '../condition';
import { STOP_GRACE_PERIOD, WRITABLE_PATHS } from '../defaults';
import { Environment } from '../environment';
import { Service } from '../service';
import { Resources, ServiceKind, ServiceSpec } from '../service-spec';
import { Stack } from '../stack';

/** What is wrong with a stack as a whole, in every environment that a target writes; one message each. */
export function findProblems(stack: Stack): string[] {
  if (stack.services.length === 0) {
    return [`stack "${stack.name}" has no services: add one, such as new BackendService(stack, 'backend', { app: 'app.main:app' })`];
  }
  const written = new Set(stack.targets.map((target) => target.environment));
  return stack.environments.flatMap((environment) => [
    ...written.has(environment) ? problemsIn(stack, environment) : unwritten(stack, environment),
    ...strangers(stack, environment),
  ]);
}

/** Changes of an environment that nobody writes down would have no effect. */
function unwritten(stack: Stack, environment: Environment): string[] {
  return environment._configured.map((service) =>
    `environment "${environment.name}" of stack "${stack.name}" configures service "${service.id}", and no platform writes it down: `
    + 'let one write it, or take configure away');
}

function strangers(stack: Stack, environment: Environment): string[] {
  return environment._configured.filter((service) => service.stack !== stack).map((service) =>
    `environment "${environment.name}" of stack "${stack.name}" configures service "${service.id}" of stack `
      + `"${service.stack.name}": configure it in an environment of its own stack`);
}

function problemsIn(stack: Stack, environment: Environment): string[] {
  const problems: string[] = [];
  const specs = new Map<Service, ServiceSpec>();
  for (const service of stack.services) {
    attempt(problems, () => service.runsIn(environment) && specs.set(service, service.specIn(environment)));
  }
  const complete = problems.length === 0;
  for (const [service, spec] of specs) {
    problems.push(...ownProblems(service, spec));
  }
  problems.push(...cycleProblems(specs));
  if (complete) {
    // what depends on services that cannot be described would be reported wrongly
    problems.push(...[...specs].flatMap(([service, spec]) => dependencyProblems(stack, environment, service, spec, specs)));
    attempt(problems, () => variablesIn(stack, environment, (problem) => problems.push(problem)));
  }
  return problems;
}

/** What a third party's `describe` may get wrong. */
function ownProblems(service: Service, spec: ServiceSpec): string[] {
  const problems: string[] = [];
  for (const port of spec.ports ?? []) {
    attempt(problems, () => requirePort(`a port of service "${service.id}"`, port.port));
    attempt(problems, () => requirePort(`a host port of service "${service.id}"`, port.hostPort ?? port.port));
    attempt(problems, () => port.variable !== undefined && requireVariableName(port.variable));
  }
  attempt(problems, () => requireLine(`the description of service "${service.id}"`, spec.description));
  for (const route of spec.routes ?? []) {
    attempt(problems, () => requireHttpPath(`the path of a route of service "${service.id}"`, route.path ?? '/'));
  }
  if (spec.switchCommand && (spec.routes ?? []).length === 0) {
    problems.push(
      `service "${service.id}" chooses among the containers of other services (switchCommand), but sends requests to none: pass routes`,
    );
  }
  for (const word of [...spec.command ?? [], ...spec.releaseCommand ?? [], ...spec.trialCommand ?? [], ...spec.switchCommand ?? []]) {
    attempt(problems, () => requireText(`an argument in a command of service "${service.id}"`, word));
  }
  for (const endpoint of spec.endpoints ?? []) {
    attempt(problems, () => requireLine(`the title of an endpoint of service "${service.id}"`, endpoint.title));
    attempt(problems, () => requireHttpPath(`the path of an endpoint of service "${service.id}"`, endpoint.path ?? '/'));
    if (!spec.ports?.some((port) => port.port === endpoint.port)) {
      problems.push(
        `service "${service.id}" has an endpoint "${endpoint.title}" on port ${endpoint.port}, which is not one of its ports: `
        + 'add it to ports',
      );
    }
  }
  for (const path of spec.writablePaths ?? []) {
    attempt(problems, () => requireContainerPath(`a writable path of service "${service.id}"`, path));
  }
  for (const capability of spec.capabilities ?? []) {
    attempt(problems, () => requireWord(`a capability of service "${service.id}"`, capability));
  }
  problems.push(...replicaProblems(service, spec));
  if (spec.stopSignal !== undefined) {
    attempt(problems, () => requireMatch(
      `the stopSignal of service "${service.id}"`, spec.stopSignal!, /^SIG[A-Z0-9+]+$/, 'names of signals, such as "SIGINT"',
    ));
  }
  const grace = spec.stopGracePeriod ?? STOP_GRACE_PERIOD;
  if (spec.gracefulShutdown && !spec.gracefulShutdown.isShorterThan(grace)) {
    problems.push(
      `service "${service.id}" may take ${spec.gracefulShutdown} to finish what it has begun (gracefulShutdown), `
      + `and is killed after ${grace} (stopGracePeriod): the first has to be shorter`,
    );
  }
  return [...problems, ...limitProblems(service, spec.resources), ...mountProblems(service, spec)];
}

/** Why there may be one container only, of services that do not say how many there may be. */
const SINGLE: { readonly [kind in ServiceKind]?: string } = {
  [ServiceKind.SCHEDULER]: 'starts work by the clock, so that everything would start as often',
  [ServiceKind.DATA]: 'keeps data, which several servers on one volume destroy',
  [ServiceKind.JOB]: 'is to run once for each release',
};

function replicaProblems(service: Service, { kind, replicas, minReplicas = 0, maxReplicas }: ServiceSpec): string[] {
  const problems: string[] = [];
  for (const [name, number] of Object.entries({ replicas, minReplicas, maxReplicas })) {
    attempt(problems, () => number !== undefined && requireInteger(`the ${name} of service "${service.id}"`, number, 0));
  }
  const most = maxReplicas ?? (SINGLE[kind] === undefined ? Infinity : 1);
  const wanted = replicas ?? 1;
  if (wanted > most) {
    const why = maxReplicas === undefined ? SINGLE[kind] : `may run ${most} times at most`;
    problems.push(`service "${service.id}" would run ${wanted} times, and ${why}: allowed are ${minReplicas} to ${most} replicas`);
  } else if (wanted < minReplicas) {
    problems.push(
      `service "${service.id}" would run ${wanted} times, and has to run ${minReplicas} times at least: pass that many replicas`,
    );
  }
  return problems;
}

function limitProblems(service: Service, limits: Resources = {}): string[] {
  const problems: string[] = [];
  const { cpus, memory, reservedCpus, reservedMemory, pids } = limits;
  for (const [name, amount] of Object.entries({ cpus, reservedCpus })) {
    if (amount !== undefined && !(amount > 0 && amount < Infinity)) {
      problems.push(`the ${name} of service "${service.id}" are ${amount}: allowed are numbers above 0, such as 0.5`);
    }
  }
  if (cpus !== undefined && reservedCpus !== undefined && reservedCpus > cpus) {
    problems.push(`service "${service.id}" reserves ${reservedCpus} CPUs and may use ${cpus}: reserve at most what it may use`);
  }
  if (memory && reservedMemory && reservedMemory.toBytes() > memory.toBytes()) {
    problems.push(`service "${service.id}" reserves ${reservedMemory} of memory and may use ${memory}: reserve at most what it may use`);
  }
  if (pids !== undefined) {
    attempt(problems, () => requireInteger(`the pids of service "${service.id}"`, pids, 1));
  }
  return problems;
}

function mountProblems(service: Service, spec: ServiceSpec): string[] {
  const places = [...(spec.mounts ?? []).map((mount) => mount.containerPath), ...spec.writablePaths ?? WRITABLE_PATHS]
    .map((path) => path.replace(/(?<=.)\/+$/, ''));
  const twice = new Set(places.filter((path, index) => places.indexOf(path) < index));
  return [...twice].map((path) =>
    `service "${service.id}" has two things at "${path}": mount one thing there, `
      + 'and take the path out of writablePaths (["/tmp"] where none are given) if it is mounted');
}

function dependencyProblems(
  stack: Stack, environment: Environment, service: Service, spec: ServiceSpec, specs: Map<Service, ServiceSpec>,
): string[] {
  const problems: string[] = [];
  const source = spec.image.bind().sharedWith;
  if (source && !specs.has(source)) {
    problems.push(
      `service "${service.id}" runs the image of "${source.id}", which has no containers in environment "${environment.name}" of `
      + `stack "${stack.name}"`,
    );
  } else if (source && specs.get(source)!.image.bind().sharedWith) {
    problems.push(`service "${service.id}" runs the image of "${source.id}", which itself runs another's: name the service that builds it`);
  }
  for (const { service: other, condition } of spec.dependencies ?? []) {
    const waited = specs.get(other);
    if (!waited) {
      problems.push(
        `service "${service.id}" waits for "${other.id}", which has no containers in environment "${environment.name}" of stack `
          + `"${stack.name}": `
        + `it has ${[...specs.keys()].map((known) => `"${known.id}"`).join(', ')}`,
      );
    } else if (condition === Condition.COMPLETED && waited.kind !== ServiceKind.JOB) {
      problems.push(
        `service "${service.id}" waits for "${other.id}" to be completed, but "${other.id}" is no job: `
        + 'give it kind ServiceKind.JOB, or wait with Condition.HEALTHY',
      );
    } else if (condition === Condition.HEALTHY && !waited.healthCheck.probe()) {
      problems.push(
        `service "${service.id}" waits for "${other.id}" to be healthy, but "${other.id}" has no health check: pass healthCheck, `
        + 'or depend with Condition.STARTED',
      );
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

function attempt(problems: string[], check: () => unknown): void {
  try {
    check();
  } catch (error) {
    problems.push((error as Error).message);
  }
}
