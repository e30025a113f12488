import { Document, YAMLMap, isMap } from 'yaml';
import { overridden } from '../../compose/private/overrides';
import { writeDocument } from '../../compose/private/quotes';
import { KubernetesPlan, PlannedWorkload } from '../plan/kubernetes-plan';
import { commonLabels, selectorOf } from '../plan/names';

/** A manifest, or a part of one. What is `undefined` is not written. */
export interface Manifest {
  [key: string]: any;
}

/** Manifests as the documents of one file, under a line that says what they are. */
export function renderManifests(comment: string, manifests: Manifest[]): string {
  return manifests.map((manifest, index) => {
    const document = new Document(cleaned(manifest), { compat: 'yaml-1.1' });
    document.directives!.docStart = index > 0 ? true : null;
    document.commentBefore = index === 0 ? ` ${comment}` : null;
    if (isMap(document.contents)) {
      keepOnOneLine(document.contents);
    }
    return writeDocument(document);
  }).join('');
}

/** Names, selectors and references are read faster on one line. */
const SHORT = ['secretKeyRef', 'configMapKeyRef', 'fieldRef', 'emptyDir', 'matchLabels', 'namespaceSelector'];

function keepOnOneLine(map: YAMLMap): void {
  map.items.forEach(({ key, value }) => {
    if (isMap(value)) {
      value.flow = value.items.length === 0 || SHORT.includes(`${key}`) && value.items.length < 3;
      keepOnOneLine(value);
    } else {
      const items: unknown[] = (value as YAMLMap | null)?.items ?? [];
      items.filter(isMap).forEach((item) => keepOnOneLine(item));
    }
  });
}

/** What everything of an environment begins with; the kind of its labels tells when it is applied. */
export function metadataOf(plan: KubernetesPlan, name: string, labels: { readonly [label: string]: string } = {}): Manifest {
  return { name, labels: { ...commonLabels(plan.stack, plan.environment), ...labels } };
}

/** The labels of what belongs to one service. */
export function labelsOf(plan: KubernetesPlan, { id }: PlannedWorkload, name = id): { readonly [label: string]: string } {
  return { ...selectorOf(plan.stack, plan.environment, name), 'app.kubernetes.io/component': id };
}

/** With what is set by hand. */
export function changed(plan: KubernetesPlan, workload: PlannedWorkload, manifest: Manifest): Manifest {
  const changes = plan.changes.filter(({ service, kind }) => service === workload.service && kind === manifest.kind);
  return overridden(manifest, changes.map((change) => ({ ...change, adds: false })));
}

/** Without the keys that have no value, and maps and lists that have nothing in them, unless that is what they say. */
function cleaned(value: any): any {
  if (Array.isArray(value)) {
    return value.map(cleaned);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined).map(([key, each]) => [key, cleaned(each)]));
  }
  return value;
}

/** A list or a map that has something in it. */
export function unlessEmpty<T extends object>(value: T): T | undefined {
  return Object.values(value).some((each) => each !== undefined) ? value : undefined;
}
