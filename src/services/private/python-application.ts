import { BASE_IMAGES } from './base-images';
import { BuildFolders, addIgnoreFile, buildFolders } from './build-folders';
import { baseImage, pythonVariablesOf, requireBuildSecrets, requirePackages, requireVersion } from './checks';
import { developedIn, developmentStageIn } from './developed-sources';
import { HELPER_CONTEXT, ImageHelper } from './heartbeat';
import { PythonInstall, pythonInstall } from './install/python-install';
import { ownedFolders, requireNothingHidden } from './python-folders';
import { pythonIgnore } from './python-ignore';
import { OWN_FOLDERS, moduleFolders, pythonDockerfile } from './python-image';
import { SystemPackages } from './system-packages';
import { requireCommand } from '../../base/checks';
import { isWithin, requireMountPlace } from '../../base/linux';
import { volumeOf } from '../../base/names';
import { DockerIgnore, Dockerfile } from '../../image';
import {
  CommentStyle, ContainerUser, EnvValue, Environment, ImageSource, Mount, Service, ServiceTraits, StackFile, Volume,
} from '../../model';
import { TEMPORARY_FOLDER } from '../../model/defaults';
import { ProgramFile } from '../../model/program-file';
import { PythonApplicationProps } from '../python-application-props';

/** As the Dockerfile states it. */
const APPLICATION_USER = ContainerUser.of(1000);

/** The code of a Python application and its image: what all that run it have in common. */
export class PythonApplication {
  public readonly path: string;
  public readonly dockerfilePath: string;
  public readonly dockerfile: Dockerfile;
  public readonly dockerIgnore: DockerIgnore;
  /** Whether something in development is restarted by the image's own program when sources change. */
  public restarts = false;
  /** Whether something in development runs under a debugger. */
  public isDebugged: boolean;

  private readonly folders: BuildFolders;
  private readonly install: PythonInstall;
  private readonly logFolder: string;
  private readonly mounts: Mount[];
  private readonly variables: { [name: string]: EnvValue };
  private readonly testCommand: string[];
  private readonly helpers: ImageHelper[] = [];
  private readonly ignoredElsewhere: () => string[];

  /**
   * @param owner the service whose image it is
   * @param props what was passed
   * @param module the module that it is started with, if it is known
   * @throws if a value cannot be used
   */
  public constructor(private readonly owner: Service, props: PythonApplicationProps, module?: string) {
    const { id, stack } = owner;
    this.folders = buildFolders(id, props);
    this.path = this.folders.path;
    this.isDebugged = props.debugger !== undefined;
    this.logFolder = props.logFolder ?? `${this.folders.workdir}/logs`;
    this.mounts = [
      ...props.mounts ?? [],
      ...props.temporaryStorage ? [Volume.scratch(props.temporaryStorage).mountAt(TEMPORARY_FOLDER)] : [],
    ];
    this.requireLogFolder(module);
    requireNothingHidden(id, this.folders, this.mounts);
    const writable = [this.logFolder, ...ownedFolders(this.mounts)];
    this.variables = pythonVariablesOf(id, props);
    this.testCommand = [...props.testCommand ?? ['python', '-m', 'pytest']];
    requireCommand(`the testCommand of service "${id}"`, this.testCommand);
    this.install = pythonInstall(owner, this.folders, props);
    const buildPackages = props.buildPackages && [...props.buildPackages];
    const runtimePackages = [...props.runtimePackages ?? []];
    requireVersion(`the pythonVersion of service "${id}"`, props.pythonVersion);
    requireBuildSecrets(`the buildSecrets of service "${id}"`, this.install.buildSecrets);
    requirePackages(`buildPackages of service "${id}"`, buildPackages ?? []);
    requirePackages(`runtimePackages of service "${id}"`, runtimePackages);
    const base = baseImage(`the baseImage of service "${id}"`, props.baseImage, BASE_IMAGES.python(props.pythonVersion));

    this.dockerfilePath = `${this.dockerFolder}/Dockerfile`;
    this.dockerfile = pythonDockerfile({
      ...this.install,
      stack,
      base,
      isOwnBase: props.baseImage !== undefined,
      inputs: () => this.install.inputs().copied,
      buildPackages,
      runtimePackages,
      writable,
      restarts: () => this.restarts,
      helpers: this.helpers,
      isDebugged: () => this.isDebugged,
    });
    if (props.baseImage === undefined) {
      new SystemPackages(owner, { installed: this.install.packageNames, runtimePackages });
    }
    this.dockerIgnore = pythonIgnore(this.folders, writable);
    new StackFile(owner, this.dockerfilePath, { comment: CommentStyle.HASH, content: this.dockerfile });
    this.ignoredElsewhere = addIgnoreFile(owner, this.folders, this.dockerfilePath, this.dockerIgnore, () => this.install.takenBack());
  }

  /** The version of a package that its requirements or its lock file name; `undefined` where it is not known. */
  public versionOf(packageName: string): string | undefined {
    return this.install.versionOf(packageName);
  }

  /** The image, as the service runs it whose image it is. */
  public imageIn(environment: Environment): ImageSource {
    return ImageSource.dockerfile({
      context: this.folders.context,
      sources: this.path,
      dockerfile: this.dockerfilePath,
      baseImages: this.dockerfile._baseImages,
      secrets: this.install.buildSecrets,
      ...environment.liveReload ? { stage: developmentStageIn(environment) } : { user: APPLICATION_USER },
      namedContexts: { ...this.install.trusted.contexts, ...this.helpers.length > 0 ? { [HELPER_CONTEXT]: this.dockerFolder } : {} },
    });
  }

  /** The environment variables, without those that connections bring. */
  public environmentIn(environment: Environment): { [name: string]: EnvValue } {
    return {
      ENVIRONMENT: EnvValue.of(environment.name),
      DEBUG: EnvValue.of(`${environment.debug}`),
      ...environment.liveReload ? {} : { RELEASE: EnvValue.release() },
      ...this.variables,
    };
  }

  /** What is mounted into every container that runs it. */
  public mountsIn(environment: Environment): Mount[] {
    return [
      ...environment.liveReload ? this.developedIn(environment).mounts : [],
      Volume.named(volumeOf(this.owner.id, 'logs'), { disposable: true }).mountAt(this.logFolder),
      ...this.mounts,
    ];
  }

  /** What runs its tests, where they are mounted. */
  public testCommandIn(environment: Environment): string[] | undefined {
    return environment.liveReload ? [...this.testCommand] : undefined;
  }

  /** Who runs it, and how it gets changes of its sources. */
  public runIn(environment: Environment): ServiceTraits {
    if (!environment.liveReload) {
      return { user: APPLICATION_USER };
    }
    const { mounts: _, ...traits } = this.developedIn(environment);
    return traits;
  }

  /** The folders whose changes restart what runs its code. */
  public get reloadFolders(): string[] {
    const { workdir } = this.folders;
    return [workdir, ...moduleFolders(this.install).filter((folder) => !isWithin(folder, workdir))];
  }

  /** Puts a program that belongs to no application, such as one that reports a heartbeat, into the image. */
  public addHelper(helper: ImageHelper): void {
    if (!this.helpers.includes(helper)) {
      this.helpers.push(helper);
      new ProgramFile(this.owner, `${this.dockerFolder}/${helper}.py`, { asset: `python/${helper}.py`, comment: CommentStyle.HASH });
    }
  }

  private developedIn(environment: Environment) {
    return developedIn(environment, {
      folders: this.folders,
      moduleFolders: () => [],
      ignored: this.ignoredElsewhere,
      installedFrom: this.install.installedFrom,
    });
  }

  private get dockerFolder(): string {
    return `${this.owner.stack.dockerFolder}/${this.owner.id}`;
  }

  private requireLogFolder(module: string | undefined): void {
    const { workdir } = this.folders;
    const what = `the logFolder of service "${this.owner.id}"`;
    requireMountPlace(what, this.logFolder);
    const hidden = [...module === undefined ? [] : [`${workdir}/${module.split(/[.:]/)[0]}`], workdir, ...OWN_FOLDERS].find((own) =>
      isWithin(own, this.logFolder) || (!own.startsWith('/app') && isWithin(this.logFolder, own)));
    if (hidden !== undefined) {
      throw new Error(
        `${what} is "${this.logFolder}", where the image has what it needs in "${hidden}": `
        + 'choose a folder of its own, such as "/app/logs" or "/var/log/app"',
      );
    }
  }
}
