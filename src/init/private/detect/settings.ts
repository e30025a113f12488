import * as path from 'path';
import { callAt } from './asgi-application';
import { ComposeServiceFound, settingsIn } from './compose-files';
import { PythonModules } from './python-modules';
import { Repository } from '../../repository';
import { isIn, upwards } from '../found';

/** A variable that an application reads from its environment. */
export interface SettingFound {
  readonly name: string;
  /** Where it is read. */
  readonly because: string;
  /** Whether the application does not start without it. */
  readonly required: boolean;
  /** Whether the code has a value for where nobody sets it, such as one that it computes. */
  readonly hasDefault: boolean;
  /** That value, if it is a text or a number. */
  readonly fallback?: string;
  /** A type that it is converted to, as the code calls it. */
  readonly type?: string;
  /** Values that it may have, if they are listed. */
  readonly choices?: readonly string[];
  /** The value in a Compose file, or in an env file, and where that is. */
  readonly value?: { readonly text: string; readonly file: string };
}

interface Read extends Omit<SettingFound, 'because' | 'value'> {
  readonly file: string;
}

/** Read by what runs it and by tools, not by the application. */
const NOT_ITS_OWN =
  /^(PATH|HOME|PWD|USER|HOSTNAME|LANG|TZ|CI|TERM|SHELL|PYTHON\w*|VIRTUAL_ENV|AWS_LAMBDA_\w+|PORT|UVICORN_\w+|TESTING|TEST_\w+|PYTEST_\w+)$/;
const SECRET = /(SECRET|PASSWORD|PASSWD|PRIVATE|TOKEN|CREDENTIAL|API_?KEY|_KEY|SALT)/;
const NO_SECRET = /(_FILE|_PATH|_ALGORITHM|_EXPIRE\w*|_MINUTES|_DAYS|_HOURS|_URL|_TTL|_LENGTH|_NAME|_PREFIX|_TYPE|_ISSUER)$/;

/** Whether a value of that name must never be shown. */
export function isSecret(name: string): boolean {
  return SECRET.test(name) && !NO_SECRET.test(name);
}

/** The variables that some code reads, by name. */
export function settingsOf(repository: Repository, modules: PythonModules, services: readonly ComposeServiceFound[]): SettingFound[] {
  const reads = new Map<string, Read>();
  for (const read of [...modules.files.flatMap((file) => readsIn(file, modules.text(file))), ...new SettingsClasses(modules).reads()]) {
    const before = reads.get(read.name);
    if (!NOT_ITS_OWN.test(read.name) && (before === undefined || (read.required && !before.required))) {
      reads.set(read.name, { ...before, ...read });
    }
  }
  const values = valuesFor(repository, modules.folder, services);
  return [...reads.values()].map(({ file, ...read }) => ({ ...read, because: `read in ${file}`, value: values.get(read.name) }));
}

/** Values that files of the repository have: Compose files first, then templates, then env files. */
function valuesFor(repository: Repository, folder: string, services: readonly ComposeServiceFound[]) {
  const values = new Map<string, { text: string; file: string }>();
  const add = (settings: { [name: string]: string }, file: string) =>
    Object.entries(settings).forEach(
      ([name, text]) => text !== '' && !values.has(name.toUpperCase()) && values.set(name.toUpperCase(), { text, file }),
    );
  for (const { environment, file, context } of services) {
    if (context !== undefined && (isIn(context, folder) || isIn(folder, context))) {
      add(Object.fromEntries(Object.entries(environment).filter(([, value]) => !value.includes('${') || value.includes('://'))), file);
    }
  }
  const envFiles = repository.named(/^\.?env([.-][\w.-]+)?$|^[\w-]+\.env(\.\w+)?$/);
  const isTemplate = (file: string) => /example|sample|template|dist$/.test(file);
  for (const around of upwards(folder)) {
    const here = envFiles.filter((file) => path.posix.dirname(file) === around || path.posix.dirname(path.posix.dirname(file)) === around);
    [...here.filter(isTemplate), ...here.filter((file) => !isTemplate(file))].forEach((file) => add(settingsIn(repository, file), file));
  }
  return values;
}

/** Values that code takes from an env file with dotenv, and whether it looks into its environment as well. */
export function envFilesReadIn(text: string): { readonly variable: string; readonly call: string; readonly withEnvironment: boolean }[] {
  return [...text.matchAll(/^(\w+)[ \t]*=[ \t]*(.*(dotenv_values\([^()\n]*\)).*)$/gm)].map(([, variable, whole, call]) => ({
    variable,
    call,
    withEnvironment: whole.includes('environ'),
  }));
}

function readsIn(file: string, text: string): Read[] {
  const reads: Read[] = [];
  for (const [, name] of text.matchAll(/\benviron\[\s*["'](\w+)["']\s*\](?!\s*=[^=])/g)) {
    reads.push({ file, name, required: true, hasDefault: false });
  }
  for (const { variable } of envFilesReadIn(text)) {
    for (const [, name] of text.matchAll(new RegExp(`\\b${variable}\\[\\s*["'](\\w+)["']\\s*\\](?!\\s*=[^=])`, 'g'))) {
      reads.push({ file, name, required: true, hasDefault: false });
    }
  }
  for (const found of text.matchAll(/((?:\b(?:int|float|bool|str)\(\s*)*)\b(?:os\.)?(?:environ\.get|getenv)\(\s*["'](\w+)["']/g)) {
    const [, around, name] = found;
    const [, fallback] = /^\s*["']\w+["']\s*,\s*([^]+)$/.exec(callAt(text, text.indexOf('(', found.index + around.length))) ?? [];
    const type = /\b(int|float)\(/.exec(around)?.[1];
    reads.push({
      file,
      name,
      required: type !== undefined && fallback === undefined,
      hasDefault: fallback !== undefined,
      type,
      fallback: literal(fallback),
    });
  }
  // Starlette's Config, python-decouple, environs
  for (const found of text.matchAll(/\b(?:config|env(?:\.\w+)?)\(\s*["']([A-Z][A-Z0-9_]+)["']/g)) {
    const call = callAt(text, text.indexOf('(', found.index));
    const [, fallback] = /\bdefault\s*=\s*([^,]+)/.exec(call) ?? [];
    reads.push({
      file,
      name: found[1],
      required: fallback === undefined,
      hasDefault: fallback !== undefined,
      fallback: literal(fallback),
      type: /cast\s*=\s*(\w+)/.exec(call)?.[1],
    });
  }
  return reads;
}

/** The fields of pydantic's settings: each is a variable. */
class SettingsClasses {
  private readonly classes = new Map<string, { file: string; parents: string[]; body: string }>();

  public constructor(modules: PythonModules) {
    for (const file of modules.files) {
      for (const [, name, parents, body] of modules.text(file).matchAll(/^class (\w+)\(([^)]*)\):[^\n]*\n((?:[ \t]+[^\n]*\n?|\n)*)/gm)) {
        this.classes.set(name, { file, parents: parents.split(',').map((each) => each.trim().split('.').pop()!), body });
      }
    }
  }

  public reads(): Read[] {
    // a class that another one is made of says no more than that one
    const used = new Set([...this.classes.values()].flatMap(({ parents }) => parents));
    return [...this.classes.keys()]
      .filter((name) => this.isSettings(name) && !used.has(name))
      .flatMap((name) => this.fieldsOf(name, this.settingIn(name, 'env_prefix') ?? '', this.settingIn(name, 'env_nested_delimiter')));
  }

  private isSettings(name: string, seen: string[] = []): boolean {
    return (
      name === 'BaseSettings'
      || (!seen.includes(name) && (this.classes.get(name)?.parents ?? []).some((parent) => this.isSettings(parent, [...seen, name])))
    );
  }

  private settingIn(name: string, option: string): string | undefined {
    const { body = '', parents = [] } = this.classes.get(name) ?? {};
    return (
      new RegExp(`${option}["']?\\s*[=:]\\s*["']([^"']+)["']`).exec(body)?.[1]
      ?? parents
        .filter((parent) => parent !== name)
        .map((parent) => this.settingIn(parent, option))
        .find((each) => each !== undefined)
    );
  }

  private fieldsOf(name: string, prefix: string, delimiter: string | undefined, seen: string[] = []): Read[] {
    const { file, body, parents } = this.classes.get(name) ?? { file: '', body: '', parents: [] };
    if (seen.includes(name)) {
      return [];
    }
    const indent = /^[ \t]+/.exec(body)?.[0] ?? '';
    const fields = [
      ...body.matchAll(new RegExp(`^${indent}([A-Za-z_]\\w*)[ \\t]*:[ \\t]*([^=\\n]+?)[ \\t]*(?:=[ \\t]*([^\\n]*))?$`, 'gm')),
    ];
    return [
      ...parents.flatMap((parent) => this.fieldsOf(parent, prefix, delimiter, [...seen, name])),
      ...fields
        .filter(([, field, type]) => field !== 'model_config' && !/ClassVar|^(Final|property)\b/.test(type))
        .flatMap(([line, field, type, value]) => {
          const nested = this.classes.get(type.trim());
          if (nested && delimiter !== undefined && nested.parents.some((each) => /Base(Model|Settings)/.test(each))) {
            return this.fieldsOf(type.trim(), `${prefix}${field}${delimiter}`, delimiter, [...seen, name]);
          }
          const whole = value === undefined ? '' : line + body.slice(body.indexOf(line) + line.length);
          const call = /=\s*Field\(/.exec(whole) ? callAt(whole, whole.indexOf('Field(') + 5) : undefined;
          const alias = /\b(?:env|alias|validation_alias)\s*=\s*["'](\w+)["']/.exec(call ?? '')?.[1];
          const fallback =
            call === undefined
              ? value
              : (/^\s*(?:default\s*=\s*)?([^,=]+)(?:,|$)/.exec(call)?.[1] ?? /\bdefault(?:_factory)?\s*=\s*([^,]+)/.exec(call)?.[1]);
          // what is computed from other settings reads a variable of its own
          const known = fallback === undefined || /^\s*\.\.\.\s*$/.test(fallback) ? undefined : fallback.replace(/\s+#.*$/, '');
          const read = known && /\b(config|environ|getenv)\b/.test(known);
          return read
            ? []
            : [
              {
                file,
                name: alias ?? `${prefix}${field}`.toUpperCase(),
                required: known === undefined && !/Optional|None/.test(type),
                hasDefault: known !== undefined,
                type,
                fallback: literal(known),
                choices: this.choicesOf(type),
              },
            ];
        }),
    ];
  }

  private choicesOf(type: string): string[] | undefined {
    const listed = /Literal\[([^\]]*)\]/.exec(type)?.[1];
    const enumeration = this.classes.get(type.trim());
    const values = listed ?? (enumeration?.parents.some((each) => /Enum$/.test(each)) ? enumeration.body : undefined);
    return values === undefined ? undefined : [...values.matchAll(/["']([\w.-]+)["']/g)].map(([, each]) => each);
  }
}

/** The text of a string or number; `undefined` for what is computed. */
function literal(expression: string | undefined): string | undefined {
  const [, , text, other] = /^\s*(?:(["'])((?:(?!\1)[^\\\n])*)\1|(-?[\d.]+|True|False|None))\s*\)*\s*$/.exec(expression ?? '') ?? [];
  return text ?? other;
}
