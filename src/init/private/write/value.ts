/** A value as each language can write it. */
export type Value =
  | { readonly is: 'literal'; readonly value: string | number | boolean }
  | { readonly is: 'list'; readonly items: readonly Value[] }
  /** Names are the user's own. */
  | { readonly is: 'map'; readonly entries: readonly Prop[] }
  /** Names are those of a struct of the API. */
  | { readonly is: 'struct'; readonly struct: string; readonly props: readonly Prop[] }
  /** A service, or what it has: `postgres.connection.url`. */
  | { readonly is: 'service'; readonly id: string; readonly members: readonly string[] }
  /** `EnvValue.secret('KEY', { ... })` */
  | {
    readonly is: 'call';
    readonly on: string;
    readonly method: string;
    readonly args: readonly Value[];
    readonly options?: readonly Prop[];
  }
  /** `DataServices.IN_STACK` */
  | { readonly is: 'member'; readonly of: string; readonly name: string };

/** A property, and what it is told from. */
export interface Prop {
  readonly name: string;
  readonly value: Value;
  readonly because?: string;
}

/** A service that is constructed. */
export interface ProposedService {
  readonly class: string;
  readonly id: string;
  readonly props: readonly Prop[];
  readonly because: string;
}

/** What a `.projenrc` says: nothing in it depends on the language. */
export interface ProposedStack {
  /** The project's name. */
  readonly project: string;
  readonly name: string;
  readonly props: readonly Prop[];
  readonly services: readonly ProposedService[];
  /** What could not be found out, and what to do. */
  readonly toDo: readonly string[];
}

export function literal(value: string | number | boolean): Value {
  return { is: 'literal', value };
}

export function texts(values: readonly string[]): Value {
  return { is: 'list', items: values.map(literal) };
}

export function service(id: string, ...members: string[]): Value {
  return { is: 'service', id, members };
}

export function call(on: string, method: string, args: readonly Value[], options?: readonly Prop[]): Value {
  return { is: 'call', on, method, args, options: options?.length ? options : undefined };
}

export function struct(name: string, props: readonly Prop[]): Value {
  return { is: 'struct', struct: name, props };
}

/** A property, unless its value is not known. */
export function prop(name: string, value: Value | undefined, because?: string): Prop[] {
  return value === undefined ? [] : [{ name, value, because }];
}

/** The classes, enums and structs that a stack names, in the order of the alphabet. */
export function namesIn(stack: ProposedStack, withStructs: boolean): string[] {
  const names = new Set<string>(['ContainerStack', ...stack.services.map((each) => each.class)]);
  const look = (value: Value): void => {
    switch (value.is) {
      case 'list':
        return value.items.forEach(look);
      case 'map':
        return value.entries.forEach((each) => look(each.value));
      case 'struct': {
        if (withStructs) {
          names.add(value.struct);
        }
        return value.props.forEach((each) => look(each.value));
      }
      case 'call': {
        names.add(value.on);
        value.args.forEach(look);
        return value.options?.forEach((each) => look(each.value));
      }
      case 'member':
        return void names.add(value.of);
      default:
        return undefined;
    }
  };
  [...stack.props, ...stack.services.flatMap((each) => each.props)].forEach((each) => look(each.value));
  return [...names].sort();
}

/** The services that others name: each is a variable. */
export function usedIn(stack: ProposedStack): Set<string> {
  const used = new Set<string>();
  const look = (value: Value): void => {
    const inside =
      value.is === 'list'
        ? value.items
        : value.is === 'map'
          ? value.entries.map((each) => each.value)
          : value.is === 'struct'
            ? value.props.map((each) => each.value)
            : value.is === 'call'
              ? [...value.args, ...(value.options ?? []).map((each) => each.value)]
              : [];
    inside.forEach(look);
    if (value.is === 'service') {
      used.add(value.id);
    }
  };
  stack.services.flatMap((each) => each.props).forEach((each) => look(each.value));
  return used;
}

/** A comment: one line, without what could end it. */
export function comment(mark: string, indent: string, text: string): string[] {
  const words = text
    .replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029]+/g, ' ')
    .replace(/\p{Surrogate}/gu, '?')
    .split(' ')
    .filter(Boolean);
  const lines: string[] = [];
  for (const word of words) {
    const last = lines[lines.length - 1];
    if (last === undefined || `${indent}${mark} ${last} ${word}`.length > LONGEST_LINE) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = `${last} ${word}`;
    }
  }
  return lines.map((line) => `${indent}${mark} ${line}`);
}

export const LONGEST_LINE = 140;
