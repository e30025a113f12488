import { GuideFacts } from './facts';
import { GuideText } from './guide-text';
import { anchor } from './markdown';
import { ProductionFacts } from './production-facts';
import { ProductionText } from './production-text';
import { ServiceKind } from '../../model';
import { Rollout } from '../../platforms/compose/plan/rollout';

/** The whole page: the parts that apply, and after the introduction a list of its sections. */
export function guidePage(facts: GuideFacts, production: ProductionFacts | undefined, text: GuideText): string {
  const sections = [
    ...explaining(facts, text),
    ...production ? releasing(production, facts, text.production) : [],
    text.generated(facts),
    ...troubleshooting(facts, text),
  ];
  const headings = sections.flatMap((section) => /^## (.*)$/m.exec(section)?.[1] ?? []);
  const contents = headings.map((heading) => `- [${heading}](#${anchor(heading)})`).join('\n');
  // a part that does not apply leaves its empty lines behind
  return `${[text.introduction(facts, production), contents, ...sections].map((part) => part.trim()).join('\n\n').replace(/\n{3,}/g, '\n\n')}\n`;
}

function explaining(facts: GuideFacts, text: GuideText): string[] {
  return [
    text.prerequisites(facts),
    text.quickStart(facts),
    text.services(facts),
    text.commands(facts),
    text.withoutScript(facts),
    text.variables(facts),
    ...only(facts.asHostUser.length > 0, () => text.hostUser(facts)),
    ...only(facts.reloading.all.length > 0, () => text.hotReload(facts)),
    text.data(facts),
    ...only(facts.builds.length > 0, () => text.builds(facts)),
  ];
}

function releasing(facts: ProductionFacts, development: GuideFacts, text: ProductionText): string[] {
  const hasData = facts.saved.length > 0 || facts.external.length > 0;
  const hasJobs = facts.released.some(({ job, rollout }) => job !== undefined || rollout === Rollout.JOB);
  return [
    text.production(facts, development),
    ...only(facts.variables.length > 0 || facts.published.length > 0, () => text.variables(facts)),
    text.firstDeploy(facts),
    text.otherMachine(facts),
    text.releases(facts),
    text.deploySteps(facts),
    text.rollback(facts),
    text.notRolledBack(facts),
    ...only(hasData || hasJobs, () => text.migrations(facts)),
    ...only(facts.secured.length > 0 || facts.entrances.length > 0 && !facts.onThisMachineOnly, () => text.https(facts)),
    ...only(facts.saved.length > 0, () => text.backup(facts)),
    ...only(facts.saved.length > 0, () => text.restore(facts)),
    ...facts.scaled ? [text.scaling(facts, facts.scaled)] : [],
    text.failing(facts),
    text.killed(facts),
    text.noSpace(facts),
    text.logs(facts),
  ];
}

function troubleshooting(facts: GuideFacts, text: GuideText): string[] {
  const storing = facts.services.filter(({ storedSecrets }) => storedSecrets.length > 0);
  const prepared = facts.services.filter(({ initFiles }) => initFiles.length > 0);
  const ownPackages = facts.services.filter(({ imageFolders }) => imageFolders.length > 0);
  return [
    text.troubleshooting(facts),
    ...facts.movedPort ? [text.portInUse(facts, facts.movedPort)] : [],
    text.doesNotStart(facts),
    ...facts.checked !== undefined ? [text.unhealthy(facts, facts.checked)] : [],
    ...facts.services.filter(({ kind }) => kind === ServiceKind.DATA).map((service) => text.connectionRefused(facts, service)),
    ...only(storing.length > 0, () => text.passwordChanged(facts, storing)),
    ...only(prepared.length > 0, () => text.initIgnored(facts, prepared)),
    ...only(facts.required.length > 0, () => text.requiredVariable(facts)),
    ...only(facts.asHostUser.length > 0, () => text.permissionDenied(facts)),
    ...only(facts.readOnly.length > 0, () => text.readOnlyFileSystem(facts)),
    ...only(facts.reloading.all.length > 0, () => text.changesNotNoticed(facts)),
    ...only(ownPackages.length > 0, () => text.packageNotFound(facts, ownPackages)),
    text.engineUnreachable(facts),
    text.diskFull(facts),
  ];
}

function only(applies: boolean, part: () => string): string[] {
  return applies ? [part()] : [];
}
