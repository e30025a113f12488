import { createHash } from 'crypto';
import { Environment, Service, Stack } from '../../../model';

/** Labels that everything of an environment has. */
export interface CommonLabels {
  readonly [label: string]: string;
}

/** Says which of the things of an environment come into being before a release's jobs run, and which with the release. */
export const STEP = 'projen-container-stack/step';

/** What a release stands on: data, settings, policies. */
export const FOUNDATION = 'foundation';

/** What a release replaces. */
export const RELEASE = 'release';

/** Where a pod finds the id of its release. */
export const VERSION = 'app.kubernetes.io/version';

/** What an environment is called where names are shared: its label, and its namespace where nobody chooses another. */
export function instanceOf(stack: Stack, environment: Environment): string {
  return `${stack.name}-${environment.name}`;
}

/** What everything of an environment is found by. */
export function commonLabels(stack: Stack, environment: Environment): CommonLabels {
  return {
    'app.kubernetes.io/instance': instanceOf(stack, environment),
    'app.kubernetes.io/part-of': stack.name,
    'app.kubernetes.io/managed-by': 'projen-container-stack',
  };
}

/** The name that has the addresses of all pods of a service, also of those that come and go. */
export function peersName(id: string): string {
  return `${id}-pods`;
}

/** What the pods of a service are found by. Pods that run a command of it are no pods of the workload, and have another name. */
export function selectorOf(stack: Stack, environment: Environment, name: string): CommonLabels {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': instanceOf(stack, environment) };
}

/** What network policies know the pods of a service by, those included that run a command of it. */
export function memberOf(stack: Stack, environment: Environment, service: Service): CommonLabels {
  return { 'app.kubernetes.io/instance': instanceOf(stack, environment), 'app.kubernetes.io/component': service.id };
}

/** A name that is another one as soon as the content is: what runs keeps what it was started with. */
export function hashedName(name: string, content: { readonly [key: string]: string }): string {
  const hash = createHash('sha256').update(JSON.stringify(Object.entries(content).sort())).digest('hex');
  return `${name}-${hash.slice(0, 10)}`;
}

/** The name of a volume, as a DNS label. */
export function volumeLabel(name: string): string {
  return name.toLowerCase().replace(/[_.]+/g, '-').replace(/-+$/, '');
}
