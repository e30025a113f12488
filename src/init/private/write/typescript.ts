import { comment, LONGEST_LINE, namesIn, Prop, ProposedStack, usedIn, Value } from './value';

/** Words that no variable may be called, and those of the file itself. */
const TAKEN = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false '
    + 'finally for function if implements import in instanceof interface let new null package private protected public return static super '
    + 'switch this throw true try typeof var void while with yield project projen stack typescript require module exports process'
  ).split(' '),
);

const PROJENRC = 'new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });';

/** In which language a stack is described. */
export type ProjenrcFile = '.projenrc.ts' | '.projenrc.py';

/** Where modules come from. */
export interface Modules {
  readonly projen: string;
  readonly library: string;
}

/** A `.projenrc.ts`. */
export function typescriptOf(stack: ProposedStack): string {
  const names = namesIn(stack, false);
  const imported = `import { ${names.join(', ')} } from 'projen-container-stack';`;
  return [
    "import { Project, typescript } from 'projen';",
    ...(imported.length <= LONGEST_LINE ? [imported] : ['import {', ...wrapped(names), "} from 'projen-container-stack';"]),
    '',
    ...bodyOf(stack, PROJENRC),
  ].join('\n');
}

/**
 * The same as a program that Node.js runs as it is.
 *
 * @param file what it stands for, which every generated file names
 */
export function javascriptOf(stack: ProposedStack, modules: Modules, file: ProjenrcFile): string {
  return [
    `const { Project, typescript, ...projen } = require(${JSON.stringify(modules.projen)});`,
    `const { ${namesIn(stack, false).join(', ')} } = require(${JSON.stringify(modules.library)});`,
    ...bodyOf(stack, file === '.projenrc.py' ? 'new projen.python.Projenrc(project);' : PROJENRC),
  ].join('\n');
}

function bodyOf(stack: ProposedStack, projenrc: string): string[] {
  const used = usedIn(stack);
  const variables = new Map(stack.services.map(({ id }) => [id, variableOf(id)]));
  const writer = new Writer(variables);
  return [
    ...(stack.toDo.length > 0
      ? [...comment('//', '', 'To do:'), ...stack.toDo.flatMap((each) => comment('//', '', `- ${each}`)), '']
      : []),
    `const project = new Project({ name: ${text(stack.project)} });`,
    projenrc,
    '',
    `const stack = new ContainerStack(project, ${text(stack.name)}${writer.options(stack.props)});`,
    ...stack.services.flatMap(({ class: type, id, props, because }) => [
      '',
      ...comment('//', '', because),
      `${used.has(id) ? `const ${variables.get(id)} = ` : ''}new ${type}(stack, ${text(id)}${writer.options(props)});`,
    ]),
    '',
    'project.synth();',
    '',
  ];
}

class Writer {
  public constructor(private readonly variables: ReadonlyMap<string, string>) {}

  /** What is passed last, unless there is nothing. */
  public options(props: readonly Prop[]): string {
    return props.length > 0 ? `, ${this.object(props, '')}` : '';
  }

  private object(props: readonly Prop[], indent: string): string {
    const inside = `${indent}  `;
    const written = props.map(({ name, value, because }) => ({ text: this.property(name, value, inside), because }));
    const short = `{ ${written.map((each) => each.text).join(', ')} }`;
    if (!written.some(({ because, text: each }) => because !== undefined || each.includes('\n')) && indent.length + short.length < 100) {
      return short;
    }
    const lines = written.flatMap(({ text: each, because }) => [
      ...(because === undefined ? [] : comment('//', inside, because)),
      `${inside}${each},`,
    ]);
    return ['{', ...lines, `${indent}}`].join('\n');
  }

  private property(name: string, value: Value, indent: string): string {
    const written = this.value(value, indent);
    return name === written ? name : `${/^[A-Za-z_]\w*$/.test(name) ? name : text(name)}: ${written}`;
  }

  private value(value: Value, indent: string): string {
    switch (value.is) {
      case 'literal':
        return typeof value.value === 'string' ? text(value.value) : String(value.value);
      case 'list':
        return this.list(value.items, indent);
      case 'map':
        return this.object(value.entries, indent);
      case 'struct':
        return this.object(value.props, indent);
      case 'service':
        return [this.variables.get(value.id), ...value.members].join('.');
      case 'member':
        return `${value.of}.${value.name}`;
      case 'call': {
        const args = [
          ...value.args.map((each) => this.value(each, indent)),
          ...(value.options ? [this.object(value.options, indent)] : []),
        ];
        const short = `${value.on}.${value.method}(${args.join(', ')})`;
        return short.length < 110 || args.length < 2
          ? short
          : [`${value.on}.${value.method}(`, ...args.map((each) => `${indent}  ${each},`), `${indent})`].join('\n');
      }
    }
  }

  private list(items: readonly Value[], indent: string): string {
    const written = items.map((each) => this.value(each, `${indent}  `));
    const short = `[${written.join(', ')}]`;
    return indent.length + short.length < 110 && !short.includes('\n')
      ? short
      : ['[', ...written.map((each) => `${indent}  ${each},`), `${indent}]`].join('\n');
  }
}

/** A name in single quotes, whatever is in it. */
function text(value: string): string {
  const inside = JSON.stringify(value)
    .slice(1, -1)
    .replace(/\\"/g, '"')
    .replace(/'/g, "\\'")
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
  return `'${inside}'`;
}

function variableOf(id: string): string {
  const name = id.replace(/-+(.)?/g, (_, letter: string | undefined) => (letter ?? '').toUpperCase());
  return TAKEN.has(name) || /^\d/.test(name) ? `${/^\d/.test(name) ? 'service' : ''}${name}Service` : name;
}

function wrapped(names: readonly string[]): string[] {
  const lines = comment('', '', names.map((name) => `${name},`).join(' '));
  return lines.map((line) => ` ${line}`);
}
