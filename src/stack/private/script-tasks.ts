import * as path from 'path';
import { Component } from 'projen';
import { ComposeTarget, DevelopmentScript, ProductionScript } from '../../platforms';
import type { ContainerStack } from '../container-stack';

const ID = 'ScriptTasks';

/** Of production, what is short to type: it releases, goes back or only looks. Whatever else acts on production says so in its name. */
const SHORT = ['deploy', 'rollback', 'history', 'doctor'];

/** A task for each command of the scripts of a stack. The scripts stay the truth: a task runs one, with the arguments that it is given. */
export class ScriptTasks extends Component {
  constructor(private readonly stack: ContainerStack) {
    super(stack, ID);
  }

  /** Late, because a service brings commands; and not where the user has a task of that name. */
  public override preSynthesize(): void {
    super.preSynthesize();
    const { tasks } = this.stack.project;
    for (const [name, command] of this.tasks()) {
      if (!tasks.tryFind(name)) {
        tasks.addTask(name, { description: command, exec: command, receiveArgs: true });
      }
    }
  }

  private tasks(): [name: string, command: string][] {
    const scripts = this.stack.node.findAll();
    const [development] = scripts.filter((each) => each instanceof DevelopmentScript);
    return [
      ...development.commands.map((command): [string, string] => [command, `${called(development.path)} ${command}`]),
      ...scripts.filter((each) => each instanceof ProductionScript).flatMap((script) => script.commands.map((command): [string, string] => {
        const isProduction = (script.node.scope as ComposeTarget).environment === this.stack.production;
        return [isProduction && SHORT.includes(command) ? command : `${shortName(script)}:${command}`, `${called(script.path)} ${command}`];
      })),
    ].map(([name, command]) => [`${this.prefix()}:${name}`, command]);
  }

  /** The first stack of a project has the short names. */
  private prefix(): string {
    const [first] = this.project.node.findAll().filter((each) => each instanceof ScriptTasks && each.project === this.project);
    return first === this ? 'docker' : `docker:${this.stack.name}`;
  }
}

/** The environment, as in the name of its script: `scripts/docker-prod.sh` is `prod`. */
function shortName(script: ProductionScript): string {
  return path.posix.basename(script.path).replace(/^docker-|\.sh$/g, '');
}

/** How a script is called from the project's folder. Of what a shell reads otherwise, its path can have spaces only. */
function called(script: string): string {
  return script.includes(' ') ? `'./${script}'` : `./${script}`;
}
