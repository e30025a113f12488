export const HELLO = 'Hello from the site';
