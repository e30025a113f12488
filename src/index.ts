export * from './base';
export * from './guide';
export * from './image';
export * from './model';
export * from './nginx';
export * from './platforms';
export * from './services';
export * from './stack';
