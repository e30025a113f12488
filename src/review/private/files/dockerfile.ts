import { added } from '../differences/difference';
import { Remark, changed, code, codes, ordinary } from '../finding';
import { Stage, basesOf, stagesOf } from '../reading/dockerfile';

/** What a Dockerfile that only changes its packages consists of, beside them. */
const AROUND_PACKAGES = /^(apt-get update|apt-get clean|rm -rf \/var\/lib\/apt\/lists\/\*|apk (update|upgrade)|)$/;
/** Users and checks are told with services: that is whose they are. The policy is nginx's. */
const TOLD = ['USER', 'HEALTHCHECK'];

/** What is in an image otherwise. */
export function dockerfileChanges(before: string, after: string): Remark[] {
  const [was, is] = [stagesOf(before), stagesOf(after)];
  return [...bases(was, is), ...packages(was, is), ...instructions(was, is)];
}

function bases(before: Stage[], after: Stage[]): Remark[] {
  const [was, is] = [before, after].map((stages) => [...new Set(basesOf(stages))]);
  const [gone, come] = [added(is, was), added(was, is)];
  const nameOf = (image: string) => image.split('@')[0].replace(/:[^/:]*$/, '');
  return [
    ...come.map((image) => {
      const from = gone.find((each) => nameOf(each) === nameOf(image)) ?? (gone.length === 1 && come.length === 1 ? gone[0] : undefined);
      return ordinary(from === undefined ? `a stage starts from ${code(image)}` : `starts from ${code(from)} → ${code(image)}`);
    }),
    ...gone.length <= come.length ? [] : gone.filter((image) => !come.some((each) => nameOf(each) === nameOf(image)))
      .map((image) => ordinary(`no stage starts from ${code(image)} any more`)),
  ];
}

function packages(before: Stage[], after: Stage[]): Remark[] {
  const [was, is] = [before, after].map((stages) => [...new Set(stages.flatMap(packagesOf))]);
  const [gone, come] = [added(is, was), added(was, is)];
  return [
    ...come.length === 0 ? [] : [ordinary(`now installs ${codes(come)}`)],
    ...gone.length === 0 ? [] : [ordinary(`no longer installs ${codes(gone)}`)],
  ];
}

function packagesOf({ instructions: all }: Stage): string[] {
  return all.filter(({ name }) => name === 'RUN').flatMap(({ value }) => partsOf(value).flatMap((part) => installed(part) ?? []));
}

/** The packages of the system that a command installs. */
function installed(command: string): string[] | undefined {
  const [, words] = /^(?:apt-get|apt|apk|dnf|microdnf|yum)\s+(?:-\S+\s+)*(?:install|add)\s+(.*)$/.exec(command) ?? [];
  return words?.split(/\s+/).filter((word) => word !== '' && !word.startsWith('-'));
}

function partsOf(command: string): string[] {
  return command.replace(/^(?:--\S+\s+)+/, '').split(/\s*(?:&&|;|\|\|)\s*/).map((part) => part.trim());
}

/** All else, by stage. */
function instructions(before: Stage[], after: Stage[]): Remark[] {
  const nameOf = (stages: Stage[], stage: Stage) => stage.name || `${stages.indexOf(stage) + 1}`;
  const names = [...new Set([...before.map((stage) => nameOf(before, stage)), ...after.map((stage) => nameOf(after, stage))])];
  return names.flatMap((name) => {
    const [was, is] = [before, after].map((stages) => stages.find((stage) => nameOf(stages, stage) === name));
    const [gone, come] = [added(linesOf(is), linesOf(was)), added(linesOf(was), linesOf(is))];
    const inside = ` in the stage ${code(name)}`;
    const told: Remark[] = [];
    for (const line of come) {
      const [instruction] = line.split(' ');
      const at = gone.findIndex((each) => each.split(' ')[0] === instruction);
      const [from] = at < 0 ? [] : gone.splice(at, 1);
      told.push(ordinary(from === undefined ? `${code(line)} is new${inside}`
        : `${instruction}${inside}: ${changed(withoutName(from), withoutName(line))}`));
    }
    return [...told, ...gone.map((line) => ordinary(`${code(line)} is gone${inside}`))];
  });
}

function withoutName(line: string): string {
  return line.replace(/^\S+ /, '');
}

function linesOf(stage: Stage | undefined): string[] {
  return (stage?.instructions ?? []).filter(({ name }) => !TOLD.includes(name)).flatMap(({ name, value }) => {
    const rest = name !== 'RUN' ? value
      : partsOf(value).filter((part) => installed(part) === undefined && !AROUND_PACKAGES.test(part)).join(' && ');
    return rest === '' ? [] : [`${name} ${rest.replace(/ --policy="[^"]*"/, '')}`];
  });
}
