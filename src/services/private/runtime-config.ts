import { requireMatch, shown } from '../../base/checks';
import { EnvValue, Environment } from '../../model';
import { NUMBER, RuntimeConfigValue } from '../../nginx/before-start';
import { RuntimeValue } from '../runtime-value';

/** The application's configuration: what the container is told, and what is made of it. */
export interface RuntimeConfig {
  readonly environment: { [name: string]: EnvValue };
  readonly values: RuntimeConfigValue[];
}

/**
 * @param what whose configuration it is, for messages
 * @param production the environment in which secrets are secret
 * @throws if a key cannot be used, two keys have the same variable, or a value is secret or of another type
 */
export function runtimeConfigOf(what: string, config: { [key: string]: RuntimeValue }, production: Environment): RuntimeConfig | undefined {
  const environment: { [name: string]: EnvValue } = {};
  const values: RuntimeConfigValue[] = [];
  for (const [key, value] of Object.entries(config)) {
    requireMatch(
      `"${key}" in ${what}`, key, /^(?!__proto__$)[A-Za-z_][A-Za-z0-9_]*$/,
      'names such as "apiUrl", of letters, digits and underscores',
    );
    const variable = `CONFIG_${key.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()}`;
    const other = values.find((each) => each.variable === variable);
    if (other) {
      throw new Error(`"${other.key}" and "${key}" in ${what} would both be the variable ${variable}: rename one of them`);
    }
    const secret = value._value.variables(production).find((each) => each.secret);
    if (secret) {
      throw new Error(`"${key}" in ${what} has the secret ${secret.name}, and every browser would get it: let the backend use the secret`);
    }
    requireType(`"${key}" in ${what}`, value, production);
    environment[variable] = value._value;
    values.push({ key, variable, type: value._type });
  }
  return values.length > 0 ? { environment, values } : undefined;
}

/** Throws if the container would not start with what the value is where nobody sets a variable. */
function requireType(what: string, { _type: type, _value: value }: RuntimeValue, environment: Environment): void {
  const text = value.resolve(environment, {
    writeLiteral: (literal) => literal,
    writeVariable: ({ defaultValue = '' }) => defaultValue,
    writeRelease: () => '',
  });
  const isComplete = value.variables(environment).every(({ defaultValue }) => defaultValue !== undefined);
  const [pattern, allowed] = type === 'number'
    ? [NUMBER, 'numbers as JSON writes them, such as 10, -1 or 0.5']
    : [/^(true|false)$/, 'true and false'];
  if (type !== 'text' && isComplete && text !== '' && !pattern.test(text)) {
    throw new Error(`${what} is ${shown(text)}, which is no ${type}: allowed are ${allowed}`);
  }
}
