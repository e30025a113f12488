import { ClusterFacts } from './facts/cluster-facts';
import { GuideFacts } from './facts/guide-facts';
import { ProductionFacts } from './facts/production-facts';
import { WeaknessFacts } from './facts/weakness-facts';
import { WrittenFacts } from './facts/written-facts';
import { codes } from './markdown';
import { Language } from '../../model';

/** What each language says in its own words; a language that is missing does not compile. */
export type Text = Readonly<Record<Language, string>>;

/** Speaks one language. */
export interface Voice {
  readonly say: (text: Text) => string;
  /** Names as code, in a sentence: "`a`, `b` and `c`". */
  readonly and: (names: string[]) => string;
  readonly or: (names: string[]) => string;
}

/** What a section is written from. */
export interface Page extends Voice {
  readonly facts: GuideFacts;
  /** Not set where the guide says nothing about production. */
  readonly production?: ProductionFacts;
  /** The environments that are written for Kubernetes. */
  readonly clusters: ClusterFacts[];
  /** What makes services less safe than by default, in all environments. */
  readonly weaknesses: WeaknessFacts[];
  /** Every environment, as it is written down. */
  readonly written: WrittenFacts[];
}

/**
 * A part of the page: Markdown that starts with its heading, or nothing where it does not apply. What is the same in all languages
 * (commands, tables, links) stands once; each sentence stands in all of them, side by side.
 */
export type Section = (page: Page) => string | false | undefined;

/** The voice of a language. */
export function voiceOf(language: Language): Voice {
  const say = (text: Text) => text[language];
  return {
    say,
    and: (names) => codes(names, say({ 'en': 'and', 'pt-BR': 'e' })),
    or: (names) => codes(names, say({ 'en': 'or', 'pt-BR': 'ou' })),
  };
}
