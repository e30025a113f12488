import { make } from 'covertable';

/** The main options and what each of them can be. All pairs of them are in a stack of the matrix. */
export const FACTORS = {
  services: ['backend', 'with MongoDB', 'with Redis', 'workers', 'all', 'two backends', 'any image'],
  web: [
    'nothing', 'edge of a service', 'SPA', 'Angular', 'older Angular', 'two frontends', 'Angular with certificates', 'SPA behind an edge',
    'SPA behind an edge with certificates', 'Angular behind an edge with its own certificates', 'two frontends behind an edge without TLS',
  ],
  packageManager: ['npm', 'pnpm', 'yarn'],
  pythonPackages: ['requirements', 'uv', 'poetry'],
  options: ['by default', 'all of them'],
  language: ['en', 'pt-BR'],
  liveReload: [true, false],
  dataServices: ['external', 'in-stack'],
  secretFiles: [false, true],
  restartsUnhealthy: [false, true],
  internalPorts: [false, true],
  requireSecrets: [true, false],
  limitResources: [true, false],
  restart: ['unless-stopped', 'always', 'on-failure', 'never'],
  releases: ['by default', 'with all options'],
  otherEnvironment: ['none', 'Compose', 'releases'],
  minDockerVersion: [24, 25, 28],
  paths: ['by default', 'others'],
} as const;

export type Choice = { readonly [factor in keyof typeof FACTORS]: (typeof FACTORS)[factor][number] };

/** Choices in which each possible pair of two factors is there. */
export function choices(): Choice[] {
  return make(FACTORS as never) as unknown as Choice[];
}

/** Every possible pair, and those that the choices have. */
export function pairsOf(all: Choice[]): { possible: Set<string>; covered: Set<string> } {
  const names = Object.keys(FACTORS) as Array<keyof typeof FACTORS>;
  const possible = names.flatMap((one, index) => names.slice(index + 1).flatMap((other) => FACTORS[one].flatMap((first) =>
    FACTORS[other].map((second) => `${one}=${first} ${other}=${second}`))));
  const covered = all.flatMap((choice) => names.flatMap((one, index) =>
    names.slice(index + 1).map((other) => `${one}=${choice[one]} ${other}=${choice[other]}`)));
  return { possible: new Set(possible), covered: new Set(covered) };
}
