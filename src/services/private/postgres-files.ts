import { Language } from '../../model';

/** The database and the user that the application has. */
export interface PostgresFacts {
  readonly database: string;
  readonly user: string;
}

interface FileFacts extends PostgresFacts {
  readonly extensions: string[];
  readonly language: Language;
}

/** The script that prepares a database; plain SQL for psql. Names are of lower case letters, digits and _, so that none needs quotes. */
export function postgresInitScript({ database, user, extensions, language }: FileFacts): string {
  const words = WORDS[language];
  return `-- ${words.title(database)}
-- ${words.when}

-- ${words.log}
SET log_min_error_statement TO panic;

\\set password \`printenv POSTGRES_APP_PASSWORD\`
CREATE ROLE "${user}" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
ALTER DATABASE "${database}" OWNER TO "${user}";
REVOKE ALL ON DATABASE "${database}" FROM PUBLIC;
${extensions.map((extension) => `CREATE EXTENSION IF NOT EXISTS "${extension}";\n`).join('')}`;
}

/** Who is let in, and by what: each with a password, the application to its database only. */
export function postgresAccess({ database, user, language }: FileFacts): string {
  const words = WORDS[language];
  return `# ${words.access(user, database)}
# TYPE  DATABASE      USER  ADDRESS  METHOD
local   all           postgres       scram-sha-256
host    all           postgres  all  scram-sha-256
local   "${database}"  "${user}"       scram-sha-256
host    "${database}"  "${user}"  all  scram-sha-256
`;
}

/**
 * Logs in as the application does, over TCP: while the image prepares the database, a temporary server listens on its socket only. A server
 * that only reads (a standby, or one told to) cannot do the application's work.
 */
export function postgresProbe({ database, user }: PostgresFacts): string[] {
  const readOnly = 'DO \'BEGIN IF current_setting(\'\'transaction_read_only\'\') = \'\'on\'\' THEN '
    + 'RAISE EXCEPTION \'\'the database is read-only\'\'; END IF; END\'';
  return [
    'sh', '-c', 'PGPASSWORD="$POSTGRES_APP_PASSWORD" exec psql --no-psqlrc --quiet --no-password --command="$1" "$2"', 'sh', readOnly,
    `host=127.0.0.1 port=5432 dbname=${database} user=${user} connect_timeout=3`,
  ];
}

/** Reads a row of each table, as the application. */
export function postgresDataCheck({ database, user }: PostgresFacts): string[] {
  const readAll = 'DO \'DECLARE one regclass; BEGIN FOR one IN SELECT oid FROM pg_class WHERE relkind = \'\'r\'\' AND relowner = '
    + 'current_user::regrole LOOP EXECUTE format(\'\'SELECT 1 FROM %s LIMIT 1\'\', one); END LOOP; END\'';
  return [
    'sh', '-c', 'PGPASSWORD="$POSTGRES_APP_PASSWORD" exec psql --no-psqlrc --quiet --no-password --command="$1" "$2"', 'sh', readAll,
    `host=127.0.0.1 port=5432 dbname=${database} user=${user} connect_timeout=3`,
  ];
}

/** Reads all of a backup: it is whole, and its beginning names the database. */
export function postgresVerify({ database }: PostgresFacts): string[] {
  return ['bash', '-c', 'set -euo pipefail; start=$(dd bs=4096 count=1 iflag=fullblock status=none | base64); '
    + '{ base64 -d <<< "$start"; cat; } | pg_restore --file=/dev/null; '
    + `base64 -d <<< "$start" | LC_ALL=C grep -aqwF ${database}`];
}

/** Of the administrator, the password in use may not be the one that the container began with. It may have been changed already. */
export function postgresChangePassword({ user }: PostgresFacts, ofUser: string): string[] {
  return ['sh', '-c', `IFS= read -r PRESENT; IFS= read -r NEXT; export NEXT
if [ "$1" = ${ofUser} ]; then ROLE=${user} PRESENT=$POSTGRES_PASSWORD; else ROLE=postgres; fi
export ROLE
change() { PGPASSWORD=$1 psql --no-psqlrc --quiet --no-password --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres << 'END'
SET log_statement TO none;
SET log_min_error_statement TO panic;
\\set role \`printenv ROLE\`
\\set next \`printenv NEXT\`
ALTER ROLE :"role" PASSWORD :'next';
END
}
change "$PRESENT" || change "$NEXT"`, 'change'];
}

/**
 * Puts a backup into a database of its own first: a file that cannot be read leaves the one that is there as it is. Then the new one
 * takes its name, while nobody is let in; whatever fails, somebody is let in again.
 */
export function postgresRestore({ database, user }: PostgresFacts): string[] {
  const [next, before] = [`${database.slice(0, 50)}_restored`, `${database.slice(0, 50)}_replaced`];
  return ['sh', '-c', `set -eu
export PGUSER=postgres PGPASSWORD="$POSTGRES_PASSWORD" PGOPTIONS='--client-min-messages=warning'
ask() { psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --dbname=postgres --output=/dev/null "$@"; }
open() { ask --command='ALTER DATABASE ${database} ALLOW_CONNECTIONS true'; }
dropdb --if-exists --force ${next}
createdb --owner=${user} ${next}
pg_restore --exit-on-error --dbname=${next} || { dropdb --force ${next}; exit 1; }
ask --command='REVOKE ALL ON DATABASE ${next} FROM PUBLIC'
dropdb --if-exists --force ${before}
trap open EXIT
ask --command='ALTER DATABASE ${database} ALLOW_CONNECTIONS false'
ask --command="SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database}'"
ask --single-transaction --command='ALTER DATABASE ${database} RENAME TO ${before}' --command='ALTER DATABASE ${next} RENAME TO ${database}'
dropdb --force ${before}`];
}

const WORDS = {
  [Language.EN]: {
    title: (database: string) => `Prepares the database ${database}: the application's user, who owns it, and its extensions.`,
    when: 'The postgres image runs this once, when it starts with an empty volume.',
    log: 'A statement that fails is logged, and one of these has a password in it.',
    access: (user: string, database: string) => `Who is let in: "${user}" to the database "${database}" and to no other, and the `
      + 'administrator "postgres". All others are refused.',
  },
  [Language.PT_BR]: {
    title: (database: string) => `Prepara o banco ${database}: o usuário da aplicação, que é o dono dele, e as extensões.`,
    when: 'A imagem postgres executa este arquivo uma vez, quando inicia com um volume vazio.',
    log: 'Um comando que falha vai para o log, e um destes contém uma senha.',
    access: (user: string, database: string) => `Quem pode entrar: "${user}" no banco "${database}" e em nenhum outro, e o administrador `
      + '"postgres". Todos os outros são recusados.',
  },
};
