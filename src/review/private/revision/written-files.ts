import * as path from 'path';
import { FINGERPRINTS, fingerprint, isMarked } from '../../../base/generated';
import { EnvironmentFacts } from '../../facts';
import { IRevision } from '../../revision';
import { ScriptHead, headOf } from '../files/script-head';
import { readCompose } from '../reading/compose';
import { readKubernetes } from '../reading/kubernetes';

/** What is written of a stack, or of several, in a revision. */
export interface WrittenFiles {
  readonly environments: WrittenEnvironment[];
  /** The texts of generated files that are about containers, by name; those of environments too. */
  readonly files: ReadonlyMap<string, string>;
  /** Those that are not what was generated. */
  readonly edited: string[];
}

/** One environment on one platform. */
export interface WrittenEnvironment {
  /** As people call it: `production`. */
  readonly name: string;
  /** The Compose file, or the folder of manifests. */
  readonly file: string;
  /** What sets its variables, for a sentence. */
  readonly settings: string;
  /** Not set where the file cannot be read. */
  readonly facts?: EnvironmentFacts;
  /** Why it cannot; empty if it can. */
  readonly problem: string;
}

const FILES = '.projen/files.json';
const COMPOSE = /(^|\/)(docker-)?compose[^/]*\.ya?ml$/;
const KUSTOMIZATION = /(^|\/)kustomization\.ya?ml$/;
/** What may be generated and is about containers, whoever lists it. */
const OURS = new RegExp(`(^|/)(${[
  '(docker-)?compose[^/]*\\.ya?ml', 'Dockerfile[^/]*', '\\.dockerignore', 'nginx\\.conf', 'Caddyfile', '\\.env[^/]*\\.example',
  '[^/]+\\.(sh|facts)', 'kubernetes/.*\\.ya?ml',
].join('|')})$`);
/** What projen lists that is about something else, or says again what others say. */
const OTHERS = new RegExp(`(^|/)(${[
  '\\.(projen|github|gitlab|vscode|devcontainer)/.*', '\\.git\\w+', 'package\\.json', 'tsconfig[^/]*\\.json', '\\.npm\\w+', '\\.nvmrc',
  '\\.eslintrc[^/]*',
  '\\.prettier\\w*', '\\.mergify\\.yml', 'LICENSE', '[^/]+\\.md', '\\.projenrc\\.[^/]+', 'pyproject\\.toml', '(dev-)?requirements[^/]*',
  '[^/]*\\.lock', '[^/]*-lock\\.[^/]+', '\\.gitlab-ci\\.yml', '\\.pre-commit-config\\.yaml',
].join('|')})$`);

/** All that is generated about containers in a revision. */
export function writtenFiles(revision: IRevision): WrittenFiles {
  const listed = listedFiles(revision);
  const candidates = revision.files.filter((file) => !OTHERS.test(file) && (listed.has(file) || OURS.test(file)));
  const texts = [...revision.read(candidates)].filter(([file, text]) => listed.has(file) || isMarked(text));
  const files = new Map(texts);
  const heads = texts.flatMap(([file, text]) => headOf(file, text) ?? []);
  const environments = texts.filter(([file, text]) => COMPOSE.test(file) || /^services:/m.test(text) && /\.ya?ml$/.test(file))
    .map(([file, text]): WrittenEnvironment => {
      const head = heads.find(({ of }) => of === file);
      return {
        name: environmentName(file, text, head?.environment),
        file,
        settings: head?.settings ?? 'its env file',
        ...tryRead(() => readCompose(text, (name) => files.get(path.posix.join(path.posix.dirname(file), name)))),
      };
    });
  return {
    environments: [...environments, ...manifestsIn(texts, heads)],
    files,
    edited: editedFiles(revision, files),
  };
}

/** Folders of manifests: those with a kustomization that is in no other's folder. */
function manifestsIn(texts: [file: string, text: string][], heads: ScriptHead[]): WrittenEnvironment[] {
  const folders = texts.filter(([file]) => KUSTOMIZATION.test(file)).map(([file, text]) =>
    ({ folder: `${path.posix.dirname(file)}/`, text }));
  const isOuter = (folder: string) => !folders.some((other) => other.folder !== folder && folder.startsWith(other.folder));
  return folders.filter(({ folder }) => isOuter(folder)).map(({ folder, text }) => ({
    name: `${/^# .*: the (\S+) environment\.?$/m.exec(text)?.[1] ?? path.posix.basename(folder)} on Kubernetes`,
    file: folder,
    settings: heads.find(({ of }) => of === folder)?.settings ?? 'its Secret',
    ...tryRead(() => readKubernetes(texts.filter(([file]) => file.startsWith(folder) && /\.ya?ml$/.test(file)).map(([, each]) => each))),
  }));
}

/** What projen says it has written. */
function listedFiles(revision: IRevision): Set<string> {
  const manifests = revision.read(revision.files.filter((file) => file === FILES || file.endsWith(`/${FILES}`)));
  return new Set([...manifests].flatMap(([file, text]) => {
    const folder = file.slice(0, -FILES.length);
    const names: unknown = parsed(text).files;
    return Array.isArray(names) ? names.map((name) => `${folder}${name}`) : [];
  }));
}

/** What was generated and is something else now. */
function editedFiles(revision: IRevision, files: ReadonlyMap<string, string>): string[] {
  const records = revision.read(revision.files.filter((file) => file === FINGERPRINTS || file.endsWith(`/${FINGERPRINTS}`)));
  return [...records].flatMap(([record, text]) => {
    const folder = record.slice(0, -FINGERPRINTS.length);
    const known = Object.entries(parsed(text).files ?? {});
    return known.map(([name, print]) => ({ file: `${folder}${name}`, print }))
      .filter(({ file, print }) => files.has(file) && fingerprint(files.get(file)!) !== print).map(({ file }) => file);
  });
}

function parsed(text: string): { readonly files?: object } {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

function tryRead(read: () => EnvironmentFacts): Pick<WrittenEnvironment, 'facts' | 'problem'> {
  try {
    return { facts: read(), problem: '' };
  } catch (error) {
    return { problem: (error as Error).message.split('\n')[0] };
  }
}

/** As the file itself says, or the script that runs it, or else its name. */
function environmentName(file: string, text: string, ofScript: string | undefined): string {
  const said = /^# .*: the (\S+) environment\.$/m.exec(text.split('\n', 10).join('\n'))?.[1] ?? ofScript;
  const [, of] = /^(?:docker-)?compose(?:\.([^/]+))?\.ya?ml$/.exec(path.posix.basename(file)) ?? [, path.posix.basename(file)];
  return inFolder(path.posix.dirname(file), said ?? (of === undefined ? 'development' : of === 'prod' ? 'production' : of));
}

function inFolder(folder: string, name: string): string {
  return folder === '.' ? name : `${folder}: ${name}`;
}
