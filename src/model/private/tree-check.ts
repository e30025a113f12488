import * as path from 'path';
import { IConstruct } from 'constructs';
import { Component, Project } from 'projen';
import { Custody } from './disk/custody';
import { nameBelow } from './disk/places';
import { remembering } from './memory';
import { failure } from '../../base/failure';
import type { Stack } from '../stack';

const ID = 'ContainerStacks';

/** Who takes care of the files of project trees that were found to be sound. */
const SOUND = new WeakMap<Project, Custody>();

type IsStack = (construct: IConstruct) => boolean;

/** In the root of a project tree, whose components are asked first: no project of the tree is written if a stack of it is wrong. */
export class TreeCheck extends Component {
  public static in(root: Project, isStack: IsStack): void {
    if (!root.node.tryFindChild(ID)) {
      new TreeCheck(root, isStack);
    }
  }

  private constructor(root: Project, private readonly isStack: IsStack) {
    super(root, ID);
  }

  public override preSynthesize(): void {
    super.preSynthesize();
    SOUND.delete(this.project);
    requireSound(this.project, this.isStack).keep();
  }
}

/**
 * Who takes care of the files of the tree, once nothing is wrong with it.
 *
 * @throws if anything is, all of it at once
 */
export function requireSound(root: Project, isStack: IsStack): Custody {
  const known = SOUND.get(root);
  if (known) {
    return known;
  }
  const custody = remembering(() => {
    const stacks = stacksOf(root, isStack);
    requireNone(stacks.map((stack) => ({ what: `stack "${stack.name}"`, problems: stack.validate() })));
    // the files of a stack that is wrong have no text
    return custodyOf(root, stacks);
  });
  requireNone([{ what: `project "${root.name}"`, problems: custody.problems() }]);
  SOUND.set(root, custody);
  return custody;
}

function requireNone(found: { readonly what: string; readonly problems: string[] }[]): void {
  const said = found.filter(({ problems }) => problems.length > 0).map(({ what, problems }) =>
    `${what} cannot be written, nothing was changed:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  if (said.length > 0) {
    throw failure(said.join('\n'));
  }
}

function stacksOf(root: Project, isStack: IsStack): Stack[] {
  return root.node.findAll().filter((child): child is Stack => isStack(child));
}

function custodyOf(root: Project, stacks: Stack[]): Custody {
  const known = stacks.flatMap(({ files }) => files.map((file) => ({ file, text: file._text() })));
  const adopted = stacks.flatMap(({ project, adopt }) => adopt.map((file) =>
    nameBelow(root.outdir, path.join(project.outdir, file))));
  return new Custody(root, known, adopted);
}
