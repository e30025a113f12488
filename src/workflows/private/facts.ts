import { Project, javascript, python } from 'projen';
import { libraryVersion } from '../../base/assets';
import { requireLine, requireMatch } from '../../base/checks';
import { Stack } from '../../model';
import { ComposeTarget, DevelopmentScript, ProductionScript } from '../../platforms';
import { WorkflowOptions } from '../workflow-options';

/** What the workflows of every platform are made of, with all defaults. */
export interface WorkflowFacts {
  readonly branch: string;
  readonly nodeVersion: string;
  readonly pythonVersion?: string;
  readonly install: string[];
  /** The command line of the library: as an installed package, or fetched where the project has Python's. */
  readonly program: string;
  readonly whenHealthy: string[];
  readonly deploys: boolean;
}

/** An environment that a script starts, on the machine of the job. */
export interface StartedEnvironment {
  readonly script: string;
  readonly compose: string;
  readonly envFile: string;
  readonly envTemplate: string;
  /** The services whose images are built. */
  readonly built: string[];
}

/** An environment that is released. */
export interface ReleasedEnvironment {
  readonly name: string;
  readonly script: string;
  readonly envFile: string;
  /** The host of the registry that its images come from; `undefined` where the engine builds them. */
  readonly registry?: string;
  /** Whether images need a builder that can do more than Docker's own. */
  readonly needsBuilder: boolean;
}

/** @throws if a value cannot be used */
export function factsOf(stack: Stack, file: string, options: WorkflowOptions): WorkflowFacts {
  const project = Project.of(stack);
  const isPython = project instanceof python.PythonProject;
  const { branch = 'main', nodeVersion = '24', pythonVersion = isPython ? '3.13' : undefined, whenHealthy = [] } = options;
  requireMatch(
    `the branch of "${file}"`, branch, /^[A-Za-z0-9_](?!.*(\.\.|\/\/|\.lock$))[A-Za-z0-9_./-]{0,198}$/,
    'names of branches of letters, digits and _ . / -, such as "main"',
  );
  for (const [title, version] of [['Node.js', nodeVersion], ['Python', pythonVersion]]) {
    if (version !== undefined) {
      requireMatch(`the version of ${title} of "${file}"`, version, /^[0-9]{1,3}(\.[0-9]{1,3}){0,2}$/, 'versions such as "24" or "3.13"');
    }
  }
  const install = options.install ?? installationOf(project);
  for (const command of [...install, ...whenHealthy]) {
    requireLine(`a command of "${file}"`, command);
    requireMatch(`a command of "${file}"`, command, /\S/, 'commands as one types them, such as "npm ci"');
  }
  return {
    branch,
    nodeVersion,
    pythonVersion,
    install,
    program: isPython ? `npx --yes projen-container-stack@${libraryVersion()}` : 'npx projen-container-stack',
    whenHealthy,
    deploys: options.deploys ?? true,
  };
}

/** How the packages of a fresh clone are installed as they are locked. */
function installationOf(project: Project): string[] {
  if (project instanceof python.PythonProject) {
    return ['npx --yes projen install:ci'];
  }
  if (!(project instanceof javascript.NodeProject)) {
    return ['npm ci'];
  }
  const { packageManager, pnpmVersion, installCommand } = project.package;
  switch (packageManager) {
    case javascript.NodePackageManager.PNPM:
      return [`npm install --global pnpm@${pnpmVersion ?? 'latest'}`, installCommand];
    case javascript.NodePackageManager.YARN2:
    case javascript.NodePackageManager.YARN_BERRY:
      return ['corepack enable', installCommand];
    case javascript.NodePackageManager.BUN:
      return ['npm install --global bun', installCommand];
    default:
      return [installCommand];
  }
}

/** The development environment as its script starts it; `undefined` where no script does. */
export function startedEnvironment(stack: Stack): StartedEnvironment | undefined {
  const target = targetsWith(stack, (each) => each instanceof DevelopmentScript)[0];
  if (!target) {
    return undefined;
  }
  const { script, compose, envFile, envTemplate } = target._files;
  const built = target._plan().services.filter(({ image }) => image.build).map(({ id }) => id);
  return { script, compose, envFile, envTemplate, built };
}

/** The environments that scripts release, in the order in which they were added. */
export function releasedEnvironments(stack: Stack): ReleasedEnvironment[] {
  return targetsWith(stack, (each) => each instanceof ProductionScript).map((target) => {
    const { registry } = target._releases;
    return {
      name: target.environment.name,
      script: target._files.script,
      envFile: target._files.envFile,
      registry: registry?.host,
      needsBuilder: (target._plan().releases.registry?.options ?? []).length > 0,
    };
  });
}

function targetsWith(stack: Stack, has: (child: unknown) => boolean): ComposeTarget[] {
  return stack.node.findAll().filter((each): each is ComposeTarget =>
    each instanceof ComposeTarget && each.node.children.some(has));
}

/** @throws if the project is not the repository's own, where the platform looks for files like this one */
export function requireRepositoryRoot(stack: Stack, file: string, platform: string): void {
  const project = Project.of(stack);
  if (project.parent) {
    throw new Error(
      `stack "${stack.name}" of the subproject "${project.name}" would write "${file}", which ${platform} reads at the root of the `
      + 'repository only: write workflows for the stack of the root project, or your own that call the scripts',
    );
  }
}
