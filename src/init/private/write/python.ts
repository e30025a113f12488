import { comment, LONGEST_LINE, namesIn, Prop, ProposedStack, usedIn, Value } from './value';

const TAKEN = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if import in '
    + 'is lambda nonlocal not or pass raise return try while with yield match case type print id project stack projenrc'
  ).split(' '),
);

/** A `.projenrc.py`. */
export function pythonOf(stack: ProposedStack): string {
  const used = usedIn(stack);
  const variables = new Map(stack.services.map(({ id }) => [id, variableOf(id)]));
  const writer = new Writer(variables);
  return [
    'from projen import Project',
    'from projen.python import Projenrc',
    'from projen_container_stack import (',
    ...namesIn(stack, true).map((name) => `    ${name},`),
    ')',
    '',
    ...(stack.toDo.length > 0 ? [...comment('#', '', 'To do:'), ...stack.toDo.flatMap((each) => comment('#', '', `- ${each}`)), ''] : []),
    `project = Project(name=${text(stack.project)})`,
    'Projenrc(project)',
    '',
    writer.call('stack = ContainerStack', ['project', text(stack.name)], stack.props, ''),
    ...stack.services.flatMap(({ class: type, id, props, because }) => [
      '',
      ...comment('#', '', because),
      writer.call(`${used.has(id) ? `${variables.get(id)} = ` : ''}${type}`, ['stack', text(id)], props, ''),
    ]),
    '',
    'project.synth()',
    '',
  ].join('\n');
}

class Writer {
  public constructor(private readonly variables: ReadonlyMap<string, string>) {}

  /** What structs have is passed by name. */
  public call(what: string, args: readonly string[], props: readonly Prop[], indent: string): string {
    const inside = `${indent}    `;
    const named = props.map(({ name, value, because }) => ({ text: `${snake(name)}=${this.value(value, inside)}`, because }));
    const short = `${what}(${[...args, ...named.map((each) => each.text)].join(', ')})`;
    if (!named.some(({ because, text: each }) => because !== undefined || each.includes('\n')) && indent.length + short.length < 100) {
      return short;
    }
    const lines = named.flatMap(({ text: each, because }) => [
      ...(because === undefined ? [] : comment('#', inside, because)),
      `${inside}${each},`,
    ]);
    return [`${what}(`, ...args.map((each) => `${inside}${each},`), ...lines, `${indent})`].join('\n');
  }

  private value(value: Value, indent: string): string {
    switch (value.is) {
      case 'literal':
        return typeof value.value === 'string'
          ? text(value.value)
          : value.value === true
            ? 'True'
            : value.value === false
              ? 'False'
              : String(value.value);
      case 'list':
        return this.list(
          value.items.map((each) => this.value(each, `${indent}    `)),
          '[',
          ']',
          indent,
        );
      case 'map':
        return this.map(value.entries, indent);
      case 'struct':
        return this.call(value.struct, [], value.props, indent);
      case 'service':
        return [this.variables.get(value.id), ...value.members.map(snake)].join('.');
      case 'member':
        return `${value.of}.${value.name}`;
      case 'call':
        return this.call(
          `${value.on}.${value.method}`,
          value.args.map((each) => this.value(each, indent)),
          value.options ?? [],
          indent,
        );
    }
  }

  private map(entries: readonly Prop[], indent: string): string {
    const inside = `${indent}    `;
    const lines = entries.flatMap(({ name, value, because }) => [
      ...(because === undefined ? [] : comment('#', inside, because)),
      `${inside}${text(name)}: ${this.value(value, inside)},`,
    ]);
    return ['{', ...lines, `${indent}}`].join('\n');
  }

  private list(items: readonly string[], open: string, close: string, indent: string): string {
    const short = `${open}${items.join(', ')}${close}`;
    return indent.length + short.length < LONGEST_LINE - 30 && !short.includes('\n')
      ? short
      : [open, ...items.map((each) => `${indent}    ${each},`), `${indent}${close}`].join('\n');
  }
}

/** JSON's texts are Python's too. */
function text(value: string): string {
  return JSON.stringify(value)
    .replace(/[\u007f-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(
      /\\u(d[89ab]\w\w)\\u(d[c-f]\w\w)/gi,
      (_, high: string, low: string) =>
        `\\U${((parseInt(high, 16) - 0xd800) * 0x400 + parseInt(low, 16) - 0xdc00 + 0x10000).toString(16).padStart(8, '0')}`,
    );
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function variableOf(id: string): string {
  const name = id.replace(/-/g, '_');
  return TAKEN.has(name) || /^\d/.test(name) ? `${/^\d/.test(name) ? 'service_' : ''}${name}_service` : name;
}
