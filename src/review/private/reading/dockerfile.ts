/** A stage of a Dockerfile. */
export interface Stage {
  /** The image that it starts from, or the stage. */
  readonly base: string;
  readonly name: string;
  /** All but FROM, in one line each. */
  readonly instructions: { readonly name: string; readonly value: string }[];
}

/** The stages of a Dockerfile, without comments. */
export function stagesOf(dockerfile: string): Stage[] {
  const stages: Stage[] = [];
  for (const line of instructionsOf(dockerfile)) {
    const [, name, value] = /^(\S+)\s*(.*)$/s.exec(line)!;
    const [, base, as = ''] = /^FROM$/i.test(name) && /^(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(value) || [];
    if (base !== undefined) {
      stages.push({ base, name: as, instructions: [] });
    } else {
      stages[stages.length - 1]?.instructions.push({ name: name.toUpperCase(), value });
    }
  }
  return stages;
}

/** The images that stages start from, without those that are stages themselves. */
export function basesOf(stages: Stage[]): string[] {
  return stages.map(({ base }) => base).filter((base) => !stages.some(({ name }) => name === base));
}

/** The user that the stage, the last one if none is named, or what it starts from states last. */
export function userOf(stages: Stage[], target: string): string {
  const at = target === '' ? stages.length - 1 : stages.findIndex(({ name }) => name === target);
  const stage = stages[at];
  const stated = stage?.instructions.filter(({ name }) => name === 'USER').pop()?.value.split(/\s/)[0];
  const from = stages.findIndex(({ name }, index) => index < at && name === stage.base);
  return stated ?? (from >= 0 ? userOf(stages.slice(0, at), stage.base) : userOfImage(stage?.base ?? ''));
}

/** The user of an image that is known not to be root. */
function userOfImage(image: string): string {
  return /(^|\/)nginx-unprivileged(:|@|$)/.test(image) ? '101' : '';
}

/** The tag says a version; a variable says whatever the environment does. */
export function isUnpinned(image: string): boolean {
  const tag = /[^/:]:([^/]+)$/.exec(image)?.[1];
  return !image.includes('$') && !image.includes('@') && image !== 'scratch' && (tag === undefined || tag === 'latest');
}

/** Lines that are continued are one; comments and empty lines between them are no part of it. */
function instructionsOf(dockerfile: string): string[] {
  const lines = dockerfile.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  return lines.join('\n').replace(/\s*\\\n/g, ' ').split('\n').filter((line) => line !== '');
}
