import { EnvironmentOptions } from './environment';
import { Language } from './language';
import { StackPaths } from './stack-paths';
import { UnacknowledgedWeaknesses } from './weakness';

/** Options of a {@link Stack}. */
export interface StackProps {
  /**
   * The language of scripts and guide.
   *
   * @default Language.EN
   */
  readonly language?: Language;

  /**
   * The name that people read.
   *
   * @default - the project's name, its words capitalized: `conductor-crm` becomes `Conductor Crm`
   */
  readonly title?: string;

  /**
   * Where the repository is cloned from; the guide's quick start says so.
   *
   * @default - the guide does not say how the repository is cloned
   */
  readonly repositoryUrl?: string;

  /**
   * What is different in development from what development is by default: sources mounted, talkative, development values for secrets, no
   * limits, databases in the stack, all ports published on this machine only.
   *
   * @default - nothing
   */
  readonly development?: EnvironmentOptions;

  /**
   * What is different in production from what production is by default: databases elsewhere, only entrances published, on all
   * addresses of the host, secrets required, resources limited. `{ dataServices: DataServices.IN_STACK }` runs the databases there.
   *
   * @default - nothing
   */
  readonly production?: EnvironmentOptions;

  /**
   * Where files go.
   *
   * @default - see {@link StackPaths}
   */
  readonly paths?: StackPaths;

  /**
   * Files written by hand that generated ones may take the place of. Of each a copy is kept beside it, named `.orig`.
   *
   * @default - none: a file that was not generated is never overwritten
   */
  readonly adopt?: string[];

  /**
   * What is done about what makes services less safe and was not acknowledged (see {@link Stack.acknowledge}). In a CI job it can be an
   * error: `process.env.CI ? UnacknowledgedWeaknesses.REFUSED : UnacknowledgedWeaknesses.REPORTED`.
   *
   * @default UnacknowledgedWeaknesses.REPORTED
   */
  readonly unacknowledged?: UnacknowledgedWeaknesses;
}
