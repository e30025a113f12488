import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How many of a kind of incident are kept with their details. All of them are counted. */
const KEPT = 20;

/** What was counted, per named window of time and over all of them. */
export class Statistics {
  total = new Window();
  windows = new Map();

  constructor(first) {
    this.mark(first);
  }

  /**
   * Ends the current window and begins another. What happens counts in the window in which it ends, so that a window that is over
   * does not change any more.
   */
  mark(name) {
    if (this.windows.has(name)) {
      throw new Error(`there is a window "${name}" already: give each window a name of its own`);
    }
    this.current?.end();
    this.current = new Window();
    this.windows.set(name, this.current);
  }

  /** Counts something in the current window and in the total. */
  count(add) {
    add(this.total);
    add(this.current);
  }

  report() {
    const windows = Object.fromEntries([...this.windows].map(([name, window]) => [name, window.report()]));
    return { windows, total: this.total.report() };
  }
}

class Window {
  began = new Date();
  ended = undefined;
  kinds = {};
  connections = {};
  failures = [];
  releases = {};
  websocket = { opened: 0, messages: 0, pings: 0, closes: incidents(), drops: incidents(), refusals: incidents(), reconnects: incidents() };
  lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });

  constructor() {
    this.lag.enable();
  }

  end() {
    this.ended = new Date();
    this.lag.disable();
  }

  request({ kind, connection, reused, milliseconds, failure, release }) {
    const now = new Date().toISOString();
    for (const tally of [this.kinds[kind] ??= newTally(), this.connections[connection] ??= newTally()]) {
      tally.requests += 1;
      if (failure) {
        tally.failed += 1;
      } else {
        tally.milliseconds.push(milliseconds);
      }
    }
    if (failure && this.failures.length < KEPT) {
      this.failures.push({ time: now, kind, connection, reused, milliseconds: Math.round(milliseconds), ...failure });
    }
    if (release !== undefined) {
      const seen = this.releases[release] ??= { first: now, last: now, requests: 0 };
      seen.last = now;
      seen.requests += 1;
    }
  }

  /** Something that happened to the websocket: a close, a drop, a refusal or a reconnect. */
  incident(list, details) {
    const incident = this.websocket[list];
    incident.count += 1;
    if (incident.first.length < KEPT) {
      incident.first.push({ time: new Date().toISOString(), ...details });
    }
  }

  report() {
    const seconds = ((this.ended ?? new Date()) - this.began) / 1000;
    const tallies = Object.values(this.kinds);
    const requests = sum(tallies.map((tally) => tally.requests));
    return {
      began: this.began.toISOString(),
      seconds,
      requests,
      requestsPerSecond: seconds > 0 ? requests / seconds : 0,
      failed: sum(tallies.map((tally) => tally.failed)),
      latency: summary(tallies.flatMap((tally) => tally.milliseconds)),
      kinds: reported(this.kinds),
      connections: reported(this.connections),
      failures: this.failures,
      releases: this.releases,
      websocket: this.websocket,
      ownLag: Math.max(0, this.lag.max / 1e6 - LAG_RESOLUTION_MS),
    };
  }
}

const LAG_RESOLUTION_MS = 10;

/** Percentiles by nearest rank, which are values that were measured. */
export function summary(milliseconds) {
  const sorted = Float64Array.from(milliseconds).sort();
  const percentile = (percent) => sorted[Math.max(0, Math.ceil(percent * sorted.length / 100) - 1)];
  return { count: sorted.length, p50: percentile(50), p95: percentile(95), p99: percentile(99), max: percentile(100) };
}

function reported(tallies) {
  return Object.fromEntries(Object.entries(tallies).map(([name, { requests, failed, milliseconds }]) =>
    [name, { requests, failed, latency: summary(milliseconds) }]));
}

function newTally() {
  return { requests: 0, failed: 0, milliseconds: [] };
}

function incidents() {
  return { count: 0, first: [] };
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
