import * as path from 'path';
import { CommandFound, commandsFor, optionIn } from './commands';
import { ComposeServiceFound } from './compose-files';
import { PythonModules } from './python-modules';
import { PythonPackagesFound } from './python-packages';
import { Repository } from '../../repository';
import { Found, quoted } from '../found';

/** An application that answers HTTP requests, in Python. */
export interface AsgiApplicationFound {
  readonly packages: PythonPackagesFound;
  readonly modules: PythonModules;
  /** `FastAPI` */
  readonly framework: string;
  readonly file: string;
  readonly variable: string;
  /** As a server names it, from the base: `app.main:app`. */
  readonly app: Found<string>;
  /** Whether it is a function that makes the application. */
  readonly factory: boolean;
  /** The folder from which its modules are named. */
  readonly base: string;
  /** What serves it, as the factory of `PythonServer` is called; `undefined` if no package does. */
  readonly server?: Found<'uvicorn' | 'gunicorn' | 'hypercorn' | 'granian'>;
  readonly serverVersion?: string;
  readonly port?: Found<number>;
  readonly hostPort?: number;
  /** The service of a Compose file that it is today. */
  readonly service?: ComposeServiceFound;
  /** Further applications among the same packages. */
  readonly others: readonly string[];
  /** What it is made with: the call's arguments, or the function around it. */
  readonly call: string;
}

const FRAMEWORKS = 'FastAPI|FastAPIOffline|Starlette|Litestar|Quart|Sanic|Flask';
const OF_WSGI = ['Flask'];
const SERVERS = ['uvicorn', 'gunicorn', 'hypercorn', 'granian'] as const;

interface Candidate {
  readonly file: string;
  readonly variable: string;
  readonly framework: string;
  readonly factory: boolean;
  readonly line: string;
  readonly call: string;
}

/** The application among one folder's packages; `undefined` if there is none. */
export function asgiApplicationIn(
  repository: Repository,
  packages: PythonPackagesFound,
  modules: PythonModules,
  services: readonly ComposeServiceFound[],
): AsgiApplicationFound | undefined {
  const candidates = candidatesIn(modules);
  const commands = commandsFor(repository, packages.folder, services);
  for (const command of [
    ...commands,
    ...(packages.entryPoint ? [{ line: `fastapi ${packages.entryPoint}`, because: 'pyproject.toml names it' }] : []),
  ]) {
    const named = namedBy(command, modules);
    if (named) {
      const candidate =
        candidates.find((each) => each.file === named.file && each.variable === named.variable)
        ?? candidates.find((each) => each.file === named.file);
      const variable = named.variable ?? candidate?.variable ?? 'app';
      const factory = named.factory || (candidate?.factory === true && candidate.variable === variable);
      return described(
        packages,
        modules,
        services,
        candidates,
        command,
        {
          file: named.file,
          variable,
          factory,
          line: command.because,
          framework: candidate?.framework ?? 'ASGI',
          call: candidate?.call ?? '',
        },
        named.base,
        command.because,
      );
    }
  }
  const [best] = [...candidates].sort((one, other) => rank(one) - rank(other));
  return (
    best
    && described(
      packages,
      modules,
      services,
      candidates,
      undefined,
      best,
      modules.baseOf(best.file),
      `${quoted(best.line)} in ${best.file}`,
    )
  );
}

function described(
  packages: PythonPackagesFound,
  modules: PythonModules,
  services: readonly ComposeServiceFound[],
  candidates: readonly Candidate[],
  command: CommandFound | undefined,
  { file, variable, factory, framework, call }: Candidate,
  base: string,
  because: string,
): AsgiApplicationFound {
  const commands = command ? [command] : [];
  const server = serverOf(packages, command, OF_WSGI.includes(framework));
  const told = commands
    .map(({ line }) => optionIn(line, '--port', '-p') ?? /(?:-b|--bind)[ =]\S*:(\d+)/.exec(line)?.[1])
    .find((port) => Number(port) > 0);
  const service =
    command?.service
    ?? services.find(
      ({ context, command: line, ports }) =>
        context === packages.folder && ports.length > 0 && !/\b(celery|alembic|flower|arq)\b/.test(line),
    );
  const [published] = service?.ports ?? [];
  const port = told
    ? { value: Number(told), because: command!.because }
    : published && { value: published.inside, because: `its port in ${service!.file}` };
  return {
    packages,
    modules,
    framework,
    file,
    variable,
    factory,
    base,
    server,
    port,
    call,
    app: { value: `${modules.moduleOf(file, base)}:${variable}`, because },
    serverVersion: server && packages.names.get(server.value),
    hostPort: published?.host,
    service,
    others: candidates.filter((each) => each.file !== file && !each.factory).map((each) => `${quoted(each.line)} in ${each.file}`),
  };
}

function serverOf(packages: PythonPackagesFound, command: CommandFound | undefined, isWsgi: boolean): AsgiApplicationFound['server'] {
  const inCommand = SERVERS.find((each) => new RegExp(`\\b${each}\\b`).test(command?.line ?? '') && packages.names.has(each));
  if (inCommand) {
    return { value: inCommand, because: command!.because };
  }
  const installed = (isWsgi ? (['gunicorn'] as const) : SERVERS).find((each) => packages.names.has(each));
  if (installed) {
    return { value: installed, because: `${installed} is among the packages` };
  }
  return packages.names.has('fastapi[standard]') || packages.names.has('fastapi[all]')
    ? { value: 'uvicorn', because: 'fastapi[standard] brings it' }
    : undefined;
}

/** What a command such as `uvicorn app.main:app` or `fastapi run app/main.py` starts. */
function namedBy(command: CommandFound, modules: PythonModules) {
  if (!/\b(uvicorn|gunicorn|hypercorn|granian|fastapi)\b/.test(command.line)) {
    return undefined;
  }
  const [, module, variable, called] = /(?:^|\s)([A-Za-z_][\w./]*):([A-Za-z_]\w*)(\(\))?(?=\s|$)/.exec(command.line) ?? [];
  if (module !== undefined) {
    const found = modules.named(module.replace(/\.py$/, '').replace(/\//g, '.'));
    return found && { ...found, variable, factory: called !== undefined || /\s--factory\b/.test(command.line) };
  }
  const script = /\bfastapi\s+(?:run|dev)\s+(?:--\S+\s+(?:\d+\s+)?)*([\w./-]+\.py)/.exec(command.line)?.[1];
  const file = script && modules.files.find((each) => each === script || each.endsWith(`/${script.replace(/^(\.?\/)+/, '')}`));
  return file ? { file, base: modules.baseOf(file), variable: undefined, factory: false } : undefined;
}

function candidatesIn(modules: PythonModules): Candidate[] {
  const made = new RegExp(`^(\\w+)[ \\t]*(?::[ \\t]*[\\w.]+[ \\t]*)?=[ \\t]*(?:\\w+\\.)?(${FRAMEWORKS})\\(`, 'gm');
  const candidates: Candidate[] = [];
  const factories = new Map<string, { file: string; framework: string; call: string }>();
  for (const file of modules.files) {
    const text = modules.text(file);
    if (!new RegExp(`\\b(${FRAMEWORKS})\\(`).test(text)) {
      continue;
    }
    for (const found of text.matchAll(made)) {
      candidates.push({
        file,
        variable: found[1],
        framework: found[2],
        factory: false,
        line: lineAt(text, found.index),
        call: callAt(text, found.index + found[0].length - 1),
      });
    }
    // a function that makes one: its first line, and the call inside of it
    for (const [, name, body] of text.matchAll(/^(?:async )?def (\w+)\([^]{0,2000}?\)[^:\n]*:\n((?:[ \t]+[^\n]*\n|\n)*)/gm)) {
      const [inside, framework] = new RegExp(`\\b(${FRAMEWORKS})\\(`).exec(body) ?? [];
      if (inside !== undefined) {
        factories.set(name, { file, framework, call: body });
        candidates.push({ file, variable: name, framework, factory: true, line: `def ${name}`, call: body });
      }
    }
  }
  for (const file of factories.size === 0 ? [] : modules.files) {
    const text = modules.text(file);
    for (const found of text.matchAll(/^(\w+)[ \t]*(?::[ \t]*[\w.]+[ \t]*)?=[ \t]*(?:\w+\.)?(\w+)\(/gm)) {
      const factory = factories.get(found[2]);
      if (factory) {
        candidates.push({ ...factory, file, variable: found[1], factory: false, line: lineAt(text, found.index) });
      }
    }
  }
  return candidates;
}

/** What is meant most likely comes first. */
function rank({ file, variable, factory }: Candidate): number {
  const name = path.posix.basename(file, '.py').replace(/^_+|_+$/g, '');
  const known = ['main', 'app', 'asgi', 'server', 'application', 'api', '__init__'].indexOf(name);
  return (
    (factory ? 1000 : 0)
    + (variable === 'app' || variable === 'application' ? 0 : 20)
    + (known < 0 ? 10 : known)
    + 30 * file.split('/').length
  );
}

function lineAt(text: string, index: number): string {
  const end = text.indexOf('\n', index);
  return text.slice(index, end < 0 ? undefined : end);
}

/** A call with all that is between its brackets, from the opening one on; as far as it goes within reason. */
export function callAt(text: string, opening: number): string {
  let depth = 0;
  for (let at = opening; at < text.length && at < opening + 5000; at++) {
    depth += '([{'.includes(text[at]) ? 1 : ')]}'.includes(text[at]) ? -1 : 0;
    if (depth === 0) {
      return text.slice(opening + 1, at);
    }
  }
  return text.slice(opening + 1, opening + 5000);
}
