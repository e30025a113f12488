import { Component } from 'projen';
import { Duration } from '../base';
import { CommentStyle, Environment, Language, Stack, StackFile } from '../model';
import { guideFacts } from './private/facts';
import { GUIDE_EN } from './private/guide-en';
import { GUIDE_PT_BR } from './private/guide-pt-br';
import { GuideText } from './private/guide-text';
import { guidePage } from './private/page';
import { productionFacts } from './private/production-facts';
import { requireRepositoryPath } from '../base/checks';
import { requireProps } from '../base/props';

/** What a {@link Guide} needs to know of production. */
export interface GuideProduction {
  /** The environment in which users are. */
  readonly environment: Environment;

  /** Its Compose file, relative to the repository's root. */
  readonly composeFile: string;

  /** The script that releases it, relative to the repository's root. */
  readonly script: string;

  /** Its env file, relative to the repository's root; its template is the same name with `.example`. */
  readonly envFile: string;

  /**
   * How long new containers have to stay healthy before they get requests.
   *
   * @default Duration.seconds(10)
   */
  readonly settle?: Duration;

  /**
   * How long they are watched after that.
   *
   * @default Duration.seconds(10)
   */
  readonly watch?: Duration;

  /**
   * How many releases are kept to go back to.
   *
   * @default 5
   */
  readonly keep?: number;
}

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

  /**
   * How the stack is brought to its users.
   *
   * @default - the guide says nothing about production
   */
  readonly production?: GuideProduction;
}

/**
 * The guide that a stack writes about itself, in its language: how to start it, what runs and where, which variables there are,
 * how it is released to production and rolled back, and what to do when something does not work. Whatever the stack does not have
 * is not in it.
 */
export class Guide extends Component {
  /** The guide, relative to the repository's root. */
  public readonly path: string;

  /**
   * @param stack the stack that is explained
   * @param props what it needs to know
   * @throws if a path leaves the repository, or another component writes the same file
   */
  public constructor(stack: Stack, props: GuideProps) {
    requireProps('GuideProps', props, 'a guide');
    // a capital letter: no service can have this id
    super(stack, `Guide-${props.environment.name}`);
    const { environment } = props;
    const composeFile = requireRepositoryPath('the composeFile of a guide', props.composeFile ?? 'docker-compose.yml');
    const files = { composeFile, script: `${stack.scriptsFolder}/docker-dev.sh`, envFile: stack.envFilePath };
    const production = props.production && { ...props.production };
    for (const file of production ? ['composeFile', 'script', 'envFile'] as const : []) {
      requireRepositoryPath(`the ${file} of a guide's production`, production![file]);
    }
    this.path = stack.guidePath;
    new StackFile(this, this.path, {
      comment: CommentStyle.HTML,
      content: {
        render: () => guidePage(guideFacts(stack, environment, files), production && productionFacts(stack, production), TEXTS[stack.language]),
      },
    });
  }
}

const TEXTS: Record<Language, GuideText> = {
  [Language.EN]: GUIDE_EN,
  [Language.PT_BR]: GUIDE_PT_BR,
};
