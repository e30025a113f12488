import { ProductionFacts } from '../../facts/production-facts';
import { Voice } from '../../section';

/** What runs once for each release, and where. */
export function jobList(jobs: ProductionFacts['jobs'], { say }: Voice): string {
  return jobs.map(({ service, command }) => command === undefined ? service
    : `${command} ${say({ 'en': 'in', 'pt-BR': 'em' })} ${service}`).join(', ');
}
