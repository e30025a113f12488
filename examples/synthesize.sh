#!/usr/bin/env bash
# Synthesizes examples/conductor-crm with the library as it will be published: compiled, packed, and installed from the tarball.
# Prints the tree of the files that were written. Needs Node.js and npm, no container engine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packed=$(mktemp -d)
trap 'rm -rf "$packed"' EXIT

echo "compiling and packing the library ..."
npx --no-install jsii --silence-warnings=reserved-word >"$packed/log" 2>&1 || { cat "$packed/log" >&2; exit 1; }
npm pack --silent --pack-destination "$packed" >/dev/null

cd examples/conductor-crm
echo "installing the tarball into examples/conductor-crm ..."
npm install --silent --no-save --no-package-lock --no-audit --no-fund "$packed"/*.tgz

# projen learns from .projen/tasks.json how to run .projenrc.ts; where that is not there yet, the file is run once by itself
if [ -f .projen/tasks.json ]; then npx --no-install projen; else npx --no-install tsx .projenrc.ts; fi

echo
node <<'JS'
const files = require('./.projen/files.json').files.sort();
const tree = {};
for (const file of files) {
  file.split('/').reduce((folder, part) => folder[part] ??= {}, tree);
}
const print = (folder, indent) => Object.entries(folder).forEach(([name, inner], index, all) => {
  const last = index === all.length - 1;
  console.log(`${indent}${last ? '└── ' : '├── '}${name}`);
  print(inner, indent + (last ? '    ' : '│   '));
});
console.log('examples/conductor-crm');
print(tree, '');
console.log(`${files.length} files written`);
JS
