import { imageOf } from './images';
import { PlannedPort } from './ports';
import { variableOf } from '../../../base/names';
import { Environment, Service, ServiceKind, ServiceSpec, Stack } from '../../../model';

/** What Compose, the engine's client and the scripts take from the same env file. */
const RESERVED: readonly (readonly [RegExp, string])[] = [
  [/^(COMPOSE|DOCKER|BUILDKIT|BUILDX)_/, 'which changes what docker and docker compose do'],
  [/^(RELEASE|HOST_UID|HOST_GID)$/, 'which the scripts set'],
  [/^(SETTLE_SECONDS|WATCH_SECONDS|PATIENCE_SECONDS|LEAST_FREE_MIB)$/, 'which is a setting of the scripts'],
];

type Member = { readonly service: Service; readonly spec: ServiceSpec };

/** Variables that would mean two things. */
export function variableProblems(stack: Stack, environment: Environment, members: Member[], ports: PlannedPort[]): string[] {
  const declared = declaredIn(stack, environment);
  const names = [...new Set([...declared.map(({ variable }) => variable.name), ...ports.map(({ variable }) => variable)])];
  return [
    ...names.flatMap((name) => RESERVED.filter(([pattern]) => pattern.test(name)).map(([, reason]) =>
      `variable "${name}" of stack "${stack.name}" has the name of one ${reason}: give it another name`)),
    ...declared.flatMap(({ variable: { name, secret, defaultValue }, services: [service] }) => {
      const port = ports.find(({ variable }) => variable === name);
      return !port || (!secret && defaultValue === `${port.hostPort}`) ? [] : [
        `variable "${name}" of service "${service.id}" is the one that says where port ${port.port} of service "${port.service.id}" `
        + `is on the host, ${port.hostPort} by default: give it another name, or the same default`,
      ];
    }),
    ...slotProblems(members, names),
    ...secretProblems(environment, members),
  ];
}

function declaredIn(stack: Stack, environment: Environment) {
  try {
    return stack.variablesIn(environment);
  } catch {
    return [];
  }
}

/** Which containers of a service get the requests is set with a variable too. */
function slotProblems(members: Member[], names: string[]): string[] {
  return members.filter(({ spec }) => spec.kind === ServiceKind.HTTP).flatMap(({ service }) => {
    const name = variableOf(service.id, 'SLOT');
    return !names.includes(name) ? [] : [
      `variable "${name}" is the one by which a release tells the containers of service "${service.id}" apart: give it another name`,
    ];
  });
}

/** Two services whose ids give their secrets the same name would have the same secret. */
function secretProblems(environment: Environment, members: Member[]): string[] {
  const owners = new Map<string, Service>();
  return members.filter(({ spec }) => spec.kind === ServiceKind.DATA).flatMap(({ service, spec }) => {
    const secrets = Object.values(spec.environment ?? {}).flatMap((value) => value.variables(environment))
      .filter(({ name, secret }) => secret && name.startsWith(variableOf(service.id, '')));
    return [...new Set(secrets.map(({ name }) => name))].flatMap((name) => {
      const owner = owners.get(name);
      owners.set(name, owner ?? service);
      return !owner ? [] : [
        `services "${owner.id}" and "${service.id}" would both have the secret "${name}", which is named after them: `
        + 'give one of them another id',
      ];
    });
  });
}

/** One environment as an engine knows it. */
export interface EngineNames {
  readonly stack: Stack;
  readonly environment: Environment;
  readonly project: string;
  /** Those that are built, with the service that builds them. */
  readonly images: Map<string, Service>;
}

/** What an environment is called on an engine. */
export function engineNames(stack: Stack, environment: Environment, project: string): EngineNames {
  const images = stack.services.filter((service) => service.belongsTo(environment)).flatMap((service) => {
    try {
      const { build, name } = imageOf(service, service.describe(environment).image, environment);
      return build ? [[name!, service] as const] : [];
    } catch {
      return [];
    }
  });
  return { stack, environment, project, images: new Map(images) };
}

/** Two stacks of one tree of projects run on the same machine: neither may take the other's containers or images for its own. */
export function sharedNames(own: EngineNames, earlier: EngineNames[]): string[] {
  return earlier.flatMap((other) => {
    const both = `environment "${other.environment.name}" of stack "${other.stack.name}" and environment "${own.environment.name}" `
      + `of stack "${own.stack.name}"`;
    const image = other.stack === own.stack ? undefined : [...own.images.keys()].find((name) => other.images.has(name));
    return [
      ...own.project !== other.project ? [] : [
        `${both} would both be the Compose project "${own.project}", and stop each other's containers: give one of the stacks another name`,
      ],
      ...image === undefined ? [] : [
        `service "${other.images.get(image)!.id}" of stack "${other.stack.name}" and service "${own.images.get(image)!.id}" `
        + `of stack "${own.stack.name}" would both build the image "${image}": give one of the services or stacks another name`,
      ],
    ];
  });
}
