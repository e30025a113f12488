import { askEngine } from '../engine-api';

/** What the engine knows of a container, as `docker container inspect` shows it; the parts that are looked at. */
export interface ContainerState {
  readonly RestartCount: number;
  readonly Config: { readonly Hostname: string; readonly Image: string; readonly StopTimeout?: number };
  readonly State: {
    readonly Status: string;
    readonly Pid: number;
    readonly ExitCode: number;
    readonly OOMKilled: boolean;
    readonly StartedAt: string;
    readonly FinishedAt: string;
    readonly Health?: { readonly Status: string; readonly Log?: Array<{ readonly ExitCode: number; readonly Output: string }> };
  };
}

/** What the engine knows of a container. */
export function inspect(container: string): Promise<ContainerState> {
  return askEngine(`/containers/${container}/json`);
}

/** Nanoseconds of processor time that everything in a container has taken since it started. */
export async function cpuNanoseconds(container: string): Promise<number> {
  const stats = await askEngine<{ cpu_stats: { cpu_usage: { total_usage: number } } }>(`/containers/${container}/stats?stream=false&one-shot=true`);
  return stats.cpu_stats.cpu_usage.total_usage;
}
