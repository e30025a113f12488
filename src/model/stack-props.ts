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
   * The human-readable name.
   *
   * @default - the project's name, its words capitalized: `conductor-crm` becomes `Conductor Crm`
   */
  readonly title?: string;

  /**
   * The URL that the repository is cloned from; the guide's quick start says so.
   *
   * @default - the guide does not say how the repository is cloned
   */
  readonly repositoryUrl?: string;

  /**
   * Changes to development's defaults, which are: live reload, debug mode, development values for secrets, no resource limits, databases in
   * the stack, all ports published on this machine only.
   *
   * @default - nothing
   */
  readonly development?: EnvironmentOptions;

  /**
   * Changes to production's defaults, which are: databases elsewhere, only entrances published, on all addresses of the host, secrets
   * required, resources limited. `{ dataServices: DataServices.IN_STACK }` runs the databases in the stack.
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
   * Existing files that generated ones may replace. A copy of each is kept beside it, named `.orig`.
   *
   * @default - none: a file that was not generated is never overwritten
   */
  readonly adopt?: string[];

  /**
   * How weaknesses that were not acknowledged are handled (see {@link Stack.acknowledge}). To make them an error in CI: `process.env.CI ?
   * UnacknowledgedWeaknesses.REFUSED : UnacknowledgedWeaknesses.REPORTED`.
   *
   * @default UnacknowledgedWeaknesses.REPORTED
   */
  readonly unacknowledged?: UnacknowledgedWeaknesses;
}
