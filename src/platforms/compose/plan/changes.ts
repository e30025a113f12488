import { PlannedVolume } from './volumes';
import { Service, Variable, VariableUse } from '../../../model';

/** A value of the Compose file that is set by hand. */
export interface Change {
  /** The keys that lead to it. */
  readonly trail: string[];
  /** What is set; `undefined` takes away what is there. */
  readonly value: any;
  /** Whether a list is added to the one that is there, as Compose does with that of a further file; otherwise it takes its place. */
  readonly adds: boolean;
}

/** One of a service. */
export interface ServiceChange extends Change {
  /** Whose; `undefined` is every service, those that are added later too. */
  readonly service?: Service;
}

/** What is changed of one service: first what is changed of every service. What is said of every build is said of those that have one. */
export function changesOf(service: Service, isBuilt: boolean, changes: ServiceChange[]): Change[] {
  return [
    ...changes.filter((change) => change.service === undefined && (isBuilt || change.trail[0] !== 'build')),
    ...changes.filter((change) => change.service === service),
  ];
}

/** What is set of a key last, or else what the model says. */
export function statedIn<T>(changes: Change[], key: string, otherwise: T): T {
  const found = changes.filter(({ trail }) => trail[0] === key);
  return found.length === 0 ? otherwise : found[found.length - 1].value;
}

/** A named volume, mounted by hand. */
interface VolumeMount {
  readonly service: Service;
  readonly name: string;
  readonly path: string;
}

/** The volumes of a stack, with those that are mounted by hand. */
export function withMounted(volumes: PlannedVolume[], project: string, mounts: VolumeMount[]): PlannedVolume[] {
  return mounts.reduce((all, { service, name, path }) => {
    const known = all.find((volume) => volume.name === name);
    const mount = { service, path };
    return known ? all.map((volume) => volume === known ? { ...volume, mounts: [...volume.mounts, mount] } : volume)
      : [...all, { name, fullName: `${project}_${name}`, mounts: [mount], byHand: true }];
  }, volumes);
}

/** The named volumes that changes of a service mount. */
export function mountedIn(service: Service, changes: Change[]): VolumeMount[] {
  return changes.filter(({ trail: [first] }) => first === 'volumes').flatMap(({ value }) => Array.isArray(value) ? value : [])
    .map(mountOf).flatMap((mount) => mount ? [{ service, ...mount }] : []);
}

/** The named volume and the place of a mount, in its short or its long form; `undefined` if it mounts none. */
export function mountOf(mount: any): { name: string; path: string } | undefined {
  if (typeof mount === 'object' && mount !== null) {
    return mount.type === 'volume' && mount.source ? { name: `${mount.source}`, path: `${mount.target}` } : undefined;
  }
  const [, name, path] = /^([A-Za-z0-9_][A-Za-z0-9_.-]*):(\/[^:]*)/.exec(`${mount}`) ?? [];
  return name === undefined ? undefined : { name, path };
}

/** The variables in texts that are set by hand, beside those that services declare: who fills in the env file has to know them. */
export function withInterpolated(
  declared: VariableUse[], known: string[], texts: { services: Service[]; value: unknown }[],
): VariableUse[] {
  const found = new Map<string, VariableUse>();
  for (const { services, value } of texts) {
    for (const variable of variablesOf(value)) {
      if (!known.includes(variable.name) && !declared.some((use) => use.variable.name === variable.name)) {
        const before = found.get(variable.name);
        const readers = [...new Set([...before?.services ?? [], ...services])];
        found.set(variable.name, { variable: before?.variable.required ? before.variable : variable, services: readers });
      }
    }
  }
  return [...declared, ...found.values()];
}

/** What Compose puts in: `$X`, `${X}`, with a default or with a word on what is missing; not `$$X`. */
function variablesOf(value: unknown): Variable[] {
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).flatMap(variablesOf);
  }
  const text = typeof value === 'string' ? value.replace(/\$\$/g, '') : '';
  const found = [...text.matchAll(/\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?([-?])([^}]*))?)/g)];
  return found.map(([, plain, name = plain, operator, word]) => ({
    name,
    secret: false,
    required: operator === '?',
    description: operator === '?' && word !== '' ? word : undefined,
    defaultValue: operator === '-' ? word : undefined,
  }));
}
