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
   * The file. With a pipeline of your own, give it another name, such as `.gitlab/containers.yml`, and name that under `include: local` of
   * yours: all names of jobs begin with `containers`, and their stages are GitLab's own, `test` and `deploy`.
   *
   * @default ".gitlab-ci.yml"
   */
  readonly file?: string;
}

/**
 * A pipeline for GitLab. For each merge request and each push to the branch that is released: are the generated files what `npx projen`
 * writes; does the stack build and become healthy; what does a merge request change, in words; after a push, images for the registry,
 * where there is one (`releases: { registry }`); and, started by a person, a release into service or an earlier one back.
 */
export class GitLabPipeline extends Component {
  /** The file, relative to the repository's root. */
  public readonly path: string;

  /**
   * @param stack the stack of the repository
   * @param props what is different from the defaults
   * @throws if a value cannot be used, or the stack is a subproject's: GitLab reads the file of the root
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
