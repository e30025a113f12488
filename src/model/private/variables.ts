import { Environment } from '../environment';
import { Service } from '../service';
import { ServiceSpec } from '../service-spec';
import { Stack } from '../stack';
import { Variable, VariableUse } from '../variable';

/**
 * The variables that the services of an environment read, in the order of services, each once.
 *
 * @param onConflict is told when a variable is declared in two ways; by default that is thrown
 */
export function variablesIn(stack: Stack, environment: Environment, onConflict: (problem: string) => void = fail): VariableUse[] {
  const uses = new Map<string, { variable: Variable; services: Service[] }>();
  for (const service of stack.servicesIn(environment)) {
    const spec = service.specIn(environment);
    const files = service.secretFilesIn(environment).map(({ variable }) => variable);
    const values = Object.entries(spec.environment ?? {}).filter(([name]) => !files.includes(name));
    for (const variable of [...values.flatMap(([, value]) => value.variables(environment)), ...buildSecretsOf(spec)]) {
      const known = uses.get(variable.name);
      if (!known) {
        uses.set(variable.name, { variable, services: [service] });
        continue;
      }
      for (const key of ['secret', 'defaultValue', 'required'] as const) {
        if (known.variable[key] !== variable[key]) {
          const [first] = known.services;
          onConflict(
            `variable "${variable.name}" is declared differently by `
              + `${first === service ? `service "${service.id}" itself` : `services "${first.id}" and "${service.id}"`} `
            + `(${key}: ${known.variable[key]} and ${variable[key]}): declare it once and use the same EnvValue everywhere`,
          );
        }
      }
      if (!known.services.includes(service)) {
        known.services.push(service);
      }
      known.variable = known.variable.description ? known.variable : variable;
    }
  }
  return [...uses.values()];
}

/** What the build of its image reads is needed wherever it is built. */
function buildSecretsOf({ image }: ServiceSpec): Variable[] {
  return (image.bind().builtFrom?.secrets ?? []).map((name) => ({ name, secret: true, required: true }));
}

function fail(problem: string): never {
  throw new Error(problem);
}
