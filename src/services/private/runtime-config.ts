import { EnvValue, Environment } from '../../model';
import { requireMatch } from '../../model/private/text';
import { RuntimeConfigValue } from '../../nginx/private/before-start';
import { RuntimeValue } from '../runtime-value';

/** The application's configuration: what the container is told, and what is made of it. */
export interface RuntimeConfig {
  readonly environment: { [name: string]: EnvValue };
  readonly values: RuntimeConfigValue[];
}

/**
 * @param what whose configuration it is, for messages
 * @param production the environment in which secrets are secret
 * @throws if a key cannot be used, two keys have the same variable, or a value is secret
 */
export function runtimeConfigOf(what: string, config: { [key: string]: RuntimeValue }, production: Environment): RuntimeConfig | undefined {
  const environment: { [name: string]: EnvValue } = {};
  const values: RuntimeConfigValue[] = [];
  for (const [key, value] of Object.entries(config)) {
    requireMatch(`"${key}" in ${what}`, key, /^(?!__proto__$)[A-Za-z_][A-Za-z0-9_]*$/, 'names such as "apiUrl", of letters, digits and underscores');
    const variable = `CONFIG_${key.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()}`;
    const other = values.find((each) => each.variable === variable);
    if (other) {
      throw new Error(`"${other.key}" and "${key}" in ${what} would both be the variable ${variable}: rename one of them`);
    }
    const secret = value._value.variables(production).find((each) => each.secret);
    if (secret) {
      throw new Error(`"${key}" in ${what} has the secret ${secret.name}, and every browser would get it: let the backend use the secret`);
    }
    environment[variable] = value._value;
    values.push({ key, variable, type: value._type });
  }
  return values.length > 0 ? { environment, values } : undefined;
}
