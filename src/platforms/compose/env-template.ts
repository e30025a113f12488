import { Component } from 'projen';
import { ComposeTarget } from './compose-target';
import { envFileWarnings } from './plan/neighbours';
import { CommentStyle, StackFile } from '../../model';
import { envTemplate } from './private/env-template-text';
import { templateMessagesIn } from './private/template-messages';

/**
 * The template of an env file: every variable that an environment reads, with its description, the services that read it, whether it is
 * required, and its default. It contains no secrets. The copy that people fill in is git-ignored.
 */
export class EnvTemplate extends Component {
  /** The template, relative to the repository's root. */
  public readonly path: string;

  /** The file that people copy it to, relative to the repository's root. */
  public readonly envFilePath: string;

  /**
   * @param target the Compose file whose variables it lists
   * @throws if another component writes the same file
   */
  public constructor(target: ComposeTarget) {
    super(target, 'EnvTemplate');
    const { envTemplate: path, envFile } = target._files;
    this.path = path;
    this.envFilePath = envFile;
    new StackFile(this, path, {
      comment: CommentStyle.HASH,
      template: true,
      content: { render: () => envTemplate(target._plan(), templateMessagesIn(target.stack.language)) },
    });
    const file = `/${envFile}`;
    target.stack._keepPrivate(file, `${file}.*`, `!${file}.example`, `!${file}.*.example`);
  }

  public override preSynthesize(): void {
    super.preSynthesize();
    envFileWarnings(this.project.outdir, this.envFilePath).forEach((warning) => this.project.logger.warn(warning));
  }
}
