import * as path from 'path';
import { Repository } from '../../repository';
import { asTable, asText, asTexts, Found, isIn, quoted, upwards } from '../found';
import { readToml } from '../toml';

/** A folder with a list of Python packages. */
export interface PythonPackagesFound {
  /** Relative to the repository. */
  readonly folder: string;
  /** What installs them, as the member of `PythonPackages` is called. */
  readonly installer: 'REQUIREMENTS' | 'UV' | 'POETRY';
  /** Why it is that one. */
  readonly because: string;
  /** Names of packages, as PyPI compares them, and their version where it is fixed. Extras stand for themselves: `celery[redis]`. */
  readonly names: ReadonlyMap<string, string | undefined>;
  /** Those for development only. */
  readonly developmentNames: ReadonlySet<string>;
  readonly requirementsFile?: string;
  readonly developmentRequirementsFile?: string;
  readonly developmentGroups: readonly string[];
  /** The folder of the workspace that it is a member of. */
  readonly workspace?: string;
  /** Folders of members of the same workspace that it needs. */
  readonly members: readonly string[];
  readonly pythonVersion?: Found<string>;
  /** `app.main:app`, if a tool is told so. */
  readonly entryPoint?: string;
  /** What has to be done before an image can be built. */
  readonly toDo: readonly string[];
}

const OF_PRODUCTION = [
  'requirements.txt',
  'requirements/production.txt',
  'requirements/prod.txt',
  'requirements/base.txt',
  'requirements/requirements.txt',
];
const OF_DEVELOPMENT = [
  'requirements-dev.txt',
  'requirements_dev.txt',
  'dev-requirements.txt',
  'requirements-test.txt',
  'requirements/dev.txt',
  'requirements/development.txt',
  'requirements/local.txt',
  'requirements/test.txt',
];
const GROUPS_OF_DEVELOPMENT = /^(dev|develop|development|test|tests|testing)$/;
/** Older versions are not what images are made of any more: the programs in them need this one. */
const OLDEST_PYTHON = 9;

/** Every folder of a repository that says which Python packages its code needs, the nearest to the root first. */
export function pythonPackagesIn(repository: Repository): PythonPackagesFound[] {
  const folders = new Set<string>();
  for (const file of repository.named(
    /^(requirements[\w.-]*\.txt|pyproject\.toml|uv\.lock|poetry\.lock|Pipfile|base\.txt|prod(uction)?\.txt)$/,
  )) {
    const folder = path.posix.dirname(file);
    folders.add(path.posix.basename(folder) === 'requirements' ? path.posix.dirname(folder) : folder);
  }
  return [...folders].map((folder) => packagesOf(repository, folder)).filter((each) => each !== undefined);
}

function packagesOf(repository: Repository, folder: string): PythonPackagesFound | undefined {
  const at = (name: string) => path.posix.join(folder, name);
  const project = readToml(repository.read(at('pyproject.toml')) ?? '');
  const poetry = asTable(asTable(project.tool).poetry);
  const metadata = asTable(project.project);
  const workspace = workspaceOf(repository, folder);
  const lockFolder = workspace?.folder ?? folder;
  const requirementsFile = OF_PRODUCTION.find((name) => repository.has(at(name)));
  const toDo: string[] = [];

  if (
    repository.has(path.posix.join(lockFolder, 'uv.lock'))
    || (requirementsFile === undefined
      && metadata.dependencies !== undefined
      && !repository.has(at('poetry.lock'))
      && poetry.dependencies === undefined)
  ) {
    const names = new Map(asTexts(metadata.dependencies).flatMap(requirement));
    if (names.size === 0) {
      return undefined;
    }
    const lockFile = path.posix.join(lockFolder, 'uv.lock');
    if (!repository.has(lockFile)) {
      toDo.push(`there is no "${lockFile}": write it with "uv lock" and commit it, the image installs what it names`);
    }
    return {
      folder,
      installer: 'UV',
      names,
      workspace: workspace?.folder,
      members: workspace?.members(names) ?? [],
      because: repository.has(lockFile) ? `${lockFile} is there` : `${at('pyproject.toml')} lists packages, and nothing locks them`,
      ...groupsOf(asTable(project['dependency-groups'])),
      ...ofPython(repository, folder, asText(metadata['requires-python'])),
      entryPoint: entryPointOf(project),
      toDo,
    };
  }
  if (repository.has(at('poetry.lock')) || (poetry.dependencies !== undefined && requirementsFile === undefined)) {
    if (!repository.has(at('poetry.lock'))) {
      toDo.push(`there is no "${at('poetry.lock')}": write it with "poetry lock" and commit it, the image installs what it names`);
    }
    const tables = Object.entries(asTable(poetry.dependencies));
    const names = new Map([
      ...asTexts(metadata.dependencies).flatMap(requirement),
      ...tables.flatMap(([name, how]) => ofPoetry(name, how)),
    ]);
    const groups = Object.fromEntries(
      Object.entries(asTable(poetry.group)).map(([name, group]) => [name, Object.keys(asTable(asTable(group).dependencies))]),
    );
    const { developmentNames, developmentGroups } = groupsOf(
      poetry['dev-dependencies'] === undefined ? groups : { ...groups, dev: Object.keys(asTable(poetry['dev-dependencies'])) },
    );
    return {
      folder,
      installer: 'POETRY',
      names,
      members: [],
      developmentNames,
      developmentGroups,
      because: repository.has(at('poetry.lock')) ? `${at('poetry.lock')} is there` : `${at('pyproject.toml')} is Poetry's`,
      ...ofPython(repository, folder, asText(asTable(poetry.dependencies).python) ?? asText(metadata['requires-python'])),
      entryPoint: entryPointOf(project),
      toDo,
    };
  }
  if (requirementsFile === undefined) {
    if (repository.has(at('Pipfile'))) {
      toDo.push(`"${at('Pipfile')}" is not read: write its packages down with "pipenv requirements > requirements.txt"`);
      const names = new Map(
        Object.keys(asTable(readToml(repository.read(at('Pipfile')) ?? '').packages)).map((name) => [plain(name), undefined]),
      );
      return {
        folder,
        installer: 'REQUIREMENTS',
        because: `${at('Pipfile')} is there`,
        names,
        members: [],
        developmentNames: new Set(),
        developmentGroups: [],
        ...ofPython(repository, folder),
        toDo,
      };
    }
    return undefined;
  }
  const developmentFile = OF_DEVELOPMENT.find((name) => repository.has(at(name)));
  return {
    folder,
    installer: 'REQUIREMENTS',
    because: `${at(requirementsFile)} is there`,
    requirementsFile,
    developmentRequirementsFile: developmentFile,
    names: namesIn(repository, at(requirementsFile)),
    developmentNames: new Set(developmentFile ? namesIn(repository, at(developmentFile)).keys() : []),
    developmentGroups: [],
    members: [],
    ...ofPython(repository, folder, asText(metadata['requires-python'])),
    entryPoint: entryPointOf(project),
    toDo,
  };
}

/** The names that a requirements file has, and those of the files that it names. */
function namesIn(repository: Repository, file: string, seen = new Set<string>()): Map<string, string | undefined> {
  const names = new Map<string, string | undefined>();
  seen.add(file);
  for (const line of (repository.read(file) ?? '').split('\n')) {
    const other = /^\s*(?:-r|--requirement)[\s=]+(\S+)/.exec(line)?.[1];
    const named = other && path.posix.join(path.posix.dirname(file), other);
    if (named && !seen.has(named)) {
      namesIn(repository, named, seen).forEach((version, name) => names.set(name, version));
    }
    requirement(line).forEach(([name, version]) => names.set(name, version));
  }
  return names;
}

/** `celery[redis]==5.5.3 ; ...` is `celery` and `celery[redis]`. */
function requirement(line: string): [string, string | undefined][] {
  const [, name, extras, version] = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[([^\]]*)\])?\s*(?:\(?==\s*([\w.]+))?/.exec(line) ?? [];
  return name === undefined
    ? []
    : [
      [plain(name), version],
      ...(extras ?? '')
        .split(',')
        .filter((extra) => extra.trim())
        .map((extra): [string, string | undefined] => [`${plain(name)}[${plain(extra.trim())}]`, version]),
    ];
}

function ofPoetry(name: string, how: unknown): [string, string | undefined][] {
  const version = /^\d[\w.]*$/.exec(asText(how) ?? asText(asTable(how).version) ?? '')?.[0];
  return name === 'python'
    ? []
    : [
      [plain(name), version],
      ...asTexts(asTable(how).extras).map((extra): [string, string | undefined] => [`${plain(name)}[${plain(extra)}]`, version]),
    ];
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

function groupsOf(groups: { readonly [name: string]: unknown }) {
  const developmentGroups = Object.keys(groups).filter((name) => GROUPS_OF_DEVELOPMENT.test(name));
  const developmentNames = new Set(
    developmentGroups
      .flatMap((name) => asTexts(groups[name]))
      .flatMap(requirement)
      .map(([name]) => name),
  );
  return { developmentGroups, developmentNames };
}

function entryPointOf(project: { readonly [key: string]: unknown }): string | undefined {
  return asText(asTable(asTable(project.tool).fastapi).entrypoint);
}

/** The uv workspace around a folder that it is a member of. */
function workspaceOf(repository: Repository, folder: string) {
  for (const around of upwards(folder).slice(1)) {
    const { members } = asTable(
      asTable(asTable(readToml(repository.read(path.posix.join(around, 'pyproject.toml')) ?? '').tool).uv).workspace,
    );
    const patterns = asTexts(members).map((pattern) => path.posix.join(around, pattern));
    if (patterns.some((pattern) => matches(folder, pattern))) {
      const folders = repository
        .named('pyproject.toml')
        .map((file) => path.posix.dirname(file))
        .filter((each) => each !== folder && patterns.some((pattern) => matches(each, pattern)));
      const byName = new Map(
        folders.map((each) => {
          const { name } = asTable(readToml(repository.read(path.posix.join(each, 'pyproject.toml')) ?? '').project);
          return [plain(asText(name) ?? ''), each];
        }),
      );
      return {
        folder: around,
        members: (names: ReadonlyMap<string, unknown>) => [...byName].filter(([name]) => names.has(name)).map(([, at]) => at),
      };
    }
  }
  return undefined;
}

/** Whether a folder is one of those that a pattern such as `services/*` means. */
export function matches(folder: string, pattern: string): boolean {
  const parts = pattern.replace(/^\.\//, '').replace(/\/$/, '').split('/');
  const source = parts
    .map((part) => (part === '**' ? '.*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '[^/]*')))
    .join('/');
  return new RegExp(`^${source}$`).test(folder);
}

/** The version of Python that the code runs on: what a Dockerfile says, what a file pins, or the least that it asks for. */
function ofPython(repository: Repository, folder: string, required?: string): { pythonVersion?: Found<string>; toDo?: never } {
  const least = Number(/(?:>=|\^|~=|~|==)\s*3\.(\d+)/.exec(required ?? '')?.[1] ?? 0);
  const minor = (text: string | undefined) => (text !== undefined && Number(text) >= Math.max(OLDEST_PYTHON, least) ? text : undefined);
  for (const file of dockerfilesFor(repository, folder)) {
    const line = /^FROM\s+(?:--\S+\s+)*(?:[\w./-]*\/)?python:3\.(\d+)[^\n]*/im.exec(repository.read(file) ?? '');
    const found = minor(line?.[1]);
    if (line && found !== undefined) {
      return { pythonVersion: { value: `3.${found}`, because: `${quoted(line[0])} in ${file}` } };
    }
  }
  for (const around of upwards(folder)) {
    for (const name of ['.python-version', 'runtime.txt']) {
      const file = path.posix.join(around, name);
      const found = minor(/3\.(\d+)/.exec(repository.read(file) ?? '')?.[1]);
      if (found !== undefined) {
        return { pythonVersion: { value: `3.${found}`, because: `${file} says so` } };
      }
    }
  }
  // the library's own default satisfies what asks for less
  return least <= 11
    ? {}
    : { pythonVersion: { value: `3.${least}`, because: `the least that ${quoted(required!)} in the list of packages allows` } };
}

/** Those in the folder, and those around it whose build may be of it. */
export function dockerfilesFor(repository: Repository, folder: string): string[] {
  const files = repository.named(/^(dockerfile([.-][\w.-]+)?|[\w.-]+\.dockerfile)$/i).filter((file) => !/\.dockerignore$/i.test(file));
  return [
    ...files.filter((file) => isIn(file, folder)),
    ...upwards(folder)
      .slice(1)
      .flatMap((around) => files.filter((file) => path.posix.dirname(file) === around)),
  ];
}
