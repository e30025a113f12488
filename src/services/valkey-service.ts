import { Construct } from 'constructs';
import { KeyValueService, KeyValueServiceProps } from './key-value-service';
import { BASE_IMAGES } from './private/base-images';
import { baseImage, requireVersion } from './private/checks';
import { requireProps } from '../base/props';

/** What a {@link ValkeyService} needs to know. */
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
 * Valkey, the fork of Redis 7 under a free licence, which the same clients use: as a broker, a result store or a cache. It tells its
 * consumers `VALKEY_URL`, or what `urlVariable` says. Where the environment requires secrets it asks for a password, `VALKEY_PASSWORD`.
 */
export class ValkeyService extends KeyValueService {
  /**
   * @param scope the stack
   * @param id its name, and its DNS name on every platform
   * @param props what it needs to know
   * @throws if a value cannot be used
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
