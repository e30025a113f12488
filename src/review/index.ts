export * from './facts';
export * from './reading';
export * from './review';
export * from './revision';
