export * from './dry-run';
export * from './line-diff';
export * from './proposal';
export * from './repository';
