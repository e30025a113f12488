import { commandsFor, optionIn } from './commands';
import { ComposeServiceFound } from './compose-files';
import { PythonModules } from './python-modules';
import { PythonPackagesFound } from './python-packages';
import { Repository } from '../../repository';
import { Found, isIn, quoted } from '../found';

/** A worker, the clock or the pages of a Celery application. */
export interface CeleryProcessFound {
  readonly kind: 'worker' | 'beat' | 'flower';
  /** What a Compose file calls it. */
  readonly name?: string;
  readonly queues?: readonly string[];
  readonly scheduler?: string;
  readonly because: string;
}

/** A Celery application with tasks. */
export interface CeleryFound {
  readonly packages: PythonPackagesFound;
  readonly modules: PythonModules;
  /** As `celery --app` names it, from the base. */
  readonly app: Found<string>;
  readonly base: string;
  readonly processes: readonly CeleryProcessFound[];
  /** Addresses of brokers and result backends that stand in the code. */
  readonly addresses: readonly { readonly text: string; readonly file: string; readonly because: string }[];
}

const TASK = /^[ \t]*@(?:\w+\.)*(?:task|shared_task|periodic_task)\b/m;
const SCHEDULE = /\b(beat_schedule|CELERY_?BEAT_SCHEDULE|CELERYBEAT_SCHEDULE|add_periodic_task)\b[^\n]*/;

/**
 * The Celery application of a folder of packages; one that only sends tasks is none.
 *
 * @param beside the folder from which the modules of the web application are named
 */
export function celeryIn(
  repository: Repository,
  packages: PythonPackagesFound,
  modules: PythonModules,
  services: readonly ComposeServiceFound[],
  beside?: string,
): CeleryFound | undefined {
  const made = modules.files.flatMap((file) => {
    const found = /^[ \t]*(\w+)[ \t]*(?::[ \t]*[\w.]+[ \t]*)?=[ \t]*(?:celery\.)?Celery\(/m.exec(modules.text(file));
    return found && /\bcelery\b/.test(modules.text(file)) ? [{ file, variable: found[1], line: found[0] }] : [];
  })[0];
  const commands = commandsFor(repository, packages.folder, services).filter(({ line }) => /\bcelery\b/.test(line));
  const withTasks = modules.files.filter((file) => TASK.test(modules.text(file)));
  if (!made || (withTasks.length === 0 && !commands.some(({ line }) => /\sworker\b/.test(line)))) {
    return undefined;
  }
  const told = commands
    .map(({ line, because }) => {
      const name = /(?:^|\s)(?:-A|--app)[ =]?([\w.:]+)/.exec(line)?.[1];
      const found = name === undefined ? undefined : named(modules, name);
      return found && { ...found, because };
    })
    .find((each) => each !== undefined);
  const base = told?.base ?? (beside !== undefined && isIn(made.file, beside) ? beside : modules.baseOf(made.file));
  const evidence = `${quoted(`${made.line.trim()}...)`)} in ${made.file}`;
  // a worker knows the tasks of the module that it is told, and of those that this names
  const tells =
    /\b(include|imports|autodiscover_tasks|CELERY_IMPORTS)\b/.test(modules.text(made.file))
    || withTasks.length === 0
    || withTasks.includes(made.file);
  const variable = ['app', 'celery'].includes(made.variable) ? '' : `:${made.variable}`;
  const app = told
    ? { value: told.app, because: told.because }
    : tells
      ? { value: modules.moduleOf(made.file, base) + variable, because: evidence }
      : { value: modules.moduleOf(withTasks[0], base) + variable, because: `${evidence}, and tasks in ${withTasks[0]}` };

  const processes = commands
    .filter(({ service }) => service !== undefined)
    .flatMap(({ line, because, service }): CeleryProcessFound[] => {
      const kind = /\s(worker|beat|flower)\b/.exec(line)?.[1] as CeleryProcessFound['kind'] | undefined;
      if (kind === undefined || (kind === 'flower' && !packages.names.has('flower'))) {
        return [];
      }
      const queues =
        kind === 'worker'
          ? optionIn(line, '-Q', '--queues')
            ?.split(',')
            .filter((queue) => /^[\w.-]+$/.test(queue))
          : undefined;
      const scheduler = kind === 'beat' ? optionIn(line, '-S', '--scheduler') : undefined;
      return [{ kind, name: service!.name, queues, scheduler: scheduler?.includes('.') ? scheduler : undefined, because }];
    });
  const unique = processes.filter(
    ({ kind, name }, index) => index === processes.findIndex((each) => each.kind === kind && (kind !== 'worker' || each.name === name)),
  );
  return { packages, modules, app, base, processes: withWhatCodeSays(modules, unique, app), addresses: addressesIn(modules, made.file) };
}

function addressesIn(modules: PythonModules, file: string): CeleryFound['addresses'] {
  const addresses = modules.text(file).matchAll(/\b(?:broker|backend|broker_url|result_backend)\s*=\s*f?["'](\w+:\/\/[^"'\s]*)["']/g);
  return [...addresses].map(([whole, text]) => ({
    text, file, because: `${quoted(whole.replace(/:\/\/[^@"']*@/, '://...@'))} in ${file}`,
  }));
}

function withWhatCodeSays(modules: PythonModules, processes: CeleryProcessFound[], app: Found<string>): CeleryProcessFound[] {
  const schedule = modules.files
    .map((file) => ({ file, line: SCHEDULE.exec(modules.text(file))?.[0] }))
    .find(({ line }) => line !== undefined);
  return [
    ...(processes.some(({ kind }) => kind === 'worker') ? [] : [{ kind: 'worker' as const, because: app.because }]),
    ...processes,
    ...(schedule === undefined || processes.some(({ kind }) => kind === 'beat')
      ? []
      : [{ kind: 'beat' as const, because: `${quoted(schedule.line!)} in ${schedule.file}` }]),
  ];
}

/** `worker.celery` is a module, or a variable of one. */
function named(modules: PythonModules, name: string): { app: string; base: string } | undefined {
  const [module, variable] = name.split(':');
  const whole = modules.named(module);
  if (whole) {
    return { app: modules.moduleOf(whole.file, whole.base) + (variable ? `:${variable}` : ''), base: whole.base };
  }
  const parts = module.split('.');
  const last = parts.pop()!;
  const found = parts.length > 0 && variable === undefined ? modules.named(parts.join('.')) : undefined;
  return found && { app: `${modules.moduleOf(found.file, found.base)}.${last}`, base: found.base };
}
