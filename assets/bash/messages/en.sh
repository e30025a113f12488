# shellcheck shell=bash
# shellcheck disable=SC2154 # a message is said where its variables have values
#
# What the scripts say, in English. A message that has two lines is a problem: what is wrong, and what to do about it.

# --- for all scripts ---------------------------------------------------------

# Whether an answer to a question is a yes.
agrees() {
  case $1 in
    [yY] | [yY][eE][sS]) ;;
    *) return 1 ;;
  esac
}

message_unknown_command() { echo "Unknown command: $command"; }
message_too_many_arguments() { echo "Too many arguments, or an unknown one: $arguments"; }
message_service_unknown() {
  problem "There is no service \"$service\"." \
    "The services are: ${services// /, }"
}
message_docker_missing() {
  problem 'The command "docker" was not found.' \
    'Install Docker 24 or newer with Compose: https://docs.docker.com/get-docker/'
}
message_engine_permission() {
  problem 'You are not allowed to use the Docker engine: permission denied on its socket.' \
    "Join the group \"docker\", then log out and in again: sudo usermod -aG docker $user"
}
message_engine_unreachable() {
  problem 'The Docker engine does not answer.' \
    'Start Docker Desktop; on Linux: sudo systemctl start docker'
}
message_engine_old() {
  problem "The Docker engine is version $version, but $least or newer is needed." \
    'Update Docker: https://docs.docker.com/engine/install/'
}
message_compose_missing() {
  problem 'Docker has no Compose plugin: "docker compose" does not work.' \
    'Install the package docker-compose-plugin, or update Docker Desktop: https://docs.docker.com/compose/install/'
}
message_compose_old() {
  problem "Docker Compose is version $version, but $least or newer is needed." \
    'Update the package docker-compose-plugin, or Docker Desktop: https://docs.docker.com/compose/install/'
}
message_env_file_missing() {
  problem "The file $env_file is missing." \
    "Create it from its template, then fill it in: $copy"
}
message_variable_missing() {
  problem "The variable $name has no value$about." \
    "Set it in $env_file: $name=..."
}
message_variable_placeholder() {
  problem "The variable $name has a value that is only a placeholder, or known to everybody$about." \
    "Set it in $env_file to a value of your own; for a secret: openssl rand -hex 32. If a placeholder is meant: KEEP_VALUES=$name"
}
message_variable_dollar() {
  problem "The variable $name has \"\$$lost\" in its value, which Compose replaces with nothing$about." \
    "Put the whole value between single quotes in $env_file: $name='...'"
}
message_variable_in_url() {
  problem "The variable $name has \"$character\" in its value, which means something else in the URL that it becomes part of$about." \
    "Set it in $env_file to letters and digits, or write the character as % and its two hexadecimal digits."
}
message_other_checkout() {
  problem "Containers of \"$project\" were started from another folder: $other." \
    "Stop them there, or give this folder a project of its own: COMPOSE_PROJECT_NAME=<name> in $env_file, and other ports."
}
message_file_missing() {
  problem "The file $file is missing or empty." \
    'Put it there: the guide says what belongs into it.'
}
message_port_invalid() {
  problem "$variable is \"$port\", which is no port." \
    "Set it in $env_file to a number from 1 to 65535."
}
message_port_twice() {
  problem "Port $port is wanted twice: by $variable and by another service of this stack." \
    "Set $variable in $env_file to another port: $variable=<port>"
}
message_port_taken() {
  problem "Port $port is in use by $owner." \
    "Stop that, or set $variable in $env_file to a free port: $variable=<port>"
}
message_by_container() { echo "the container $names"; }
message_by_process() { echo "the program $names"; }
message_by_another() { echo 'another program'; }

# --- development -------------------------------------------------------------

message_development_usage() {
  cat << USAGE
Usage: $script <command>

Manages the development environment of $title.

  start              builds what has changed, starts everything and waits until it is healthy
  stop               stops everything; data is kept
  restart [service]  restarts, and waits until healthy again
  logs [service]     shows logs and follows them; Ctrl+C ends it
  status             shows the containers and their health
  shell [service]    opens a shell in a container ($shell_service unless you name another)
  rebuild [service]  builds images from scratch, then starts everything
  clean [--yes]      removes this project's containers, networks, volumes and images, after a question
  help               shows this text

Services: ${services// /, }
USAGE
}

message_folder_foreign() {
  problem "The folder $folder does not belong to you, or you cannot write to it: containers that run as you may fail." \
    "Make it yours: sudo chown -R $owner \"$folder\""
}
message_service_not_built() {
  problem "The image of $service is not built here, so there is nothing to rebuild." \
    "To start the service anew: $script restart $service"
}
message_service_not_running() {
  problem "$service is not running." \
    "Start the environment with $script start, or see why with $script logs $service"
}
message_nothing_runs() {
  problem 'There are no containers: the environment has not been started.' \
    "Start it: $script start"
}
message_nothing_runs_of() {
  problem "There is no container of $service: it has not been started." \
    "Start the environment: $script start"
}
message_starting() { echo '🚀 Starting the development environment...'; }
message_started() { echo '✅ The environment is running!'; }
message_start_failed() {
  problem 'The environment did not start: not everything became healthy.' \
    "Fix what is shown above and run $script start again; all lines: $script logs <service>"
}
message_build_failed() {
  problem 'An image could not be built. What was running still runs.' \
    'Fix what is shown above and try again.'
}
message_last_lines() { echo "Last lines of $service ($status):"; }
message_health_check_said() { echo 'Its health check said:'; }
message_stopping() { echo '🛑 Stopping the environment...'; }
message_stopped() { echo '✅ The environment has stopped. Data is kept.'; }
message_restarting() { echo '🔄 Restarting...'; }
message_restarted() { echo '✅ Restarted.'; }
message_restart_failed() {
  problem 'Not everything became healthy after the restart.' \
    "Fix what is shown above; all lines: $script logs <service>"
}
message_rebuilding() { echo '🔨 Building images from scratch...'; }
message_clean_nothing() { echo 'There is nothing to remove.'; }
message_clean_list() { echo 'This will be removed, with all data in it:'; }
message_clean_container() { echo 'container'; }
message_clean_network() { echo 'network'; }
message_clean_volume() { echo 'volume'; }
message_clean_image() { echo 'image'; }
message_clean_question() { echo 'Remove all of this? [y/N] '; }
message_clean_refused() { echo 'Nothing was removed.'; }
message_clean_no_terminal() {
  problem 'There is no terminal to ask on, so nothing was removed.' \
    "To remove without a question: $script clean --yes"
}
message_cleaning() { echo '🧹 Removing containers, networks, volumes and images...'; }
message_cleaned() { echo '✅ Everything is clean!'; }
message_clean_image_kept() { echo "The image $image was kept, because something else still uses it."; }

# --- releases ----------------------------------------------------------------

message_production_usage() {
  cat << USAGE
Usage: $script <command>

Releases $title and looks after what runs.

  deploy [--release id] [--dry-run]
                     builds a release and brings it into service; if anything fails, the one before it keeps serving.
                     The id is the git revision unless you give one. With --dry-run it only checks
  rollback [release] brings an earlier release back, by default the last one that was in service before this one
  status             shows the release in service, what runs since when, and what is pending or foreign
  history            lists the releases: when, how long, who, what changed, why it failed; * marks the one in service
  logs [service]     shows logs and follows them; Ctrl+C ends it
  lock [status|acquire|release]
                     shows who holds the lock, takes it so that nothing is released, or gives it back
USAGE
  [ -z "$saved" ] || cat << USAGE
  backup [service]   saves data (${saved// /, })
  restore <file> [--yes]
                     replaces data with a backup, after a question
USAGE
  cat << USAGE
  help               shows this text

SETTLE_SECONDS and WATCH_SECONDS say how long new containers must be healthy before they get work, and how long they are
watched after that; PATIENCE_SECONDS how long they may take to become healthy. RELEASED_BY says who releases, where that is
not the user of this machine, as in a CI job.

Services: ${services// /, }
USAGE
}

message_disk_full() {
  problem "Only $free MiB are free in $root, and at least $need are needed for a release." \
    'Make room, for example with "docker builder prune" and "docker image prune". Nothing was changed.'
}
message_state_unwritable() {
  problem "The folder $state, in which this script works, cannot be written to." \
    'Make it yours, or run this as the user who released before. Nothing was changed.'
}
message_locked() {
  problem "The lock is held since $lock_since by $lock_by ($lock_what)." \
    "Wait until that is done. If it is certain that nothing is going on: $script lock release"
}
message_lock_taken_over() { echo "🔓 $lock_by, who held the lock, is gone: it is taken over."; }
message_number_invalid() {
  problem "$variable is \"$value\", which is no whole number." \
    "Allowed are digits only, without a unit: $variable=10. Nothing was changed."
}
message_ledger_unreadable() {
  problem "The ledger of releases in the volume $project.releases of the engine cannot be read." \
    'See what is shown above. Nothing was changed.'
}
message_ledger_unwritable() { echo "the ledger in the volume $project.releases of the engine could not be written"; }
message_former_lock() {
  problem "A release of the former version of this script is being made, or was killed: $state/lock is there." \
    "Wait until it is done. If it is certain that none is: rm -r $state/lock"
}
message_former_taken_over() {
  echo "📒 The releases in $state are known to the engine from now on, in its volume $project.releases." \
    "The files went to $state/taken-over."
}
message_lock_impossible() {
  problem "The lock $project.lock could not be taken on the engine." \
    'See what is shown above. Nothing was changed.'
}
message_lock_waiting() { echo "⏳ $lock_by holds the lock since $lock_since. Waiting for a sign of life, $silence_seconds s at most..."; }
message_lock_lost() {
  problem 'Somebody has taken the lock away meanwhile, so this script touches nothing any more.' \
    "See what runs: $script status"
}
message_lock_held() { echo "Lock: held since $lock_since by $lock_by ($lock_what)"; }
message_lock_free() { echo 'Lock: free'; }
message_lock_acquired() { echo "🔒 The lock is yours: nothing is released until $script lock release"; }
message_lock_released() { echo "🔓 The lock of $lock_by ($lock_what) is given back."; }
message_release_taken() {
  problem "There is a release \"$release\" already, and it is another one: its images, configuration or settings differ." \
    'Give this one an id of its own: --release <id>. Nothing was changed.'
}
message_release_renamed() { echo "🏷️  There is a release $known with other images, configuration or settings, so this one is $release."; }
message_still_deployed() { echo "✅ Release $release stays in service. Nothing is new, so no release was made."; }
message_release_of_former() { echo "Release $release was made by the former version: it comes back with the settings of this checkout."; }
message_settings_differ() { echo "🔎 Release $release brings back its own settings. They differ from today's: ${different// /, }"; }
message_ending_gone() { echo "🍂 $service is not part of this release: it ends."; }
message_ended() { echo 'the script ended with an error'; }
message_killed() { echo 'it was killed'; }
message_release_failed_down() {
  problem "❌ Release $release failed: $reason. Release $before is back in charge, but does not work: ${down// /, }." \
    "Look at it now: $script logs ${down%% *}; $script status shows what runs."
}
message_foreign_containers() { echo "Not part of it, and left alone: ${foreign// /, }"; }
message_release_pending() { echo "Begun and not ended: release $pending"; }
message_leftovers_removed() { echo '🧹 Removed what a release that was killed had left behind.'; }
message_release_invalid() {
  problem "\"$release\" cannot be the id of a release." \
    'Allowed are letters, digits and _ . -, not starting with . or -, at most 120.'
}
message_release_id_missing() { echo '--release needs an id.'; }
message_dry_run() { echo "✅ Checked: release $release could be made now. Nothing was changed."; }
message_deploying() { echo "🚀 Release $release: building images..."; }
message_deployed() { echo "✅ Release $release is in service."; }
message_rolling_back() { echo "⏪ Bringing release $release back..."; }
message_rolled_back() { echo "✅ Release $release is in service again."; }
message_no_release_before() {
  problem 'There is no earlier release that was in service.' \
    "What there is: $script history"
}
message_release_unknown() {
  problem "There is no release \"$release\" that was in service and is still kept." \
    "Kept are: $known"
}
message_release_image_gone() {
  problem "The image $image:$release is not on this engine any more." \
    "Check the revision out and release it anew: $script deploy"
}
message_running_job() { echo "📦 Running the job of $service..."; }
message_nothing_changed() { echo '💤 No service has changed.'; }
message_changed_services() { echo "🔎 Changed:$changed"; }
message_starting_beside() { echo "🌱 Starting the new $service..."; }
message_replacing_in_place() { echo "🔁 Replacing $service..."; }
message_switching() { echo "🔀 Requests go to the new $service."; }
message_watching() { echo "👀 Watching for $watch s..."; }
message_retiring() { echo '🍂 The old containers finish what they have begun...'; }
message_build_failed_release() { echo 'an image could not be built'; }
message_job_failed() { echo "the job of $service failed"; }
message_start_failed_of() { echo "$service could not be started"; }
message_never_healthy() { echo "$service did not become healthy within $patience s"; }
message_became_unhealthy() { echo "$service did not stay healthy ($condition)"; }
message_switch_failed() { echo "requests could not be sent to the new $service"; }
message_interrupted() { echo "it was interrupted by $signal"; }
message_last_lines_of() { echo "Last lines of the new $service:"; }
message_undoing() { echo '⏪ Taking back what was begun...'; }
message_release_failed() {
  problem "❌ Release $release failed: $reason. Release $before keeps serving." \
    "Fix what is shown above and deploy again; $script status shows what runs."
}
message_first_release_failed() {
  problem "❌ Release $release failed: $reason. No release is in service." \
    'Fix what is shown above and deploy again.'
}
message_in_charge() { echo "Release in service: $current${since:+ (since ${since% *} by ${since#* })}"; }
message_nothing_released() { echo "Nothing has been released yet: $script deploy"; }

# --- data --------------------------------------------------------------------

message_data_service_not_running() {
  problem "$service is not running." \
    'Deploy first: data is saved from a running service.'
}
message_no_backup_of() {
  problem "$service keeps no data that could be saved." \
    "Allowed are: ${saved// /, }"
}
message_backup_failed() {
  problem "The data of $service could not be saved." \
    'See what is shown above. No file was written.'
}
message_backed_up() { echo "💾 $service: $file"; }
message_restore_file_missing() { echo 'restore needs the file of a backup.'; }
message_backup_missing() {
  problem "The file $file is missing or empty." \
    "Backups are in $backup_folder/"
}
message_backup_of_nothing() {
  problem "The name of $file does not say which service it belongs to." \
    'Keep the name that "backup" gave it.'
}
message_restore_no_terminal() {
  problem 'There is no terminal to ask on, so nothing was restored.' \
    "To restore without a question: $script restore $file --yes"
}
message_restore_question() { echo "Replace all data of $service with $file? [y/N] "; }
message_restore_refused() { echo 'Nothing was restored.'; }
message_restore_failed() {
  problem "The data of $service could not be restored from $file." \
    'See what is shown above, and restore again: what is there now may be incomplete.'
}
message_restored() { echo "✅ $service has the data of $file."; }
