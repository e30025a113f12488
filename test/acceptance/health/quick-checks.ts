/*
 * The generated checks with another clock: what they run stays as it was written.
 */

/** Seconds, and how many times in a row, for all checks of the run. On a busy machine a start takes long; from the first green on, red counts. */
export const QUICK = { interval: 1, timeout: 5, retries: 2, startPeriod: 60 };
/** The check of MongoDB starts a shell, which takes longer on a busy machine. */
const PATIENT = { ...QUICK, timeout: 15 };
/** What has to be red while it starts. */
const STRICT = { ...QUICK, startPeriod: 1 };
/** How old a sign of life may be: a worker sends one every 2 seconds, beat of this run ticks every second. */
export const OLDEST_SIGN_OF_LIFE = 6;

/** A service of `docker compose config --format json`; the parts that are looked at. */
export interface ComposeService {
  readonly command?: string[] | null;
  readonly environment?: { readonly [name: string]: string | null };
  readonly image: string;
  readonly volumes?: Array<{ readonly type: string; readonly source?: string; readonly target: string; readonly read_only?: boolean }>;
  readonly healthcheck?: { readonly test?: string[]; readonly disable?: boolean; readonly interval?: string };
}

export interface ComposeConfig {
  readonly services: { [name: string]: ComposeService };
}

/** The check of each service that has one, as an override. */
export function quickChecks(services: { [name: string]: ComposeService }): { [name: string]: object } {
  const checked = Object.entries(services).filter(([, { healthcheck }]) => healthcheck && !healthcheck.disable);
  return Object.fromEntries(checked.map(([name, service]) => {
    const { interval, timeout, retries, startPeriod } = clockOf(service.image);
    return [name, {
      healthcheck: {
        test: service.healthcheck!.test!.map(impatient), interval: `${interval}s`, timeout: `${timeout}s`, retries, start_period: `${startPeriod}s`,
      },
    }];
  }));
}

function clockOf(image: string): typeof QUICK {
  return image.startsWith('mongo:') ? PATIENT : image.startsWith('redis:') ? STRICT : QUICK;
}

/** Checks that always pass, as an override: with them, rows of the table must fail. */
export function passingChecks(services: string[]): { [name: string]: object } {
  return Object.fromEntries(services.map((name) => [name, { healthcheck: { test: ['CMD', 'true'] } }]));
}

/** The limit of a heartbeat's age is shortened; nothing else of a check is changed. */
function impatient(word: string): string {
  if (!word.includes('.heartbeat')) {
    return word;
  }
  const changed = word.replace(/(\.st_mtime > )\d+/, `$1${OLDEST_SIGN_OF_LIFE}`);
  if (changed === word) {
    throw new Error(`no limit of an age was found in "${word}": teach quick-checks.ts how the check is written now`);
  }
  return changed;
}
