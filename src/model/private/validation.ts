import { addresses } from './rules/addresses';
import { budgets } from './rules/budgets';
import { commands } from './rules/commands';
import { contexts } from './rules/contexts';
import { cycles, dependencies, sharedImages } from './rules/dependencies';
import { honours } from './rules/honours';
import { dataVolumes, mounts } from './rules/mounts';
import { replicas } from './rules/replicas';
import { resources } from './rules/resources';
import { rights } from './rules/rights';
import { Rule, refusals } from './rules/rule';
import { times } from './rules/times';
import { secretFiles } from './rules/variables';
import { variablesIn } from './variables';
import { requireLine } from '../../base/checks';
import { Environment } from '../environment';
import { Service } from '../service';
import { ServiceSpec } from '../service-spec';
import { Stack } from '../stack';

/** What a third party's `describe` may get wrong. */
const OWN: Rule[] = [
  addresses,
  ({ service, spec }) => refusals(() => requireLine(`the description of service "${service.id}"`, spec.description)),
  commands, rights, replicas, times, resources, mounts, contexts, honours,
];

/** What can only be said if all services could be described. */
const BETWEEN: Rule[] = [sharedImages, dependencies, dataVolumes, budgets, secretFiles];

/** What is wrong with a stack as a whole, in every environment that a target writes; one message each. */
export function findProblems(stack: Stack): string[] {
  if (stack.services.length === 0) {
    return [`stack "${stack.name}" has no services: add one, such as new BackendService(stack, 'backend', { app: 'app.main:app' })`];
  }
  const written = new Set(stack.targets.map((target) => target.environment));
  return stack.environments.flatMap((environment) => [
    ...written.has(environment) ? problemsIn(stack, environment) : unwritten(stack, environment),
    ...strangers(stack, environment),
    ...absent(stack, environment),
  ]);
}

/** Changes of an environment that nobody writes down would have no effect. */
function unwritten(stack: Stack, environment: Environment): string[] {
  return environment._configured.map((service) =>
    `environment "${environment.name}" of stack "${stack.name}" configures service "${service.id}", and no platform writes it down: `
    + 'let one write it, or remove configure');
}

function strangers(stack: Stack, environment: Environment): string[] {
  return environment._configured.filter((service) => service.stack !== stack).map((service) =>
    `environment "${environment.name}" of stack "${stack.name}" configures service "${service.id}" of stack `
      + `"${service.stack.name}": configure it in an environment of its own stack`);
}

/** What an environment changes of services that it does not have. */
function absent(stack: Stack, environment: Environment): string[] {
  return environment._configured.filter((service) => service.stack === stack && !service.belongsTo(environment)).map((service) =>
    `environment "${environment.name}" of stack "${stack.name}" configures service "${service.id}", which is not part of it: `
      + 'name the environment where the service says which it is in (onlyIn, environments), or remove configure');
}

function problemsIn(stack: Stack, environment: Environment): string[] {
  const specs = new Map<Service, ServiceSpec>();
  const indescribable = refusals(...stack.services.map((service) =>
    () => service.runsIn(environment) && specs.set(service, service.specIn(environment))));
  const broken = (rules: Rule[]) => [...specs].flatMap(([service, spec]) =>
    rules.flatMap((rule) => rule({ stack, environment, service, spec, specs })));
  const problems = [...indescribable, ...broken(OWN), ...cycles(specs)];
  // what depends on services that cannot be described would be reported wrongly
  return indescribable.length > 0 ? problems : [...problems, ...broken(BETWEEN), ...conflicts(stack, environment)];
}

/** Variables that are declared in two ways. */
function conflicts(stack: Stack, environment: Environment): string[] {
  const found: string[] = [];
  return [...refusals(() => variablesIn(stack, environment, (problem) => found.push(problem))), ...found];
}
