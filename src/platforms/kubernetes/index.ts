export * from './kubernetes-options';
export * from './kubernetes-target';
