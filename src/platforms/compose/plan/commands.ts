import type { ComposePlan } from './compose-plan';
import { Rollout } from './rollout';

/** What people can ask the script of a development environment for, besides help. */
export function developmentCommands({ services }: ComposePlan): string[] {
  const tested = services.some(({ spec }) => spec.testCommand !== undefined);
  const watched = services.some(({ sync }) => sync);
  return [
    'start', 'stop', 'restart', 'logs', 'status', 'shell', ...watched ? ['watch'] : [], ...tested ? ['test'] : [], 'rebuild', 'clean',
  ];
}

/** What people can ask the script of an environment that is released for, besides help. */
export function releaseCommands({ services, releases }: ComposePlan): string[] {
  const saved = services.some(({ isSaved }) => isSaved);
  const kept = services.some(({ rollout }) => rollout === Rollout.NEVER);
  return [
    'deploy', ...releases.registry ? ['build'] : [], 'rollback', 'status', 'history', 'logs', 'exec', 'run', 'shell',
    'stop', 'start', 'restart', 'remove', 'prune', 'maintenance', 'doctor', 'lock',
    'rotate', ...saved ? ['backup', 'restore'] : [], ...kept ? ['upgrade'] : [],
  ];
}
