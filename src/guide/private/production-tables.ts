import { GuideWords } from './guide-text';
import { code, codes, plain, table } from './markdown';
import { ProductionFacts } from './production-facts';
import { ProductionWords } from './production-text';
import { ResourceLimits } from '../../model';

/** What runs in production: its image, where it is reached, what it may take. */
export function releasedTable(facts: ProductionFacts, words: ProductionWords, { none, unpublished }: GuideWords): string {
  const { service, what, image, port, limits, containers } = words.serviceTable;
  return table([service, what, image, port, limits, containers], facts.released.map((each) => [
    code(each.id),
    plain(each.description),
    each.image,
    each.ports.map((one) => one.published ? `${one.hostPort} (${code(one.variable)})` : unpublished(one)).join('<br>') || none,
    each.limits ? limitsOf(each.limits, words) : none,
    `${each.replicas}`,
  ]));
}

/** How each service is replaced, and the time that its old containers have. */
export function replacementTable(facts: ProductionFacts, words: ProductionWords): string {
  const { service, how, grace } = words.replacementTable;
  return table([service, how, grace], facts.released.map((each) => [code(each.id), words.rollout[each.rollout], each.grace]));
}

/** The secrets that are files. */
export function secretTable(facts: ProductionFacts, words: ProductionWords, { none }: GuideWords): string {
  const { file, readBy, what } = words.secretTable;
  return table([file, readBy, what], facts.secretFiles.map((each) => [each.file, codes(each.services), plain(each.description) || none]));
}

function limitsOf({ cpus, memory, pids }: ResourceLimits, words: ProductionWords): string {
  return [
    ...cpus === undefined ? [] : [words.cpus(cpus)],
    ...memory === undefined ? [] : [words.memory(memory.toString().replace(/[kmg]$/, (unit) => ` ${unit.toUpperCase()}iB`))],
    ...pids === undefined ? [] : [words.processes(pids)],
  ].join(', ');
}
