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
    mayImport: ['base', 'model', 'review'],
    instead: 'a platform reads ServiceSpec and never asks what type of service it is; what it has written it reads as a reviewer does',
  },
  guide: {
    mayImport: ['base', 'model', 'platforms', 'review'],
    instead: 'the guide reads the model, the plans of platforms, and what is written as a reviewer sees it',
  },
  review: {
    mayImport: ['base'],
    instead: 'review/ reads what was written, of any revision, and says what a change means: parse the file',
  },
  project: {
    mayImport: ['base', 'model', 'platforms', 'services', 'stack', 'workflows'],
    instead: 'project/ is a project type made of what others have: it decides nothing of theirs',
  },
  workflows: {
    mayImport: ['base', 'model', 'platforms'],
    instead: 'workflows/ call the scripts: what a stack consists of is read from the plans of platforms',
  },
  init: {
    mayImport: ['base'],
    instead: 'init/ reads a repository as data and writes text: it constructs nothing, and knows the API by its names only',
  },
  cli: {
    mayImport: ['base', 'review', 'init'],
    instead: 'cli/ is a thin layer of commands: what a command knows lies in a room of its own',
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
