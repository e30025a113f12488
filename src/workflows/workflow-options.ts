/** What workflows need to know, on whatever platform they run. */
export interface WorkflowOptions {
  /**
   * The branch that is released: what is pushed there is built for the registry, where there is one.
   *
   * @default "main"
   */
  readonly branch?: string;

  /**
   * The version of Node.js that runs projen.
   *
   * @default "24"
   */
  readonly nodeVersion?: string;

  /**
   * The version of Python that runs `.projenrc.py`.
   *
   * @default - "3.13" in a `PythonProject`, none elsewhere
   */
  readonly pythonVersion?: string;

  /**
   * The commands that install what `npx projen` needs, in a fresh clone.
   *
   * @default - what the project says: `npm ci`, or that of pnpm, Yarn or Bun in a `NodeProject`; `npx projen install:ci` in a
   * `PythonProject`
   */
  readonly install?: string[];

  /**
   * Commands that run when the stack is up and healthy: tests, say, such as `./scripts/docker-dev.sh test`.
   *
   * @default - none
   */
  readonly whenHealthy?: string[];

  /**
   * Whether there is a job that a person starts, which brings a release into service, or an earlier one back.
   *
   * @default true
   */
  readonly deploys?: boolean;
}
