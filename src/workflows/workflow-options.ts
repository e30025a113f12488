/** Options of workflows on any platform. */
export interface WorkflowOptions {
  /**
   * The release branch: images of what is pushed there are built for the registry, if there is one.
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
   * @default - "3.13" in a `PythonProject`, none otherwise
   */
  readonly pythonVersion?: string;

  /**
   * The commands that install the dependencies of `npx projen` in a fresh clone.
   *
   * @default - depends on the project: `npm ci`, or that of pnpm, Yarn or Bun in a `NodeProject`; `npx projen install:ci` in a
   * `PythonProject`
   */
  readonly install?: string[];

  /**
   * Commands that run once the stack is healthy, such as `./scripts/docker-dev.sh test`.
   *
   * @default - none
   */
  readonly whenHealthy?: string[];

  /**
   * Whether there is a job, started by hand, that deploys a release or rolls back.
   *
   * @default true
   */
  readonly deploys?: boolean;
}
