import { Deployment, StatefulSet } from 'kubernetes-models/apps/v1';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import { Job } from 'kubernetes-models/batch/v1';
import { Ingress, NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { ConfigMap, Namespace, PersistentVolumeClaim, Secret, Service } from 'kubernetes-models/v1';
import { OPTIONS, exampleStack, writtenFor } from './fixture';
import {
  ContainerUser, EnvValue, FilePatch, HealthCheck, ImageSource, Language, ServiceKind, Size, Volume,
} from '../../../src';
import { TestService, emptyProject, refused, synthesized } from '../../fixtures/stack';

const KINDS: { readonly [kind: string]: new (manifest: any) => { validate(): void } } = {
  ConfigMap,
  Deployment,
  HorizontalPodAutoscaler,
  Ingress,
  Job,
  Namespace,
  NetworkPolicy,
  PersistentVolumeClaim,
  PodDisruptionBudget,
  Secret,
  Service,
  StatefulSet,
};

function example(prepare?: Parameters<typeof writtenFor>[3]) {
  const all = exampleStack();
  all.cluster.configure(all.backend, { replicas: 2 });
  return { ...all, ...writtenFor(all.stack, all.cluster, OPTIONS, prepare) };
}

describe('the example', () => {
  const { files, manifests, find, pod } = example();
  const workloads = manifests.filter(({ kind }) => ['Deployment', 'StatefulSet', 'Job'].includes(kind));

  test('is a file a service, with what belongs to all of them', () => {
    expect(Object.keys(files).sort()).toEqual([
      'backend.yaml', 'celery-beat.yaml', 'celery-worker.yaml', 'entrance.yaml', 'frontend.yaml', 'jobs/backend.yaml', 'jobs/kustomization.yaml',
      'kustomization.yaml', 'mongodb.yaml', 'namespace.yaml', 'network.yaml', 'redis.yaml', 'secrets.example.yaml',
    ]);
  });

  test.each(manifests.filter(({ kind }) => kind !== 'Kustomization').map((manifest) => [manifest.kind, manifest.metadata.name, manifest]))(
    '%s %s is what Kubernetes calls valid', (kind, _, manifest) => {
      expect(() => new KINDS[kind](manifest).validate()).not.toThrow();
    });

  test('what is invalid is noticed', () => {
    const { spec, ...rest } = find('Deployment', 'backend');
    expect(() => new Deployment({ ...rest, spec: { ...spec, selector: undefined } } as any).validate()).toThrow('selector');
  });

  test('kustomize reads all but the jobs and the example of the Secret', () => {
    expect(manifests.filter(({ kind }) => kind === 'Kustomization').map(({ resources }) => resources)).toEqual(expect.arrayContaining([
      ['namespace.yaml', 'network.yaml', 'mongodb.yaml', 'redis.yaml', 'backend.yaml', 'celery-worker.yaml', 'celery-beat.yaml', 'frontend.yaml', 'entrance.yaml'],
      ['backend.yaml'],
    ]));
  });

  test('an edge is not there: the Ingress sends requests where it would', () => {
    const [rule] = find('Ingress', 'conductor-cluster').spec.rules;
    expect(workloads.map(({ metadata }) => metadata.name)).not.toContain('edge');
    expect([rule.host, ...rule.http.paths.map(({ path, backend }: any) => `${path} ${backend.service.name}`)])
      .toEqual(['crm.example.com', '/ frontend', '/api backend', '/ws backend']);
  });

  test('each kind of service has its kind of workload', () => {
    expect(workloads.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual([
      'Deployment backend', 'Deployment celery-worker', 'Deployment frontend', 'Job backend', 'StatefulSet celery-beat', 'StatefulSet mongodb', 'StatefulSet redis',
    ]);
  });

  test('every pod passes Pod Security "restricted"', () => {
    for (const { spec: { template: { spec } } } of workloads) {
      expect(spec).toMatchObject({
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      });
      expect(spec.securityContext.runAsUser).toBeGreaterThan(0);
      expect(spec.containers[0].securityContext).toEqual({
        allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] },
      });
    }
    expect(find('Namespace', 'conductor-cluster').metadata.labels['pod-security.kubernetes.io/enforce']).toBe('restricted');
  });

  test('something is kept for every pod, and it is less than it may take', () => {
    expect(pod('Deployment', 'celery-worker').containers[0].resources).toEqual({
      requests: { cpu: '200m', memory: '512Mi' }, limits: { cpu: '2000m', memory: '2Gi' },
    });
    // also where nobody says how much
    expect(pod('StatefulSet', 'redis').containers[0].resources).toEqual({
      requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '1000m', memory: '1024Mi' },
    });
  });

  test('a new pod takes over before an old one goes, which answers until everybody knows', () => {
    expect(find('Deployment', 'backend').spec.strategy.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
    expect(pod('Deployment', 'backend')).toMatchObject({
      terminationGracePeriodSeconds: 40, containers: [{ lifecycle: { preStop: { sleep: { seconds: 10 } } } }],
    });
  });

  test('pods of a frontend find each other, also those that come and go, and nobody else may ask for what they give each other', () => {
    expect(find('Service', 'frontend-pods').spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true, ports: [{ port: 8080 }] });
    const [{ configMapRef: { name } }] = pod('Deployment', 'frontend').containers[0].envFrom;
    expect(find('ConfigMap', name).data.FRONTEND_PEERS).toBe('frontend-pods:8080');
    expect(pod('Deployment', 'frontend').containers[0].startupProbe.exec.command.at(-1)).toBe('http://127.0.0.1:8081/ready');
    const { spec: { ingress: [users, own], egress } } = find('NetworkPolicy', 'frontend');
    expect(users.ports).toEqual([{ protocol: 'TCP', port: 8080 }]);
    expect([own.ports, own.from]).toEqual([undefined, egress[0].to]);
  });

  test('what works by the clock is a pod that somebody is, so that there are never two', () => {
    expect(find('StatefulSet', 'celery-beat').spec).toMatchObject({ replicas: 1, volumeClaimTemplates: [{ metadata: { name: 'celery-beat-data' } }] });
  });

  test('of what runs beside each other, one after the other goes when nodes are emptied', () => {
    expect(manifests.filter(({ kind }) => kind === 'PodDisruptionBudget').map(({ metadata }) => metadata.name)).toEqual(['backend']);
    expect(pod('Deployment', 'backend').topologySpreadConstraints[0].topologyKey).toBe('kubernetes.io/hostname');
  });

  test('a check keeps its kind; what is more than being healthy is asked once', () => {
    const [container] = pod('Deployment', 'backend').containers;
    expect(container.startupProbe.httpGet.path).toBe('/health/ready');
    expect([container.readinessProbe.httpGet.path, container.livenessProbe.httpGet.path]).toEqual(['/health', '/health']);
    expect(pod('StatefulSet', 'redis').containers[0].readinessProbe.exec.command).toEqual(['redis-cli', '-e', 'ping']);
  });

  test('a database is not killed because it is busy', () => {
    expect(pod('StatefulSet', 'mongodb').containers[0].livenessProbe).toBeUndefined();
  });

  test('a secret is a reference, and what is put together from it is put together in the cluster', () => {
    const { env } = pod('Deployment', 'backend').containers[0];
    expect(env).toContainEqual({ name: 'SECRET_KEY', valueFrom: { secretKeyRef: { name: 'conductor-secrets', key: 'SECRET_KEY' } } });
    expect(env).toContainEqual({ name: 'MONGO_URL', value: 'mongodb://conductor:$(MONGODB_PASSWORD)@mongodb:27017/conductor?authSource=conductor' });
    expect(env.findIndex(({ name }: any) => name === 'MONGODB_PASSWORD')).toBeLessThan(env.findIndex(({ name }: any) => name === 'MONGO_URL'));
  });

  test('values that are known are in a ConfigMap that is named after its content', () => {
    const { envFrom: [{ configMapRef: { name } }] } = pod('Deployment', 'backend').containers[0];
    expect(name).toMatch(/^backend-settings-[0-9a-f]{10}$/);
    expect(find('ConfigMap', name)).toMatchObject({ immutable: true, data: { ENVIRONMENT: 'cluster', FRONTEND_URL: 'http://localhost:4200' } });
  });

  test('the example of the Secret says every key, and no value', () => {
    expect(find('Secret', 'conductor-secrets').stringData).toEqual({ MONGODB_ROOT_PASSWORD: '', MONGODB_PASSWORD: '', REDIS_PASSWORD: '', SECRET_KEY: '' });
  });

  test('who reaches a service is who sends it requests, and users where they come in', () => {
    const callers = (name: string) => find('NetworkPolicy', name).spec.ingress.map(({ from }: any) =>
      from?.map(({ podSelector }: any) => podSelector.matchLabels['app.kubernetes.io/component']).join() ?? 'users');
    expect([callers('backend'), callers('frontend'), callers('mongodb')])
      .toEqual([['users', 'frontend'], ['users', 'frontend'], ['backend', 'celery-worker', 'celery-beat']]);
    expect(find('NetworkPolicy', 'mongodb').spec.egress).toEqual([]);
    expect(find('NetworkPolicy', 'default-deny').spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  test('logs are gone with the pod, data is in a claim, generated files are in a ConfigMap', () => {
    expect(pod('Deployment', 'backend').volumes).toContainEqual({ name: 'backend-logs', emptyDir: {} });
    expect(find('StatefulSet', 'mongodb').spec.volumeClaimTemplates[0].spec.resources.requests.storage).toBe('1Gi');
    expect(pod('StatefulSet', 'mongodb').containers[0].volumeMounts).toContainEqual({
      name: 'files', mountPath: '/docker-entrypoint-initdb.d/mongo-init.js', subPath: 'mongo-init.js', readOnly: true,
    });
  });

  test('the same stack is the same bytes', () => {
    expect(example().files).toEqual(files);
  });
});

describe('the guide', () => {
  test.each([
    [Language.EN, '### The cluster environment on a cluster', 'the release before it keeps serving'],
    [Language.PT_BR, '### O ambiente cluster em um cluster', 'o release anterior continua em serviço'],
  ])('says in %s how an environment is released to a cluster', (language, heading, promise) => {
    const { stack, cluster } = exampleStack(emptyProject(), language);
    stack.addKubernetes(cluster, OPTIONS);
    const guide = synthesized(stack)['docs/DOCKER_SETUP.md'];
    expect(guide).toContain(heading);
    expect(guide).toContain(promise);
    expect(guide).toContain('./scripts/kubernetes-cluster.sh deploy');
    expect(guide).toContain('kubernetes/cluster/secrets.example.yaml');
  });

  test('says nothing of clusters where there is none', () => {
    expect(synthesized(exampleStack().stack)['docs/DOCKER_SETUP.md']).not.toContain('Kubernetes');
  });
});

describe('what is chosen', () => {
  test('a Gateway takes the place of the Ingress', () => {
    const { stack, cluster } = exampleStack();
    const { find, manifests } = writtenFor(stack, cluster, { registry: 'ghcr.io/acme', gateway: { name: 'public', namespace: 'gateways', host: 'crm.example.com' } });
    expect(find('HTTPRoute', 'conductor-cluster').spec).toMatchObject({
      parentRefs: [{ name: 'public', namespace: 'gateways' }],
      hostnames: ['crm.example.com'],
      rules: [{ backendRefs: [{ name: 'frontend', port: 8080 }] }, { matches: [{ path: { value: '/api' } }] }, {}],
    });
    expect(manifests.some(({ kind }) => kind === 'Ingress')).toBe(false);
  });

  test('an autoscaler decides how many pods there are, and nobody else does', () => {
    const { find } = example((target) => target.configure(target.stack.findService('backend'), { autoscaling: { maxReplicas: 6 } }));
    expect(find('HorizontalPodAutoscaler', 'backend').spec).toMatchObject({ minReplicas: 2, maxReplicas: 6 });
    expect(find('Deployment', 'backend').spec).not.toHaveProperty('replicas');
  });

  test('a claim has the size and the class that are said', () => {
    const { find } = example((target) => target.configure(target.stack.findService('mongodb'), {
      claims: [{ volume: Volume.named('mongodb_data'), size: Size.gibibytes(20), storageClass: 'fast' }],
    }));
    expect(find('StatefulSet', 'mongodb').spec.volumeClaimTemplates[0].spec).toMatchObject({
      storageClassName: 'fast', resources: { requests: { storage: '20Gi' } },
    });
  });

  test('a key of a manifest can be set, and a file patched', () => {
    const { find, files } = example((target) => {
      target.override(target.stack.findService('backend'), 'Deployment', 'spec.template.metadata.annotations.example\\.com/team', 'crm');
      target.stack.patchFile('kubernetes/cluster/namespace.yaml', FilePatch.append('# seen\n'));
    });
    expect(find('Deployment', 'backend').spec.template.metadata.annotations).toEqual({ 'example.com/team': 'crm' });
    expect(files['namespace.yaml']).toContain('# seen');
  });

  test('a part of a list is set by its place', () => {
    const { pod } = example((target) => target.override(
      target.stack.findService('backend'), 'Deployment', 'spec.template.spec.containers.0.imagePullPolicy', 'Always'));
    expect(pod('Deployment', 'backend').containers).toMatchObject([{ name: 'backend', imagePullPolicy: 'Always' }]);
  });

  test('where data is elsewhere, nothing of it is written, and its address is a secret', () => {
    const { stack } = exampleStack();
    const { files, find } = writtenFor(stack, stack.production);
    expect(Object.keys(files)).not.toContain('mongodb.yaml');
    expect(Object.keys(find('Secret', 'conductor-secrets').stringData)).toEqual(expect.arrayContaining(['MONGO_URL', 'REDIS_URL']));
  });

  test('a service that is added later has its file', () => {
    const { stack, cluster } = exampleStack();
    stack.addKubernetes(cluster, OPTIONS);
    new TestService(stack, 'late', { user: ContainerUser.of(1000) });
    stack.validate();
    expect(stack.files.map(({ path }) => path)).toContain('kubernetes/cluster/late.yaml');
  });

  test('a third party\'s service needs nothing but what it says of itself', () => {
    const { stack, cluster } = exampleStack();
    new TestService(stack, 'mariadb', {
      kind: ServiceKind.DATA,
      image: ImageSource.reference('mariadb:11'),
      user: ContainerUser.of(999),
      environment: { MARIADB_PASSWORD: EnvValue.secret('MARIADB_PASSWORD') },
      ports: [{ port: 3306 }],
      mounts: [Volume.named('mariadb_data').mountAt('/var/lib/mysql')],
      healthCheck: HealthCheck.command(['healthcheck.sh', '--connect']),
    });
    const { find } = writtenFor(stack, cluster);
    expect(find('StatefulSet', 'mariadb').spec.template.spec.containers[0]).toMatchObject({ image: 'mariadb:11', ports: [{ containerPort: 3306 }] });
    expect(find('NetworkPolicy', 'mariadb').spec.ingress).toEqual([]);
  });
});

describe('what has no equivalent is refused with a sentence', () => {
  const problemsOf = (spec: ConstructorParameters<typeof TestService>[2], id = 'tool', options = OPTIONS) => {
    const { stack, cluster } = exampleStack();
    new TestService(stack, id, { user: ContainerUser.of(1000), ...spec });
    stack.addKubernetes(cluster, options);
    return refused(stack);
  };

  test('live reload', () => {
    const { stack } = exampleStack();
    stack.addKubernetes(stack.development, OPTIONS);
    expect(refused(stack)).toContain('environment "development" of stack "conductor" mounts sources (liveReload), and a cluster has none');
  });

  test('root, and users that nobody names', () => {
    expect(problemsOf({ user: ContainerUser.of(0) })).toContain('service "tool" in environment "cluster" runs as root, which Pod Security "restricted" refuses');
    expect(problemsOf({ user: undefined })).toContain('service "tool" in environment "cluster" says no user, and Kubernetes has to know that it is not root');
  });

  test('capabilities', () => {
    expect(problemsOf({ capabilities: ['SYS_PTRACE'] })).toContain('keeps the capability "SYS_PTRACE", which Pod Security "restricted" refuses');
  });

  test('mounts of the repository', () => {
    expect(problemsOf({ mounts: [Volume.repositoryFolder('reports').mountReadOnlyAt('/reports')] }))
      .toContain('mounts "reports" of the repository, which a cluster does not have and this stack does not write');
  });

  test('names that are too long', () => {
    expect(problemsOf({ kind: ServiceKind.DATA }, 'd'.repeat(60))).toContain('has a name of 60 characters: allowed are 52 on Kubernetes');
  });

  test('variables without a value, and settings that nobody reads', () => {
    expect(problemsOf({ environment: { PORTAL: EnvValue.variable('PORTAL', { required: true, description: 'the portal' }) } }))
      .toContain('variable "PORTAL" (the portal) has no value in environment "cluster" on Kubernetes: pass it to addKubernetes, settings: { PORTAL: \'...\' }');
    expect(problemsOf({}, 'tool', { ...OPTIONS, settings: { FRONTEND_URI: 'x' } })).toContain('which no service reads: did you mean "FRONTEND_URL"?');
    expect(problemsOf({}, 'tool', { ...OPTIONS, settings: { SECRET_KEY: 'x' } })).toContain('"SECRET_KEY", which is a secret and must not be in a file');
  });

  test('values that are put together from a secret which may be missing', () => {
    expect(problemsOf({ environment: { URL: EnvValue.join(EnvValue.of('http://'), EnvValue.secret('TOKEN', { required: false })) } }))
      .toContain('puts "URL" together from the secret "TOKEN", which may be missing');
  });

  test.each([
    [{ registry: 'https://ghcr.io' }, 'the registry of environment "cluster" on Kubernetes is "https://ghcr.io", which cannot be used'],
    [{ registry: 'acme/crm' }, 'is "acme/crm", which is taken for a path on Docker Hub'],
    [{ ...OPTIONS, namespace: 'default' }, 'the namespace of environment "cluster" on Kubernetes is "default", which others use too'],
    [{ ...OPTIONS, gateway: { name: 'public' } }, 'come in at an ingress and at a gateway: pass one of them'],
    [{ ...OPTIONS, outbound: ['10.0.0.1'] }, 'a network (outbound) of environment "cluster" on Kubernetes is "10.0.0.1", which cannot be used'],
  ])('%j', (options, message) => {
    const { stack, cluster } = exampleStack();
    expect(() => stack.addKubernetes(cluster, options)).toThrow(message);
  });

  test('a registry that is missing', () => {
    const { stack, cluster } = exampleStack();
    expect(() => stack.addKubernetes(cluster, {} as any)).toThrow('registry');
  });

  test('an environment that is written already', () => {
    const { stack } = exampleStack();
    stack.addKubernetes(stack.production, OPTIONS);
    expect(() => stack.addKubernetes(stack.production, OPTIONS)).toThrow('is written for Kubernetes already');
  });

  test('an edge is not configured: it has no pods', () => {
    const { stack, cluster, edge } = exampleStack();
    const target = stack.addKubernetes(cluster, OPTIONS);
    expect(() => target.configure(edge, {})).toThrow('service "edge" is not in "kubernetes/cluster"');
  });

  test('a database that is to be scaled', () => {
    const { stack, cluster, mongodb } = exampleStack();
    stack.addKubernetes(cluster, OPTIONS).configure(mongodb, { autoscaling: { maxReplicas: 3 } });
    expect(refused(stack)).toContain('service "mongodb" in environment "cluster" is scaled by what it has to do (autoscaling), and keeps data: take it out');
  });
});
