export * from './build-proxy';
export * from './compose-mixin';
export * from './external-network';
export * from './network-addressing';
export * from './service-labels';
