import { readFileSync } from 'fs';
import * as path from 'path';
import { gunzipSync } from 'zlib';

/** A type as the jsii manifest writes it. */
export interface ManifestType {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: ManifestType };
  readonly union?: { readonly types: ManifestType[] };
}

/** The words that belong to a declaration. */
export interface ManifestDocs {
  readonly summary?: string;
  readonly remarks?: string;
  readonly default?: string;
}

/** A property or a parameter. */
export interface ManifestValue {
  readonly name: string;
  readonly type: ManifestType;
  readonly optional?: boolean;
  readonly static?: boolean;
  readonly variadic?: boolean;
  readonly overrides?: string;
  readonly docs?: ManifestDocs;
}

/** A method or a constructor. */
export interface ManifestCallable {
  readonly name?: string;
  readonly static?: boolean;
  readonly abstract?: boolean;
  readonly protected?: boolean;
  readonly overrides?: string;
  readonly parameters?: ManifestValue[];
  readonly returns?: { readonly type: ManifestType };
  readonly docs?: ManifestDocs;
  readonly locationInModule?: { readonly filename: string; readonly line: number };
}

/** A class, an interface, a struct or an enum. */
export interface ManifestEntry {
  readonly name: string;
  readonly fqn: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly datatype?: boolean;
  readonly abstract?: boolean;
  readonly base?: string;
  readonly interfaces?: string[];
  readonly initializer?: ManifestCallable;
  readonly methods?: ManifestCallable[];
  readonly properties?: ManifestValue[];
  readonly members?: { readonly name: string; readonly docs?: ManifestDocs }[];
  readonly docs?: ManifestDocs;
  readonly locationInModule?: { readonly filename: string; readonly line: number };
}

/** The part of a jsii manifest that is read here. */
export interface Manifest {
  readonly types: { readonly [fqn: string]: ManifestEntry };
}

/** What `src/base/props.ts` knows about the public types. */
export interface PropsTable {
  /** The properties of each struct, as TypeScript would write them: `{ "port?": "number" }`. */
  readonly structs: { [name: string]: { [property: string]: string } };
  /** The values of each enum by the names of its members. */
  readonly enums: { [name: string]: { [member: string]: unknown } };
  /** What makes an instance of each class; for an interface, what it can do. */
  readonly classes: { [name: string]: { readonly made: string[]; readonly members?: string[] } };
}

/** The manifest that the compiler left in a package's folder. */
export function readManifest(folder: string): Manifest {
  const manifest = JSON.parse(readFileSync(path.join(folder, '.jsii'), 'utf-8'));
  return manifest.schema === 'jsii/file-redirect'
    ? JSON.parse(gunzipSync(readFileSync(path.join(folder, manifest.filename))).toString('utf-8'))
    : manifest;
}

/** The table for the structs of a manifest. The library itself is asked for the values of enums, which a manifest does not have. */
export function propsTable(manifest: Manifest, library: { readonly [name: string]: any }): PropsTable {
  const table: PropsTable = { structs: {}, enums: {}, classes: {} };
  for (const type of sorted(Object.values(manifest.types))) {
    if (type.datatype) {
      table.structs[type.name] = Object.fromEntries(sorted(propertiesOf(manifest, type))
        .map((property) => [`${property.name}${property.optional ? '?' : ''}`, written(manifest, property.type)]));
    } else if (type.kind === 'enum') {
      table.enums[type.name] = Object.fromEntries((type.members ?? []).map(({ name }) => [name, library[type.name][name]]));
    }
  }
  const used = Object.values(table.structs).flatMap((struct) => Object.values(struct).flatMap((type) => type.match(/\w+/g) ?? []));
  for (const type of sorted(Object.values(manifest.types))) {
    if (!type.datatype && type.kind !== 'enum' && used.includes(type.name)) {
      const members = type.kind === 'interface' ? { members: membersOf(manifest, type).sort() } : {};
      table.classes[type.name] = { made: factoriesOf(type), ...members };
    }
  }
  return table;
}

/** The table as it is committed: a struct a line, so that a change of one shows as one line. */
export function tableText(table: PropsTable): string {
  const lines = (entries: object) => Object.entries(entries)
    .map(([name, entry]) => `    ${JSON.stringify(name)}: ${JSON.stringify(entry)}`).join(',\n');
  return `{\n${Object.entries(table).map(([kind, entries]) => `  "${kind}": {\n${lines(entries)}\n  }`).join(',\n')}\n}\n`;
}

function sorted<T extends { readonly name: string }>(named: T[]): T[] {
  return [...named].sort((one, other) => one.name < other.name ? -1 : 1);
}

/** Its own and those of the structs that it extends. */
function propertiesOf(manifest: Manifest, type: ManifestEntry): ManifestValue[] {
  const parents = (type.interfaces ?? []).flatMap((fqn) => manifest.types[fqn] ? propertiesOf(manifest, manifest.types[fqn]) : []);
  return [...new Map([...parents, ...type.properties ?? []].map((property) => [property.name, property])).values()];
}

function written(manifest: Manifest, type: ManifestType): string {
  if (type.collection) {
    return `${written(manifest, type.collection.elementtype)}${type.collection.kind === 'array' ? '[]' : '{}'}`;
  }
  if (type.union) {
    return `(${type.union.types.map((each) => written(manifest, each)).join('|')})`;
  }
  const own = type.fqn && manifest.types[type.fqn];
  const primitive = ['string', 'number', 'boolean'].find((name) => name === type.primitive);
  return own ? own.name : primitive ?? 'any';
}

function membersOf(manifest: Manifest, type: ManifestEntry): string[] {
  const parents = (type.interfaces ?? []).flatMap((fqn) => manifest.types[fqn] ? membersOf(manifest, manifest.types[fqn]) : []);
  const methods = (type.methods ?? []).filter((method) => !method.static && !method.protected).map((method) => method.name!);
  const properties = (type.properties ?? []).filter((property) => !property.static && !property.optional).map((property) => property.name);
  return [...new Set([...parents, ...methods, ...properties])];
}

function factoriesOf(type: ManifestEntry): string[] {
  const constants = (type.properties ?? []).filter((property) => property.static && property.type.fqn === type.fqn)
    .map((property) => `${type.name}.${property.name}`);
  const methods = (type.methods ?? []).filter((method) => method.static && method.returns?.type.fqn === type.fqn)
    .map((method) => `${type.name}.${method.name}(${method.parameters?.length ? '...' : ''})`);
  return [...constants, ...methods];
}
