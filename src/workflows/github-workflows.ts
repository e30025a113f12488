import { Component } from 'projen';
import { PinnedActions } from './private/actions';
import { factsOf, releasedEnvironments, requireRepositoryRoot } from './private/facts';
import { checksWorkflow } from './private/github-checks';
import { deployWorkflow } from './private/github-deploy';
import { WorkflowOptions } from './workflow-options';
import { requireProps } from '../base/props';
import { CommentStyle, Stack, StackFile } from '../model';

/** What {@link GitHubWorkflows} need to know. */
export interface GitHubWorkflowsProps extends WorkflowOptions {
  /**
   * Other versions of actions than the ones that come with this library, by the name of the action: the commit, and behind `#` its version,
   * such as `'actions/checkout': '3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1'`.
   *
   * @default - the ones that this version of the library was made with
   */
  readonly actions?: { [name: string]: string };
}

/**
 * Workflows for GitHub. `containers.yml` runs for each pull request and each push to the branch that is released: are the generated files
 * what `npx projen` writes; does the stack build and become healthy; what does a pull request change, in words, as a comment; and, after a
 * push, images for the registry, where there is one (`releases: { registry }`). `deploy.yml` is started by a person: it brings a release
 * into service, or an earlier one back.
 *
 * Actions are pinned by commit, jobs have the least permissions, and the job that may write a comment runs nothing of the pull request.
 */
export class GitHubWorkflows extends Component {
  /** The workflow of pull requests and pushes, relative to the repository's root. */
  public readonly checksPath: string;

  /** The workflow that a person starts; it is not written where nothing is deployed. */
  public readonly deployPath: string;

  /**
   * @param stack the stack of the repository
   * @param props what is different from the defaults
   * @throws if a value cannot be used, or the stack is a subproject's: GitHub reads workflows at the root of the repository only
   */
  public constructor(stack: Stack, props: GitHubWorkflowsProps = {}) {
    requireProps('GitHubWorkflowsProps', props, 'GitHubWorkflows');
    super(Stack.of(stack), 'GitHubWorkflows');
    this.checksPath = '.github/workflows/containers.yml';
    this.deployPath = '.github/workflows/deploy.yml';
    requireRepositoryRoot(stack, this.checksPath, 'GitHub');
    const facts = factsOf(stack, this.checksPath, props);
    const actions = new PinnedActions({ ...props.actions });
    new StackFile(this, this.checksPath, {
      comment: CommentStyle.HASH, content: { render: () => checksWorkflow(stack, facts, actions) },
    });
    if (facts.deploys) {
      new StackFile(this, this.deployPath, {
        comment: CommentStyle.HASH, content: { render: () => deployWorkflow(stack, actions) },
      });
      this.node.addValidation({
        validate: () => releasedEnvironments(stack).length > 0 ? [] : [
          `"${this.deployPath}" would have nothing to deploy: no script releases an environment of stack "${stack.name}": `
          + 'use a ContainerStack, or pass deploys: false',
        ],
      });
    }
  }
}
