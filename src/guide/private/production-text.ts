import { GuideFacts } from './facts';
import { ProductionFacts } from './production-facts';
import { Rollout } from '../../platforms/compose/plan/rollout';

/** The words of production's tables and its diagram. */
export interface ProductionWords {
  readonly serviceTable: { readonly [column in 'service' | 'what' | 'image' | 'port' | 'limits' | 'containers']: string };
  readonly replacementTable: { readonly [column in 'service' | 'how' | 'grace']: string };
  readonly secretTable: { readonly [column in 'file' | 'readBy' | 'what']: string };
  readonly rollout: { readonly [rollout in Rollout]: string };
  readonly cpus: (cpus: number) => string;
  readonly memory: (memory: string) => string;
  readonly processes: (pids: number) => string;
  readonly users: string;
  readonly internal: string;
  readonly external: string;
}

/** What the guide says about production in one language: a part that is missing does not compile. Each part is Markdown and starts with its heading. */
export interface ProductionText {
  readonly production: (facts: ProductionFacts, development: GuideFacts) => string;
  readonly variables: (facts: ProductionFacts) => string;
  readonly firstDeploy: (facts: ProductionFacts) => string;
  readonly otherMachine: (facts: ProductionFacts) => string;
  readonly releases: (facts: ProductionFacts) => string;
  readonly deploySteps: (facts: ProductionFacts) => string;
  readonly rollback: (facts: ProductionFacts) => string;
  readonly notRolledBack: (facts: ProductionFacts) => string;
  readonly migrations: (facts: ProductionFacts) => string;
  readonly https: (facts: ProductionFacts) => string;
  readonly backup: (facts: ProductionFacts) => string;
  readonly restore: (facts: ProductionFacts) => string;
  readonly scaling: (facts: ProductionFacts, scaled: Required<ProductionFacts>['scaled']) => string;
  readonly failing: (facts: ProductionFacts) => string;
  readonly killed: (facts: ProductionFacts) => string;
  readonly noSpace: (facts: ProductionFacts) => string;
  readonly logs: (facts: ProductionFacts) => string;
}
