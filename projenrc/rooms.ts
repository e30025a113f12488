import { Component, type javascript } from 'projen';

/** What each room of `src/` may import from. */
const ROOMS: Record<string, { readonly mayImport: string[]; readonly instead: string }> = {
  base: {
    mayImport: [],
    instead: 'base/ is what every room may use, so it uses none: units, names and checks of values only',
  },
  model: {
    mayImport: ['base'],
    instead: 'the model knows no service type and no platform: put the fact into ServiceSpec and let the other room read it',
  },
  image: {
    mayImport: ['base'],
    instead: 'image/ models files and knows no service: pass what it needs as an option',
  },
  nginx: {
    mayImport: ['base'],
    instead: 'nginx/ models a configuration and knows no service: pass what it needs as an option',
  },
  services: {
    mayImport: ['base', 'model', 'image', 'nginx'],
    instead: 'a service describes itself in describe(): let the platform and the guide read ServiceSpec',
  },
  platforms: {
    mayImport: ['base', 'model'],
    instead: 'a platform reads ServiceSpec and never asks what type of service it is',
  },
  guide: {
    mayImport: ['base', 'model', 'platforms'],
    instead: 'the guide reads the model and the plans of platforms',
  },
  assertions: {
    mayImport: ['base'],
    instead: 'assertions read what was written, as a stranger would: parse the file',
  },
  stack: {
    mayImport: ['base', 'model', 'platforms', 'guide'],
    instead: 'ContainerStack puts platforms and the guide together; it knows no service type',
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
    const privacy = rooms.flatMap((room) => ROOMS[room].mayImport.map((other) => ({
      target: `./src/${room}`,
      from: `./src/${other}/**/private/**`,
      message: `what is private belongs to its room: use what ${other}/ shows, or show it there, if need be as an @internal member`,
    })));
    project.eslint?.addRules({ 'import/no-restricted-paths': ['error', { zones: [...zones, ...privacy] }] });
  }
}
