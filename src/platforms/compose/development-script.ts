import { Component } from 'projen';
import { CommentStyle, Condition, Environment, Mount, Stack, StackFile } from '../../model';
import { applicationOf, browsable, connectable } from './plan/reading';
import { DevelopmentScriptFacts, developmentScript } from './private/development-script-text';
import { messagesIn } from './private/messages';
import { publishedPorts } from './private/published-ports';
import { unique } from './private/script-parts';
import { requireRepositoryPath } from '../../base/checks';
import { requireProps } from '../../base/props';
import { variablesIn } from '../../model/private/variables';

/** What a {@link DevelopmentScript} needs to know. */
export interface DevelopmentScriptProps {
  /** The environment that the script manages. */
  readonly environment: Environment;

  /** The Compose file of that environment, relative to the repository's root. */
  readonly composeFile: string;
}

/**
 * The script that developers start, stop and look into an environment with: `scripts/docker-dev.sh`, for bash 3.2 (macOS) and
 * newer. It checks first what a start would fail on (engine, versions, variables, ports) and says what to do about it.
 */
export class DevelopmentScript extends Component {
  /** The script, relative to the repository's root. */
  public readonly path: string;

  private readonly stack: Stack;
  private readonly environment: Environment;
  private readonly composeFile: string;

  /**
   * @param stack the stack whose environment is managed
   * @param props what it needs to know
   * @throws if the Compose file's path leaves the repository, or the stack has such a script already
   */
  public constructor(stack: Stack, props: DevelopmentScriptProps) {
    requireProps('DevelopmentScriptProps', props, 'a development script');
    // a capital letter: no service can have this id
    super(stack, `DevelopmentScript-${props.environment.name}`);
    this.stack = stack;
    this.environment = props.environment;
    this.composeFile = requireRepositoryPath('the composeFile of a development script', props.composeFile);
    this.path = requireRepositoryPath('the path of a development script', `${stack.scriptsFolder}/docker-dev.sh`);
    new StackFile(this, this.path, {
      comment: CommentStyle.HASH,
      executable: true,
      content: { render: () => developmentScript(this.facts(), messagesIn(stack.language)) },
    });
    // with CRLF, as git on Windows checks text out, bash finds no command; a space would end the pattern
    this.project.gitattributes.addAttributes(`/${this.path.replace(/ /g, '[[:space:]]')}`, 'text', 'eol=lf');
  }

  private facts(): DevelopmentScriptFacts {
    const { stack, environment } = this;
    const members = stack.servicesIn(environment).map((service) => ({ service, spec: service.specIn(environment) }));
    const ports = publishedPorts(stack, environment);
    const images = members.map(({ service, spec }) => ({ service, image: spec.image.bind() }));
    const built = images.filter(({ image }) => image.builtFrom).map(({ service }) => service);
    return {
      title: stack.title,
      minDockerVersion: stack.minDockerVersion,
      script: this.path,
      composeFile: this.composeFile,
      envFile: stack.envFilePath,
      services: members.map(({ service }) => service.id),
      shellService: applicationOf(members),
      builds: images.map(({ service, image }) => ({ service, source: image.sharedWith ?? service }))
        .filter(({ source }) => built.includes(source))
        .map(({ service, source }) => ({ service: service.id, source: source.id })),
      images: built.map((service) => `${stack.name}-${service.id}:${environment.name}`),
      jobs: unique(members.flatMap(({ spec }) => spec.dependencies ?? [])
        .filter(({ condition }) => condition === Condition.COMPLETED).map(({ service }) => service.id)),
      required: variablesIn(stack, environment).map(({ variable }) => variable)
        .filter(({ required, defaultValue = '' }) => required && defaultValue === '')
        .map(({ name, description = '' }) => ({ name, description })),
      ports: ports.map(({ variable, hostPort }) => ({ variable, port: hostPort })),
      address: connectable(environment.publishedOn),
      endpoints: endpoints(stack, environment),
      host: browsable(environment.publishedOn),
      runsAsHostUser: members.some(({ spec }) => spec.runsAsHostUser),
      folders: unique(members.flatMap(({ spec }) => this.hostFolders(spec.mounts ?? []))).sort(),
      imageFolders: members.flatMap(({ service, spec }) => (spec.mounts ?? []).filter(isFromImage)
        .map(({ path }) => ({ service: service.id, path }))),
    };
  }

  /** The folders of the repository that are mounted, and those in them that something else is mounted over. */
  private hostFolders(mounts: Mount[]): string[] {
    const mounted = mounts.filter((mount) => this.isFolder(mount));
    const covered = mounts.filter((mount) => mount.volume.source().path === undefined || this.isFolder(mount)).flatMap((inner) => {
      const outer = mounted.filter((mount) => inner.path.startsWith(`${mount.path.replace(/\/$/, '')}/`))
        .sort((one, other) => other.path.length - one.path.length)[0];
      return outer ? [`${outer.volume.source().path}/${inner.path.slice(outer.path.length).replace(/^\//, '')}`] : [];
    });
    return [...mounted.map((mount) => mount.volume.source().path!), ...covered]
      .map((folder) => requireRepositoryPath('a mounted folder', folder)).filter((folder) => folder !== '.');
  }

  /** Whether a folder of the repository is mounted, not a file: one that is generated, or has an extension. */
  private isFolder({ volume }: Mount): boolean {
    const path = volume.source().path;
    return path !== undefined && !this.stack._fileAt(path) && !/[^/.]\.[^/.]+$/.test(path);
  }
}

/** The addresses that people open; where two services give theirs the same title, with the service's id. */
function endpoints(stack: Stack, environment: Environment): DevelopmentScriptFacts['endpoints'] {
  const ports = publishedPorts(stack, environment);
  const found = stack.servicesIn(environment).flatMap((service) => (service.specIn(environment).endpoints ?? []).flatMap((endpoint) => {
    const port = ports.find((published) => published.service === service && published.port === endpoint.port);
    return port ? [{ service, port, title: endpoint.title, path: endpoint.path ?? '' }] : [];
  }));
  return found.map(({ service, port, title, path }) => ({
    title: found.some((other) => other.title === title && other.service !== service) ? `${title} (${service.id})` : title,
    variable: port.variable,
    port: port.hostPort,
    path,
  }));
}

function isFromImage({ volume }: Mount): boolean {
  const { name, path } = volume.source();
  return name === undefined && path === undefined;
}
