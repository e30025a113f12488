/*
 * What a caller may pass, checked where it was passed: TypeScript's own check is missing in JavaScript, in Python, and under runners
 * that only strip types. Not part of the public API: this file is not exported by the room.
 */
import { asset } from './assets';
import { listed } from './checks';
import { failure } from './failure';

/** Generated from the jsii manifest by `npx projen props`. */
interface PropsTable {
  /** `{ "port?": "number", "connectTo?": "Service[]", "environment?": "EnvValue{}" }` */
  readonly structs: { readonly [name: string]: { readonly [property: string]: string } };
  readonly enums: { readonly [name: string]: { readonly [member: string]: unknown } };
  /** What makes one; for an interface, what it can do. */
  readonly classes: { readonly [name: string]: { readonly made: string[]; readonly members?: string[] } };
}

/** A property of a struct. */
interface Property {
  readonly type: string;
  readonly required: boolean;
}

const JSII = Symbol.for('jsii.rtti');

let table: PropsTable | undefined;
const structs = new Map<string, Map<string, Property>>();

/**
 * Throws unless the value is what the struct says, with everything in it: a property that the struct does not know, one that is
 * missing, one of another type. A property that is `undefined` is not given; a value of a map or list has to be one.
 *
 * @param struct its name, such as `BackendServiceProps`
 * @param what names the thing that is made: `service "backend"`
 */
export function requireProps(struct: string, value: unknown, what: string): void {
  requireStruct(struct, value === undefined ? {} : value, '', what);
}

/**
 * Throws unless the value of a parameter is what it has to be: for methods that take no struct.
 *
 * @param type as in a struct: `Service`, `string[]`
 * @param name names the parameter or the method: `dependsOn`
 * @param what names whose it is: `service "backend"`
 */
export function requireArgument(type: string, value: unknown, name: string, what: string): void {
  requireType(type, value, name, what);
}

/** Those of the values that the struct knows: what a constructor passes on to its base class, which refuses all else. */
export function onlyProps<T extends object>(struct: string, values: T): T {
  const known = propertiesOf(struct);
  return Object.fromEntries(Object.entries(values).filter(([name]) => known.has(name))) as T;
}

function knowledge(): PropsTable {
  table ??= JSON.parse(asset('props.json')) as PropsTable;
  return table;
}

function propertiesOf(struct: string): Map<string, Property> {
  let properties = structs.get(struct);
  if (!properties) {
    const entry = knowledge().structs[struct];
    if (!entry) {
      throw new Error(`"${struct}" is no struct of the public API: run npx projen props after renaming one`);
    }
    properties = new Map(Object.entries(entry).map(([name, type]) => [name.replace('?', ''), { type, required: !name.endsWith('?') }]));
    structs.set(struct, properties);
  }
  return properties;
}

/** @param path where the struct is in what the caller passed, with a dot at its end: `limits.`; empty for the whole */
function requireStruct(struct: string, value: unknown, path: string, what: string): void {
  const known = propertiesOf(struct);
  const place = path === '' ? what : `"${path.slice(0, -1)}" of ${what}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw failure(`${place} is ${described(value)}: pass an object with ${listed([...known.keys()])}`);
  }
  const given = value as { [name: string]: unknown };
  for (const [name, each] of Object.entries(given)) {
    if (!known.has(name) && each !== undefined) {
      const near = nearest(name, [...known.keys()]);
      throw failure(`${place} has no option "${name}": ${near ? `did you mean "${near}"? ` : ''}It knows ${listed([...known.keys()])}`);
    }
  }
  for (const [name, { type, required }] of known) {
    if (given[name] !== undefined) {
      requireType(type, given[name], `${path}${name}`, what);
    } else if (required) {
      throw failure(`${what} needs "${path}${name}", which is missing: pass ${expected(type)}`);
    }
  }
}

/** @param path where the value is in what the caller passed: `limits.memory`, `collections[0].name` */
function requireType(type: string, value: unknown, path: string, what: string): void {
  const { structs: known, enums } = knowledge();
  const each = type.slice(0, -2);
  if (type.endsWith('[]') && Array.isArray(value)) {
    value.forEach((item, index) => requireType(each, item, `${path}[${index}]`, what));
  } else if (type.endsWith('{}') && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [name, item] of Object.entries(value)) {
      requireType(each, item, `${path}.${name}`, what);
    }
  } else if (known[type]) {
    requireStruct(type, value, `${path}.`, what);
  } else if (!(enums[type] ? Object.values(enums[type]).includes(value) : isOf(type, value))) {
    throw failure(`"${path}" of ${what} is ${described(value)}: pass ${expected(type)}`);
  }
}

function isOf(type: string, value: unknown): boolean {
  if (type.startsWith('(')) {
    return type.slice(1, -1).split('|').some((each) => isOf(each, value));
  }
  return type === 'any' || typeof value === type || isInstance(type, value);
}

/**
 * By name, because `instanceof` would refuse an instance that another copy of this library made, which is as good. The compiler marks
 * classes with a name that no minifier changes. Interfaces have neither: an object that can do the same is one.
 */
function isInstance(type: string, value: unknown): boolean {
  const known = knowledge().classes[type];
  if (!known || typeof value !== 'object' || value === null) {
    return false;
  }
  for (let prototype = Object.getPrototypeOf(value); prototype; prototype = Object.getPrototypeOf(prototype)) {
    const maker = prototype.constructor as { readonly name?: string; readonly [JSII]?: { readonly fqn: string } } | undefined;
    if (maker?.name === type || maker?.[JSII]?.fqn === `projen-container-stack.${type}`) {
      return true;
    }
  }
  return known.members !== undefined && known.members.every((member) => member in value);
}

/** What would be right, as one writes it. */
function expected(type: string): string {
  const { structs: known, enums, classes } = knowledge();
  if (/(\[\]|\{\})$/.test(type)) {
    const each = type.slice(0, -2);
    const of = /^(string|number|boolean)$/.test(each) ? `${each}s` : each === 'any' ? 'values' : `items, each ${expected(each)}`;
    return type.endsWith('[]') ? `a list of ${of}` : `an object of names and ${of.replace(/^items/, 'values')}`;
  }
  if (known[type]) {
    return `an object with ${listed([...propertiesOf(type).keys()])}`;
  }
  if (enums[type]) {
    return `one of ${Object.keys(enums[type]).map((member) => `${type}.${member}`).join(', ')}`;
  }
  if (classes[type]) {
    const { made } = classes[type];
    return `${/^[AEIO]/.test(type) ? 'an' : 'a'} ${type}${made.length > 0 ? `: ${made.join(', ')}` : ''}`;
  }
  return type === 'any' ? 'a value' : type.startsWith('(') ? `a ${type.slice(1, -1).replaceAll('|', ' or a ')}` : `a ${type}`;
}

function described(value: unknown): string {
  if (value === null || value === undefined) {
    return `${value}`;
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  if (typeof value === 'object') {
    const name = Object.getPrototypeOf(value)?.constructor?.name ?? 'Object';
    return name === 'Object' ? 'an object' : `a ${name}`;
  }
  return typeof value === 'function' ? 'a function' : `the ${typeof value} ${JSON.stringify(value)}`;
}

/** The name that was probably meant: at most a third of its letters differ, or it begins with what was written. */
export function nearest(name: string, known: string[]): string | undefined {
  const [best] = known.map((candidate) => ({ candidate, edits: edits(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, edits: count }) => count <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((one, other) => one.edits - other.edits);
  return best?.candidate ?? known.find((candidate) => name.length > 2 && candidate.toLowerCase().startsWith(name.toLowerCase()));
}

/** How many letters have to be put in, left out, replaced or swapped with their neighbour (optimal string alignment distance). */
function edits(from: string, to: string): number {
  const rows = Array.from({ length: from.length + 1 }, (_, i) => [i, ...Array<number>(to.length).fill(0)]);
  rows[0] = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    for (let j = 1; j <= to.length; j++) {
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
      }
    }
  }
  return rows[from.length][to.length];
}
