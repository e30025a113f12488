import { Row, file } from './row';

/** What a browser is told a file is: with `nosniff`, it believes nothing else. */
export const TYPING: Row[] = [
  { what: 'a module is a script', request: { path: '/module.mjs' }, status: 200, headers: { 'content-type': 'text/javascript' }, body: file('/module.mjs') },
  { what: 'a web manifest is one', request: { path: '/manifest.webmanifest' }, status: 200, headers: { 'content-type': 'application/manifest+json' }, body: file('/manifest.webmanifest') },
  { what: 'a program in WebAssembly is one', request: { path: '/engine.wasm' }, status: 200, headers: { 'content-type': 'application/wasm' }, body: file('/engine.wasm') },
  { what: 'a drawing is one', request: { path: '/drawing.svg' }, status: 200, headers: { 'content-type': 'image/svg+xml' }, body: file('/drawing.svg') },
  { what: 'data are JSON', request: { path: '/data.json' }, status: 200, headers: { 'content-type': 'application/json' }, body: file('/data.json') },
];
