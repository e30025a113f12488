import { DOCUMENT, inject, Injectable, signal } from '@angular/core';
import { concat, defer, Observable, retry, share, throwError, timer } from 'rxjs';
import { webSocket } from 'rxjs/webSocket';

import { LiveEvent } from './models';

const MAX_BACKOFF_MS = 30_000;

/** The API's WebSocket: opened for the first listener, reopened whenever it is lost. */
@Injectable({ providedIn: 'root' })
export class LiveEvents {
  private readonly location = inject(DOCUMENT).location;
  private readonly open = signal(false);
  private failures = 0;

  readonly connected = this.open.asReadonly();

  readonly events$: Observable<LiveEvent> = defer(() => this.connect()).pipe(
    retry({ delay: () => timer(backoff(this.failures++)) }),
    share({ resetOnRefCountZero: false }),
  );

  private connect(): Observable<LiveEvent> {
    const protocol = this.location.protocol === 'https:' ? 'wss:' : 'ws:';
    return concat(
      webSocket<LiveEvent>({
        url: `${protocol}//${this.location.host}/ws`,
        openObserver: { next: () => this.onOpen() },
        closeObserver: { next: () => this.open.set(false) },
      }),
      // A clean close by the server (a restart) is a loss as well.
      throwError(() => new Error('closed by the server')),
    );
  }

  private onOpen(): void {
    this.failures = 0;
    this.open.set(true);
  }
}

/** 1 s, 2 s, 4 s ... up to the maximum, with jitter so that clients spread out. */
function backoff(failures: number): number {
  const delay = Math.min(1000 * 2 ** failures, MAX_BACKOFF_MS);
  return delay * (0.75 + Math.random() / 2);
}
