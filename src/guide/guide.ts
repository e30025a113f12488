import { Component } from 'projen';
import { CommentStyle, Stack, StackFile } from '../model';
import { ComposeTarget } from '../platforms';
import { clusterFacts } from './private/facts/cluster-facts';
import { guideFacts } from './private/facts/guide-facts';
import { productionFacts } from './private/facts/production-facts';
import { weaknessFacts } from './private/facts/weakness-facts';
import { writtenFacts } from './private/facts/written-facts';
import { guidePage } from './private/page';
import { requireProps } from '../base/props';

/** Options of a {@link Guide}. */
export interface GuideProps {
  /** The environment on people's own machines. */
  readonly development: ComposeTarget;

  /**
   * The environment that is deployed.
   *
   * @default - the guide says nothing about production
   */
  readonly production?: ComposeTarget;
}

/**
 * The guide that a stack writes about itself, in its language: how to start it, what runs and where, which variables there are, how it is
 * deployed and rolled back, and what to do when something does not work. It leaves out whatever the stack does not have.
 */
export class Guide extends Component {
  /** The guide, relative to the repository's root. */
  public readonly path: string;

  /**
   * @param stack the stack to describe
   * @param props the environments to describe
   * @throws if another component writes the same file
   */
  public constructor(stack: Stack, props: GuideProps) {
    requireProps('GuideProps', props, 'a guide');
    // a capital letter: no service can have this id
    super(stack, 'Guide');
    const { development, production } = props;
    this.path = stack.guidePath;
    new StackFile(this, this.path, {
      comment: CommentStyle.HTML,
      content: {
        render: () => guidePage(
          guideFacts(development._plan()), production && productionFacts(production._plan()), clusterFacts(stack), weaknessFacts(stack),
          writtenFacts(stack), stack.language,
        ),
      },
    });
  }
}
