import { HttpErrorResponse } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, DestroyRef, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { finalize } from 'rxjs';

import { Api } from '../core/api';
import { Company } from '../core/models';

/** The companies, by name. */
@Component({
  selector: 'app-companies-page',
  imports: [ReactiveFormsModule],
  templateUrl: './companies-page.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CompaniesPage {
  private readonly api = inject(Api);
  private readonly destroyRef = inject(DestroyRef);

  protected readonly companies = signal<readonly Company[]>([]);
  protected readonly error = signal('');
  protected readonly saving = signal(false);

  protected readonly form = inject(NonNullableFormBuilder).group({
    name: ['', [Validators.required, Validators.pattern(/\S/)]],
    domain: ['', [Validators.required, Validators.pattern(/^\s*[\w-]+(\.[\w-]+)+\s*$/)]],
  });

  constructor() {
    this.api
      .companies()
      .pipe(takeUntilDestroyed())
      .subscribe({
        next: (companies) => this.companies.set(companies),
        error: () => this.error.set('Não foi possível carregar as empresas.'),
      });
  }

  protected add(): void {
    if (this.form.invalid || this.saving()) {
      this.form.markAllAsTouched();
      return;
    }
    this.error.set('');
    this.saving.set(true);
    this.api
      .addCompany(this.form.getRawValue())
      .pipe(
        finalize(() => this.saving.set(false)),
        takeUntilDestroyed(this.destroyRef),
      )
      .subscribe({
        next: (company) => {
          this.companies.update((companies) =>
            [...companies, company].sort((a, b) => a.name.localeCompare(b.name, 'pt-BR')),
          );
          this.form.reset();
        },
        error: (error: HttpErrorResponse) =>
          this.error.set(
            error.status === 409
              ? 'Já existe uma empresa com esse domínio.'
              : 'Não foi possível salvar a empresa. Confira os dados.',
          ),
      });
  }
}
