import * as path from 'path';
import { IConstruct } from 'constructs';
import { Component, Project } from 'projen';
import { Custody } from './disk/custody';
import { failure } from '../../base/failure';
import type { Stack } from '../stack';

const ID = 'ContainerStacks';

/** Project trees whose stacks were found to be sound. */
const SOUND = new WeakSet<Project>();

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
    requireSound(this.project, this.isStack);
    custodyOf(this.project, stacksOf(this.project, this.isStack)).keep();
  }
}

/** @throws if anything is wrong with the project tree, all of it at once */
export function requireSound(root: Project, isStack: IsStack): void {
  if (SOUND.has(root)) {
    return;
  }
  const stacks = stacksOf(root, isStack);
  const wrong = stacks.map((stack) => ({ what: `stack "${stack.name}"`, problems: stack.validate() }))
    .filter(({ problems }) => problems.length > 0);
  if (wrong.length === 0) {
    // the files of a stack that is wrong have no text
    wrong.push({ what: `project "${root.name}"`, problems: custodyOf(root, stacks).problems() });
  }
  const said = wrong.filter(({ problems }) => problems.length > 0).map(({ what, problems }) =>
    `${what} cannot be written, nothing was changed:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  if (said.length > 0) {
    throw failure(said.join('\n'));
  }
  SOUND.add(root);
}

function stacksOf(root: Project, isStack: IsStack): Stack[] {
  return root.node.findAll().filter((child): child is Stack => isStack(child));
}

function custodyOf(root: Project, stacks: Stack[]): Custody {
  const known = stacks.flatMap(({ files }) => files.map((file) => ({ file, text: file._text() })));
  const adopted = stacks.flatMap(({ project, adopt }) => adopt.map((file) =>
    path.relative(root.outdir, path.join(project.outdir, file)).split(path.sep).join('/')));
  return new Custody(root, known, adopted);
}
