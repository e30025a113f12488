/*
 * As much of TOML as `pyproject.toml` says about packages with: tables, keys, strings, lists, inline tables. What it cannot read, it leaves
 * out, since the rest is of use all the same. (A whole parser would be a dependency of every user, for six keys of one file.)
 */

type Table = { [key: string]: unknown };

/** What stands in a file, as plain data. */
export function readToml(text: string): { readonly [key: string]: unknown } {
  return new TomlReader(text).read();
}

class TomlReader {
  private at = 0;
  private readonly root: Table = empty();

  public constructor(private readonly text: string) {}

  public read(): Table {
    let table = this.root;
    while ((this.skip(/(?:\s|#[^\n]*)+/y), this.at < this.text.length)) {
      const header = this.take(/\[\[?([^\]\n]+)\]\]?/y);
      if (header) {
        table = this.open(keysOf(header[1]), header[0].startsWith('[['));
        continue;
      }
      const key = this.take(/((?:"[^"\n]*"|'[^'\n]*'|[\w-]+)(?:\s*\.\s*(?:"[^"\n]*"|'[^'\n]*'|[\w-]+))*)\s*=[ \t]*/y);
      const value = key && this.value();
      if (key && value !== undefined) {
        put(table, keysOf(key[1]), value);
      } else {
        this.skip(/[^\n]*/y);
      }
    }
    return this.root;
  }

  /** `undefined` where something stands that is not read, such as a date. */
  private value(): unknown {
    const text = this.take(/"""([^]*?)"""|'''([^]*?)'''|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'/y);
    if (text) {
      return text[1] ?? text[2] ?? text[4] ?? unescaped(text[3]);
    }
    if (this.skip(/\[/y)) {
      return this.list();
    }
    if (this.skip(/\{/y)) {
      return this.inlineTable();
    }
    const word = this.take(/true|false|[+-]?\d[\d_]*(?:\.\d+)?(?=\s*[,\]}\n#]|\s*$)/y)?.[0];
    return word === undefined ? undefined : word === 'true' || (word !== 'false' && Number(word.replace(/_/g, '')));
  }

  private list(): unknown[] {
    const items: unknown[] = [];
    while ((this.skip(/(?:\s|#[^\n]*|,)+/y), this.at < this.text.length && !this.skip(/\]/y))) {
      const item = this.value();
      if (item !== undefined) {
        items.push(item);
      } else {
        this.skip(/[^,\]]+/y);
      }
    }
    return items;
  }

  private inlineTable(): Table {
    const table = empty();
    while ((this.skip(/(?:\s|#[^\n]*|,)+/y), this.at < this.text.length && !this.skip(/\}/y))) {
      const key = this.take(/((?:"[^"\n]*"|'[^'\n]*'|[\w.-]+))\s*=\s*/y);
      const value = key && this.value();
      if (key && value !== undefined) {
        put(table, keysOf(key[1]), value);
      } else {
        this.skip(/[^,}]+|[,}]/y);
      }
    }
    return table;
  }

  private open(keys: string[], isItem: boolean): Table {
    const last = keys.pop()!;
    const parent = keys.reduce(inside, this.root);
    if (!isItem) {
      return inside(parent, last);
    }
    const items = Array.isArray(parent[last]) ? (parent[last] as Table[]) : [];
    parent[last] = items;
    items.push(empty());
    return items[items.length - 1];
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text) ?? undefined;
    this.at = found ? pattern.lastIndex : this.at;
    return found;
  }

  private skip(pattern: RegExp): boolean {
    return this.take(pattern) !== undefined;
  }
}

function put(table: Table, keys: string[], value: unknown): void {
  const last = keys.pop()!;
  keys.reduce(inside, table)[last] = value;
}

/** The table of that name; of several, the last. */
function inside(table: Table, key: string): Table {
  const there = table[key];
  const found = Array.isArray(there) ? there[there.length - 1] : there;
  if (typeof found === 'object' && found !== null) {
    return found as Table;
  }
  const made = empty();
  table[key] = made;
  return made;
}

function keysOf(name: string): string[] {
  return [...name.matchAll(/"([^"]*)"|'([^']*)'|([\w-]+)/g)].map(([, one, other, bare]) => one ?? other ?? bare);
}

/** Without a prototype, so that no key of a file means anything else. */
function empty(): Table {
  return Object.create(null);
}

function unescaped(text: string): string {
  return text.replace(/\\u([0-9a-fA-F]{4})|\\(.)/g, (_, code, letter) =>
    code ? String.fromCharCode(parseInt(code, 16)) : ({ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }[letter as string] ?? letter),
  );
}
