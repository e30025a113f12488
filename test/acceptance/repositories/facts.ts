import { readFileSync } from 'fs';
import * as path from 'path';

/** A request and what it is answered, at once or after a while. */
export interface Endpoint {
  /** Path and query. */
  readonly path: string;
  /** `GET` unless there is a body. */
  readonly json?: unknown;
  /** So many bytes in a form's field `file`, in place of JSON. */
  readonly uploadBytes?: number;
  /** 200 by default. */
  readonly status?: number;
  /** What the body has. */
  readonly text?: string;
}

/** A request to one of several names of an edge, and what it is answered. */
export interface NamedEndpoint {
  readonly host: string;
  readonly path: string;
  readonly status: number;
  /** What the body or the address that it leads to has. */
  readonly text: string;
}

/** How a repository is reached in one of its environments, and what its env file says. */
interface Place {
  readonly origin: string;
  readonly settings: { readonly [name: string]: string | number };
}

/** Something that a health check sees, with lines of shell that bring it about and mend it. */
export interface TrialFault {
  /** The service whose check sees it. */
  readonly service: string;
  /** It `answers 500`. */
  readonly what: string;
  /** The service in whose container the lines are run; by default its own. */
  readonly in?: string;
  readonly begin: string;
  readonly end: string;
}

/** What a trial of a repository has to know: `trial.json`, beside the `.projenrc.ts` that is tried on it. */
export interface TrialFacts {
  /** The stack's name, as in `.projenrc.ts`. */
  readonly stack: string;
  readonly development: Place;
  /** The Compose file of development, where `.projenrc.ts` gives it another name than `docker compose` looks for. */
  readonly developmentFile?: string;
  /** The env file of development, where `.projenrc.ts` gives it another name than `.env`; that of production has `.prod` behind it. */
  readonly envFile?: string;
  readonly production: Place;
  /** Requests to the application, in this order. */
  readonly endpoints: Endpoint[];
  /** Requests to further names, in production. */
  readonly names?: NamedEndpoint[];
  /** A change of the sources, and where one sees it; what was there before is seen there, too. */
  readonly change: { readonly file: string; readonly from: string; readonly to: string; readonly path: string };
  /**
   * Services of production, each with a part of its program's command line. Their health checks are red while it hangs, and green when it
   * goes on.
   */
  readonly programs?: { readonly [service: string]: string };
  /** What else goes wrong in production, one after the other: the health check of the service is red until it is mended. */
  readonly faults?: TrialFault[];
  /** Whether sources are sent into the containers of development (`SourceSync.WATCH`); they are mounted by default. */
  readonly watched?: boolean;
  /** How long images may take to build, in minutes; 15 by default. */
  readonly buildMinutes?: number;
}

export function factsIn(folder: string): TrialFacts {
  return JSON.parse(readFileSync(path.join(folder, 'trial.json'), 'utf-8'));
}
