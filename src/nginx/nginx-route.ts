import { Duration, Size } from '../base';

/** How many requests a client may make. */
export interface NginxRateLimit {
  /** Requests a second and client, from 1. A client is an IP address. */
  readonly requestsPerSecond: number;

  /**
   * How many requests a client may make at once before the rate counts. Those above are answered with 429.
   *
   * @default - twice `requestsPerSecond`
   */
  readonly burst?: number;
}

/** A path that nginx proxies to a service. */
export interface NginxRoute {
  /** The path and everything below it: `/api` covers `/api` and `/api/leads`, not `/apiary`. */
  readonly path: string;

  /** Host name of the service. It is looked up while nginx runs, so nginx starts without it and follows it to a new address. */
  readonly host: string;

  /** Port of the service, from 1 to 65535. */
  readonly port: number;

  /**
   * Whether clients may turn a request into a websocket.
   *
   * @default false
   */
  readonly websocket?: boolean;

  /**
   * Whether answers are streams, such as server-sent events: each part is passed on as it comes, and a pause may be as long as for a
   * websocket. An answer with the header `X-Accel-Buffering: no` is a stream without it.
   *
   * @default false
   */
  readonly streaming?: boolean;

  /**
   * How long the service may be silent. Then the answer is 504; a websocket or a stream is closed.
   *
   * @default Duration.seconds(60), or an hour for websockets and streams
   */
  readonly timeout?: Duration;

  /**
   * How long connecting to the service may take, at most 75 seconds: the system gives up then.
   *
   * @default Duration.seconds(5)
   */
  readonly connectTimeout?: Duration;

  /**
   * The largest request body. A larger one is answered with 413.
   *
   * @default - the `maxBodySize` of the configuration
   */
  readonly maxBodySize?: Size;

  /**
   * Whether the service gets a request only when all of it is there, so that slow clients do not keep it busy. `false` passes uploads
   * on as they come.
   *
   * @default true
   */
  readonly requestBuffering?: boolean;

  /**
   * How many requests a client may make.
   *
   * @default - any number
   */
  readonly rateLimit?: NginxRateLimit;
}
