import * as path from 'path';
import { Component } from 'projen';
import { ComposeTarget } from './compose-target';
import { sourcesOf } from './plan/volumes';
import { requireMatch } from '../../base/checks';
import { requireProps } from '../../base/props';
import { CommentStyle, Service, StackFile } from '../../model';

/** Options of a {@link DevContainer}. */
export interface DevContainerProps {
  /** The service in whose container you work, with its sources mounted. */
  readonly service: Service;

  /**
   * Extensions of VS Code that are installed in the container: `ms-python.python`.
   *
   * @default - none
   */
  readonly extensions?: string[];

  /**
   * Whether the editor forwards the ports of all services, which is needed if the engine is on another machine (Codespaces).
   *
   * @default false, because they are already published on this machine
   */
  readonly forwardsPorts?: boolean;
}

/**
 * `.devcontainer/devcontainer.json`, with which VS Code and other tools that support the Development Container Specification work in a
 * service's container, the one that the script starts, with the same Compose file. It is started if needed, and keeps running when the
 * editor is closed. A second one of a stack is `.devcontainer/<service>/devcontainer.json`.
 */
export class DevContainer extends Component {
  /** The file, relative to the project's folder. */
  public readonly path: string;

  private readonly target: ComposeTarget;
  private readonly service: Service;
  private readonly extensions: string[];
  private readonly forwardsPorts: boolean;

  /**
   * @param target the Compose file of the service: `stack.compose`
   * @param props the service and options
   * @throws if a value is invalid, or another component writes the same file
   */
  public constructor(target: ComposeTarget, props: DevContainerProps) {
    requireProps('DevContainerProps', props, 'a dev container');
    super(target, `DevContainer-${props.service.id}`);
    const isFirst = target.stack.node.findAll().every((each) => each === this || !(each instanceof DevContainer));
    this.path = isFirst ? '.devcontainer/devcontainer.json' : `.devcontainer/${props.service.id}/devcontainer.json`;
    this.target = target;
    this.service = props.service;
    this.extensions = [...props.extensions ?? []];
    this.forwardsPorts = props.forwardsPorts ?? false;
    for (const extension of this.extensions) {
      requireMatch(
        `extension "${extension}" of "${this.path}"`, extension, /^[A-Za-z0-9][A-Za-z0-9-]*\.[A-Za-z0-9][A-Za-z0-9._-]*$/,
        'a publisher and a name, such as "ms-python.python"',
      );
    }
    new StackFile(this, this.path, {
      comment: CommentStyle.SLASHES,
      content: { render: () => `${JSON.stringify(this.configuration(), null, 2)}\n` },
    });
    this.node.addValidation({
      validate: () => this.workspace() !== undefined ? [] : [
        `"${this.path}" is for service "${this.service.id}", which has no sources mounted in environment "${target.environment.name}": `
        + (target.environment._watches ? 'without sourceSync they are' : 'name one that has, such as a backend'),
      ],
    });
  }

  private configuration() {
    const { stack, _files: files } = this.target;
    const { ports } = this.target._plan();
    const hasScript = this.target.node.tryFindChild('DevelopmentScript') !== undefined;
    return {
      name: `${stack.title}: ${this.service.id}`,
      // as everybody starts it: with the user, the settings and the checks of the script
      initializeCommand: hasScript ? [`./${files.script}`, 'start'] : undefined,
      dockerComposeFile: path.posix.relative(path.posix.dirname(this.path), files.compose),
      service: this.service.id,
      workspaceFolder: this.workspace(),
      overrideCommand: false,
      shutdownAction: 'none',
      updateRemoteUserUID: false,
      forwardPorts: this.forwardsPorts
        ? ports.map(({ service, port }) => service === this.service ? port : `${service.id}:${port}`) : undefined,
      otherPortsAttributes: { onAutoForward: 'ignore' },
      customizations: this.extensions.length > 0 ? { vscode: { extensions: this.extensions } } : undefined,
    };
  }

  /** Where the sources are, in the container. */
  private workspace(): string | undefined {
    const { environment, services } = this.target._plan();
    const planned = services.find(({ service }) => service === this.service);
    // what is written where sources are only sent to does not come back
    return planned && !environment._watches ? sourcesOf(environment, planned.spec)[0]?.path : undefined;
  }
}
