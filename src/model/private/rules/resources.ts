import { Subject, refusals } from './rule';
import { Size } from '../../../base';
import { requireInteger } from '../../../base/checks';

/** What engines take at least. */
const LEAST_MEMORY = Size.mebibytes(6);
const LEAST_CPUS = 0.01;

/** What a service may use. */
export function resources({ service: { id }, spec }: Subject): string[] {
  const { cpus, memory, reservedCpus, reservedMemory, pids } = spec.resources ?? {};
  return [
    ...Object.entries({ cpus, reservedCpus }).flatMap(([name, amount = 1]) => amount >= LEAST_CPUS && amount <= 1024 ? [] : [
      `the ${name} of service "${id}" are ${amount}: allowed are numbers from ${LEAST_CPUS} to 1024, such as 0.5`,
    ]),
    ...Object.entries({ memory, reservedMemory }).flatMap(([name, size]) => !size || size.toBytes() >= LEAST_MEMORY.toBytes() ? [] : [
      `the ${name} of service "${id}" is ${size}, with which no container starts: allowed is ${LEAST_MEMORY} or more, `
      + 'such as Size.mebibytes(256)',
    ]),
    ...cpus !== undefined && reservedCpus !== undefined && reservedCpus > cpus ? [
      `service "${id}" reserves ${reservedCpus} CPUs and may use ${cpus}: reserve at most what it may use`,
    ] : [],
    ...memory && reservedMemory && reservedMemory.toBytes() > memory.toBytes() ? [
      `service "${id}" reserves ${reservedMemory} of memory and may use ${memory}: reserve at most what it may use`,
    ] : [],
    ...refusals(() => pids !== undefined && requireInteger(`the pids of service "${id}"`, pids, 1, 4_194_304)),
  ];
}
