import { Manifest, labelsOf, metadataOf } from './manifest';
import { KubernetesPlan, PlannedWorkload } from '../plan/kubernetes-plan';
import { FOUNDATION, STEP, hashedName } from '../plan/names';

/** The settings and the generated files of a service. Whoever runs keeps those that it was started with: others have another name. */
export function configMapsOf(plan: KubernetesPlan, workload: PlannedWorkload): Manifest[] {
  const { settings, storage } = workload;
  return [
    ...settings.name === undefined ? [] : [configMap(plan, workload, settings.name, settings.values)],
    ...Object.keys(storage.files).length === 0 ? [] : [configMap(plan, workload, filesName(workload), storage.files)],
  ];
}

/** What the ConfigMap with the generated files of a service is called. */
export function filesName({ id, storage }: PlannedWorkload): string {
  return hashedName(`${id}-files`, storage.files);
}

function configMap(plan: KubernetesPlan, workload: PlannedWorkload, name: string, data: { readonly [key: string]: string }): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadataOf(plan, name, { ...labelsOf(plan, workload), [STEP]: FOUNDATION }),
    immutable: true,
    data,
  };
}
