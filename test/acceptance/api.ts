import { eventually } from './eventually';

/** An answer with its body as it is. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export async function get(url: string, headers: { [name: string]: string } = {}): Promise<Answer> {
  return answered(await fetch(url, { headers, signal: AbortSignal.timeout(60_000), redirect: 'manual' }));
}

export async function post(url: string, body: unknown): Promise<Answer> {
  return answered(await fetch(url, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(60_000),
  }));
}

async function answered(response: Response): Promise<Answer> {
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The example's API: what a client of the CRM does. */
export class CrmApi {
  public constructor(private readonly origin: string) {}

  public async addLead(name: string, email: string): Promise<{ readonly id: string; readonly name: string }> {
    return this.expecting(201, await post(`${this.origin}/api/leads`, { name, email }));
  }

  public async leads(): Promise<Array<{ readonly id: string; readonly name: string; readonly score: number | null }>> {
    return this.expecting(200, await get(`${this.origin}/api/leads`));
  }

  /** Queues the enrichment of a lead and waits for its result. */
  public async enrich(leadId: string, withinSeconds: number): Promise<{ readonly [key: string]: unknown }> {
    const { task_id: taskId } = this.expecting(202, await post(`${this.origin}/api/leads/${leadId}/enrichment`, {}));
    const { value } = await eventually(`the result of task ${taskId}`, withinSeconds, async () => {
      const task = this.expecting(200, await get(`${this.origin}/api/tasks/${taskId}`));
      if (task.status !== 'SUCCESS') {
        throw new Error(`it is ${task.status}`);
      }
      return task.result;
    });
    return value;
  }

  /** When the scheduled task last counted the pipeline; `undefined` before it did. */
  public async snapshotTakenAt(): Promise<string | undefined> {
    const answer = await get(`${this.origin}/api/pipeline/snapshot`);
    return answer.status === 404 ? undefined : this.expecting(200, answer).taken_at;
  }

  private expecting(status: number, answer: Answer) {
    if (answer.status !== status) {
      throw new Error(`the API answers ${answer.status}, not ${status}: ${answer.text}`);
    }
    return JSON.parse(answer.text);
  }
}
