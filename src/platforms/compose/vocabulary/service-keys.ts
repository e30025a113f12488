import { ComposeImageKeys } from './image-keys';
import { ComposeLifecycleKeys } from './lifecycle-keys';
import { ComposeNetworkKeys } from './network-keys';
import { ComposeProcessKeys } from './process-keys';
import { ComposeResourceKeys } from './resource-keys';
import { ComposeSecurityKeys } from './security-keys';
import { ComposeStorageKeys } from './storage-keys';

/**
 * Every key that the Compose specification knows for a service, typed, one struct a section: image, process, resources, networks,
 * storage, security, lifecycle. Text is written as it is, and `${X}` in it is Compose's own interpolation.
 */
export interface ComposeServiceKeys extends
  ComposeImageKeys, ComposeProcessKeys, ComposeResourceKeys, ComposeNetworkKeys, ComposeStorageKeys, ComposeSecurityKeys,
  ComposeLifecycleKeys {}
