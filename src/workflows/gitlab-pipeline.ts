import { Component } from 'projen';
import { factsOf, requireRepositoryRoot } from './private/facts';
import { gitlabJobs } from './private/gitlab-jobs';
import { WorkflowOptions } from './workflow-options';
import { requireMatch } from '../base/checks';
import { requireProps } from '../base/props';
import { CommentStyle, Stack, StackFile } from '../model';

/** Options of a {@link GitLabPipeline}. */
export interface GitLabPipelineProps extends WorkflowOptions {
  /**
   * The file. If you have your own pipeline, use another name, such as `.gitlab/containers.yml`, and include that with `include: local`:
   * all job names begin with `containers`, and the stages are GitLab's default ones, `test` and `deploy`.
   *
   * @default ".gitlab-ci.yml"
   */
  readonly file?: string;
}

/**
 * A pipeline for GitLab. For each merge request and each push to the release branch, it checks that the generated files are up to date, and
 * that the stack builds and becomes healthy; describes what a merge request changes; after a push, builds images for the registry, if there
 * is one (`releases: { registry }`); and, started by hand, deploys a release or rolls back.
 */
export class GitLabPipeline extends Component {
  /** The file, relative to the repository's root. */
  public readonly path: string;

  /**
   * @param stack the stack of the repository
   * @param props its options
   * @throws if a value is invalid, or the stack is a subproject's: GitLab reads the file of the root
   */
  public constructor(stack: Stack, props: GitLabPipelineProps = {}) {
    requireProps('GitLabPipelineProps', props, 'GitLabPipeline');
    super(Stack.of(stack), 'GitLabPipeline');
    this.path = props.file ?? '.gitlab-ci.yml';
    requireMatch('the file of the pipeline', this.path, /\.ya?ml$/, 'names that end with .yml or .yaml');
    requireRepositoryRoot(stack, this.path, 'GitLab');
    const facts = factsOf(stack, this.path, props);
    new StackFile(this, this.path, { comment: CommentStyle.HASH, content: { render: () => gitlabJobs(stack, facts) } });
  }
}
