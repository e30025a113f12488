import { setTimeout as pause } from 'node:timers/promises';

await pause(500);
console.log('migrated');
