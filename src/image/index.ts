export * from './docker-ignore';
export * from './dockerfile';
export * from './dockerfile-instructions';
export * from './dockerfile-stage';
