import { Construct } from 'constructs';
import { KeyValueService, KeyValueServiceProps } from './key-value-service';
import { BASE_IMAGES } from './private/base-images';
import { baseImage, requireVersion } from './private/checks';
import { requireProps } from '../base/props';

/** Options of a {@link RedisService}. */
export interface RedisServiceProps extends KeyValueServiceProps {
  /**
   * The version of Redis.
   *
   * @default "7"
   */
  readonly version?: string;

  /**
   * The image.
   *
   * @default - `redis:<version>-alpine`
   */
  readonly image?: string;
}

/**
 * Redis, as a broker, a result backend or a cache. Its consumers get `REDIS_URL`. In environments that require secrets it has a password,
 * `REDIS_PASSWORD`.
 */
export class RedisService extends KeyValueService {
  /**
   * @param scope the stack
   * @param id its name, and its DNS name on every platform
   * @param props its options
   * @throws if a value is invalid
   */
  public constructor(scope: Construct, id: string, props: RedisServiceProps = {}) {
    requireProps('RedisServiceProps', props, `service "${id}"`);
    requireVersion(`the version of service "${id}"`, props.version);
    super(scope, id, {
      title: 'Redis',
      server: 'redis-server',
      client: 'redis-cli',
      prefix: 'REDIS',
      image: baseImage(`the image of service "${id}"`, props.image, BASE_IMAGES.redis(props.version)),
    }, props);
  }
}
