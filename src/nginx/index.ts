export * from './nginx-config';
