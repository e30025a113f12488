import { requireProps } from '../../../base/props';

/** GPUs that a container can use. */
export class ComposeGpus {
  /** All GPUs of the machine. */
  public static all(): ComposeGpus {
    return new ComposeGpus('all');
  }

  /**
   * Some of them.
   *
   * @param requests the device requests
   * @throws if one says something that nobody knows
   */
  public static of(...requests: ComposeDeviceRequest[]): ComposeGpus {
    requests.forEach((request) => requireProps('ComposeDeviceRequest', request, 'a request for GPUs'));
    return new ComposeGpus(requests.map((request) => ({ ...request })));
  }

  private constructor(
    /** @internal */
    public readonly _value: 'all' | ComposeDeviceRequest[],
  ) {}
}

/** A request for devices, by capabilities or by ids. */
export interface ComposeDeviceRequest {
  /** Required capabilities: `gpu`, `compute`, `utility`. */
  readonly capabilities: string[];

  /**
   * How many.
   *
   * @default - all
   */
  readonly count?: number;

  /**
   * Device ids, instead of a count.
   *
   * @default - none
   */
  readonly deviceIds?: string[];

  /**
   * The driver: `nvidia`.
   *
   * @default - the engine chooses
   */
  readonly driver?: string;

  /**
   * Options of the driver.
   *
   * @default - none
   */
  readonly options?: { [name: string]: string };
}
