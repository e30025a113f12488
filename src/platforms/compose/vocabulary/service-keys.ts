import { ComposeImageKeys } from './image-keys';
import { ComposeLifecycleKeys } from './lifecycle-keys';
import { ComposeNetworkKeys } from './network-keys';
import { ComposeProcessKeys } from './process-keys';
import { ComposeResourceKeys } from './resource-keys';
import { ComposeSecurityKeys } from './security-keys';
import { ComposeStorageKeys } from './storage-keys';

/**
 * Every service key of the Compose specification, typed, one struct per section: image, process, resources, networks,
 * storage, security, lifecycle. Text is written unchanged, so `${X}` is Compose's interpolation.
 */
export interface ComposeServiceKeys extends
  ComposeImageKeys, ComposeProcessKeys, ComposeResourceKeys, ComposeNetworkKeys, ComposeStorageKeys, ComposeSecurityKeys,
  ComposeLifecycleKeys {}
