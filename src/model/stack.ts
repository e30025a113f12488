import { Construct, IConstruct } from 'constructs';
import { Component, FileBase, Project } from 'projen';
import { Environment, EnvironmentOptions, DataServices, RestartPolicy } from './environment';
import { IFilePatch } from './file-patch';
import { Language } from './language';
import { listed, requireLine, requireMatch, requireRepositoryFile, requireRepositoryPath, requireUnreserved } from '../base/checks';
import { Acknowledgements } from './private/acknowledgements';
import { reportEmptySources, sourceProblems } from './private/disk/source-folders';
import { FileTexts } from './private/file-texts';
import { remembering } from './private/memory';
import { PrivatePaths } from './private/private-paths';
import { TreeCheck, requireSound } from './private/tree-check';
import { findProblems } from './private/validation';
import { variablesIn } from './private/variables';
import { VersionInUse, reportEndingVersions, versionsInUse } from './private/versions-in-use';
import { Service } from './service';
import { StackFile } from './stack-file';
import { StackProps } from './stack-props';
import { Target } from './target';
import { VariableUse } from './variable';
import { StackWeakness, UnacknowledgedWeaknesses, Weakness } from './weakness';
import { Duration } from '../base/duration';
import { requireProps } from '../base/props';

const STACK = Symbol.for('projen-container-stack.Stack');

/**
 * The services of one application and the environments that they run in. It is independent of service types and platforms; use
 * `ContainerStack`, which also writes the files.
 */
export abstract class Stack extends Component {
  /**
   * Whether the construct is a stack.
   *
   * @param construct any construct
   */
  public static isStack(construct: IConstruct): boolean {
    return STACK in construct;
  }

  /**
   * The stack that the construct is in, or is.
   *
   * @param construct any construct
   * @throws if it is in none
   */
  public static of(construct: IConstruct): Stack {
    const stack = construct?.node && Stack.tryOf(construct);
    if (!stack) {
      throw new Error(`"${construct?.node?.path}" is not in a container stack: pass a ContainerStack as its scope`);
    }
    return stack;
  }

  /**
   * The stack that the construct is in, or is; `undefined` where there is none.
   *
   * @param construct any construct
   */
  public static tryOf(construct: IConstruct): Stack | undefined {
    return [...construct.node.scopes].reverse().find((scope) => Stack.isStack(scope)) as Stack | undefined;
  }

  /** Its name; containers, networks and volumes are named after it. */
  public readonly name: string;
  /** The human-readable name. */
  public readonly title: string;
  /** The language of scripts and guide. */
  public readonly language: Language;
  /** The URL that the repository is cloned from. */
  public readonly repositoryUrl?: string;
  /** A developer's machine: live reload, development values for secrets. */
  public readonly development: Environment;
  /** Production: secrets required, resources limited, databases elsewhere. */
  public readonly production: Environment;
  /** Existing files that generated ones may replace. */
  public readonly adopt: string[];
  /** The folder of Dockerfiles and related files. */
  public readonly dockerFolder: string;
  /** The folder of scripts. */
  public readonly scriptsFolder: string;
  /** The guide's path. */
  public readonly guidePath: string;
  /** The folder of secrets that are mounted as files. */
  public readonly secretsFolder: string;
  /** The path of the env file that people fill in. */
  public readonly envFilePath: string;
  /** @internal */
  public readonly _texts = new FileTexts(() => this.files);

  private readonly known: Environment[];
  private readonly members: Service[] = [];
  private readonly writers: Target[] = [];
  private readonly written: StackFile[] = [];
  private readonly patches = new Map<string, IFilePatch[]>();
  private readonly acknowledgements: Acknowledgements;
  private readonly privatePaths: PrivatePaths;
  private filesByPath?: Map<string, FileBase>;
  private markerOfFiles?: { readonly text: string | undefined };

  /**
   * @param scope the project
   * @param name lower case letters, digits and `-`, starting with a letter
   * @param props its options
   * @throws if the name, the title or a path is invalid
   */
  public constructor(scope: Construct, name: string, props: StackProps = {}) {
    requireProps('StackProps', props, `stack "${name}"`);
    requireMatch(
      `stack name "${name}"`, name, /^[a-z][a-z0-9-]{0,62}$/,
      'lower case letters, digits and "-", starting with a letter, at most 63 characters',
    );
    requireUnreserved(`stack name "${name}"`, name);
    super(scope, name);
    Object.defineProperty(this, STACK, { value: true });
    this.name = name;
    this.language = props.language ?? Language.EN;
    this.title = props.title ?? capitalized(Project.of(scope).name);
    requireMatch(
      'the title of a stack', this.title, /^[\p{L}\p{N}][\p{L}\p{N} ._:&()+-]{0,199}$/u, 'letters, digits, spaces and . _ : & ( ) + -',
    );
    this.repositoryUrl = props.repositoryUrl;
    if (this.repositoryUrl !== undefined) {
      requireMatch(
        'the repositoryUrl of a stack', this.repositoryUrl, /^[A-Za-z0-9][A-Za-z0-9+.-]*(:\/\/|@)[A-Za-z0-9@:/._~%+-]+$/,
        'addresses that git clones',
      );
    }
    this.adopt = (props.adopt ?? []).map((file) => requireRepositoryFile('an adopted file', file));
    this.dockerFolder = requireRepositoryPath('paths.docker', props.paths?.docker ?? 'docker');
    this.scriptsFolder = requireRepositoryPath('paths.scripts', props.paths?.scripts ?? 'scripts');
    this.secretsFolder = requireRepositoryPath('paths.secrets', props.paths?.secrets ?? 'secrets');
    this.guidePath = requireRepositoryFile('paths.guide', props.paths?.guide ?? 'docs/DOCKER_SETUP.md');
    this.envFilePath = requireRepositoryFile('paths.envFile', props.paths?.envFile ?? '.env');
    requireLine('the title of a stack', this.title);
    this.development = new Environment('development', {
      liveReload: true,
      debug: true,
      requireSecrets: false,
      limitResources: false,
      healthCheckInterval: Duration.seconds(10),
      ...props.development,
    });
    this.production = new Environment('production', {
      publishedOn: '0.0.0.0',
      internalPorts: false,
      dataServices: DataServices.EXTERNAL,
      restart: RestartPolicy.ALWAYS,
      ...props.production,
    });
    this.known = [this.development, this.production];
    this.privatePaths = new PrivatePaths(this);
    this.acknowledgements = new Acknowledgements(this, props.unacknowledged ?? UnacknowledgedWeaknesses.REPORTED);
    this.node.addValidation({ validate: () => [...findProblems(this), ...this.unknownPatches()] });
    this.node.addValidation({ validate: () => this.acknowledgements.problems() });
    this.node.addValidation({ validate: () => sourceProblems(this) });
    TreeCheck.in(this.project.root, Stack.isStack);
  }

  /** The services, in the order in which they were created. */
  public get services(): Service[] {
    return [...this.members];
  }

  /** The environments: development, production and those that were added. */
  public get environments(): Environment[] {
    return [...this.known];
  }

  /** The targets that write the stack. */
  public get targets(): Target[] {
    return [...this.writers];
  }

  /** The files that the stack writes, in the order in which they were added. */
  public get files(): StackFile[] {
    return [...this.written];
  }

  /**
   * Adds an environment: staging, a demo, a test run.
   *
   * @param name lower case letters, digits and `-`
   * @param options its policy
   * @throws if the name is invalid or already taken
   */
  public addEnvironment(name: string, options: EnvironmentOptions = {}): Environment {
    requireProps('EnvironmentOptions', options, `environment "${name}"`);
    if (this.known.some((environment) => environment.name === name)) {
      throw new Error(`environment "${name}" exists already in stack "${this.name}": it has ${listed(this.known.map((e) => e.name))}`);
    }
    const environment = new Environment(name, options);
    this.known.push(environment);
    return environment;
  }

  /**
   * The service of that id.
   *
   * @param id the name of the service
   * @throws if there is none
   */
  public findService(id: string): Service {
    const service = this.tryFindService(id);
    if (!service) {
      throw new Error(`stack "${this.name}" has no service "${id}": it has ${listed(this.members.map((s) => s.id))}`);
    }
    return service;
  }

  /**
   * The service of that id; `undefined` where there is none.
   *
   * @param id the name of the service
   */
  public tryFindService(id: string): Service | undefined {
    return this.members.find((service) => service.id === id);
  }

  /**
   * The services that have containers in the environment, in the order in which they were created.
   *
   * @param environment one of its environments
   */
  public servicesIn(environment: Environment): Service[] {
    return this.members.filter((service) => service.runsIn(environment));
  }

  /**
   * The variables that the services of an environment read, in the order of services, each once.
   *
   * @param environment one of the stack's environments
   * @throws if a variable is declared in two different ways
   */
  public variablesIn(environment: Environment): VariableUse[] {
    return variablesIn(this, environment);
  }

  /**
   * Changes the text of a generated file when it is written: the last resort, if no option and no override does what you need.
   *
   * @param file the file, relative to the project's folder
   * @param patch the change; several are applied in the order in which they were added
   */
  public patchFile(file: string, patch: IFilePatch): void {
    const path = requireRepositoryFile('the path of a patched file', file);
    this.patches.set(path, [...this.patches.get(path) ?? [], patch]);
  }

  /**
   * Acknowledges a weakness of a service as intended. It is no longer reported at synthesis, and the guide gives the reason.
   *
   * @param service a service of the stack
   * @param weakness the weakness
   * @param reason why it is intended, in one line, for reviewers
   * @param environment where; by default in every environment
   * @throws if the reason is empty, or the weakness is already acknowledged
   */
  public acknowledge(service: Service, weakness: Weakness, reason: string, environment?: Environment): void {
    this.acknowledgements.add({ service, weakness, reason, environment });
  }

  /** The weaknesses of services, in each environment that is written, acknowledged or not. */
  public get weaknesses(): StackWeakness[] {
    return remembering(() => this.acknowledgements.weaknesses());
  }

  /** The problems that can only be found in the stack as a whole, obstacles to writing its files included; one message each. */
  public validate(): string[] {
    this.writers.forEach((target) => target._complete());
    return [...new Set(this.node.findAll().flatMap(problemsOf))];
  }

  /** @throws if anything is wrong with a stack of the project tree, all of it at once, before a file is written or deleted */
  public override preSynthesize(): void {
    super.preSynthesize();
    this.filesByPath = this.markerOfFiles = undefined;
    this._texts.forget();
    requireSound(this.project.root, Stack.isStack);
    remembering(() => {
      this.privatePaths.ignore();
      this.acknowledgements.report();
      reportEmptySources(this);
      reportEndingVersions(this);
    });
  }

  /** A patch of a file that is not written would have no effect. */
  private unknownPatches(): string[] {
    const files = this.files.map(({ path }) => path);
    return [...this.patches.keys()].filter((file) => !files.includes(file)).map((file) =>
      `stack "${this.name}" writes no file "${file}", which patchFile changes: it writes ${listed(files)}`);
  }

  /**
   * The file that the project writes at a path, whoever asked for it. The tree of constructs is walked once in a synthesis for all of
   * them, where projen's `tryFindFile` walks it for each.
   *
   * @internal
   */
  public _fileAt(path: string): FileBase | undefined {
    this.filesByPath ??= new Map(this.project.files.map((file) => [file.path, file]));
    return this.filesByPath.get(path);
  }

  /**
   * The marker of generated files, which projen walks the tree of constructs for: it is the same for all files of the project.
   *
   * @internal
   */
  public _marker(ask: () => string | undefined): string | undefined {
    return (this.markerOfFiles ??= { text: ask() }).text;
  }

  /**
   * Keeps files and folders out of git, packages and images.
   *
   * @internal
   */
  public _keepPrivate(...patterns: string[]): void {
    this.privatePaths.add(...patterns);
  }

  /**
   * What is kept out of an image that is built from a folder, as patterns of its `.dockerignore`.
   *
   * @internal
   */
  public _privateIn(folder: string): string[] {
    return this.privatePaths.within(folder);
  }

  /**
   * The versions in the images of an environment of which it is known when they end.
   *
   * @internal
   */
  public _versionsIn(environment: Environment): VersionInUse[] {
    return versionsInUse(this, [environment]);
  }

  /**
   * @internal
   */
  public _requireFreeId(id: string): void {
    requireMatch(
      `service id "${id}"`, id, /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
      'DNS labels: lower case letters, digits and "-", starting with a letter, at most 63 characters',
    );
    requireUnreserved(`service id "${id}"`, id);
    if (this.tryFindService(id) || this.node.tryFindChild(id)) {
      throw new Error(`service id "${id}" is taken in stack "${this.name}": give the second one another id`);
    }
  }

  /**
   * @internal
   */
  public _register(service: Service): void {
    this.members.push(service);
  }

  /**
   * @internal
   */
  public _patchesOf(file: string): IFilePatch[] {
    return this.patches.get(file) ?? [];
  }

  /**
   * @internal
   */
  public _registerFile(file: StackFile): void {
    this.written.push(file);
  }

  /**
   * @internal
   */
  public _registerTarget(target: Target): void {
    this.writers.push(target);
  }
}

/** What is asked to describe itself and cannot is a problem among the others. */
function problemsOf(construct: IConstruct): string[] {
  try {
    return construct.node.validate();
  } catch (error) {
    return [(error as Error).message];
  }
}

function capitalized(name: string): string {
  return name.replace(/^@[^/]*\//, '').split(/[-_\s]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}
