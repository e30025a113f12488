import { requireSettableName } from '../../../base/checks';
import { Environment, Service, ServiceSpec, Stack } from '../../../model';
import { ReleaseOptions } from '../release-options';
import { PlannedFiles } from './files';
import { variableProblems } from './names';
import { pathProblems } from './paths';
import { PlannedPort, portsOf } from './ports';
import { isPreparedAtStart, preparationId } from './preparations';
import { secondsToHealthy } from './releases';
import { smokeTestProblems } from './smoke-tests';

/** What only Compose can find wrong with an environment of a stack; one message each. */
export function problemsOf(stack: Stack, environment: Environment, files: PlannedFiles): string[] {
  const members = describable(stack, environment);
  const ports = members.flatMap(({ service, spec }) => portsOf(environment, service, spec));
  return [
    ...portProblems(environment, ports.filter(({ published }) => published)),
    ...members.flatMap(({ service, spec }) => serviceProblems(environment, files.compose, service, spec)),
    ...isPreparedAtStart(environment) ? preparationProblems(environment, members) : [],
    ...variableProblems(stack, environment, members, ports),
    ...pathProblems(stack, environment, files),
  ];
}

/** Services that the engine may call healthy only when nobody waits any more, and environments that are no releases. */
export function releaseProblemsOf(stack: Stack, environment: Environment, { patience, smokeTest = {} }: ReleaseOptions): string[] {
  const problems = !environment.liveReload ? [] : [
    `environment "${environment.name}" of stack "${stack.name}" mounts sources (liveReload), which are no release: `
    + 'release another environment',
  ];
  problems.push(...smokeTestProblems(environment, describable(stack, environment), smokeTest));
  return patience === undefined ? problems : [...problems, ...describable(stack, environment).flatMap(({ service, spec }) => {
    const needed = secondsToHealthy(spec.healthCheck);
    return needed < patience.toSeconds() ? [] : [
      `a release of stack "${stack.name}" waits ${patience} for new containers to become healthy (patience), `
      + `but the health check of service "${service.id}" may take ${needed}s `
      + '(startPeriod + retries × interval): wait longer, or check more often',
    ];
  })];
}

/** What is wrong with services that cannot be described is the model's matter. */
function describable(stack: Stack, environment: Environment): { service: Service; spec: ServiceSpec }[] {
  return stack.services.flatMap((service) => {
    try {
      return service.runsIn(environment) ? [{ service, spec: service.specIn(environment) }] : [];
    } catch {
      return [];
    }
  });
}

function serviceProblems(environment: Environment, file: string, service: Service, spec: ServiceSpec): string[] {
  const problems: string[] = [];
  const [port] = (spec.ports ?? []).filter((each) => environment.publishes(each));
  if ((spec.replicas ?? 1) > 1 && port) {
    problems.push(
      `service "${service.id}" has ${spec.replicas} replicas in "${file}" and is published on port ${port.port}, `
      + 'which only one container can have: set published: false, or run one replica',
    );
  }
  if (spec.user?.isOwnerOfSources && !environment.liveReload) {
    problems.push(
      `service "${service.id}" runs as the owner of the sources in environment "${environment.name}", which mounts none: `
      + 'pass ContainerUser.of(uid, gid)',
    );
  }
  return problems;
}

/** A release command that runs before its service starts has a name of its own, by which others could find it. */
function preparationProblems({ name }: Environment, members: { service: Service; spec: ServiceSpec }[]): string[] {
  return members.filter(({ spec }) => spec.releaseCommand !== undefined).flatMap(({ service }) => {
    const id = preparationId(service.id);
    const what = `the releaseCommand of service "${service.id}" runs in environment "${name}" as "${id}"`;
    return [
      ...members.some((other) => other.service.id === id) ? [`${what}, which is the name of another service: rename that one`] : [],
      ...id.length > 63 ? [`${what}, which has ${id.length} characters: allowed are 63, so give the service a shorter name`] : [],
    ];
  });
}

function portProblems(environment: Environment, ports: PlannedPort[]): string[] {
  const problems: string[] = [];
  const byPort = new Map<number, Service>();
  const byVariable = new Map<string, Service>();
  for (const { service, hostPort, variable } of ports) {
    try {
      requireSettableName(variable);
    } catch (error) {
      problems.push((error as Error).message);
    }
    if (byPort.has(hostPort)) {
      problems.push(
        `${both(byPort.get(hostPort)!, service)} published on port ${hostPort} of the host `
        + `in environment "${environment.name}": give one of them another hostPort`,
      );
    } else if (byVariable.has(variable)) {
      problems.push(
        `${both(byVariable.get(variable)!, service)} moved by the variable "${variable}": `
        + 'give one of the ports another variable',
      );
    }
    byPort.set(hostPort, byPort.get(hostPort) ?? service);
    byVariable.set(variable, byVariable.get(variable) ?? service);
  }
  return problems;
}

function both(one: Service, other: Service): string {
  return one === other ? `two ports of service "${one.id}" are both` : `services "${one.id}" and "${other.id}" are both`;
}
