export * from './docker-ignore';
export * from './dockerfile';
