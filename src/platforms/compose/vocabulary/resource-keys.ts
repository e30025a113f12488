import { ComposeGpus } from './gpus';
import { ComposeUlimit } from './ulimit';
import { Size } from '../../../base';

/** Compose's keys for the resources of a container: CPU, memory, devices and disk. */
export interface ComposeResourceKeys {
  /**
   * Limits and weights of block I/O.
   *
   * @default - no limit
   */
  readonly blkioConfig?: ComposeBlockIo;

  /**
   * CPUs that can be used, on Windows.
   *
   * @default - all
   */
  readonly cpuCount?: number;

  /**
   * Percent of all CPUs that can be used, on Windows; 0 to 100.
   *
   * @default - all
   */
  readonly cpuPercent?: number;

  /**
   * The period of the CPU scheduler (CFS) over which `cpuQuota` counts, in microseconds.
   *
   * @default - 100000
   */
  readonly cpuPeriod?: number;

  /**
   * Microseconds of CPU time in each `cpuPeriod`.
   *
   * @default - no limit
   */
  readonly cpuQuota?: number;

  /**
   * The period of the real-time scheduler, in microseconds.
   *
   * @default - the engine's default
   */
  readonly cpuRtPeriod?: number;

  /**
   * Microseconds of real-time scheduling in each `cpuRtPeriod`.
   *
   * @default - none
   */
  readonly cpuRtRuntime?: number;

  /**
   * The weight relative to other containers when CPU time is scarce.
   *
   * @default 1024
   */
  readonly cpuShares?: number;

  /**
   * The CPU limit. Rejected here: use `environment.configure(service, { resources })`.
   *
   * @default - the service's own
   */
  readonly cpus?: number;

  /**
   * The CPUs that it runs on, by number: `0-3`, `0,1`.
   *
   * @default - all
   */
  readonly cpuset?: string;

  /**
   * Rules on devices, as the kernel's device cgroup writes them: `c 1:3 mr`.
   *
   * @default - none
   */
  readonly deviceCgroupRules?: string[];

  /**
   * Devices of the host that it sees. Reported as a weakness.
   *
   * @default - none
   */
  readonly devices?: ComposeDeviceMapping[];

  /**
   * GPUs that it can use. Compose 2.30 or newer.
   *
   * @default - none
   */
  readonly gpus?: ComposeGpus;

  /**
   * The memory limit. Rejected here: use `environment.configure(service, { resources })`.
   *
   * @default - the service's own
   */
  readonly memLimit?: Size;

  /**
   * The memory reservation. Rejected here: use `environment.configure(service, { resources })`.
   *
   * @default - the service's own
   */
  readonly memReservation?: Size;

  /**
   * How readily the kernel swaps its memory out, from 0 (never) to 100. Not with cgroup v2.
   *
   * @default - the host's own
   */
  readonly memSwappiness?: number;

  /**
   * The limit of memory and swap together; it needs a memory limit.
   *
   * @default - twice the memory limit
   */
  readonly memswapLimit?: Size;

  /**
   * Whether the OOM killer is disabled for it. Not with cgroup v2.
   *
   * @default false
   */
  readonly oomKillDisable?: boolean;

  /**
   * How likely the OOM killer picks it, from -1000 (never) to 1000.
   *
   * @default 0
   */
  readonly oomScoreAdj?: number;

  /**
   * The limit of processes and threads. Rejected here: use `environment.configure(service, { resources })`.
   *
   * @default - the service's own
   */
  readonly pidsLimit?: number;

  /**
   * Shared memory (`/dev/shm`).
   *
   * @default - the engine's default, 64 MiB
   */
  readonly shmSize?: Size;

  /**
   * Options of the storage driver for the container's root: `size: 10G`.
   *
   * @default - none
   */
  readonly storageOpt?: { [name: string]: string };

  /**
   * Limits of its processes: `nofile` (open files), `nproc`, `memlock`.
   *
   * @default - the engine's default
   */
  readonly ulimits?: { [name: string]: ComposeUlimit };
}

/** Limits and weights of block I/O. */
export interface ComposeBlockIo {
  /**
   * The limit of bytes read per second.
   *
   * @default - no limit
   */
  readonly deviceReadBps?: ComposeBlockIoLimit[];

  /**
   * The limit of reads per second.
   *
   * @default - no limit
   */
  readonly deviceReadIops?: ComposeBlockIoLimit[];

  /**
   * The limit of bytes written per second.
   *
   * @default - no limit
   */
  readonly deviceWriteBps?: ComposeBlockIoLimit[];

  /**
   * The limit of writes per second.
   *
   * @default - no limit
   */
  readonly deviceWriteIops?: ComposeBlockIoLimit[];

  /**
   * The weight relative to other containers, from 10 to 1000.
   *
   * @default 500
   */
  readonly weight?: number;

  /**
   * The weight on single devices.
   *
   * @default - `weight`
   */
  readonly weightDevice?: ComposeBlockIoWeight[];
}

/** A limit on one block device. */
export interface ComposeBlockIoLimit {
  /** The device on the host: `/dev/sda`. */
  readonly path: string;

  /** Bytes or operations per second. */
  readonly rate: number;
}

/** A weight on one block device. */
export interface ComposeBlockIoWeight {
  /** The device on the host: `/dev/sda`. */
  readonly path: string;

  /** From 10 to 1000. */
  readonly weight: number;
}

/** A device of the host that a container sees. Compose 2.29.3 or newer. */
export interface ComposeDeviceMapping {
  /** The device on the host: `/dev/ttyUSB0`. */
  readonly source: string;

  /**
   * Where it is in the container.
   *
   * @default - as on the host
   */
  readonly target?: string;

  /**
   * The permissions: `r` read, `w` write, `m` create (mknod).
   *
   * @default "rwm"
   */
  readonly permissions?: string;
}
