import { Scene, flowchart } from '../../../src/guide/private/diagram';
import { HealthCheck, ImageSource } from '../../../src/model';
import { GenericService } from '../../../src/services';
import { edgeStack, emptyStack, fullStack, nodesOf, referenceStack, synthesized, unreadableLines, writeGuide } from '../fixture';

const SCENE: Scene = { visitor: 'you', networks: [], published: [], volumes: [], elsewhere: [] };

const linesOf = (diagram: string) => diagram.trimEnd().split('\n').map((line) => line.trim());

function service(id: string, uses: string[] = []): { id: string; description: string; uses: string[] } {
  return { id, description: id, uses };
}

test('a service has an arrow to each that it uses', () => {
  const services = [service('web', ['api', 'db']), service('api'), service('db')];
  const lines = linesOf(flowchart({ ...SCENE, networks: [{ label: 'net', services }] }));
  expect(lines.filter((line) => line.includes('-->'))).toEqual(['service_web --> service_api', 'service_web --> service_db']);
});

test('an arrow may go from one network to another', () => {
  const networks = [{ label: 'net', services: [service('api', ['db'])] }, { label: 'data', services: [service('db')] }];
  expect(linesOf(flowchart({ ...SCENE, networks }))).toEqual([
    'flowchart LR',
    'subgraph network["net"]', 'service_api["api<br/>api"]', 'end',
    'subgraph network2["data"]', 'service_db["db<br/>db"]', 'end',
    'service_api --> service_db',
  ]);
});

test('a network without services is not shown', () => {
  expect(flowchart({ ...SCENE, networks: [{ label: 'empty', services: [] }] })).toBe('flowchart LR\n');
});

test('a volume that a service mounts twice has one line to it', () => {
  const mounts = [{ service: 'db', path: '/a' }, { service: 'db', path: '/b' }];
  const lines = linesOf(flowchart({ ...SCENE, volumes: [{ name: 'data', mounts }] }));
  expect(lines.filter((line) => line.includes('-.-'))).toEqual(['service_db -.- volume1']);
});

describe('the diagram of development', () => {
  const { diagram } = writeGuide(referenceStack());
  const lines = linesOf(diagram);

  test('has lines that Mermaid can read, and no others', () => {
    expect(unreadableLines(diagram)).toEqual([]);
  });

  test('declares each node once, and every node that a line names', () => {
    const { declared, named } = nodesOf(diagram);
    expect(new Set(declared).size).toBe(declared.length);
    expect(named.filter((name) => !declared.includes(name))).toEqual([]);
    expect(declared).toEqual(expect.arrayContaining(['host', 'network', 'service_celery_worker', 'service_frontend', 'volume1']));
  });

  test('shows the network, who uses whom, ports and volumes', () => {
    expect(lines).toEqual(expect.arrayContaining([
      'subgraph network["conductor-network"]', 'service_backend --> service_mongodb', 'service_celery_beat --> service_redis',
      'host -- "4200" --> service_frontend', 'volume1[("mongodb_data")]', 'service_mongodb -.- volume1',
    ]));
  });

  test('can have services with names that are words of Mermaid', () => {
    const stack = emptyStack();
    new GenericService(stack, 'end', { image: ImageSource.reference('example:1'), healthCheck: HealthCheck.none() });
    expect(writeGuide(stack).diagram).toContain('service_end["end<br/>end"]');
  });
});

describe('the diagram of production', () => {
  test('shows who users come in to, whom that sends requests to, and both networks', () => {
    expect(linesOf(synthesized(fullStack()).diagrams[1])).toEqual(expect.arrayContaining([
      'host(["users"])', 'host -- "80" --> service_edge', 'host -- "443" --> service_edge', 'service_edge --> service_frontend',
      'service_edge --> service_backend', 'subgraph network["conductor-network"]', 'subgraph network2["conductor-data (internal)"]',
    ]));
  });

  test('shows databases that are elsewhere outside of the networks, and what leads to them', () => {
    const shown = linesOf(synthesized(edgeStack()).diagrams[1]);
    expect(shown).toContain('external_mongodb[("mongodb<br/>MongoDB (external)")]');
    expect(shown).toContain('service_backend -- "MONGO_URL" --> external_mongodb');
    expect(shown).not.toContain('subgraph network2["conductor-data (internal)"]');
  });
});
