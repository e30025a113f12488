import { Size } from '../base/size';

/** CPU, memory and process limits of a container. */
export interface Resources {
  /**
   * The CPU limit; 0.5 is half a CPU.
   *
   * @default - no limit
   */
  readonly cpus?: number;

  /**
   * The memory limit; a container that exceeds it is OOM-killed.
   *
   * @default - no limit
   */
  readonly memory?: Size;

  /**
   * The CPU reservation.
   *
   * @default - none
   */
  readonly reservedCpus?: number;

  /**
   * The memory reservation.
   *
   * @default - none
   */
  readonly reservedMemory?: Size;

  /**
   * The limit of processes and threads.
   *
   * @default 512, so that a runaway program cannot take down the machine
   */
  readonly pids?: number;
}
