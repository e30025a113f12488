import { HttpErrorResponse } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, OnInit, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';

import { Contact, Contacts } from './contacts';

/** The page: who is known, and a form for a new contact. */
@Component({
  selector: 'app-root',
  imports: [FormsModule],
  templateUrl: './app.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class App implements OnInit {
  protected readonly known = signal<readonly Contact[]>([]);
  protected readonly problem = signal('');
  protected name = '';
  protected email = '';

  private readonly contacts = inject(Contacts);

  ngOnInit(): void {
    this.load();
  }

  protected add(): void {
    this.contacts.add({ name: this.name, email: this.email }).subscribe({
      next: () => {
        this.name = '';
        this.email = '';
        this.load();
      },
      error: (error: unknown) => this.problem.set(reasonOf(error)),
    });
  }

  private load(): void {
    this.contacts.all().subscribe({
      next: (contacts) => {
        this.known.set(contacts);
        this.problem.set('');
      },
      error: (error: unknown) => this.problem.set(reasonOf(error)),
    });
  }
}

/** What the API says, if it says something that people can read. */
function reasonOf(error: unknown): string {
  const said: unknown = error instanceof HttpErrorResponse ? error.error?.detail : undefined;
  return typeof said === 'string' ? said : 'That did not work: try again.';
}
