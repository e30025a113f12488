import { Size } from '../base/size';

/** CPU, memory and process limits of a container. */
export interface Resources {
  /**
   * CPUs at most; 0.5 is half of one.
   *
   * @default - no limit
   */
  readonly cpus?: number;

  /**
   * Memory at most; a container that takes more is killed.
   *
   * @default - no limit
   */
  readonly memory?: Size;

  /**
   * CPUs that are kept for it.
   *
   * @default - none
   */
  readonly reservedCpus?: number;

  /**
   * Memory that is kept for it.
   *
   * @default - none
   */
  readonly reservedMemory?: Size;

  /**
   * Processes and threads at most.
   *
   * @default 512, so that a program that goes astray cannot take the machine with it
   */
  readonly pids?: number;
}
