export * from './development-script';
export * from './env-template';
