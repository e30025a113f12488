import { Duration } from '../base';
import { requirePort } from '../base/checks';
import { variableOf } from '../base/names';
import { requireProps } from '../base/props';
import { DebugProtocol, ServicePort } from '../model';
import { DEBUGGER_FOLDER } from './private/python-image';

/** How {@link Debugger.debugpy} listens. */
export interface DebugpyOptions {
  /**
   * The port at which it listens, in the container and on this machine, where `<ID>_DEBUG_PORT` does not say otherwise. Each service that
   * has a debugger needs its own.
   *
   * @default 5678
   */
  readonly port?: number;

  /**
   * Whether the program waits with its first line until an editor is attached. Until then it is not healthy, and what starts it waits.
   *
   * @default false
   */
  readonly waitForClient?: boolean;
}

/**
 * The debugger that a program runs under in development, so that editors can attach to it and set breakpoints. It is no part of
 * production, and
 * its port is open on this machine only.
 */
export class Debugger {
  /**
   * debugpy, which VS Code and other editors attach to. It is installed into the development stage of the image, apart from the packages
   * of the application.
   *
   * @param options how it listens
   * @throws if the port cannot be used
   */
  public static debugpy(options: DebugpyOptions = {}): Debugger {
    requireProps('DebugpyOptions', options, 'the debugger debugpy');
    const { port = 5678, waitForClient = false } = options;
    requirePort('the port of the debugger debugpy', port);
    return new Debugger(port, waitForClient);
  }

  /** The port at which it listens. */
  public readonly port: number;
  /** Whether the program waits until an editor is attached. */
  public readonly waitForClient: boolean;

  private constructor(port: number, waitForClient: boolean) {
    this.port = port;
    this.waitForClient = waitForClient;
  }

  /**
   * The command that runs a module of Python under it. Processes that the module starts are followed, as far as they are Python's.
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
   * How long the program may take to answer, where an editor has to be attached first.
   *
   * @internal
   */
  public get _startPeriod(): Duration | undefined {
    return this.waitForClient ? Duration.minutes(5) : undefined;
  }

  /**
   * Its port, as a service has it.
   *
   * @internal
   */
  public _portOf(id: string): ServicePort {
    return { port: this.port, variable: variableOf(id, 'DEBUG_PORT'), debugProtocol: DebugProtocol.DEBUGPY };
  }
}
