import { Duration, Size } from '../base';

/** How many requests a client may make. */
export interface NginxRateLimit {
  /** Requests per second and client (IP address), at least 1. */
  readonly requestsPerSecond: number;

  /**
   * How many requests a client may make at once above the rate. Further ones are answered with 429.
   *
   * @default - twice `requestsPerSecond`
   */
  readonly burst?: number;
}

/** A path that nginx proxies to a service. */
export interface NginxRoute {
  /** The path and everything below it: `/api` covers `/api` and `/api/leads`, not `/apiary`. */
  readonly path: string;

  /** Host name of the service. It is resolved at run time, so nginx starts without the service and follows it to a new address. */
  readonly host: string;

  /** Port of the service, from 1 to 65535. */
  readonly port: number;

  /**
   * Whether clients may upgrade a request to a websocket.
   *
   * @default false
   */
  readonly websocket?: boolean;

  /**
   * Whether responses are streams, such as server-sent events: they are not buffered, and have the idle timeout of websockets. A response
   * with the header `X-Accel-Buffering: no` is streamed anyway.
   *
   * @default false
   */
  readonly streaming?: boolean;

  /**
   * How long the service may send nothing, before the request is answered with 504, or the websocket or stream is closed.
   *
   * @default Duration.seconds(60), or an hour for websockets and streams
   */
  readonly timeout?: Duration;

  /**
   * How long connecting to the service may take, at most 75 seconds, when the system gives up.
   *
   * @default Duration.seconds(5)
   */
  readonly connectTimeout?: Duration;

  /**
   * The maximum size of a request body; larger ones are answered with 413.
   *
   * @default - the `maxBodySize` of the configuration
   */
  readonly maxBodySize?: Size;

  /**
   * Whether requests are buffered until they are complete, so that slow clients do not keep the service busy. `false` streams uploads.
   *
   * @default true
   */
  readonly requestBuffering?: boolean;

  /**
   * How many requests a client may make.
   *
   * @default - no limit
   */
  readonly rateLimit?: NginxRateLimit;
}
