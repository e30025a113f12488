import { Component, type javascript } from 'projen';

/** What each room of `src/` may import from. A room that is not named here may import nothing of ours. */
const ROOMS: Record<string, { readonly mayImport: string[]; readonly instead: string }> = {
  model: {
    mayImport: [],
    instead: 'the model knows no service type and no platform: put the fact into ServiceSpec and let the other room read it',
  },
  image: {
    mayImport: [],
    instead: 'image/ models files and knows no service: pass what it needs as an option',
  },
  nginx: {
    mayImport: [],
    instead: 'nginx/ models a configuration and knows no service: pass what it needs as an option',
  },
  services: {
    mayImport: ['model', 'image', 'nginx'],
    instead: 'a service describes itself in describe(): let the target, the scripts and the guide read ServiceSpec',
  },
  targets: {
    mayImport: ['model'],
    instead: 'a target reads ServiceSpec and never asks what type of service it is',
  },
  operations: {
    mayImport: ['model'],
    instead: 'scripts and env templates read the model only',
  },
  docs: {
    mayImport: ['model'],
    instead: 'the guide reads the model only',
  },
  stack: {
    mayImport: ['model', 'targets', 'operations', 'docs'],
    instead: 'ContainerStack puts targets, scripts and the guide together; it knows no service type',
  },
};

/** Guards the arrows between the rooms of `src/` with lint zones (see ARCHITECTURE.md). */
export class Rooms extends Component {
  constructor(project: javascript.NodeProject & { readonly eslint?: javascript.Eslint }) {
    super(project);
    const rooms = Object.keys(ROOMS);
    const zones = rooms.flatMap((room) =>
      rooms
        .filter((other) => other !== room && !ROOMS[room].mayImport.includes(other))
        .map((other) => ({ target: `./src/${room}`, from: `./src/${other}`, message: ROOMS[room].instead })),
    );
    project.eslint?.addRules({ 'import/no-restricted-paths': ['error', { zones }] });
  }
}
