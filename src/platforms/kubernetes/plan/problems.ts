import { KubernetesOptions, KubernetesServiceOptions } from '../kubernetes-options';
import { rulesOf } from './entrance';
import { Member, PlannedWorkload, WorkloadKind, membersOf, planOf } from './kubernetes-plan';
import { instanceOf } from './names';
import { generatedBelow, isStateful } from './storage';
import { listed } from '../../../base/checks';
import { nearest } from '../../../base/props';
import { EnvValue, Environment, Service, ServiceKind, Stack } from '../../../model';
import { smokeTestProblems } from '../../compose/plan/smoke-tests';

/** What a StatefulSet adds to its name in the labels of its pods. */
const LONGEST_STATEFUL_ID = 52;

/** What the id of a release adds to the name of a job. */
const LONGEST_JOB_ID = 42;

/** The only capability that Pod Security "restricted" lets a container keep. */
const ALLOWED_CAPABILITY = 'NET_BIND_SERVICE';

/** What only Kubernetes can find wrong with an environment of a stack; one message each. */
export function problemsOf(
  stack: Stack, environment: Environment, options: KubernetesOptions, services: ReadonlyMap<Service, KubernetesServiceOptions>,
): string[] {
  if (environment.liveReload) {
    return [
      `environment "${environment.name}" of stack "${stack.name}" mounts sources (liveReload), and a cluster has none: `
      + 'write another environment for Kubernetes',
    ];
  }
  const instance = instanceOf(stack, environment);
  const members = membersOf(stack, environment);
  const { workloads } = planOf(stack, environment, { options, services, changes: [] });
  return [
    ...instance.length > 63 ? [
      `stack "${stack.name}" and environment "${environment.name}" are called "${instance}" together, which has ${instance.length} `
      + 'characters: allowed are 63 on Kubernetes, so give one of them a shorter name',
    ] : [],
    ...workloads.flatMap((workload) => memberProblems(stack, environment, workload)),
    ...settingProblems(stack, environment, options),
    ...entranceProblems(stack, environment, options, members),
    ...smokeTestProblems(environment, members, { requests: options.smokeTests }),
  ];
}

function memberProblems(stack: Stack, environment: Environment, workload: PlannedWorkload): string[] {
  const { service, spec, options } = workload;
  const what = `service "${service.id}" in environment "${environment.name}"`;
  const problems: string[] = [];
  if (!workload.user) {
    problems.push(
      `${what} says no user, and Kubernetes has to know that it is not root: pass the number of the image's, `
      + 'ContainerUser.of(uid, gid)',
    );
  } else if (workload.user.isOwnerOfSources) {
    problems.push(`${what} runs as the owner of the sources, which a cluster does not know: pass ContainerUser.of(uid, gid)`);
  } else if (workload.user.uid === 0) {
    problems.push(`${what} runs as root, which Pod Security "restricted" refuses: pass another ContainerUser.of(uid, gid)`);
  }
  for (const capability of (spec.capabilities ?? []).filter((each) => each !== ALLOWED_CAPABILITY)) {
    problems.push(
      `${what} keeps the capability "${capability}", which Pod Security "restricted" refuses: allowed is "${ALLOWED_CAPABILITY}"`,
    );
  }
  const longest = workload.job ? LONGEST_JOB_ID : isStateful(spec) ? LONGEST_STATEFUL_ID : 63;
  if (service.id.length > longest) {
    problems.push(
      `${what} has a name of ${service.id.length} characters: allowed are ${longest} on Kubernetes, `
      + `which adds to the name of a ${workload.job ? 'Job' : WorkloadKind.STATEFUL_SET}, so give it a shorter name`,
    );
  }
  problems.push(...mountProblems(what, stack, { service, spec }), ...partProblems(what, environment, spec.environment ?? {}));
  return [...problems, ...optionProblems(what, options, { service, spec })];
}

/** A cluster has no checkout: what is mounted is written by the stack, or put there by a person. */
function mountProblems(what: string, stack: Stack, { spec }: Member): string[] {
  const mounts = (spec.mounts ?? []).map(({ volume }) => volume.source());
  const paths = mounts.filter(({ providedFiles }) => !providedFiles).flatMap(({ repositoryPath }) => repositoryPath ?? []);
  const keys = paths.flatMap((path) => generatedBelow(stack, path)).map((file) => file.path.split('/').pop()!);
  const twice = keys.find((key, index) => keys.indexOf(key) < index);
  return [
    ...paths.filter((path) => generatedBelow(stack, path).length === 0).map((path) =>
      `${what} mounts "${path}" of the repository, which a cluster does not have and this stack does not write: `
      + 'copy it into the image, or let a person put it there (Volume.providedFiles)'),
    ...twice === undefined ? [] : [
      `${what} mounts two generated files that are called "${twice}", which one ConfigMap cannot hold: rename one`,
    ],
  ];
}

/** The cluster leaves "$(X)" as it is where a secret is missing. */
function partProblems(what: string, environment: Environment, values: { readonly [name: string]: EnvValue }): string[] {
  return Object.entries(values).filter(([, value]) => value.secretIn(environment) === undefined).flatMap(([name, value]) =>
    value.variables(environment).filter(({ secret, required }) => secret && !required).map((variable) =>
      `${what} puts "${name}" together from the secret "${variable.name}", which may be missing: Kubernetes would write its name instead, `
      + 'so make the secret required'));
}

function optionProblems(what: string, { autoscaling, claims = [] }: KubernetesServiceOptions, { spec }: Member): string[] {
  const problems: string[] = [];
  if (autoscaling) {
    const { minReplicas = 2, maxReplicas } = autoscaling;
    if (isStateful(spec) || spec.kind === ServiceKind.JOB) {
      const reason = spec.kind === ServiceKind.DATA ? 'keeps data' : 'runs once';
      problems.push(`${what} is scaled by what it has to do (autoscaling), and ${reason}: take it out`);
    }
    if (minReplicas > maxReplicas) {
      problems.push(
        `${what} is scaled from ${minReplicas} pods (minReplicas) to ${maxReplicas} (maxReplicas): allowed are more than minReplicas`,
      );
    }
  }
  const mounted = (spec.mounts ?? []).flatMap(({ volume }) => volume.source().name ?? []);
  for (const name of claims.map(({ volume }) => volume.source().name ?? '')) {
    if (!mounted.includes(name)) {
      problems.push(`${what} has a claim for volume "${name}", which it does not mount: it mounts ${listed(mounted)}`);
    }
  }
  return problems;
}

function settingProblems(stack: Stack, environment: Environment, { settings = {} }: KubernetesOptions): string[] {
  const variables = stack.variablesIn(environment).map((use) => use.variable);
  const known = variables.filter(({ secret }) => !secret).map(({ name }) => name);
  return [
    ...variables.filter(({ secret, required, name }) => !secret && required && (settings[name] ?? '') === '').map(({ name, description }) =>
      `variable "${name}"${description ? ` (${description})` : ''} has no value in environment "${environment.name}" on Kubernetes: `
      + `pass it to addKubernetes, settings: { ${name}: '...' }`),
    ...Object.keys(settings).filter((name) => !known.includes(name)).map((name) => {
      if (variables.some((variable) => variable.name === name)) {
        return `settings of environment "${environment.name}" have a value for "${name}", which is a secret and must not be in a file: `
          + 'put it into the Secret';
      }
      const near = nearest(name, known);
      return `settings of environment "${environment.name}" have a value for "${name}", which no service reads: `
        + (near ? `did you mean "${near}"?` : `those that are read are ${listed(known)}`);
    }),
  ];
}

function entranceProblems(stack: Stack, environment: Environment, options: KubernetesOptions, members: Member[]): string[] {
  if (!options.ingress && !options.gateway) {
    return [];
  }
  const rules = rulesOf(stack, environment, options);
  if (rules.length === 0) {
    return [
      `environment "${environment.name}" of stack "${stack.name}" has an entrance on Kubernetes, and no service is one: `
      + 'add an EdgeProxy, or a port with entrance: true',
    ];
  }
  const secured = members.filter(({ service, spec }) =>
    rules.some((rule) => rule.service === service) && (spec.ports ?? []).some(({ entrance, tls }) => entrance && tls));
  const places = rules.map(({ host, path }) => `${host ?? ''}${path}`);
  const twice = rules.find((_, index) => places.indexOf(places[index]) < index);
  return [
    ...secured.map(({ service }) =>
      `service "${service.id}" in environment "${environment.name}" ends TLS itself, which the entrance of a cluster does: `
      + 'put an EdgeProxy in front of it, which the cluster\'s entrance takes the place of'),
    ...twice === undefined ? [] : [
      `service "${twice.service.id}" in environment "${environment.name}" and another one are reached at "${twice.host ?? 'any name'}" `
      + `and path "${twice.path}": give each a domain of its own, or put an EdgeProxy with routes in front of them`,
    ],
  ];
}
