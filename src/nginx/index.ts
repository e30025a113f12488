export * from './compression';
export * from './content-security-policy';
export * from './hashed-files';
export * from './nginx-config';
export * from './nginx-config-options';
export * from './nginx-route';
export * from './security-headers';
