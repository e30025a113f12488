import * as path from 'path';
import { NodePackageFound } from './node-packages';
import { Repository } from '../../repository';
import { quoted } from '../found';

/** A frontend that is built into a folder of files. */
export interface SpaFound {
  readonly package: NodePackageFound;
  readonly because: string;
  readonly buildScript?: string;
  readonly buildArguments?: readonly string[];
  readonly outputPath?: { readonly value: string; readonly because: string };
  readonly basePath?: string;
  readonly developmentScript?: string;
  readonly developmentArguments?: readonly string[];
  readonly developmentPort?: number;
  readonly toDo: readonly string[];
}

interface Tool {
  readonly package: string;
  readonly output?: string;
  readonly port?: number;
  /** Arguments that make its server listen on all addresses; by default those of Vite. */
  readonly serve?: (port: number) => string[];
}

const TOOLS: Tool[] = [
  { package: 'vite' },
  { package: '@vue/cli-service', port: 8080 },
  { package: 'react-scripts', output: 'build', port: 3000, serve: () => [] },
  { package: '@rsbuild/core', port: 3000, serve: (port) => ['--host', '0.0.0.0', '--port', `${port}`] },
  { package: 'webpack-dev-server', port: 8080 },
  { package: 'parcel', port: 1234 },
];

/** The single-page application of a folder with packages; `undefined` if it is none. */
export function spaIn(repository: Repository, found: NodePackageFound): SpaFound | undefined {
  const { folder, packages, scripts } = found;
  const at = (name: string) => path.posix.join(folder, name);
  const tool = TOOLS.find((each) => packages.has(each.package));
  const page = ['index.html', 'public/index.html', 'src/index.html'].find((name) => repository.has(at(name)));
  const developmentScript = ['dev', 'serve', 'start', 'start:dev'].find((name) => scripts[name] !== undefined);
  const buildScript = ['build', 'build:prod', 'build-only'].find((name) => scripts[name] !== undefined);
  if (page === undefined || buildScript === undefined || developmentScript === undefined) {
    return undefined;
  }
  const config = repository.named(/^vite\.config\.\w+$/).find((file) => path.posix.dirname(file) === folder);
  const text = ((config && repository.read(config)) || '').replace(/^\s*\/\/[^\n]*/gm, '');
  const outDir = /\boutDir\s*:\s*["'`]([^"'`$]+)["'`]/.exec(text);
  const base = /(?:^|[\s{,])base\s*:\s*["'](\/[\w./-]*\/)["']/.exec(text)?.[1];
  const port =
    Number(
      /\bserver\s*:\s*\{[^}]*?\bport\s*:\s*(\d+)/.exec(text)?.[1] ?? /--port[ =](\d+)/.exec(scripts[developmentScript])?.[1] ?? tool?.port,
    ) || undefined;
  const leadsOut = outDir !== null && /^(\.\.|\/)/.test(outDir[1]);
  return {
    package: found,
    because: tool
      ? `${at('package.json')} has ${tool.package}, and there is ${at(page)}`
      : `${at('package.json')} builds, and there is ${at(page)}`,
    buildScript: buildScript === 'build' ? undefined : buildScript,
    buildArguments: leadsOut ? ['--outDir', 'dist', '--emptyOutDir'] : undefined,
    outputPath: leadsOut
      ? undefined
      : outDir
        ? plainOutput(outDir[1], `${quoted(outDir[0])} in ${config}`)
        : tool?.output
          ? { value: tool.output, because: `${tool.package} builds there` }
          : undefined,
    basePath: base === '/' ? undefined : base,
    developmentScript: developmentScript === 'dev' ? undefined : developmentScript,
    developmentArguments: tool?.serve?.(port ?? 3000),
    developmentPort: port === 5173 ? undefined : port,
    toDo: [
      ...(leadsOut
        ? [`${config} builds into "${outDir[1]}", outside of "${folder}": nginx serves what is built, so that it goes to "dist" here`]
        : []),
      ...(tool ? [] : [`what builds "${folder}" is not known: compare outputPath and developmentArguments with its scripts`]),
    ],
  };
}

function plainOutput(value: string, because: string) {
  const plain = value.replace(/^\.\//, '').replace(/\/$/, '');
  return plain === 'dist' ? undefined : { value: plain, because };
}
