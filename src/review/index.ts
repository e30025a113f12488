export * from './facts';
export * from './reading';
