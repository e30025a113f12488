import * as path from 'path';
import { FileBase, JsonFile, Project } from 'projen';
import { keepCopy, removeLeftovers, textOf } from './generated-files';
import { generatedLines, hasOwnLines, keepOwnLines } from './own-lines';
import { nameBelow, placeProblem, spaceProblem } from './places';
import { FINGERPRINTS, fingerprint, isMarked } from '../../../base/generated';

/** What is written by a stack: its text is known before it is written. */
export interface KnownFile {
  readonly file: FileBase;
  readonly text: string;
}

/** Where projen notes what it has written. */
const MANIFEST = '.projen/files.json';

/**
 * Takes care of what is on the disk when a project tree is written: what projen itself would replace or delete is looked at as what stacks
 * write is, and nothing that a person wrote is lost.
 */
export class Custody {
  private readonly projects: Project[];

  constructor(private readonly root: Project, private readonly known: KnownFile[], private readonly adopted: string[]) {
    this.projects = withSubprojects(root);
  }

  /** What stands in the way of writing the tree, apart from what the files of stacks say themselves; one sentence each. */
  public problems(): string[] {
    const ofStacks = new Set(this.known.map(({ file }) => file));
    const others = this.files().filter((file) => !ofStacks.has(file));
    const bytes = this.known.reduce((sum, { file, text }) => textOf(file.absolutePath) === text ? sum : sum + Buffer.byteLength(text), 0);
    return [
      ...others.flatMap((file) => this.problemOf(file) ?? []),
      ...this.orphans().flatMap(({ name, absolute }) => placeProblem(path.dirname(absolute), path.basename(absolute)) === undefined ? []
        : `"${name}" was a generated file, is none any more, and would be deleted: move it away, or take it out of "${MANIFEST}"`),
      ...[spaceProblem(this.root.outdir, bytes === 0 ? 0 : 2 * bytes + SLACK) ?? []].flat(),
    ];
  }

  /** Keeps what a person wrote where it would be replaced or deleted, and says so. Called once nothing stands in the way. */
  public keep(): void {
    for (const project of this.projects) {
      // what projen has no list of it would look for by its marker, in the folders of other projects too
      project.addExcludeFromCleanup('**');
    }
    const fingerprints = this.recorded();
    const isEdited = (name: string, text: string) => fingerprints[name] !== fingerprint(text);
    for (const file of this.files().filter(hasOwnLines)) {
      const before = textOf(file.absolutePath) ?? '';
      const name = this.nameOf(file.absolutePath);
      if (name in fingerprints && isMarked(before) && isEdited(name, generatedLines(before))) {
        this.rescue(name, file.absolutePath, 'was edited outside of the lines that are the repository\'s own, and is generated anew');
      }
      keepOwnLines(file);
    }
    for (const { file, text } of this.known) {
      removeLeftovers(file.absolutePath);
      const before = textOf(file.absolutePath);
      const name = this.nameOf(file.absolutePath);
      if (before !== undefined && isMarked(before) && fingerprint(before) !== fingerprint(text) && isEdited(name, before)) {
        this.rescue(name, file.absolutePath, 'was edited since it was generated, and is generated anew');
      }
    }
    for (const { name, absolute } of this.orphans()) {
      const before = textOf(absolute);
      if (before !== undefined && isEdited(name, before)) {
        this.rescue(name, absolute, 'was edited since it was generated, and is generated no more');
      }
    }
    for (const file of this.files().filter((each) => !hasOwnLines(each) && this.isAdopted(each) && !this.wasGenerated(each))) {
      if (textOf(file.absolutePath) !== undefined) {
        this.rescue(this.nameOf(file.absolutePath), file.absolutePath, 'is adopted');
      }
    }
    this.record();
  }

  /** A file of projen's own. */
  private problemOf(file: FileBase): string | undefined {
    const name = this.nameOf(file.absolutePath);
    const problem = placeProblem(this.root.outdir, name);
    if (problem !== undefined || hasOwnLines(file) || this.isAdopted(file) || textOf(file.absolutePath) === undefined) {
      return problem;
    }
    return this.wasGenerated(file) ? undefined
      : `"${name}" exists and was not generated, and the project would replace it: move it away, `
        + `or pass adopt: ['${file.path}'] to a stack of the project to have it replaced (a copy is kept as "${name}.orig")`;
  }

  /** Its own folder is projen's, whatever an interrupted synthesis has left there. */
  private wasGenerated(file: FileBase): boolean {
    return file.path.startsWith('.projen/') || manifestOf(file.project).includes(file.path) || isMarked(textOf(file.absolutePath) ?? '');
  }

  private isAdopted(file: FileBase): boolean {
    return this.adopted.includes(this.nameOf(file.absolutePath));
  }

  /** What projen has written before and does not write any more: it deletes it. */
  private orphans(): { readonly name: string; readonly absolute: string }[] {
    return this.projects.flatMap((project) => {
      const files = new Set(project.files.map((file) => file.path));
      return manifestOf(project).filter((file) => !files.has(file) && file !== FINGERPRINTS).map((file) => path.join(project.outdir, file));
    }).map((absolute) => ({ name: this.nameOf(absolute), absolute }));
  }

  private rescue(name: string, absolute: string, why: string): void {
    this.root.logger.warn(`"${name}" ${why}: what it was is kept in "${this.nameOf(keepCopy(absolute))}"`);
  }

  private recorded(): { readonly [file: string]: string } {
    return parsed(path.join(this.root.outdir, FINGERPRINTS)).files ?? {};
  }

  /** Written last, when the files are there. */
  private record(): void {
    if (!this.root.tryFindFile(FINGERPRINTS)) {
      new JsonFile(this.root, FINGERPRINTS, { obj: () => ({ files: this.fingerprints() }) });
    }
  }

  private fingerprints(): { [file: string]: string } {
    const written = this.files().filter((file) => file.path !== FINGERPRINTS)
      .map((file) => [this.nameOf(file.absolutePath), file] as const);
    return Object.fromEntries(written.sort(([one], [other]) => one < other ? -1 : 1).flatMap(([name, file]) => {
      const text = textOf(file.absolutePath);
      return text === undefined ? [] : [[name, fingerprint(hasOwnLines(file) ? generatedLines(text) : text)]];
    }));
  }

  private files(): FileBase[] {
    return this.projects.flatMap((project) => project.files);
  }

  /** Relative to the repository's root. */
  private nameOf(absolute: string): string {
    return nameBelow(this.root.outdir, absolute);
  }
}

/** For files whose text is not known yet: those of projen itself. */
const SLACK = 256 * 1024;

function withSubprojects(project: Project): Project[] {
  return [project, ...project.subprojects.flatMap(withSubprojects)];
}

function manifestOf(project: Project): string[] {
  const { files } = parsed(path.join(project.outdir, MANIFEST));
  return Array.isArray(files) ? files.filter((file) => typeof file === 'string') : [];
}

function parsed(file: string): any {
  try {
    return JSON.parse(textOf(file) ?? '{}') ?? {};
  } catch {
    return {};
  }
}
