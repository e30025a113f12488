/** Where the files of a stack go, relative to the project's folder. */
export interface StackPaths {
  /**
   * The folder of Dockerfiles and related files.
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
   * The env file that people fill in. It is git-ignored; its template has the same name with `.example` appended.
   *
   * @default ".env"
   */
  readonly envFile?: string;

  /**
   * The folder of secrets that are mounted as files, one file per secret. It is git-ignored. Your own environments append their name:
   * `secrets-staging`.
   *
   * @default "secrets"
   */
  readonly secrets?: string;
}
