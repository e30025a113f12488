import { DatePipe } from '@angular/common';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';

import { LiveEvents } from '../core/live-events';
import { LiveEvent } from '../core/models';

const SHOWN_EVENTS = 20;

const LABELS: Readonly<Record<LiveEvent['type'], string>> = {
  'lead.created': 'Novo lead',
  'lead.enriched': 'Lead enriquecido',
};

interface EventRow {
  readonly id: number;
  readonly at: Date;
  readonly label: string;
  readonly name: string;
}

/** The latest live events, newest first. */
@Component({
  selector: 'app-live-panel',
  imports: [DatePipe],
  templateUrl: './live-panel.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LivePanel {
  private readonly live = inject(LiveEvents);
  private nextId = 0;

  protected readonly connected = this.live.connected;
  protected readonly rows = signal<readonly EventRow[]>([]);

  constructor() {
    this.live.events$.pipe(takeUntilDestroyed()).subscribe((event) => this.add(event));
  }

  private add({ type, data }: LiveEvent): void {
    const row = { id: this.nextId++, at: new Date(), label: LABELS[type] ?? type, name: data.name };
    this.rows.update((rows) => [row, ...rows].slice(0, SHOWN_EVENTS));
  }
}
