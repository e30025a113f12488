import { Component } from 'projen';
import { ComposeTarget } from './compose-target';
import { launchConfigurations } from './private/launch-configurations';
import { CommentStyle, StackFile } from '../../model';

/**
 * `.vscode/launch.json`: for each service with a debugger, a configuration with which VS Code attaches to its container, including path
 * mappings. If the file exists and was not generated, the synthesis stops and says so.
 */
export class VsCodeLaunch extends Component {
  /** The file, relative to the project's folder. */
  public readonly path: string;

  /**
   * @param target the Compose file of the services: `stack.compose`
   * @throws if another component writes the same file
   */
  public constructor(target: ComposeTarget) {
    super(target, 'VsCodeLaunch');
    this.path = '.vscode/launch.json';
    new StackFile(this, this.path, {
      comment: CommentStyle.SLASHES,
      content: { render: () => `${JSON.stringify({ version: '0.2.0', configurations: launchConfigurations(target._plan()) }, null, 2)}\n` },
    });
    this.node.addValidation({
      validate: () => launchConfigurations(target._plan()).length > 0 ? [] : [
        `"${this.path}" would have nothing to attach to: no service of environment "${target.environment.name}" has a debugger, so pass `
        + 'debugger: Debugger.debugpy() to one',
      ],
    });
  }
}
