import { Component } from 'projen';
import { PinnedActions } from './private/actions';
import { factsOf, releasedEnvironments, requireRepositoryRoot } from './private/facts';
import { checksWorkflow } from './private/github-checks';
import { deployWorkflow } from './private/github-deploy';
import { WorkflowOptions } from './workflow-options';
import { requireProps } from '../base/props';
import { CommentStyle, Stack, StackFile } from '../model';

/** Options of {@link GitHubWorkflows}. */
export interface GitHubWorkflowsProps extends WorkflowOptions {
  /**
   * Overrides of the versions of actions, by the name of the action: the commit, and the version after `#`, such as `'actions/checkout':
   * '3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1'`.
   *
   * @default - the versions that come with this library
   */
  readonly actions?: { [name: string]: string };
}

/**
 * Workflows for GitHub. `containers.yml` runs for each pull request and each push to the release branch: it checks that the generated files
 * are up to date, and that the stack builds and becomes healthy; describes in a comment what a pull request changes; and, after a push,
 * builds images for the registry, if there is one (`releases: { registry }`). `deploy.yml` is started by hand: it deploys a release, or
 * rolls back.
 *
 * Actions are pinned by commit, jobs have the least permissions, and the job that may comment runs no code of the pull request.
 */
export class GitHubWorkflows extends Component {
  /** The workflow of pull requests and pushes, relative to the repository's root. */
  public readonly checksPath: string;

  /** The workflow for deploying, relative to the repository's root; not written without deploys. */
  public readonly deployPath: string;

  /**
   * @param stack the stack of the repository
   * @param props its options
   * @throws if a value is invalid, or the stack is a subproject's: GitHub reads workflows at the root of the repository only
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
