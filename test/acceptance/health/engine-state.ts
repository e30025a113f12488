import { request } from 'http';

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
    readonly Health?: { readonly Status: string; readonly Log?: Array<{ readonly ExitCode: number; readonly Output: string }> };
  };
}

/** Asks the engine itself: many containers are watched at a time, and a command-line client for each look would take the processor. */
export function inspect(container: string): Promise<ContainerState> {
  return ask(`/containers/${container}/json`);
}

/** Nanoseconds of processor time that everything in a container has taken since it started. */
export async function cpuNanoseconds(container: string): Promise<number> {
  const stats = await ask<{ cpu_stats: { cpu_usage: { total_usage: number } } }>(`/containers/${container}/stats?stream=false&one-shot=true`);
  return stats.cpu_stats.cpu_usage.total_usage;
}

function ask<T>(path: string): Promise<T> {
  const socketPath = (process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock').replace(/^unix:\/\//, '');
  return new Promise((resolve, reject) => {
    request({ socketPath, path }, (response) => {
      let text = '';
      response.setEncoding('utf-8').on('data', (part: string) => text += part).on('error', reject).on('end', () =>
        response.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(`the engine answers ${response.statusCode} to ${path}: ${text}`)));
    }).on('error', reject).end();
  });
}
