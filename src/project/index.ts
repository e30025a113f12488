export * from './container-stack-project';
