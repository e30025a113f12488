import { Component } from 'projen';
import { CommentStyle, Environment, Stack, StackFile } from '../../model';
import { envTemplate } from './private/env-template-text';
import { messagesIn } from './private/messages';
import { publishedPorts } from './private/published-ports';
import { requireRepositoryPath } from '../../base/checks';
import { requireProps } from '../../base/props';
import { variablesIn } from '../../model/private/variables';

/** What an {@link EnvTemplate} needs to know. */
export interface EnvTemplateProps {
  /** The environment whose variables are written. */
  readonly environment: Environment;

  /**
   * The template, relative to the repository's root; it ends with `.example`, and the file that people fill in is the same
   * without that.
   *
   * @default - the stack's env file with `.example`: `.env.example`
   */
  readonly path?: string;
}

/**
 * The template of an env file: every variable that an environment reads, with what it is, who reads it, whether it is required and
 * its default. No secret is in it. The file that people make of it is ignored by git.
 */
export class EnvTemplate extends Component {
  /** The template, relative to the repository's root. */
  public readonly path: string;

  /** The file that people make of it, relative to the repository's root. */
  public readonly envFilePath: string;

  /**
   * @param stack the stack whose environment is described
   * @param props what it needs to know
   * @throws if the path cannot be used, or another component writes the same file
   */
  public constructor(stack: Stack, props: EnvTemplateProps) {
    requireProps('EnvTemplateProps', props, 'an env template');
    const path = requireRepositoryPath('the path of an env template', props.path ?? `${stack.envFilePath}.example`);
    if (!/[^/]\.example$/.test(path)) {
      throw new Error(`the path of an env template is "${path}": allowed are names that end with ".example", because the env file is named the same without it`);
    }
    // a capital letter: no service can have this id
    super(stack, `EnvTemplate-${path}`);
    this.path = path;
    this.envFilePath = path.replace(/\.example$/, '');
    const { environment } = props;
    new StackFile(this, path, {
      comment: CommentStyle.HASH,
      template: true,
      content: {
        render: () => envTemplate({
          title: stack.title,
          environment: environment.name,
          template: path,
          envFile: this.envFilePath,
          uses: variablesIn(stack, environment),
          ports: publishedPorts(stack, environment),
          runsAsHostUser: stack.servicesIn(environment).some((service) => service.specIn(environment).runsAsHostUser),
        }, messagesIn(stack.language)),
      },
    });
    // the last match wins, and projen moves a pattern that is added again to the end: so all four, in this order
    const file = `/${this.envFilePath}`;
    this.project.gitignore.addPatterns(file, `${file}.*`, `!${file}.example`, `!${file}.*.example`);
  }
}
