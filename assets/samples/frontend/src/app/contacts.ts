import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { Observable } from 'rxjs';

export interface Contact {
  readonly name: string;
  readonly email: string;
}

/** The API's contacts. The API has the page's own address, in development and in production. */
@Injectable({ providedIn: 'root' })
export class Contacts {
  private readonly http = inject(HttpClient);

  all(): Observable<Contact[]> {
    return this.http.get<Contact[]>('/api/contacts');
  }

  add(contact: Contact): Observable<Contact> {
    return this.http.post<Contact>('/api/contacts', contact);
  }
}
