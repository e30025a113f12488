export * from './compose';
export * from './kubernetes';
