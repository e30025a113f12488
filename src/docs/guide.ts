import { Component } from 'projen';
import { CommentStyle, Environment, Language, Stack, StackFile } from '../model';
import { guideFacts } from './private/facts';
import { GUIDE_EN } from './private/guide-en';
import { GUIDE_PT_BR } from './private/guide-pt-br';
import { GuideText } from './private/guide-text';
import { guidePage } from './private/page';
import { requireRepositoryPath } from '../model/private/text';

/** What a {@link Guide} needs to know. */
export interface GuideProps {
  /** The environment that people are guided through; it should be the one that `scripts/docker-dev.sh` manages. */
  readonly environment: Environment;

  /**
   * The Compose file of that environment, relative to the repository's root.
   *
   * @default "docker-compose.yml"
   */
  readonly composeFile?: string;
}

/**
 * The guide that a stack writes about itself, in its language: how to start it, what runs and where, which variables there are, and
 * what to do when something does not work. Whatever the stack does not have is not in it.
 */
export class Guide extends Component {
  /** The guide, relative to the repository's root. */
  public readonly path: string;

  /**
   * @param stack the stack that is explained
   * @throws if the Compose file's path leaves the repository, or another component writes the same file
   */
  public constructor(stack: Stack, props: GuideProps) {
    // a capital letter: no service can have this id
    super(stack, `Guide-${props.environment.name}`);
    const { environment } = props;
    const composeFile = requireRepositoryPath('the composeFile of a guide', props.composeFile ?? 'docker-compose.yml');
    this.path = stack.guidePath;
    new StackFile(this, this.path, {
      comment: CommentStyle.HTML,
      content: { render: () => guidePage(guideFacts(stack, environment, composeFile), TEXTS[stack.language]) },
    });
  }
}

const TEXTS: Record<Language, GuideText> = {
  [Language.EN]: GUIDE_EN,
  [Language.PT_BR]: GUIDE_PT_BR,
};
