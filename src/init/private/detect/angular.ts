import * as path from 'path';
import { asTable, asText, asTexts } from '../found';
import { NodePackageFound, readJson } from './node-packages';
import { Repository } from '../../repository';

/** An application of an Angular workspace. */
export interface AngularFound {
  readonly package: NodePackageFound;
  /** Its name in `angular.json`. */
  readonly app: string;
  readonly because: string;
  /** Whether the older builder makes it. */
  readonly older: boolean;
  /** Whether its pages are rendered by a server. */
  readonly server: boolean;
  /** Whether each route has a page of its own. */
  readonly prerendered: boolean;
  /** Where built files are, if not where Angular puts them by itself. */
  readonly outputPath?: string;
  readonly configuration?: string;
  readonly baseHref?: string;
  readonly locales: readonly string[];
  readonly toDo: readonly string[];
}

const NAME = /^[A-Za-z0-9_@/.-]+$/;

/** The applications of the `angular.json` beside a `package.json`. */
export function angularIn(repository: Repository, found: NodePackageFound): AngularFound[] {
  const file = path.posix.join(found.folder, 'angular.json');
  const { projects } = readJson(repository, file) ?? {};
  return Object.entries(asTable(projects)).flatMap(([app, value]) => {
    const project = asTable(value);
    const build = asTable(asTable(project.architect ?? project.targets).build);
    const builder = asText(build.builder) ?? '';
    if (project.projectType === 'library' || builder === '' || /ng-packagr|:library/.test(builder) || !NAME.test(app)) {
      return [];
    }
    const options = asTable(build.options);
    const configurations = Object.keys(asTable(build.configurations));
    const older = /:browser(-esbuild)?$/.test(builder);
    const server =
      !older
      && (options.outputMode === 'server' || (options.outputMode === undefined && options.ssr !== undefined && options.ssr !== false));
    const toDo: string[] = [];
    for (const [script, command] of [
      ['build', 'ng build'],
      ['start', 'ng serve'],
    ] as const) {
      const is = found.scripts[script];
      if (is === undefined || !new RegExp(`\\b${command}\\b`).test(is) || /--project\b|ng (build|serve) [a-z]/.test(is)) {
        toDo.push(
          `the script "${script}" of "${path.posix.join(found.folder, 'package.json')}" has to be "${command}" `
          + 'without a project of its own, to which options are added',
        );
      }
    }
    return [
      {
        package: found,
        app,
        older,
        server,
        toDo,
        because: `${file} has it, built with ${builder}`,
        prerendered: options.outputMode === 'static',
        outputPath: outputOf(app, options.outputPath, older, server),
        configuration:
          configurations.includes('production') || configurations.length === 0
            ? undefined
            : (asText(build.defaultConfiguration) ?? configurations[0]),
        baseHref: /^\/.+\/$/.exec(asText(options.baseHref) ?? '')?.[0],
        locales:
          options.localize === true
            ? [
              asText(asTable(project.i18n).sourceLocale) ?? asText(asTable(asTable(project.i18n).sourceLocale).code) ?? 'en-US',
              ...Object.keys(asTable(asTable(project.i18n).locales)),
            ]
            : asTexts(options.localize),
      },
    ];
  });
}

function outputOf(app: string, told: unknown, older: boolean, server: boolean): string | undefined {
  const byDefault = older || server ? `dist/${app}` : `dist/${app}/browser`;
  const table = asTable(told);
  const base = asText(told) ?? asText(table.base);
  if (base === undefined) {
    return undefined;
  }
  const output = older || server ? base : path.posix.join(base, asText(table.browser) ?? 'browser');
  const plain = output.replace(/^\.\//, '').replace(/\/$/, '');
  return plain === byDefault ? undefined : plain;
}
