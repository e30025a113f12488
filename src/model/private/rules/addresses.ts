import { Subject, refusals } from './rule';
import { requireHttpPath, requireLine, requirePort, requireSettableName, requireVariableName } from '../../../base/checks';

/** Ports, and what is said to be found at them. */
export function addresses({ service: { id }, spec }: Subject): string[] {
  const ports = spec.ports ?? [];
  const twice = ports.find((one, index) => ports.findIndex((other) => other.port === one.port) < index);
  return [
    ...ports.flatMap(({ port, hostPort = port, variable }) => refusals(
      () => requirePort(`a port of service "${id}"`, port),
      () => requirePort(`a host port of service "${id}"`, hostPort),
      () => variable !== undefined && requireSettableName(variable),
    )),
    ...spec.peers === undefined ? [] : refusals(() => requireVariableName(spec.peers!.variable)),
    ...spec.peers !== undefined && ports.length === 0 ? [
      `service "${id}" has peers, and no port at which they reach each other: add it to ports`,
    ] : [],
    ...twice === undefined ? [] : [`service "${id}" has port ${twice.port} twice: name it once`],
    ...(spec.routes ?? []).flatMap(({ path = '/', port }) => refusals(
      () => requireHttpPath(`the path of a route of service "${id}"`, path),
      () => requirePort(`the port of a route of service "${id}"`, port),
    )),
    ...(spec.endpoints ?? []).flatMap(({ title, path = '/', port }) => [
      ...refusals(
        () => requireLine(`the title of an endpoint of service "${id}"`, title),
        () => requireHttpPath(`the path of an endpoint of service "${id}"`, path),
      ),
      ...ports.some((each) => each.port === port) ? [] : [
        `service "${id}" has an endpoint "${title}" on port ${port}, which is not one of its ports: add it to ports`,
      ],
    ]),
  ];
}
