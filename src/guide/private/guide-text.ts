import { GuideFacts, PortFacts, ServiceFacts } from './facts';
import { ProductionFacts } from './production-facts';
import { ProductionText } from './production-text';
import { Condition } from '../../model';

/** The words of tables, lists and the diagram. */
export interface GuideWords {
  readonly serviceTable: { readonly [column in 'service' | 'what' | 'image' | 'port' | 'health' | 'waits']: string };
  readonly variableTable: { readonly [column in 'variable' | 'readBy' | 'required' | 'value' | 'what']: string };
  readonly volumeTable: { readonly [column in 'volume' | 'fullName' | 'where']: string };
  readonly sourceTable: { readonly [column in 'service' | 'folder' | 'path']: string };
  readonly yes: string;
  readonly no: string;
  /** An empty cell. */
  readonly none: string;
  readonly empty: string;
  readonly sharedImage: (service: string) => string;
  readonly unpublished: (port: PortFacts) => string;
  readonly health: (check: Required<ServiceFacts>['healthCheck']) => string;
  readonly condition: { readonly [condition in Condition]: string };
  readonly portOf: (port: PortFacts) => string;
  readonly hostUser: string;
  readonly hostGroup: string;
  readonly compose: string;
  readonly host: string;
}

/** The guide in one language: a part that is missing does not compile. Each part is Markdown and starts with its heading. */
export interface GuideText {
  readonly words: GuideWords;
  /** How the stack is brought to its users. */
  readonly production: ProductionText;

  readonly introduction: (facts: GuideFacts, production: ProductionFacts | undefined) => string;
  readonly prerequisites: (facts: GuideFacts) => string;
  readonly quickStart: (facts: GuideFacts) => string;
  readonly services: (facts: GuideFacts) => string;
  readonly commands: (facts: GuideFacts) => string;
  readonly withoutScript: (facts: GuideFacts) => string;
  readonly variables: (facts: GuideFacts) => string;
  readonly hostUser: (facts: GuideFacts) => string;
  readonly hotReload: (facts: GuideFacts) => string;
  readonly data: (facts: GuideFacts) => string;
  readonly builds: (facts: GuideFacts) => string;
  readonly generated: (facts: GuideFacts) => string;

  readonly troubleshooting: (facts: GuideFacts) => string;
  readonly portInUse: (facts: GuideFacts, moved: Required<GuideFacts>['movedPort']) => string;
  readonly doesNotStart: (facts: GuideFacts) => string;
  readonly unhealthy: (facts: GuideFacts, service: string) => string;
  readonly connectionRefused: (facts: GuideFacts, service: ServiceFacts) => string;
  readonly passwordChanged: (facts: GuideFacts, services: ServiceFacts[]) => string;
  readonly initIgnored: (facts: GuideFacts, services: ServiceFacts[]) => string;
  readonly requiredVariable: (facts: GuideFacts) => string;
  readonly permissionDenied: (facts: GuideFacts) => string;
  readonly readOnlyFileSystem: (facts: GuideFacts) => string;
  readonly changesNotNoticed: (facts: GuideFacts) => string;
  readonly packageNotFound: (facts: GuideFacts, services: ServiceFacts[]) => string;
  readonly engineUnreachable: (facts: GuideFacts) => string;
  readonly diskFull: (facts: GuideFacts) => string;
}
