export * from './kubernetes-options';
export * from './kubernetes-script';
export * from './kubernetes-target';
