import { Construct } from 'constructs';
import { KeyValueService, KeyValueServiceProps } from './key-value-service';
import { BASE_IMAGES } from './private/base-images';
import { baseImage, requireVersion } from './private/checks';
import { requireProps } from '../base/props';

/** Options of a {@link ValkeyService}. */
export interface ValkeyServiceProps extends KeyValueServiceProps {
  /**
   * The version of Valkey.
   *
   * @default "8"
   */
  readonly version?: string;

  /**
   * The image.
   *
   * @default - `valkey/valkey:<version>-alpine`
   */
  readonly image?: string;
}

/**
 * Valkey, the open-source fork of Redis 7, which works with the same clients: as a broker, a result backend or a cache. Its consumers get
 * `VALKEY_URL`. In environments that require secrets it has a password, `VALKEY_PASSWORD`.
 */
export class ValkeyService extends KeyValueService {
  /**
   * @param scope the stack
   * @param id its name, and its DNS name on every platform
   * @param props its options
   * @throws if a value is invalid
   */
  public constructor(scope: Construct, id: string, props: ValkeyServiceProps = {}) {
    requireProps('ValkeyServiceProps', props, `service "${id}"`);
    requireVersion(`the version of service "${id}"`, props.version);
    super(scope, id, {
      title: 'Valkey',
      server: 'valkey-server',
      client: 'valkey-cli',
      prefix: 'VALKEY',
      image: baseImage(`the image of service "${id}"`, props.image, BASE_IMAGES.valkey(props.version)),
    }, props);
  }
}
