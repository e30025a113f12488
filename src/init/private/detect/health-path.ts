import * as path from 'path';
import { AsgiApplicationFound, callAt } from './asgi-application';
import { dockerfilesFor } from './python-packages';
import { Repository } from '../../repository';
import { Found, quoted } from '../found';

/** A GET route, with all prefixes as far as they are known. */
interface Route {
  readonly path: string;
  readonly because: string;
}

const OF_HEALTH = [
  /^health(z|check|-check|_check|\/live|\/liveness)?$/,
  /health/,
  /^(live|alive|liveness|livez|heartbeat|ping|status|up)(z|ness)?$/,
  /^(ready|readiness)z?$/,
];
/** Such a route asks others, or is about one of them: it says more than that the application works. */
const OF_OTHERS = /\b(redis|db|database|postgres|mongo|celery|worker|smtp|stats|metrics)\b/i;
const USABLE = /^\/[A-Za-z0-9_.~/-]*$/;

/**
 * The path that says whether an application works: the one that is asked today, one that is called so, or one that answers.
 *
 * @returns `undefined` where there is none
 */
export function healthPathOf(repository: Repository, application: AsgiApplicationFound): Found<string> | undefined {
  const asked = askedToday(repository, application);
  if (asked) {
    return asked;
  }
  const known = new Routes(application);
  const routes = known.all().filter((route) => USABLE.test(route.path));
  for (const pattern of OF_HEALTH) {
    const found = routes
      .filter(
        ({ path: each }) =>
          each
            .split('/')
            .filter(Boolean)
            .slice(-2)
            .some((part) => pattern.test(part)) && !OF_OTHERS.test(each),
      )
      .sort((one, other) => one.path.length - other.path.length)[0];
    if (found) {
      return { value: found.path, because: found.because };
    }
  }
  const home = routes.find((route) => route.path === '/');
  if (home) {
    return { value: '/', because: `no path is called health or the like; ${home.because} answers` };
  }
  return pagesOf(application, known);
}

/** What a Compose file or a Dockerfile asks: `curl -f http://localhost:8000/health`. */
function askedToday(repository: Repository, { service, packages }: AsgiApplicationFound): Found<string> | undefined {
  const dockerfile = dockerfilesFor(repository, packages.folder).map((file) => ({
    file,
    line: /^HEALTHCHECK[^\n]*/m.exec((repository.read(file) ?? '').replace(/\\\n\s*/g, ' '))?.[0] ?? '',
  }));
  for (const { file, line } of [...(service ? [{ file: service.file, line: service.healthTest }] : []), ...dockerfile]) {
    const found = /https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::\d+)?(\/[\w./~-]*)/.exec(line)?.[1];
    if (found && USABLE.test(found)) {
      return { value: found, because: `the health check in ${file} asks it` };
    }
  }
  return undefined;
}

/** FastAPI's own pages, unless they are turned off. */
function pagesOf({ framework, call }: AsgiApplicationFound, routes: Routes): Found<string> | undefined {
  if (!framework.startsWith('FastAPI') || /\bopenapi_url["']?\s*[=:]\s*None\b/.test(call)) {
    return undefined;
  }
  const because = 'no path is called health or the like, and "/" is none; FastAPI\'s own page answers as long as the application does';
  const page = /\bdocs_url["']?\s*[=:]/.test(call) ? routes.textIn(call, /\bdocs_url["']?\s*[=:]\s*/) : '/docs';
  const schema = /\bopenapi_url["']?\s*[=:]/.test(call) ? routes.textIn(call, /\bopenapi_url["']?\s*[=:]\s*/) : '/openapi.json';
  const value = [page, schema].find((each) => each !== undefined && USABLE.test(each));
  return value === undefined ? undefined : { value, because };
}

/** The routes of FastAPI and Starlette, from decorators on the application and on routers that it includes. */
class Routes {
  private readonly constants = new Map<string, string>();

  public constructor(private readonly application: AsgiApplicationFound) {}

  public all(): Route[] {
    const { modules } = this.application;
    const routes: Route[] = [];
    for (const file of modules.files) {
      const text = modules.text(file);
      for (const found of text.matchAll(/^[ \t]*@(\w+)\.(?:get|api_route|route)\(\s*(?:path\s*=\s*)?(["'])(.*?)\2/gm)) {
        const [decorator, name, , own] = found;
        const prefixes = this.prefixesOf(file, name, []);
        routes.push(...prefixes.map((prefix) => ({ path: joined(prefix, own), because: `${quoted(decorator.trim() + ')')} in ${file}` })));
      }
    }
    return routes;
  }

  /** What stands before the paths of an application or router: each way by which the application has it. */
  private prefixesOf(file: string, name: string, seen: string[]): string[] {
    const { application } = this;
    const key = `${file}:${name}`;
    if (file === application.file && (name === application.variable || this.isMadeIn(file, name))) {
      return [''];
    }
    if (seen.includes(key) || seen.length > 8) {
      return [];
    }
    const text = application.modules.text(file);
    if (this.isMadeIn(file, name)) {
      // an application that a function makes elsewhere, unless it is another one
      return application.factory || !new RegExp(`^${name}\\s*=`, 'm').test(text) ? [''] : [];
    }
    const made = new RegExp(`^[ \\t]*${name}\\b[^=\\n]*=\\s*(?:\\w+\\.)*\\w*Router\\(`, 'm').exec(text);
    const own = made ? this.textIn(callAt(text, made.index + made[0].length - 1), /prefix\s*=\s*/) : '';
    return own === undefined
      ? []
      : this.inclusionsOf(file, name).flatMap(({ file: parent, name: of, prefix }) =>
        this.prefixesOf(parent, of, [...seen, key]).map((before) => joined(joined(before, prefix), own)),
      );
  }

  private isMadeIn(file: string, name: string): boolean {
    return new RegExp(`^[ \\t]*${name}\\b[^=\\n]*=\\s*(?:\\w+\\.)?(FastAPI|Starlette|Litestar|Quart|Sanic|Flask)\\(`, 'm').test(
      this.application.modules.text(file),
    );
  }

  /** Where a router is included: `api_router.include_router(utils.router, prefix="/utils")`. */
  private inclusionsOf(file: string, name: string): { file: string; name: string; prefix: string }[] {
    const { modules, base } = this.application;
    return modules.files.flatMap((parent) => {
      const text = modules.text(parent);
      return [...text.matchAll(/(\w+)\.include_router\(/g)].flatMap((found) => {
        const call = callAt(text, found.index + found[0].length - 1);
        const [, what] = /^\s*(?:router\s*=\s*)?([\w.]+)/.exec(call) ?? [];
        const prefix = this.textIn(call, /prefix\s*=\s*/);
        return what !== undefined && prefix !== undefined && this.means(parent, text, what, base, file, name)
          ? [{ file: parent, name: found[1], prefix }]
          : [];
      });
    });
  }

  /** Whether a name in a file is a variable of another one. */
  private means(parent: string, text: string, what: string, base: string, file: string, name: string): boolean {
    const [first, ...rest] = what.split('.');
    if (parent === file && rest.length === 0 && first === name) {
      return true;
    }
    if (rest.length > 0 && rest[rest.length - 1] !== name) {
      return false;
    }
    for (const [, dots, module, list] of text.matchAll(/^[ \t]*from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n]+)/gm)) {
      for (const each of list.replace(/[()\\]/g, ' ').split(',')) {
        const [imported, , alias] = each.trim().split(/\s+/);
        if (imported && (alias ?? imported) === first) {
          const from = dots ? path.posix.join(path.posix.dirname(parent), '../'.repeat(dots.length - 1)) : base;
          const whole = [module, imported].filter(Boolean).join('.');
          const target =
            rest.length > 0
              ? this.application.modules.resolve([whole, ...rest.slice(0, -1)].join('.'), from)
              : imported === name
                ? this.application.modules.resolve(module, from)
                : undefined;
          // a package may pass on what its modules have
          return (
            target === file
            || (rest.length === 0
              && target !== undefined
              && imported === name
              && path.posix.dirname(target) === path.posix.dirname(file)
              && target.endsWith('__init__.py'))
            || (alias !== undefined && rest.length === 0 && target === file)
          );
        }
      }
    }
    return false;
  }

  /** A text behind a pattern: none is empty, one that cannot be told is `undefined`. */
  public textIn(call: string, pattern: RegExp): string | undefined {
    const found = new RegExp(`${pattern.source}(?:f?(["'])(.*?)\\1|([\\w.]+))`).exec(call);
    if (!found) {
      return pattern.test(call) ? undefined : '';
    }
    const [, , text, name] = found;
    return text === undefined ? this.constant(name) : this.filledIn(text);
  }

  private filledIn(text: string): string | undefined {
    const parts = [...text.matchAll(/\{([\w.]+)\}/g)].map(([whole, name]) => [whole, this.constant(name)] as const);
    return parts.some(([, value]) => value === undefined)
      ? undefined
      : parts.reduce((all, [whole, value]) => all.replace(whole, () => value!), text);
  }

  /** `settings.API_V1_STR`: a text that some class or module has under that name. */
  private constant(name: string): string | undefined {
    const last = name.split('.').pop()!;
    if (!this.constants.has(last)) {
      const read = '(?:os\\.)?(?:environ\\.get|getenv)\\(\\s*["\']\\w+["\']\\s*,\\s*';
      const pattern = new RegExp(`^[ \\t]*${last}\\b[^=\\n]*=\\s*(?:Field\\(\\s*(?:default\\s*=\\s*)?|${read})?["']([^"'\\n]*)["']`, 'm');
      const value = this.application.modules.files
        .map((file) => pattern.exec(this.application.modules.text(file))?.[1])
        .find((each) => each !== undefined);
      if (value !== undefined) {
        this.constants.set(last, value);
      }
    }
    return this.constants.get(last);
  }
}

function joined(prefix: string, own: string): string {
  const all = prefix.replace(/\/$/, '') + (own === '' || own.startsWith('/') ? own : `/${own}`);
  return all === '' ? '/' : all;
}
