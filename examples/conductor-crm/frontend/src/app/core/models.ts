/** The API's JSON bodies. */

export interface Lead {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly company_id: string | null;
  readonly owner_id: string | null;
  readonly score: number | null;
  readonly created_at: string;
}

export type NewLead = Pick<Lead, 'name' | 'email'>;

export interface Company {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly created_at: string;
}

export type NewCompany = Pick<Company, 'name' | 'domain'>;

export interface TaskState {
  readonly task_id: string;
  readonly status: 'PENDING' | 'STARTED' | 'RETRY' | 'SUCCESS' | 'FAILURE' | 'REVOKED';
  readonly result: Readonly<Record<string, unknown>> | null;
}

export interface LiveEvent {
  readonly type: 'lead.created' | 'lead.enriched';
  readonly data: Lead;
}
