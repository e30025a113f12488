import { isSecret } from '../differences/variables';
import { Remark, code, ordinary, risky } from '../finding';

/** Values that stand in the template of an env file. Which variables there are is told by who reads them. */
export function envTemplateChanges(before: string, after: string): Remark[] {
  const [were, are] = [before, after].map((text) => new Map([...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value])));
  return [...are].filter(([name, value]) => value !== '' && were.get(name) !== value).map(([name, value]) => isSecret(name, value)
    ? risky(`a value for the secret ${code(name)} stands in it: whoever reads the repository knows it`)
    : ordinary(`${code(name)} is ${code(value)} in it`));
}
