import { setTimeout as pause } from 'timers/promises';
import { repetitions } from '../../extent';
import { round } from '../../report';
import { cpuNanoseconds } from '../engine-state';
import { report } from '../scene';
import { Site } from '../site';

const TIMES = repetitions(3, 10);

/** What the generated checks take at the generated intervals; the container's own processes that answer are counted, the engine is not. */
export function costing(site: Site, services: string[]): void {
  test.each(services)('%s', async (service) => {
    const { healthcheck } = (await site.config()).services[service];
    const probe = await site.probe(service);
    const interval = seconds(healthcheck!.interval!);
    const cpu = await cpuPerCheck(site, service, probe);
    const memory = await peakMemory(site, service, probe);
    expect(cpu).toBeLessThan(interval);
    report.add(`cost: ${site.place}: ${service}, every ${interval} s`, `${round(cpu * 3600 / interval)} CPU s/h, ${round(cpu * 1000, 0)} ms each, ${round(memory / 1024)} MiB at most`);
  });
}

/** Seconds of processor time of one check, without what the container takes anyway. */
async function cpuPerCheck(site: Site, service: string, probe: string[]): Promise<number> {
  const container = site.container(service);
  const used = async (work: () => Promise<unknown>) => {
    const [cpu, began] = [await cpuNanoseconds(container), Date.now()];
    await work();
    return { cpu: (await cpuNanoseconds(container) - cpu) / 1e9, wall: (Date.now() - began) / 1000 };
  };
  const idle = await used(() => pause(repetitions(2000, 4000)));
  const busy = await used(async () => {
    for (let time = 0; time < TIMES; time += 1) {
      await site.exec(service, probe);
    }
  });
  return Math.max(0, busy.cpu - idle.cpu / idle.wall * busy.wall) / TIMES;
}

/** The most memory that the check's own process had, in KiB; a shell in the container reads it as often as it can. */
async function peakMemory(site: Site, service: string, probe: string[]): Promise<number> {
  const script = `"$@" & pid=$!; peak=0
while kill -0 $pid 2> /dev/null; do
  while read -r key value unit; do
    case "$key" in State:) [ "$value" != Z ] || break 2 ;; VmHWM:) [ "$value" -le "$peak" ] || peak=$value ;; esac
  done < /proc/$pid/status
done 2> /dev/null
wait $pid; echo "$peak"`;
  const peaks = [];
  for (let time = 0; time < repetitions(1, 3); time += 1) {
    peaks.push(Number((await site.exec(service, ['sh', '-c', script, 'sh', ...probe])).stdout.trim().split('\n').pop()));
  }
  return Math.max(...peaks);
}

/** Compose writes durations as `1m30s`. */
function seconds(duration: string): number {
  const factors: { [unit: string]: number } = { h: 3600, m: 60, s: 1, ms: 0.001 };
  return [...duration.matchAll(/([\d.]+)(h|ms|m|s)/g)].reduce((sum, [, number, unit]) => sum + Number(number) * factors[unit], 0);
}
