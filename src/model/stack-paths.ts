/** Where the files of a stack go, relative to the project's folder. */
export interface StackPaths {
  /**
   * The folder of Dockerfiles and what belongs to them.
   *
   * @default "docker"
   */
  readonly docker?: string;

  /**
   * The folder of scripts.
   *
   * @default "scripts"
   */
  readonly scripts?: string;

  /**
   * The guide.
   *
   * @default "docs/DOCKER_SETUP.md"
   */
  readonly guide?: string;

  /**
   * The env file that people fill in. It is git-ignored; its template is the same name with `.example`.
   *
   * @default ".env"
   */
  readonly envFile?: string;

  /**
   * The folder of secrets that are mounted as files, one file a secret. It is git-ignored. An environment of your own has one of its
   * own, with its name behind it: `secrets-staging`.
   *
   * @default "secrets"
   */
  readonly secrets?: string;
}
