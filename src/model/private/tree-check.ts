import { IConstruct } from 'constructs';
import { Component, Project } from 'projen';
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
  }
}

/** @throws if anything is wrong with a stack of the project tree, all of it at once */
export function requireSound(root: Project, isStack: IsStack): void {
  if (SOUND.has(root)) {
    return;
  }
  const wrong = root.node.findAll().filter((child): child is Stack => isStack(child)).flatMap((stack) => {
    const problems = stack.validate();
    return problems.length === 0 ? [] : [
      `stack "${stack.name}" cannot be written, nothing was changed:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    ];
  });
  if (wrong.length > 0) {
    throw failure(wrong.join('\n'));
  }
  SOUND.add(root);
}
