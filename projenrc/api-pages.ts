import * as path from 'path';
import type { Manifest, ManifestCallable, ManifestDocs, ManifestEntry, ManifestType, ManifestValue } from './props-table';

/** A page of the API's reference: what the folders of `src/` show. */
interface Section {
  readonly title: string;
  readonly page: string;
  readonly folders: string[];
}

/** In the order in which people need them. Another folder gets a page of its own, at the end. */
const SECTIONS: Section[] = [
  { title: 'Services', page: 'services', folders: ['services'] },
  { title: 'The stack and its guide', page: 'stack', folders: ['stack', 'guide'] },
  { title: 'Environments, values, health and volumes', page: 'model', folders: ['model', 'base'] },
  { title: 'Compose files, scripts and releases', page: 'compose', folders: ['platforms', 'platforms/compose', 'platforms/compose/mixins'] },
  { title: 'Keys of Compose', page: 'compose-keys', folders: ['platforms/compose/vocabulary'] },
  { title: 'nginx', page: 'nginx', folders: ['nginx'] },
  { title: 'Dockerfiles and ignore files', page: 'image', folders: ['image'] },
  { title: 'Assertions', page: 'assertions', folders: ['assertions'] },
];

/** A name in a docstring that its reader can follow. */
const LINK = /\{@link ([^}\s]+)\s*\}/g;

const MARKER = '<!-- ~~ Generated from the sources by "npx projen docgen". -->\n';

/** The reference of the API: `API.md`, which has a line for each type, and a page below `docs/api` for each section, by path. */
export function apiPages(manifest: Manifest): { [file: string]: string } {
  return new Reference(manifest).pages();
}

class Reference {
  private readonly types: ManifestEntry[];
  private readonly sections: Section[];
  /** Structs, with the name of the class whose constructor takes them: they are shown together. */
  private readonly owned: Map<string, string>;

  public constructor(private readonly manifest: Manifest) {
    // what stands in a .projenrc.ts first, and then what is passed to it
    const rank = (type: ManifestEntry) => `${isConstruct(type) ? 0 : 1} ${type.name}`;
    this.types = Object.values(manifest.types).sort((one, other) => rank(one) < rank(other) ? -1 : 1);
    const folders = [...new Set(this.types.map(folderOf))]
      .filter((folder) => !SECTIONS.some((section) => section.folders.includes(folder)));
    this.sections = [...SECTIONS, ...folders.map((folder) => ({ title: titled(folder), page: folder.replace(/\//g, '-'), folders: [folder] }))];
    this.owned = new Map(this.types.flatMap(({ name, initializer }) => {
      const struct = manifest.types[initializer?.parameters?.slice(-1)[0]?.type.fqn ?? ''];
      return struct?.datatype && [`${name}Props`, `${name}Options`].includes(struct.name) ? [[struct.fqn, name] as const] : [];
    }));
  }

  public pages(): { [file: string]: string } {
    const used = this.sections
      .map((section) => ({ ...section, types: this.types.filter((type) => section.folders.includes(folderOf(type))) }))
      .filter(({ types }) => types.length > 0);
    const index = used.map(({ title, page, types }) => [
      `## [${title}](docs/api/${page}.md)\n`,
      '| | |\n| --- | --- |',
      ...this.own(types).map((type) =>
        `| [${type.name}](docs/api/${page}.md#${type.name.toLowerCase()}) | ${cell((type.docs?.summary ?? '').replace(LINK, '`$1`'))} |`),
      '',
    ].join('\n'));
    return {
      'API.md': `${MARKER}\n# API\n\nEvery public type with its sentence. Each section leads to a page with all options and their defaults.\n\n${index.join('\n')}`,
      ...Object.fromEntries(used.map(({ title, page, types }) => [
        `docs/api/${page}.md`,
        `${MARKER}\n# ${title}\n\n[All types](../../API.md)\n\n${this.own(types).map((type) => this.typePart(type)).join('\n')}`
          .replaceAll(`](${page}.md#`, '](#'),
      ])),
    };
  }

  /** Without those that are shown with a class. */
  private own(types: ManifestEntry[]): ManifestEntry[] {
    return types.filter(({ fqn }) => !this.owned.has(fqn));
  }

  private typePart(type: ManifestEntry): string {
    const parents = [type.base, ...type.interfaces ?? []].filter((fqn) => fqn !== undefined).map((fqn) => this.link(fqn));
    const struct = this.types.find(({ fqn }) => this.owned.get(fqn) === type.name);
    return [
      `## ${type.name}\n`,
      ...parents.length > 0 && !type.datatype ? [`${type.kind === 'class' ? 'Extends' : 'Is'} ${parents.join(', ')}.\n`] : [],
      `${this.prose(type.docs)}\n`,
      ...type.initializer && !type.initializer.protected ? [`\`\`\`text\nnew ${type.name}${this.signature(type.initializer)}\n\`\`\`\n`] : [],
      ...struct ? [`### ${struct.name}\n`, this.structPart(struct)] : [],
      ...type.datatype ? [this.structPart(type)] : [this.memberPart(type)],
    ].filter((part) => part !== '').join('\n');
  }

  private structPart(struct: ManifestEntry): string {
    const parents = (struct.interfaces ?? []).map((fqn) => this.link(fqn));
    const rows = [...struct.properties ?? []].sort((one, other) => Number(one.optional ?? false) - Number(other.optional ?? false));
    return [
      ...rows.length > 0 ? [
        '| property | type | default | |\n| --- | --- | --- | --- |',
        ...rows.map((row) => `| \`${row.name}\` | ${this.type(row.type)} | ${row.optional ? this.default(row) : 'required'} | ${cell(this.prose(row.docs))} |`),
        '',
      ] : [],
      ...parents.length > 0 ? [`And those of ${parents.join(', ')}.\n`] : [],
    ].join('\n');
  }

  private memberPart(type: ManifestEntry): string {
    const isNew = ({ overrides }: { readonly overrides?: string }) => overrides === undefined;
    const prefix = (member: { readonly static?: boolean }) => member.static ? `${type.name}.` : '';
    const rows = [
      ...(type.members ?? []).map(({ name, docs }) => [`\`${type.name}.${name}\``, '', this.prose(docs)]),
      ...(type.properties ?? []).filter(isNew).map((property) => [`\`${prefix(property)}${property.name}\``, this.type(property.type), this.prose(property.docs)]),
      ...(type.methods ?? []).filter(isNew).map((method) =>
        [`\`${prefix(method)}${method.name}${this.signature(method)}\``, method.returns ? this.type(method.returns.type) : '', this.prose(method.docs)]),
    ];
    return rows.length === 0 ? '' : [
      '| member | type | |\n| --- | --- | --- |',
      ...rows.map(([member, kind, text]) => `| ${member.replace(/\|/g, '\\|')} | ${kind} | ${cell(text)} |`),
      '',
    ].join('\n');
  }

  private signature({ parameters = [] }: ManifestCallable): string {
    return `(${parameters.map(({ name, optional, variadic, type }) =>
      `${variadic ? '...' : ''}${name}${optional ? '?' : ''}: ${this.type(type, false)}${variadic ? '[]' : ''}`).join(', ')})`;
  }

  private type(type: ManifestType, linked = true): string {
    if (type.collection) {
      const element = this.type(type.collection.elementtype, linked);
      return type.collection.kind === 'array' ? `${element}[]` : linked ? `map of ${element}` : `{ [name]: ${element} }`;
    }
    if (type.union) {
      return type.union.types.map((each) => this.type(each, linked)).join(linked ? ' or ' : ' | ');
    }
    return type.fqn ? linked ? this.link(type.fqn) : type.fqn.replace(/^.*\./, '') : type.primitive ?? 'any';
  }

  private link(fqn: string): string {
    const type = this.manifest.types[fqn];
    if (!type) {
      return `\`${fqn.replace(/^.*\./, '')}\``;
    }
    const section = this.sections.find(({ folders }) => folders.includes(folderOf(type)))!;
    return `[${type.name}](${section.page}.md#${type.name.toLowerCase()})`;
  }

  private default({ docs }: ManifestValue): string {
    const text = docs?.default ?? '';
    return text.startsWith('- ') ? cell(text.slice(2)) : /^[^\s,]+$/.test(text) ? `\`${text.replace(/\|/g, '\\|')}\`` : cell(text);
  }

  private prose(docs: ManifestDocs | undefined): string {
    return [docs?.summary, docs?.remarks].filter(Boolean).join('\n\n').replace(LINK, (_, name: string) => {
      const type = this.types.find((each) => each.name === name);
      return type ? this.link(type.fqn) : `\`${name}\``;
    });
  }
}

/** A text in a cell of a table. */
function cell(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replace(/\|/g, '\\|').trim();
}

function folderOf(type: ManifestEntry): string {
  return path.posix.dirname(type.locationInModule?.filename ?? 'src').replace(/^src\/?/, '');
}

function isConstruct({ abstract, initializer }: ManifestEntry): boolean {
  return !abstract && initializer?.parameters?.[1]?.name === 'id';
}

function titled(folder: string): string {
  const name = folder.split('/').pop()!;
  return name.charAt(0).toUpperCase() + name.slice(1);
}
