/** A number as JSON writes it: for JavaScript, and for awk. */
export const NUMBER = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$/;

/** What a container of an application has to do before nginx starts. */
export interface BeforeStartOptions {
  /** The folder of the built files: `/usr/share/nginx/html`. */
  readonly root: string;

  /** Hashed files are kept for pages that were loaded before a release; `undefined`: they are not. */
  readonly retention?: RetentionOptions;

  /** The application's configuration, from variables of the environment; `undefined`: there is none. */
  readonly runtimeConfig?: RuntimeConfigOptions;
}

/** How long hashed files of earlier releases are kept, and where. */
export interface RetentionOptions {
  /** How many earlier releases. */
  readonly releases: number;

  /** How long after a release was last in service. */
  readonly maxAgeSeconds: number;

  /** A volume: `/var/lib/frontend-releases`. nginx finds the files in `files/`. */
  readonly folder: string;

  /** The file that names what has a hash, relative to the root: `/usr/share/nginx/hashed-files`. */
  readonly list: string;
}

/** A file of JSON that the application reads. */
export interface RuntimeConfigOptions {
  /** Where it is written: `/tmp/config.json`. */
  readonly file: string;

  /** Its properties, in their order. */
  readonly values: RuntimeConfigValue[];
}

/** One property of the application's configuration. */
export interface RuntimeConfigValue {
  /** The property's name. */
  readonly key: string;

  /** The variable of the environment that has its value. */
  readonly variable: string;

  /** A text is `""` if there is no value, anything else `null`. */
  readonly type: 'text' | 'number' | 'boolean';
}

/**
 * A program of the image, `before-start.sh`, for `/docker-entrypoint.d`. Its shell and its tools may be BusyBox's.
 *
 * The options have been checked by whoever calls: paths are absolute and have no quotes, keys and variables are identifiers.
 */
export function beforeStart({ root, retention, runtimeConfig }: BeforeStartOptions): string {
  const parts = [
    START,
    // first, because a container that does not start is not in service
    ...runtimeConfig ? [writeConfig(runtimeConfig)] : [],
    ...retention ? [keepFiles(root, retention)] : [],
  ];
  return parts.join('\n');
}

const START = `\
#!/bin/sh
# Runs when the container starts, before nginx does. It is silent if all is well.

set -eu
`;

function writeConfig({ file, values }: RuntimeConfigOptions): string {
  return `\
# --- the application's configuration -----------------------------------------

# What the environment says, as JSON. A value that is none of its type ends the start here, which a deploy notices.
config='${file}'

# by bytes (LC_ALL), so that UTF-8 goes through as it is, whichever awk there is
json=$(
  LC_ALL=C awk '
    function property(key, variable, type,   value, written) {
      value = ENVIRON[variable]
      if (type == "text") {
        written = text(value)
      } else if (value == "") {
        written = "null"
      } else if (type == "number" && value !~ ${NUMBER}) {
        refuse(key, variable, value, "a number as JSON writes it, such as 10, -1 or 0.5")
      } else if (type == "boolean" && value != "true" && value != "false") {
        refuse(key, variable, value, "true or false")
      } else {
        written = value
      }
      properties = properties (properties == "" ? "" : ",\\n") "  " text(key) ": " written
    }

    function text(value,   i, character, written) {
      for (i = 1; i <= length(value); i++) {
        character = substr(value, i, 1)
        written = written (character in escaped ? escaped[character] : character)
      }
      return "\\"" written "\\""
    }

    function refuse(key, variable, value, allowed) {
      print "before-start.sh: \\"" key "\\" of the configuration is \\"" value "\\" (" variable "), allowed is " allowed ": correct what sets it, or leave it empty for null" | "cat >&2"
      refused = 1
    }

    BEGIN {
      for (i = 1; i < 32; i++) escaped[sprintf("%c", i)] = sprintf("\\\\u%04x", i)
      escaped["\\t"] = "\\\\t"
      escaped["\\n"] = "\\\\n"
      escaped["\\r"] = "\\\\r"
      escaped["\\""] = "\\\\\\""
      escaped["\\\\"] = "\\\\\\\\"

${values.map(({ key, variable, type }) => `      property("${key}", "${variable}", "${type}")\n`).join('')}
      if (refused) exit 1
      print "{\\n" properties "\\n}"
    }
  '
)
# in one step, so that nobody ever reads half of it
printf '%s\\n' "$json" > "$config.new"
chmod 644 "$config.new"
mv "$config.new" "$config"
`;
}

function keepFiles(root: string, { releases, maxAgeSeconds, folder, list }: RetentionOptions): string {
  return `\
# --- files of earlier releases -----------------------------------------------

# A page that was loaded before a release goes on asking for files of that time, whose names have a hash. They are kept in a
# volume, where nginx looks for what this image does not have:
#   files/  the hashed files of all releases that are kept, with their compressed forms
#   lists/  what each of these releases has; when one was last in service is its list's modification time
root='${root}'
list='${list}'
folder='${folder}'
releases=${releases}
max_age=${maxAgeSeconds} # seconds

keep_files() {
  if ! { mkdir -p "$folder/files" "$folder/lists" && touch "$folder/lock"; } 2> /dev/null; then
    refuse "$folder cannot be written by user $(id -u) (is a volume mounted there?)"
  fi
  cd "$folder"
  lock_folder
  # what a start that was killed has left
  rm -rf new
  # what a start that fails will leave
  trap 'rm -rf new' EXIT

  cp "$list" lists/.new
  own=lists/$(sha256sum < lists/.new | cut -d ' ' -f 1)
  now=$(date +%s)

  # The newest list is that of the release that was in service until now: its age begins. It is a second older than ours, because
  # times are compared by the second. If it is ours, this is a restart or another container of the same release.
  newest=$(lists_by_age | head -n 1 | cut -d ' ' -f 2)
  if [ -n "$newest" ] && [ "$newest" != "$own" ]; then
    touch -d "@$((now - 1))" "$newest"
  fi
  touch lists/.new
  mv lists/.new "$own"

  # first take away, then add: a volume that is full would stay full otherwise
  lists_by_age |
    awk -v own="$own" -v releases="$releases" -v oldest="$((now - max_age))" \\
      '$2 != own && (++others > releases || $1 < oldest) { print $2 }' |
    xargs -r rm -f
  unlisted_files | tr '\\n' '\\0' | xargs -0 -r rm -f
  find files -mindepth 1 -depth -type d -exec rmdir {} + 2> /dev/null || true # those that are not empty stay

  # Copied aside and then moved, so that nginx never serves half a file. With the times, of which nginx makes the ETag.
  mkdir new
  missing_files | tr '\\n' '\\0' | (cd "$root" && xargs -0 -r cp -p --parents -t "$folder/new" --)
  find new -type d | while IFS= read -r from; do
    into=files\${from#new}
    mkdir -p "$into"
    find "$from" -maxdepth 1 -type f -exec mv -f -t "$into" {} +
  done
}

# Containers that start at the same time share the volume. BusyBox's flock cannot wait for a limited time.
lock_folder() {
  command -v flock > /dev/null || refuse 'there is no flock to lock the folder with'
  exec 9> lock
  waited=0
  until flock -n 9; do
    [ "$waited" -lt 30 ] || refuse "$folder/lock has been locked by another container for 30 seconds"
    sleep 1
    waited=$((waited + 1))
  done
}

# Seconds and name, the newest first.
lists_by_age() {
  find lists -type f ! -name '.*' -exec stat -c '%Y %n' {} + | sort -k 1,1nr -k 2
}

# What is kept and in none of the lists.
unlisted_files() {
  find files -type f | awk '
    !listed { names["files/" $0]; next }
    { name = $0; sub(/\\.(gz|br|zst)$/, "", name) }
    !($0 in names) && !(name in names)
  ' lists/* listed=1 -
}

# What this release has, in its list, and is not kept yet.
missing_files() {
  find files "$root" -type f | awk -v above="$root/" '
    !listed { names[$0]; next }
    index($0, "files/") == 1 { kept[substr($0, 7)]; next }
    { file = name = substr($0, length(above) + 1); sub(/\\.(gz|br|zst)$/, "", name) }
    (file in names || name in names) && !(file in kept) { print file }
  ' "$list" listed=1 -
}

refuse() {
  printf '%s\\n' "$1" >&2
  exit 1
}

# Nginx starts in any case: without old files, the worst is a page that has to be loaded again. The last line says what went
# wrong. (set -e holds in a pipe, but not behind if, && or ||.)
outcome=$({ set -e; keep_files; echo kept; } 2>&1 | tail -n 1)
[ "$outcome" = kept ] || printf 'before-start.sh: files of earlier releases are not kept: %s\\n' "$outcome" >&2
`;
}
