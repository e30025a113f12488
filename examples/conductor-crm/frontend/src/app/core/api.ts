import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { Observable, switchMap, takeWhile, timer } from 'rxjs';

import { Company, Lead, NewCompany, NewLead, TaskState } from './models';

const POLL_INTERVAL_MS = 1000;
const FINAL_STATUSES: readonly TaskState['status'][] = ['SUCCESS', 'FAILURE', 'REVOKED'];

/** The CRM's HTTP API. */
@Injectable({ providedIn: 'root' })
export class Api {
  private readonly http = inject(HttpClient);

  leads(): Observable<Lead[]> {
    return this.http.get<Lead[]>('/api/leads');
  }

  addLead(lead: NewLead): Observable<Lead> {
    return this.http.post<Lead>('/api/leads', lead);
  }

  companies(): Observable<Company[]> {
    return this.http.get<Company[]>('/api/companies');
  }

  addCompany(company: NewCompany): Observable<Company> {
    return this.http.post<Company>('/api/companies', company);
  }

  /** Asks for a lead's enrichment and reports the task's state until it is final. */
  enrichLead(leadId: string): Observable<TaskState> {
    return this.http
      .post<{ task_id: string }>(`/api/leads/${leadId}/enrichment`, null)
      .pipe(switchMap(({ task_id }) => this.watchTask(task_id)));
  }

  private watchTask(taskId: string): Observable<TaskState> {
    return timer(0, POLL_INTERVAL_MS).pipe(
      switchMap(() => this.http.get<TaskState>(`/api/tasks/${taskId}`)),
      takeWhile(({ status }) => !FINAL_STATUSES.includes(status), true),
    );
  }
}
