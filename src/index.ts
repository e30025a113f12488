export * from './docs';
export * from './image';
export * from './model';
export * from './nginx';
export * from './operations';
export * from './services';
export * from './stack';
export * from './targets';
