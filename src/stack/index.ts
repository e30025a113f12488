export * from './container-stack';
