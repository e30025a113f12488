import { ComposeGpus, ContainerStack, Service } from '../../src';

type Structs = { readonly [struct: string]: { readonly [prop: string]: string } };

const ROOTS = ['ComposeServiceKeys', 'ComposeFileKeys'];

/** What puts a part of Compose's vocabulary where it belongs, in typed keys of a service or of the file. */
export function composeMakers(structs: Structs, serviceOf: (stack: ContainerStack) => Service) {
  const parts = Object.keys(structs).filter((name) => /^Compose(?!\w*(Options|Props)$|\w+(?<!Service|File)Keys$)/.test(name) || isMountOptions(name));
  return Object.fromEntries(parts.map((struct) => [struct, (stack: ContainerStack, props: object) => {
    const [root, keys] = placed(structs, struct, { ...needed(structs, struct), ...props });
    if (root === 'ComposeFileKeys') {
      stack.compose.configureFile(keys);
    } else {
      stack.compose.configure(serviceOf(stack), keys);
    }
  }]));
}

function isMountOptions(name: string): boolean {
  return /^Compose(Bind|ImageMount|Tmpfs|VolumeMount)Options$/.test(name);
}

/** The typed keys with the part in them: what holds it is looked for until a root is found. */
function placed(structs: Structs, struct: string, value: object): [root: string, keys: any] {
  if (ROOTS.includes(struct)) {
    return [struct, value];
  }
  if (struct === 'ComposeDeviceRequest') {
    return ['ComposeServiceKeys', { gpus: ComposeGpus.of(value as never) }];
  }
  for (const root of ROOTS) {
    const found = search(structs, root, struct, value, []);
    if (found) {
      return [root, found];
    }
  }
  throw new Error(`"${struct}" belongs to no key`);
}

function search(structs: Structs, at: string, struct: string, value: object, above: string[]): object | undefined {
  for (const [prop, type] of Object.entries(structs[at] ?? {})) {
    const inner = type.replace(/(\[\]|\{\})$/, '');
    const wrapped = (each: object) => ({ ...needed(structs, at), [prop.replace('?', '')]: type.endsWith('[]') ? [each] : type.endsWith('{}') ? { name: each } : each });
    if (inner === struct) {
      return wrapped(value);
    }
    const below = inner in structs && !above.includes(inner) ? search(structs, inner, struct, value, [...above, inner]) : undefined;
    if (below) {
      return wrapped(below);
    }
  }
  return undefined;
}

/** Values for what cannot be left out. */
function needed(structs: Structs, struct: string): object {
  const valueOf = (type: string): unknown => type.endsWith('[]') ? [valueOf(type.slice(0, -2))] : type === 'number' ? 1
    : type === 'string' ? 'name' : type === 'ComposeMountType' ? 'bind' : type === 'ComposeWatchAction' ? 'sync' : needed(structs, type);
  return Object.fromEntries(Object.entries(structs[struct]).filter(([prop]) => !prop.endsWith('?')).map(([prop, type]) => [prop, valueOf(type)]));
}
