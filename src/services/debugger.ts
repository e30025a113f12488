import { Duration } from '../base';
import { requirePort } from '../base/checks';
import { variableOf } from '../base/names';
import { requireProps } from '../base/props';
import { DebugProtocol, ServicePort } from '../model';
import { DEBUGGER_FOLDER } from './private/python-image';

/** How {@link Debugger.debugpy} listens. */
export interface DebugpyOptions {
  /**
   * The port that it listens on, in the container and on this machine; the variable `<ID>_DEBUG_PORT` overrides the latter. Each service
   * with a debugger needs its own.
   *
   * @default 5678
   */
  readonly port?: number;

  /**
   * Whether the program waits for an editor to attach before it runs. Until then it is not healthy, and the start script waits.
   *
   * @default false
   */
  readonly waitForClient?: boolean;
}

/**
 * The debugger that a program runs under in development, so that editors can attach and set breakpoints. Production does not contain it,
 * and its port is open on this machine only.
 */
export class Debugger {
  /**
   * debugpy, which VS Code and other editors attach to. It is installed in the development stage of the image, separately from the
   * application's packages.
   *
   * @param options how it listens
   * @throws if the port is invalid
   */
  public static debugpy(options: DebugpyOptions = {}): Debugger {
    requireProps('DebugpyOptions', options, 'the debugger debugpy');
    const { port = 5678, waitForClient = false } = options;
    requirePort('the port of the debugger debugpy', port);
    return new Debugger(port, waitForClient);
  }

  /** The port that it listens on. */
  public readonly port: number;
  /** Whether the program waits until an editor is attached. */
  public readonly waitForClient: boolean;

  private constructor(port: number, waitForClient: boolean) {
    this.port = port;
    this.waitForClient = waitForClient;
  }

  /**
   * The command that runs a Python module under it. Python processes that the module starts are followed.
   *
   * @internal
   */
  public _run(python: string, module: string[]): string[] {
    return [
      python, `${DEBUGGER_FOLDER}/debugpy`, '--listen', `0.0.0.0:${this.port}`,
      ...this.waitForClient ? ['--wait-for-client'] : [], '-m', ...module,
    ];
  }

  /**
   * The start period, if an editor has to attach first.
   *
   * @internal
   */
  public get _startPeriod(): Duration | undefined {
    return this.waitForClient ? Duration.minutes(5) : undefined;
  }

  /**
   * Its port, as a service's port.
   *
   * @internal
   */
  public _portOf(id: string): ServicePort {
    return { port: this.port, variable: variableOf(id, 'DEBUG_PORT'), debugProtocol: DebugProtocol.DEBUGPY };
  }
}
