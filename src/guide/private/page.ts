import { ClusterFacts } from './facts/cluster-facts';
import { GuideFacts } from './facts/guide-facts';
import { ProductionFacts } from './facts/production-facts';
import { WeaknessFacts } from './facts/weakness-facts';
import { WrittenFacts } from './facts/written-facts';
import { anchor } from './markdown';
import { Page, Section, voiceOf } from './section';
import { asWritten } from './sections/as-written';
import * as development from './sections/development';
import { generatedFiles } from './sections/generated-files';
import { introduction } from './sections/introduction';
import * as production from './sections/production';
import * as troubleshooting from './sections/troubleshooting';
import { weaknesses } from './sections/weaknesses';
import { Language } from '../../model';

/** The page, in order. Each section knows when it applies. */
export const SECTIONS: Section[] = [
  development.prerequisites,
  development.quickStart,
  development.services,
  development.connections,
  development.commands,
  development.withoutScript,
  development.variables,
  development.hostUser,
  development.hotReload,
  development.debugging,
  development.migrationsAtStart,
  development.data,
  development.localBuilds,

  production.overview,
  production.connections,
  production.variables,
  production.firstDeploy,
  production.otherMachine,
  production.releases,
  production.deploySteps,
  production.hooks,
  production.registry,
  production.rollback,
  production.notRolledBack,
  production.migrations,
  production.https,
  production.operating,
  production.backup,
  production.restore,
  production.scaling,
  production.failingDeploy,
  production.interruptedDeploy,
  production.noSpace,
  production.logs,

  production.kubernetes,

  weaknesses,

  asWritten,

  generatedFiles,

  troubleshooting.overview,
  troubleshooting.portInUse,
  troubleshooting.doesNotStart,
  troubleshooting.unhealthy,
  troubleshooting.connectionRefused,
  troubleshooting.passwordChanged,
  troubleshooting.initIgnored,
  troubleshooting.requiredVariable,
  troubleshooting.permissionDenied,
  troubleshooting.readOnlyFileSystem,
  troubleshooting.changesNotNoticed,
  troubleshooting.packageNotFound,
  troubleshooting.engineUnreachable,
  troubleshooting.diskFull,
];

/** The whole page: the sections that apply, and after the introduction a list of those with a heading of the second level. */
export function guidePage(
  facts: GuideFacts, released: ProductionFacts | undefined, clusters: ClusterFacts[], found: WeaknessFacts[], written: WrittenFacts[],
  language: Language,
): string {
  const page: Page = { facts, production: released, clusters, weaknesses: found, written, ...voiceOf(language) };
  const sections = SECTIONS.flatMap((section) => section(page) || []);
  const headings = sections.flatMap((section) => /^## (.*)$/m.exec(section)?.[1] ?? []);
  const contents = headings.map((heading) => `- [${heading}](#${anchor(heading)})`).join('\n');
  // what does not apply leaves its empty lines behind
  return `${[introduction(page), contents, ...sections].map((part) => part.trim()).join('\n\n').replace(/\n{3,}/g, '\n\n')}\n`;
}
