import * as path from 'path';
import { asTable, asText, asTexts, Found, upwards } from '../found';
import { matches } from './python-packages';
import { Repository } from '../../repository';

/** A folder with a `package.json`. */
export interface NodePackageFound {
  readonly folder: string;
  readonly name?: string;
  readonly scripts: { readonly [name: string]: string };
  /** Names of packages, with the versions that are asked for. */
  readonly packages: ReadonlyMap<string, string>;
  /** The file that Node.js runs, as `main` says. */
  readonly main?: string;
  /** What installs packages, as the factory of `PackageManager` is called. */
  readonly manager: Found<'npm' | 'pnpm' | 'yarn' | 'bun'>;
  /** The version of it, where it is not the library's own default. */
  readonly managerVersion?: string;
  /** The folder of the workspace that it is a member of. */
  readonly workspace?: string;
  readonly isWorkspace: boolean;
  readonly nodeVersion?: Found<string>;
  readonly toDo: readonly string[];
}

const LOCK_FILES = [
  ['bun.lock', 'bun'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['package-lock.json', 'npm'],
] as const;
/** The library's own default. */
const DEFAULT_NODE = 24;

/** Every folder of a repository with packages of Node.js, the nearest to the root first. */
export function nodePackagesIn(repository: Repository): NodePackageFound[] {
  return repository
    .named('package.json')
    .map((file) => path.posix.dirname(file))
    .map((folder) => packageOf(repository, folder))
    .filter((each) => each !== undefined);
}

function packageOf(repository: Repository, folder: string): NodePackageFound | undefined {
  const content = readJson(repository, path.posix.join(folder, 'package.json'));
  if (content === undefined) {
    return undefined;
  }
  const workspace = upwards(folder)
    .slice(1)
    .find((around) => membersOf(repository, around).some((pattern) => matches(folder, path.posix.join(around, pattern))));
  const lockFolder = workspace ?? folder;
  const around = workspace === undefined ? content : (readJson(repository, path.posix.join(workspace, 'package.json')) ?? {});
  const { manager, version, toDo } = managerOf(repository, lockFolder, asText(around.packageManager) ?? asText(content.packageManager));
  return {
    folder,
    workspace,
    manager,
    toDo,
    managerVersion: version,
    name: asText(content.name),
    main: asText(content.main),
    scripts: texts(content.scripts),
    packages: new Map([...Object.entries(texts(content.devDependencies)), ...Object.entries(texts(content.dependencies))]),
    isWorkspace: membersOf(repository, folder).length > 0,
    nodeVersion: nodeVersionOf(repository, folder, asText(asTable(content.engines).node)),
  };
}

/** A file of JSON with comments, as tools of Node.js take it. */
export function readJson(repository: Repository, file: string): { readonly [key: string]: unknown } | undefined {
  const text = repository.read(file);
  try {
    const plain = text
      ?.replace(/("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[^]*?\*\//g, (_, string) => string ?? '')
      .replace(/("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])/g, (_, string) => string ?? '');
    return plain === undefined ? undefined : asTable(JSON.parse(plain));
  } catch {
    return undefined;
  }
}

function membersOf(repository: Repository, folder: string): string[] {
  const { workspaces } = readJson(repository, path.posix.join(folder, 'package.json')) ?? {};
  const ofPnpm = repository.read(path.posix.join(folder, 'pnpm-workspace.yaml')) ?? '';
  const [, list = ''] = /^packages:\s*\n((?:\s*(?:-[^\n]*|#[^\n]*)?\n?)*)/m.exec(ofPnpm) ?? [];
  return [
    ...asTexts(workspaces),
    ...asTexts(asTable(workspaces).packages),
    ...[...list.matchAll(/-\s*["']?([^"'\n#]+?)["']?\s*$/gm)].map(([, pattern]) => pattern),
  ].filter((pattern) => !pattern.startsWith('!') && pattern !== '.');
}

function managerOf(repository: Repository, folder: string, told: string | undefined) {
  const at = (name: string) => path.posix.join(folder, name);
  const [, name, major] = /^(npm|pnpm|yarn|bun)@(\d+)/.exec(told ?? '') ?? [];
  const locked = LOCK_FILES.filter(([file]) => repository.has(at(file)));
  const byName = LOCK_FILES.find(([, each]) => each === name);
  const [file, chosen] =
    byName && (locked.length === 0 || locked.includes(byName)) ? byName : (locked[0] ?? (['package-lock.json', 'npm'] as const));
  const toDo = [
    ...(locked.length === 0 && chosen === 'npm' && repository.has(at('bun.lockb'))
      ? [`"${at('bun.lockb')}" is Bun's older format: write "bun.lock" with "bun install --save-text-lockfile"`]
      : locked.length === 0
        ? [`there is no "${at(file)}": write it with "${chosen} install" and commit it, the image installs what it names`]
        : []),
  ];
  const version =
    chosen === 'yarn'
      ? /^__metadata:/m.test(repository.read(at('yarn.lock')) ?? '')
        ? (major ?? '4')
        : undefined
      : chosen === 'pnpm' && name === 'pnpm' && major !== '10'
        ? major
        : undefined;
  return { manager: { value: chosen, because: locked.length > 0 ? `${at(file)} is there` : 'no file locks versions' }, version, toDo };
}

function nodeVersionOf(repository: Repository, folder: string, engines: string | undefined): Found<string> | undefined {
  const least = /^(?:>=|\^|~)?\s*v?(\d+)/.exec(engines ?? '')?.[1];
  const exact = /^[~^]?\s*v?(\d+)(\.[\dx*]+)*$/.exec(engines ?? '')?.[1];
  for (const around of upwards(folder)) {
    for (const name of ['.nvmrc', '.node-version']) {
      const file = path.posix.join(around, name);
      const version = /^v?(\d+)/.exec(repository.read(file) ?? '')?.[1];
      if (version !== undefined && Number(version) !== DEFAULT_NODE && Number(version) >= 18) {
        return { value: version, because: `${file} says so` };
      }
    }
  }
  return (exact !== undefined && Number(exact) >= 18 && Number(exact) !== DEFAULT_NODE) || Number(least) > DEFAULT_NODE
    ? { value: exact ?? least!, because: `engines in ${path.posix.join(folder, 'package.json')} says so` }
    : undefined;
}

function texts(value: unknown): { [name: string]: string } {
  return Object.fromEntries(Object.entries(asTable(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
