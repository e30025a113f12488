import { readable } from './private/differences/limits';
import { isSecret } from './private/differences/variables';

export { readCompose } from './private/reading/compose';
export { byDefault } from './private/reading/compose-mounts-and-ports';

/** `1g` as people read it: 1 GiB. */
export function readableSize(size: string): string {
  return readable(size)!;
}

/** Whether the value of a variable is nobody's business, by its name or its form. */
export function isSecretVariable(name: string, value: string): boolean {
  return isSecret(name, value) || /^\$\{\w*URL:?\?/.test(value);
}
