export * from './compose-target';
