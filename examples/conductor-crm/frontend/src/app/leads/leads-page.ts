import { DatePipe } from '@angular/common';
import { ChangeDetectionStrategy, Component, DestroyRef, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { finalize } from 'rxjs';

import { Api } from '../core/api';
import { LiveEvents } from '../core/live-events';
import { Lead, TaskState } from '../core/models';
import { LivePanel } from '../live/live-panel';

const STATUS_LABELS: Readonly<Record<TaskState['status'], string>> = {
  PENDING: 'Na fila',
  STARTED: 'Em andamento',
  RETRY: 'Tentando de novo',
  SUCCESS: 'Concluído',
  FAILURE: 'Falhou',
  REVOKED: 'Cancelado',
};

/** The leads, newest first, kept up to date by the live events. */
@Component({
  selector: 'app-leads-page',
  imports: [DatePipe, LivePanel, ReactiveFormsModule],
  templateUrl: './leads-page.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LeadsPage {
  private readonly api = inject(Api);
  private readonly destroyRef = inject(DestroyRef);

  protected readonly leads = signal<readonly Lead[]>([]);
  protected readonly error = signal('');
  protected readonly saving = signal(false);
  /** The state of the enrichments requested on this page, by lead. */
  protected readonly enrichments = signal<Readonly<Record<string, TaskState['status']>>>({});

  protected readonly form = inject(NonNullableFormBuilder).group({
    name: ['', [Validators.required, Validators.pattern(/\S/)]],
    email: ['', [Validators.required, Validators.email]],
  });

  constructor() {
    this.api
      .leads()
      .pipe(takeUntilDestroyed())
      .subscribe({
        // Leads that live events have brought in the meantime stay.
        next: (leads) => [...leads].reverse().forEach((lead) => this.show(lead)),
        error: () => this.error.set('Não foi possível carregar os leads.'),
      });
    inject(LiveEvents)
      .events$.pipe(takeUntilDestroyed())
      .subscribe(({ data }) => this.show(data));
  }

  protected add(): void {
    if (this.form.invalid || this.saving()) {
      this.form.markAllAsTouched();
      return;
    }
    this.error.set('');
    this.saving.set(true);
    this.api
      .addLead(this.form.getRawValue())
      .pipe(
        finalize(() => this.saving.set(false)),
        takeUntilDestroyed(this.destroyRef),
      )
      .subscribe({
        next: (lead) => {
          this.show(lead);
          this.form.reset();
        },
        error: () => this.error.set('Não foi possível salvar o lead. Confira os dados.'),
      });
  }

  protected enrich(lead: Lead): void {
    this.setEnrichment(lead, 'PENDING');
    this.api
      .enrichLead(lead.id)
      .pipe(takeUntilDestroyed(this.destroyRef))
      .subscribe({
        next: ({ status }) => this.setEnrichment(lead, status),
        error: () => this.setEnrichment(lead, 'FAILURE'),
      });
  }

  protected statusLabel(lead: Lead): string {
    const status = this.enrichments()[lead.id];
    return status ? STATUS_LABELS[status] : '';
  }

  protected isRunning(lead: Lead): boolean {
    const status = this.enrichments()[lead.id];
    return status === 'PENDING' || status === 'STARTED' || status === 'RETRY';
  }

  private setEnrichment(lead: Lead, status: TaskState['status']): void {
    this.enrichments.update((enrichments) => ({ ...enrichments, [lead.id]: status }));
  }

  /** Replaces a lead that is already listed, or puts a new one on top. */
  private show(lead: Lead): void {
    this.leads.update((leads) =>
      leads.some(({ id }) => id === lead.id)
        ? leads.map((listed) => (listed.id === lead.id ? lead : listed))
        : [lead, ...leads],
    );
  }
}
