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
   * @param requests what is asked for
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

/** Devices that a container asks for, by what they can do or by their ids. */
export interface ComposeDeviceRequest {
  /** What they have to be able to do: `gpu`, `compute`, `utility`. */
  readonly capabilities: string[];

  /**
   * How many.
   *
   * @default - all that there are
   */
  readonly count?: number;

  /**
   * The ids of certain ones, in place of a number.
   *
   * @default - none
   */
  readonly deviceIds?: string[];

  /**
   * What drives them: `nvidia`.
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
