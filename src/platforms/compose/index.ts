export * from './compose-target';
export * from './development-script';
export * from './env-template';
export * from './production-script';
export * from './release-options';
export * from './mixins';
export * from './vocabulary';
