import { hashedName, peersName } from './names';
import { Environment, SecretFile, Service, ServiceSpec } from '../../../model';

/** A variable of a container that is no plain text. */
export type PlannedVariable =
  | { readonly name: string; readonly secret: string; readonly optional: boolean }
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly release: true };

/** What a service finds in its environment. */
export interface PlannedSettings {
  /** The name of the ConfigMap with them; `undefined` where there are none. */
  readonly name?: string;
  /** Values that are known when the manifests are written. */
  readonly values: { readonly [name: string]: string };
  /** Secrets, the release, and what is put together from them; in an order in which each knows those before it. */
  readonly variables: PlannedVariable[];
  /** Secrets that are mounted as files. */
  readonly secretFiles: SecretFile[];
}

/** The name under which a container that puts values together knows the id of its release. */
const RELEASE_VARIABLE = 'CONTAINER_STACK_RELEASE';

/** Where files with secrets are mounted. */
export const SECRETS_FOLDER = '/run/secrets';

export function settingsOf(
  environment: Environment, service: Service, spec: ServiceSpec, given: { readonly [name: string]: string },
): PlannedSettings {
  const secretFiles = service.secretFilesIn(environment);
  const values: { [name: string]: string } = {};
  const read = new Map<string, PlannedVariable>();
  const composed: PlannedVariable[] = [];
  if (spec.peers) {
    values[spec.peers.variable] = `${peersName(service.id)}:${spec.ports?.[0]?.port}`;
  }
  for (const [name, value] of Object.entries(spec.environment ?? {})) {
    const file = secretFiles.find(({ variable }) => variable === name);
    if (file) {
      values[`${name}_FILE`] = `${SECRETS_FOLDER}/${file.secret}`;
      continue;
    }
    const late: PlannedVariable[] = [];
    const parts = { literals: 0 };
    const text = value.resolve(environment, {
      // what is put together by the cluster has its "$(" doubled; what is not stands as it is
      writeLiteral: (literal) => {
        parts.literals += literal === '' ? 0 : 1;
        return literal;
      },
      writeVariable: (variable) => {
        if (!variable.secret) {
          parts.literals++;
          return given[variable.name] ?? variable.defaultValue ?? '';
        }
        late.push({ name: variable.name, secret: variable.name, optional: !variable.required });
        return `\0${variable.name}\0`;
      },
      writeRelease: () => {
        late.push({ name: RELEASE_VARIABLE, release: true });
        return `\0${RELEASE_VARIABLE}\0`;
      },
    });
    const [first] = late;
    if (first === undefined) {
      values[name] = text;
    } else if (late.length === 1 && parts.literals === 0) {
      // all of it is one secret, or the release
      read.set(name, { ...first, name });
    } else {
      late.forEach((variable) => read.set(variable.name, read.get(variable.name) ?? variable));
      composed.push({ name, value: text.replace(/\$(?=\()/g, '$$$$').replace(/\0(\w+)\0/g, '$($1)') });
    }
  }
  return {
    name: Object.keys(values).length === 0 ? undefined : hashedName(`${service.id}-settings`, values),
    values,
    variables: [...read.values(), ...composed.filter(({ name }) => !read.has(name))],
    secretFiles,
  };
}

/** The secrets that a service needs, each once. */
export function secretsOf({ variables, secretFiles }: PlannedSettings): { readonly name: string; readonly optional: boolean }[] {
  return [
    ...variables.flatMap((variable) => 'secret' in variable ? [{ name: variable.secret, optional: variable.optional }] : []),
    ...secretFiles.map(({ secret }) => ({ name: secret, optional: false })),
  ];
}
