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
message_too_many_arguments() { echo "Unexpected arguments: $arguments"; }
message_option_value_missing() { echo "$option needs a value."; }
message_service_unknown() {
  problem "There is no service \"$service\"." \
    "The services are: ${services// /, }"
}
message_docker_missing() {
  problem 'The command "docker" was not found.' \
    "Install Docker $min_docker or newer with Compose: https://docs.docker.com/get-docker/"
}
message_engine_permission() {
  problem 'You are not allowed to use the Docker engine: permission denied on its socket.' \
    "Add yourself to the group \"docker\", then log out and in again: sudo usermod -aG docker $user"
}
message_engine_unreachable() {
  problem 'The Docker engine is not responding.' \
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
  problem "The value of $name is only a placeholder, or publicly known$about." \
    "Set it in $env_file to a value of your own; for a secret: openssl rand -hex 32. If it is meant as it is: KEEP_VALUES=$name"
}
message_variable_dollar() {
  problem "The value of $name contains \"\$$lost\", which Compose replaces with nothing$about." \
    "Put the whole value between single quotes in $env_file: $name='...'"
}
message_variable_in_url() {
  problem "The value of $name contains \"$character\", which has a special meaning in the URL that it becomes part of$about." \
    "Set it in $env_file to letters and digits, or percent-encode the character."
}
message_other_checkout() {
  problem "Containers of \"$project\" were started from another folder: $other." \
    "Stop them there, or give this folder its own project: COMPOSE_PROJECT_NAME=<name> in $env_file, and other ports."
}
message_file_missing() {
  problem "The file $file is missing or empty." \
    'Create it: the guide says what goes into it.'
}
message_network_missing() {
  problem "The external network $network does not exist." \
    "Start the project that it belongs to, or create it: docker network create $network"
}
message_port_invalid() {
  problem "$variable is \"$port\", which is not a port." \
    "Set it in $env_file to a number from 1 to 65535."
}
message_port_twice() {
  problem "Port $port is used twice: by $variable and by another service of this stack." \
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
  logs [service]     shows and follows logs; Ctrl+C to stop
  status             shows the containers and their health
  shell [service]    opens a shell in a container ($shell_service unless you name another)
USAGE
  [ -z "${watched-}" ] || cat << USAGE
  watch              starts everything, and syncs source changes into the containers; Ctrl+C stops only that
USAGE
  [ -z "$tested" ] || cat << USAGE
  test [service] [argument ...]
                     runs the tests of a service in its container ($shell_service unless you name another)
USAGE
  cat << USAGE
  rebuild [service]  builds images from scratch, then starts everything
  clean [--yes]      removes this project's containers, networks, volumes and images, after asking
  help               shows this help

Services: ${services// /, }
USAGE
}

message_env_file_made() { echo "📄 $env_file was missing: it is now a copy of $env_template, with development values."; }
message_folder_foreign() {
  problem "The folder $folder does not belong to you, or you cannot write to it: containers that run as you may fail." \
    "Make it yours: sudo chown -R $owner \"$folder\""
}
message_service_not_built() {
  problem "The image of $service is not built here, so there is nothing to rebuild." \
    "To restart it: $script restart $service"
}
message_service_not_running() {
  problem "$service is not running." \
    "Start the environment with $script start, or see why with $script logs $service"
}
message_tests_missing() {
  problem "$service has no tests that this script knows of." \
    "Services with tests: ${tested// /, }"
}
message_test_tool_missing() {
  problem "$tool is not in the container of $service, so its tests cannot run." \
    "Add $tool to the packages of $service, then: $script start. Another command for its tests: testCommand in .projenrc."
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
message_watch_hint() { echo "   Source changes reach the containers while this runs: $script watch"; }
message_watching_sources() { echo '👀 Syncing source changes into the containers. Ctrl+C stops that; the containers keep running.'; }
message_started() { echo '✅ The environment is running!'; }
message_start_failed() {
  problem 'The environment did not start: not everything became healthy.' \
    "Fix what is shown above and run $script start again; full logs: $script logs <service>"
}
message_build_failed() {
  problem 'An image could not be built. What was running is still running.' \
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
    "Fix what is shown above; full logs: $script logs <service>"
}
message_run_again_failed() {
  problem "$service ended with an error ($code): its output is above." \
    "Fix that, and run it again: $script restart $service"
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
  problem 'There is no terminal to ask for confirmation, so nothing was removed.' \
    "To remove without asking: $script clean --yes"
}
message_cleaning() { echo '🧹 Removing containers, networks, volumes and images...'; }
message_cleaned() { echo '✅ Everything is clean!'; }
message_clean_image_kept() { echo "The image $image was kept, because something else still uses it."; }

# --- releases ----------------------------------------------------------------

message_production_usage() {
  local verb=builds
  [ -z "$registry" ] || verb=pulls
  cat << USAGE
Usage: $script <command>

Releases $title and operates what is running.

  deploy [--release id] [--dry-run]
                     $verb a release and puts it into service; if anything fails, the previous one keeps serving.
                     The id is the git revision unless you give one. With --dry-run it only checks
USAGE
  [ -z "$registry" ] || cat << USAGE
  build [--push] [--release id]
                     builds the images of a release, pushes them to $registry and prints their digests: for CI
USAGE
  cat << USAGE
  rollback [release] returns to an earlier release, by default the one that was in service before this one
  status             shows the release in service, what runs since when, what is pending, and what belongs to no release
  history            lists the releases: when, how long, who, what changed, why it failed; * marks the one in service
  logs [service ...] [--since 10m] [--tail lines] [--grep pattern] [--no-follow] [--release id]
                     shows and follows logs; Ctrl+C to stop. With --release, the logs kept of a failed release
  exec <service> [--] <program ...>
                     runs a program in a running container of the service
  run <service> [--] <program ...>
                     runs a program in a new container, with the image and settings of the release in service
  shell <service>    opens a shell in a container of the service
  stop [service ...] stops services, dependents first; without names, all of them
  start [service ...]
                     starts services that were stopped, and waits until they are healthy
  restart [service ...]
                     restarts services: blue/green where possible, so that no request fails. Data services are restarted only
                     if they are named
  remove [--volumes] [--yes]
                     removes containers and networks, after asking; with --volumes, all data and all releases too
  prune [--dry-run]  removes images that can no longer be rolled back to, and says how much space that frees
  maintenance [on [--allow address] ...|off]
                     answers users with a page and 503, except from those addresses, or lets them in again; without
                     an argument, says which it is
  doctor             checks engine, disk, memory, clock, ports, variables, what is running, and drift from the repository
  lock [status|acquire|release]
                     shows who holds the lock, takes it so that nobody can deploy, or gives it up
USAGE
  cat << USAGE
  rotate <variable or data service> [--generate]
                     gives a secret a new value, which is typed, read from standard input, or generated
USAGE
  [ -z "$saved" ] || cat << USAGE
  backup [service]   backs up data (${saved// /, }), and verifies the backup
  restore <file> [--yes]
                     replaces data with a backup, after trying it in a separate container and asking; the old data is kept
USAGE
  [ -z "$data" ] || cat << USAGE
  upgrade <service> [--yes]
                     replaces a data service (${data// /, }) that differs from the release; if that fails, the old one comes back
USAGE
  cat << USAGE
  help               shows this help

SETTLE_SECONDS is how long new containers must stay healthy before they get traffic, WATCH_SECONDS how long they are watched
after that, and PATIENCE_SECONDS how long they may take to become healthy. RELEASED_BY says who deploys, where that is not
the user of this machine, as in a CI job.

Services: ${services// /, }
USAGE
}

message_disk_full() {
  problem "Only $free MiB are free in $root, and at least $need are needed for a release." \
    'Make room, for example with "docker builder prune" and "docker image prune". Nothing was changed.'
}
message_state_unwritable() {
  problem "The folder $state, which this script works in, is not writable." \
    'Make it yours, or run this as the user who released before. Nothing was changed.'
}
message_hook_unknown() {
  problem "The file $file is not a hook: there is no point \"$name\"." \
    "Hooks are: ${known_hooks// /, }. Put what they share into a subfolder. Nothing was changed."
}
message_hook_not_executable() {
  problem "The hook $file is not executable." \
    "Make it executable: chmod +x $file. Nothing was changed."
}
message_smoke_program_missing() {
  problem "The program of the smoke test, $file, is missing or not executable." \
    "Create it, and make it executable: chmod +x $file. Nothing was changed."
}
message_locked() {
  problem "The lock has been held since $lock_since by $lock_by ($lock_what)." \
    "Wait until that is done. If you are sure that nothing is running: $script lock release"
}
message_lock_taken_over() { echo "🔓 $lock_by, who held the lock, is gone: taking it over."; }
message_number_invalid() {
  problem "$variable is \"$value\", which is not a whole number." \
    "Use digits only, without a unit: $variable=10. Nothing was changed."
}
message_ledger_unreadable() {
  problem "The ledger of releases in the volume $project.releases of the engine cannot be read." \
    'See what is shown above. Nothing was changed.'
}
message_ledger_unwritable() { echo "the ledger in the volume $project.releases of the engine could not be written"; }
message_former_lock() {
  problem "A deploy by the previous version of this script is running, or was killed: $state/lock is there." \
    "Wait until it is done. If you are sure that none is running: rm -r $state/lock"
}
message_former_taken_over() {
  echo "📒 The releases in $state are now kept by the engine, in its volume $project.releases." \
    "The files went to $state/taken-over."
}
message_lock_impossible() {
  problem "The lock $project.lock could not be taken on the engine." \
    'See what is shown above. Nothing was changed.'
}
message_lock_waiting() { echo "⏳ $lock_by has held the lock since $lock_since. Waiting for a sign of life, at most $silence_seconds s..."; }
message_lock_lost() {
  problem 'Somebody else has taken the lock, so this script touches nothing any more.' \
    "See what runs: $script status"
}
message_lock_held() { echo "Lock: held since $lock_since by $lock_by ($lock_what)"; }
message_lock_free() { echo 'Lock: free'; }
message_lock_acquired() { echo "🔒 The lock is yours: nobody can deploy until $script lock release"; }
message_lock_released() { echo "🔓 The lock of $lock_by ($lock_what) has been given up."; }
message_release_taken() {
  problem "There already is a release \"$release\" whose images, configuration or settings differ." \
    'Give this one its own id: --release <id>. Nothing was changed.'
}
message_release_renamed() {
  echo "🏷️  There already is a release $known with other images, configuration or settings, so this one is $release."
}
message_still_deployed() { echo "✅ Release $release stays in service: nothing has changed, so there is nothing to deploy."; }
message_release_of_former() {
  echo "Release $release was made by the previous version of this script: it comes back with the settings of this checkout."
}
message_settings_differ() { echo "🔎 Release $release brings back its own settings. They differ from today's: ${different// /, }"; }
message_ending_gone() { echo "🍂 $service is not part of this release: it is stopped."; }
message_ended() { echo 'the script ended with an error'; }
message_killed() { echo 'it was killed'; }
message_release_failed_down() {
  problem "❌ Release $release failed: $reason. Release $before is back in service, but does not work: ${down// /, }." \
    "Look into it now: $script logs ${down%% *}; $script status shows what runs."
}
message_foreign_containers() { echo "Not part of this release, and left alone: ${foreign// /, }"; }
message_release_pending() { echo "Begun and not finished: release $pending"; }
message_leftovers_removed() { echo '🧹 Removed what a killed release had left behind.'; }
message_release_invalid() {
  problem "\"$release\" cannot be the id of a release." \
    'Allowed are letters, digits and _ . -, not starting with . or -, at most 120.'
}
message_release_id_missing() { echo '--release needs an id.'; }
message_dry_run() { echo "✅ Checked: release $release could be deployed now. Nothing was changed."; }
message_deploying() { echo "🚀 Release $release: building images..."; }
message_deploying_pulled() { echo "🚀 Release $release: pulling images..."; }
message_pulling() { echo "📥 $image..."; }
message_building() { echo "🔨 Building the images of release $release..."; }
message_built_here() { echo "✅ The images of release $release are on this engine. To push them: $script build --push"; }
message_build_failed_here() {
  problem 'An image could not be built. Nothing was pushed.' \
    'Fix what is shown above and try again.'
}
message_pushed() { echo "✅ The images of release $release are in $registry:"; }
message_pushed_image() { echo "  $registry/$image@$digest"; }
message_push_failed() {
  problem "The images of release $release could not all be built and pushed to $registry." \
    'See what is shown above, and run it again: what is already there is not pushed twice.'
}
message_push_unauthorized() {
  problem "The registry $registry does not accept images from you." \
    "Log in: docker login ${registry%%/*}"
}
message_push_missing() {
  problem "The registry has no repository $registry/$image." \
    'Create it first, or check host and prefix.'
}
message_push_unreachable() {
  problem "The image $image could not be pushed: the registry ${registry%%/*} cannot be reached, or failed." \
    'See what is shown above, and run it again: what is already there is not pushed twice.'
}
message_pull_unauthorized() { echo "the registry ${registry%%/*} denies access to $image: docker login ${registry%%/*}"; }
message_pull_missing() { echo "the registry ${registry%%/*} has no $image of this release: $script build --push"; }
message_pull_unreachable() { echo "the registry ${registry%%/*} cannot be reached, or failed"; }
message_deployed() { echo "✅ Release $release is in service."; }
message_rolling_back() { echo "⏪ Bringing release $release back..."; }
message_rolled_back() { echo "✅ Release $release is in service again."; }
message_no_release_before() {
  problem 'No earlier release was in service.' \
    "All releases: $script history"
}
message_release_unknown() {
  problem "There is no release \"$release\" that was in service and is still kept." \
    "Kept: $known"
}
message_release_image_gone() {
  problem "The image $image:$release is no longer on this engine." \
    "Check out the revision and deploy it again: $script deploy"
}
message_running_hook() { echo "🪝 Running the hook $hook..."; }
message_hook_failed() {
  if [ "$hook_code" = late ]; then
    echo "the hook $hook took longer than $hook_seconds s"
  else
    echo "the hook $hook exited with $hook_code"
  fi
}
message_hook_failed_after() {
  problem "Release $release is in service, but $(say hook_failed)." \
    "See what is shown above, and do by hand what it should have done; $script status shows what runs."
}
message_hook_failed_too() { echo "After that, $(say hook_failed)."; }
message_smoke_before() { echo '🔬 Smoke test of the new containers, before they get requests...'; }
message_smoke_after() { echo '🔬 Smoke test of what users reach...'; }
message_asked() {
  if [ "$how" = ask_serving ] && [ "$through" != - ]; then echo "GET $path through $through"; else echo "GET $path of $service"; fi
}
message_smoke_status() { echo "smoke test: $(say asked) answered $status, $(say smoke_expected) expected"; }
message_smoke_expected() {
  if [ "$expected" = 2xx ]; then echo '200 to 299'; else echo "${expected//,/ or }"; fi
}
message_smoke_no_answer() { echo "smoke test: $(say asked) got no answer${said:+ ($said)}"; }
message_smoke_text() { echo "smoke test: $(say asked) answered $status without \"$text\""; }
message_smoke_in_maintenance() { echo "🚧 Maintenance: https://$domain$path is not asked, because the entrance answers with its page."; }
message_smoke_program_failed() {
  if [ "$hook_code" = late ]; then
    echo "smoke test: $smoke_program took longer than $hook_seconds s"
  else
    echo "smoke test: $smoke_program exited with $hook_code"
  fi
}
message_running_job() { echo "📦 Running the job of $service..."; }
message_nothing_changed() { echo '💤 No service has changed.'; }
message_changed_services() { echo "🔎 Changed:$changed"; }
message_starting_beside() { echo "🌱 Starting the new $service..."; }
message_replacing_in_place() { echo "🔁 Replacing $service..."; }
message_telling_configuration() { echo "🔧 $service reloads its configuration..."; }
message_switching() { echo "🔀 Traffic now goes to the new $service."; }
message_watching() { echo "👀 Watching for $watch s..."; }
message_waiting_healthy() { echo "⏳ Waiting for$waiting to be healthy: $passed s, $limit s at most"; }
message_waiting_steady() { echo "⏳ Watching whether all stay healthy: $passed of $limit s"; }
message_waiting_start() { echo "⏳ Starting $service: $passed s"; }
message_waiting_stop() { echo "⏳ Draining old containers: $passed s${limit:+, $limit s at most}"; }
message_waiting_job() { echo "⏳ The job of $service runs: $passed s"; }
message_waiting_program() { echo "⏳ $hook runs: $passed s, $limit s at most"; }
message_waiting_pull() { echo "⏳ Pulling $image: $passed s"; }
message_retiring() { echo '🍂 Draining the old containers...'; }
message_build_failed_release() { echo 'an image could not be built'; }
message_job_failed() { echo "the job of $service failed"; }
message_job_too_late() { echo "the job of $service took longer than $most s (releaseTimeout)"; }
message_start_failed_of() { echo "$service could not be started"; }
message_never_healthy() { echo "$service did not become healthy within $patience s"; }
message_became_unhealthy() { echo "$service did not stay healthy ($condition)"; }
message_switch_failed() { echo "traffic could not be switched to the new $service"; }
message_interrupted() { echo "it was interrupted by $signal"; }
message_last_lines_of() { echo "Last lines of the new $service:"; }
message_undoing() { echo '⏪ Undoing what was begun...'; }
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
# --- operating ---------------------------------------------------------------

message_service_missing() { echo "$command needs a service: ${services// /, }"; }
message_words_missing() { echo "$command needs a program to run in $service."; }
message_not_running() {
  problem "No container of $service is running." \
    "See what runs with $script status, or run something in a container of its own: $script run $service <program>"
}
message_run_of_data() {
  problem "$service keeps data: a second container would work on the same files." \
    "Run the program in the container that is there: $script exec $service ${words[*]}"
}
message_tail_invalid() {
  problem "\"$tail\" is not a number of lines." \
    'Use a whole number, or all: --tail 100'
}
message_pattern_invalid() {
  problem "\"$pattern\" is not a pattern that grep understands." \
    "Use an extended regular expression: --grep 'error|warning'"
}
message_since_of_kept() { echo '--since cannot be combined with --release: kept logs are shown from the end, with --tail.'; }
message_no_logs_kept() {
  problem "No logs of release $of are kept: only those of the last $kept_attempts failed attempts are." \
    "Logs are kept of: ${known:--}. What is running now: $script logs"
}
message_logs_of_kept() { echo "Kept logs of $service:"; }
message_logs_are_kept() { echo "📄 The logs of the new containers are kept: $script logs --release $release"; }
message_service_is_job() {
  problem "$service runs once for each release, so there is nothing to $command." \
    "To run it again in a container of its own: $script run $service <program>"
}
message_stopping_service() { echo "🛑 Stopping $service..."; }
message_stop_failed() {
  problem "$service could not be stopped." \
    "See what runs: $script status"
}
message_stopped_services() { echo "✅ Stopped:$chosen. They stay stopped until $script start, or the next release."; }
message_starting_service() { echo "🌱 Starting $service..."; }
message_start_failed_again() {
  problem "$service could not be started." \
    "See what is shown above, and try again: $script start $service"
}
message_not_healthy_again() {
  problem "$reason." \
    "See why: $script logs $service. To start it once more: $script restart $service"
}
message_started_services() { echo "✅ Started:$chosen."; }
message_restarting_in_place() { echo "🔁 Restarting $service, which is unavailable for a moment..."; }
message_restarted_services() { echo '✅ Restarted.'; }
message_remove_list() { echo "Everything of project $project will be removed from the engine:"; }
message_remove_ledger() { echo 'This includes all data in these volumes, and all releases with their images. It cannot be undone.'; }
message_remove_keeps() { echo "Kept, unless you pass --volumes: ${kept# }"; }
message_remove_question() { echo "Type the name of the project, $project, to remove this: "; }
message_remove_no_terminal() {
  problem 'There is no terminal to ask for confirmation, so nothing was removed.' \
    "To remove without asking: $script remove --yes"
}
message_remove_refused() { echo 'Nothing was removed.'; }
message_remove_failed() {
  problem 'Not everything could be removed.' \
    'See what is shown above, and run the command again: it continues with what is left.'
}
message_removed_stack() { echo '🧹 Removed.'; }
message_prune_nothing() { echo 'There is nothing to remove: every image is in use, or of a release that can be rolled back to.'; }
message_prune_list() { echo 'Images that can no longer be rolled back to:'; }
message_prune_sum() { echo "At most $freed MiB are freed; images share layers. The build cache is not touched."; }
message_pruned() { echo "🧹 Removed: $count images."; }
message_maintenance_on() {
  echo "🚧 Maintenance: users get a page with 503${allowed:+, except from $allowed}." \
    "To let them in: $script maintenance off"
}
message_maintenance_off() { echo 'No maintenance: users get through.'; }
message_maintenance_without_edge() {
  problem 'The stack has no edge, so nothing could answer in place of the services.' \
    'Add an EdgeProxy, or stop what users must not reach: '"$script stop <service>"
}
message_maintenance_no_edge_runs() {
  problem 'No edge that supports maintenance is running.' \
    "Start it with $script start; one of an earlier version supports it from its next release on: $script deploy"
}
message_maintenance_failed() {
  problem 'The edge refused, and nothing was changed.' \
    "See what is shown above: $script maintenance on --allow 203.0.113.7"
}
message_doctor_ok() { echo 'ok'; }
message_doctor_warning() { echo 'warning'; }
message_doctor_problem() { echo 'problem'; }
message_doctor_versions() { echo "Engine $engine ($min_docker or newer is needed), Compose $composed ($min_compose or newer)"; }
message_doctor_disk_free() { echo "Disk of the engine: $free MiB free, at least $need for a release"; }
message_doctor_disk_unknown() {
  problem 'Disk of the engine: how much is free cannot be seen from here.' \
    'Look on the machine of the engine: df -h'
}
message_doctor_memory_free() { echo "Memory: containers may use $limits of $total MiB"; }
message_doctor_memory_promised() {
  problem "Memory: the limits of all containers add up to $limits MiB, and the machine has $total MiB." \
    'Give services smaller limits, or the machine more memory.'
}
message_doctor_out_of_memory() {
  problem "Memory: $name was killed because it exceeded its limit of $limit MiB." \
    'Raise the limit of the service, or make it use less.'
}
message_doctor_clock_same() { echo "Clock of the engine: same as here"; }
message_doctor_versions_mended() { echo "Versions in images: those with a known end get security fixes for 90 days or more"; }
message_doctor_version_ends() {
  problem "$what gets no security fixes after $ends, in $days days." 'Plan for a newer version.'
}
message_doctor_version_ended() {
  problem "$what has had no security fixes since $ends." 'Upgrade to a newer version, and deploy it.'
}
message_doctor_clock_differs() {
  problem "Clock of the engine: it differs from this machine's by $skew s." \
    'Set both by NTP: times in logs and certificates depend on it.'
}
message_doctor_port_ours() { echo "Port $port: $names"; }
message_doctor_port_free() { echo "Port $port: free"; }
message_doctor_port_foreign() {
  problem "Port $port is in use by $names." \
    "Stop that, or set $variable in $env_file to a free port: $variable=<port>"
}
message_doctor_settings_complete() { echo "Variables in $env_file: none is missing, and none is a placeholder"; }
message_doctor_settings_given() { echo "Variables that $env_file sets:$given"; }
message_doctor_settings_default() { echo "Variables that have their default, or no value:$by_default"; }
message_doctor_settings_shell() {
  problem "Variables that this shell sets, overriding $env_file:$from_shell." \
    "If that is not intended: unset$from_shell"
}
message_doctor_ledger_readable() { echo "Ledger: readable; $count releases were in service"; }
message_doctor_lock_left() {
  problem "The lock has been held since $lock_since by $lock_by ($lock_what), who is gone." \
    "The next command takes it over. To free it now: $script lock release"
}
message_doctor_services_up() { echo "Healthy services of release $current:$healthy"; }
message_doctor_service_down() {
  problem "$service is not healthy: $count of $replicas containers are." \
    "See why: $script logs $service. To start it: $script start $service"
}
message_doctor_image_differs() {
  problem "A container of $service runs a different image from that of release $current." \
    "Replace it: $script restart $service"
}
message_doctor_images_there() { echo 'Images of all releases that can be rolled back to: present'; }
message_doctor_images_missing() {
  problem "Images of releases that can be rolled back to are missing, or have changed:$missing." \
    'A rollback to these is refused. If you need one, check out its revision and deploy it again.'
}
message_doctor_foreign() {
  problem "Containers that do not belong to release $current: ${foreign// /, }." \
    'If nobody needs them, stop and remove them: docker rm --force <container>'
}
message_doctor_one_off() {
  problem "A container that was made for a single command is still there: $name." \
    "If nobody needs it any more: docker rm --force $name"
}
message_doctor_service_new() {
  problem "The repository has a service $service, and release $current does not have it." \
    "The next deploy adds it: $script deploy"
}
message_doctor_service_gone() {
  problem "Release $current has a service $service, and the repository no longer does." \
    "The next deploy stops it: $script deploy"
}
message_doctor_configuration_same() { echo "Configuration of the repository: as in release $current"; }
message_doctor_configuration_differs() {
  problem "Configuration of the repository: it differs from that of release $current for$different." \
    "The next deploy applies it: $script deploy"
}
message_doctor_configuration_unreadable() {
  problem "Configuration of the repository: Compose cannot read it with the settings of release $current." \
    "See why: $script deploy --dry-run"
}
message_doctor_settings_same() { echo "Settings here: as in release $current"; }
message_doctor_settings_differ() {
  problem "Settings here: they differ from those of release $current: ${different// /, }." \
    "The next deploy applies them: $script deploy"
}
message_doctor_revision_differs() {
  problem "The repository is at revision ${now_at:0:12}, and release $current was made from ${revision:0:12}." \
    "To release what is here: $script deploy"
}
message_doctor_summary() { echo "Problems: $found_wrong, warnings: $found_odd"; }

# --- data --------------------------------------------------------------------

message_data_service_not_running() {
  problem "$service is not running." \
    'Deploy first: data is saved from a running service.'
}
message_data_service_missing() {
  problem "$service has no container." \
    "Deploy first: $script deploy"
}
message_no_terminal() {
  problem 'There is no terminal to ask for confirmation, so nothing was done.' \
    "To do it without asking: $script $command ... --yes"
}
message_not_agreed() { echo 'Nothing was done.'; }
message_data_work_found() { echo "🧹 A $what of $service was interrupted: putting it right."; }
message_data_work_pending() {
  echo 'An operation on data was interrupted. The next command that changes anything puts it right.'
}
message_data_taken_back() { echo "⏪ $service has its previous data again."; }
message_data_not_back() {
  problem "What was begun with ${doing:-the data} could not be put right. Nothing is lost: all of it is in the volumes of the service." \
    "See what is shown above; the next command tries again. The state: $script status"
}
message_no_backup_of() {
  problem "$service has no data to back up." \
    "Allowed are: ${saved// /, }"
}
message_backup_failed() {
  problem "The data of $service could not be backed up." \
    'See what is shown above. No file was written.'
}
message_backup_unreadable() {
  problem "The backup of $service could not be read back, so it is not one." \
    'See what is shown above. No file was written.'
}
message_backed_up() { echo "💾 $service: $file"; }
message_backup_pruned() { echo "🧹 Removed, because only newer backups are kept: $file"; }
message_restore_file_missing() { echo 'restore needs a backup file.'; }
message_backup_missing() {
  problem "The file $file is missing or empty." \
    "Backups are in $backup_folder/"
}
message_backup_of_nothing() {
  problem "The name of $file does not say which service it belongs to." \
    'Keep the name that "backup" gave it.'
}
message_backup_of_another() {
  problem "$file is a backup of $noted, but its name says $service." \
    'Restore its original name. Nothing was changed.'
}
message_backup_of_other_kind() {
  problem "$file was made in a different way ($noted) from how $service is backed up now." \
    'Restore it with the version of the stack that made it. Nothing was changed.'
}
message_backup_damaged() {
  problem "$file is not what \"backup\" wrote: its SHA-256 differs." \
    'Copy it again from an intact source, or use another backup. Nothing was changed.'
}
message_backup_of_newer() {
  problem "$file was made by version $version, and $service runs version $here, which cannot read it." \
    'Upgrade the service first. Nothing was changed.'
}
message_backup_of_older() {
  problem "$file has the files of version $version, and $service runs version $here, which cannot read them." \
    "Bring the service back to version $version first. Nothing was changed."
}
message_backup_unknown() { echo "🔎 Nothing is recorded about $file (there is no .about file beside it): only its content is checked."; }
message_backup_broken() {
  problem "$file is not a complete backup of $service." \
    'See what is shown above, and use another backup. Nothing was changed.'
}
message_restore_question() { echo "Replace all data of $service with $file? [y/N] "; }
message_trying_beside() { echo "🌱 Trying the backup in a separate container..."; }
message_restore_beside_failed() {
  problem "$service does not work with the data of $file." \
    'See what is shown above. Nothing was changed.'
}
message_swapping_data() { echo "🔀 $service stops, gets the data and starts again..."; }
message_restore_failed() {
  problem "The data of $service could not be restored from $file." \
    'See what is shown above, and below what became of the previous data.'
}
message_restored() { echo "✅ $service has the data of $file."; }
message_restore_kept() { echo "✅ $service already had its new data, and keeps it."; }
message_copy_kept() { echo "   The previous data is kept until the next restore. To return to it: $script restore $service-$copy"; }
message_safety_file() { echo "   The previous data is in $file"; }
message_copy_missing() {
  problem "There is no $name: only the copy of the last restore is kept for each service." \
    "Restore from a file in $backup_folder/ instead. Nothing was changed."
}
message_data_pending() {
  echo "⏸️  $service differs from what is running ($what). A deploy never changes a data service: $script upgrade $service"
}
message_upgrade_without_release() {
  problem 'Nothing has been released yet, so there is nothing to upgrade.' \
    "Deploy first: $script deploy"
}
message_upgrade_of_nothing() {
  problem "\"$service\" is not a data service." \
    "Allowed are: ${data// /, }. All others are replaced by a deploy."
}
message_upgrade_nothing() { echo "💤 $service already runs as the release in service says: there is nothing to upgrade."; }
message_upgrade_image_missing() {
  problem "The new image of $service could not be pulled." \
    'See what is shown above. Nothing was changed.'
}
message_upgrade_downgrade() {
  problem "$service runs version $from, and version $to is older: it cannot read the data." \
    "Set version $from or a newer one in .projenrc. Nothing was changed."
}
message_upgrade_jump() {
  problem "$service runs version $from, and version $to cannot read its data: major versions cannot be skipped." \
    "Upgrade to version $step first. Nothing was changed."
}
message_upgrade_major() {
  problem "$service runs version $from, and version $to cannot read its files." \
    "Back up the data, add a service of version $to beside it, and restore into that. Nothing was changed."
}
message_upgrade_plan() {
  echo "🔎 $service differs in: ${what// /, }${to:+ (version ${from:-?} -> $to)}"
  [ -z "$saving" ] || echo "   1. Its data is backed up to $backup_folder/ while it runs."
  echo "   2. It stops${copy:+, and starts again as the release says}. Until it is healthy again, it is unavailable."
  [ "$copy" = - ] || echo '   Its data is copied while it is stopped, which takes time and disk space in proportion.'
  echo '   If it does not work then, it comes back as it is now, with the data that it had when it stopped.'
}
message_upgrade_question() { echo "Upgrade $service now? [y/N] "; }
message_upgrade_unprepared() {
  problem "$service could not be prepared for the new version." \
    'See what is shown above. Nothing was replaced.'
}
message_upgrading() { echo "🔁 Replacing $service..."; }
message_upgrade_failed() {
  problem "$service does not work as the release says." \
    'See what is shown above. The old one is brought back.'
}
message_upgrade_kept() { echo "✅ $service had already been upgraded, and works."; }
message_upgraded() { echo "✅ $service is upgraded."; }

# --- secrets -----------------------------------------------------------------

message_secret_kept() {
  echo "🔑 The value of $name in $env_file differs from the one in use, which is kept. To change it: $script rotate $name"
}
message_rotate_without_release() {
  problem 'Nothing has been released yet, so no secret is in use.' \
    "Deploy first: $script deploy"
}
message_rotate_of_nothing() {
  problem "\"$name\" is neither a variable of the release in service nor a data service with a password." \
    "Allowed are: ${known// /, }"
}
message_rotate_pending() {
  problem "$service differs from what is running ($what), and would be changed too." \
    "Upgrade it first: $script upgrade $service"
}
message_rotate_prompt() { echo "New value of $rotating:"; }
message_rotate_again() { echo 'Once more:'; }
message_rotate_differs() {
  problem 'The two values differ.' \
    'Try again. Nothing was changed.'
}
message_rotate_empty() {
  problem "There is no new value for $rotating." \
    "Type it, pass it on standard input, or generate one: $script rotate $rotating --generate"
}
message_rotate_quote() {
  problem "The new value of $rotating contains a ', which cannot be written to the env file." \
    'Choose another one. Nothing was changed.'
}
message_rotate_weak() {
  problem "The new value of $rotating is too short, or only a placeholder." \
    "At least 8 characters; a good one: $script rotate $rotating --generate"
}
message_rotate_in_url() {
  problem "The new value of $rotating becomes part of a URL, and contains characters that have a special meaning there." \
    'Allowed are letters, digits and . _ ~ -'
}
message_rotate_same() {
  problem "The new value of $rotating is the one that is in use." \
    'Choose another one. Nothing was changed.'
}
message_rotate_image_gone() { echo "the image $name:$before is no longer on this engine"; }
message_rotate_refused() { echo "$owner did not accept the new password"; }
message_rotating_secret() { echo "🔑 $rotating gets a new value: everything that reads it is replaced, as in a deploy..."; }
message_restarting_data() { echo "🔁 $owner restarts, and accepts only the new password from now on..."; }
message_rotate_unfinished() {
  problem "$rotating has its new value everywhere, but $owner did not restart with it." \
    "See what is shown above; the next command tries again. What runs: $script status"
}
message_rotation_ended() { echo "✅ $rotating has its new value."; }
message_rotation_taken_back() { echo "⏪ $rotating keeps its previous value."; }
message_rotated_here() { echo "   $settings_file has it too. Update it wherever else you deploy from."; }
message_rotated() { echo "✅ $rotating has its new value, in every release that is kept: no rollback brings the old one back."; }

# --- for the script of a cluster ---------------------------------------------

message_cluster_usage() {
  cat << USAGE
Usage: $script <command>

Releases $title to the namespace "$namespace" of the cluster that kubectl is set up for, and looks after what runs there.

  deploy [--release id] [--dry-run]
                     brings a release into service, whose images are in the registry; if anything fails, the one before it keeps
                     serving. The id is the git revision unless you give one. With --dry-run it only asks whether the cluster would take it
  rollback [release] brings an earlier release back, by default the last one that was in service before this one
  status             shows the release in service, workloads and pods
  history            lists what was done: when, what, which release, how it ended, who, why it failed; * marks the one in service
  diff [release]     shows what a deploy would change, and what it would remove
  logs [service ...] [--since 10m] [--tail lines] [--no-follow]
                     shows logs and follows them; Ctrl+C ends it
  exec <service> [--] <program ...>
                     runs a program in a pod of the service
  run <service> [--] <program ...>
                     runs a program in a pod of its own, with the image and the settings of the service
  backup [service]   saves the data of services to files in $backup_folder/, each read again. Services: ${saved:--}
  restore <file> [--yes]
                     replaces all data of a service with that of a backup, one of Compose too; what was there is saved first
  doctor             checks the cluster, secrets, claims and pods
  unlock             takes away the lock that a deploy left behind which was killed
  help               shows this

Services: ${services// /, }
USAGE
}
message_kubectl_missing() {
  problem 'The command "kubectl" was not found.' \
    'Install it: https://kubernetes.io/docs/tasks/tools/'
}
message_cluster_unreachable() {
  problem "The cluster does not answer${said:+ ($said)}." \
    'See which one is meant, and whether you may use it: kubectl config current-context; kubectl cluster-info'
}
message_cluster_old() {
  problem "The cluster has Kubernetes $version, but $least_kubernetes or newer is needed." \
    'Update the cluster, or release to another one.'
}
message_namespace_missing() {
  problem "There is no namespace \"$namespace\": nothing was released to this cluster yet." \
    "Release something first: $script deploy. Or see which cluster is meant: kubectl config current-context"
}
message_namespace_of_others() {
  problem "The namespace \"$namespace\" belongs to \"$owner\", not to \"$instance\". Nothing was changed." \
    'Choose another one (namespace of addKubernetes), or see which cluster is meant: kubectl config current-context'
}
message_namespace_in_use() {
  problem "In the namespace \"$namespace\" there is already something else: $foreign. Nothing was changed." \
    'An environment has a namespace to itself: choose another one (namespace of addKubernetes).'
}
message_making_namespace() { echo "🆕 There is no namespace \"$namespace\" yet: making it."; }
message_cluster_locked() {
  problem "Somebody is at it: $holder." \
    "Wait until that has ended. If it was killed, take its lock away: $script unlock"
}
message_secret_missing() {
  problem "There is no Secret \"$secret_name\" in the namespace \"$namespace\". Nothing was changed." \
    "Fill in a copy of $secrets_example that is in no commit, and apply it: kubectl apply --filename <copy>"
}
message_secret_keys_missing() {
  problem "The Secret \"$secret_name\" has no value for:$missing. Nothing was changed." \
    "Add them: kubectl --namespace $namespace edit secret $secret_name. What they are: $secrets_example"
}
message_provided_secret_missing() {
  problem "There is no Secret \"$key\" in the namespace \"$namespace\". Nothing was changed." \
    "It holds files that a person provides: kubectl --namespace $namespace create secret generic $key --from-file=<file>"
}
message_claim_shrinks() {
  problem "The claim \"$claim\" has $has, and $size is asked for: a claim cannot shrink. Nothing was changed." \
    "Ask for $has or more. To shrink it, save the data, and bring it back into a new claim."
}
message_image_not_there() {
  problem "The image $image:$release is not there${said:+ ($said)}. Nothing was changed." \
    'Push the images of this release first, or name another one with --release. May you read them? docker login'
}
message_manifests_unreadable() {
  problem "kubectl cannot read the manifests in $folder." "$said"
}
message_manifests_immutable() {
  problem "The cluster refuses a change of what cannot be changed ($said). Nothing was changed." \
    "Take it away first, its pods and claims stay: kubectl -n $namespace delete <kind> <name> --cascade=orphan. Then: $script deploy"
}
message_manifests_refused() {
  problem "The cluster refuses the manifests ($said). Nothing was changed." \
    "Correct what they are made of, in .projenrc, and write them again: npx projen"
}
message_removing_left_over() { echo "🧹 Not written any more, and removed: $names"; }
message_waiting_rollout() { echo "⏳ Waiting for ${service:-pods} to be ready: $passed s, $limit s at most"; }
message_waiting_cluster_job() { echo "⏳ The job $job runs: $passed s"; }
message_rollout_late() { echo "$service was not ready within $patience_seconds s${ails:+ ($ails)}"; }
message_cluster_jobs() { echo '⚙️ What runs once for each release...'; }
message_cluster_job_failed() { echo "$job failed"; }
message_cluster_watching() { echo "👀 Watching for $watch_seconds s whether the new pods stay..."; }
message_pod_ended() { echo "$blamed ended and was started again"; }
message_cluster_interrupted() { echo 'it was interrupted'; }
message_cluster_applying() { echo "📦 Applying settings, network policies and data services..."; }
message_cluster_rolling() { echo '🔄 New pods take over from the old ones...'; }
message_cluster_deploying() { echo "🚀 Deploying $release to the namespace $namespace..."; }
message_cluster_deployed() { echo "✅ $release is in service."; }
message_cluster_rolling_back() { echo "⏪ Rolling back from $current to $release..."; }
message_cluster_rolled_back() { echo "✅ Back at $release. Data and migrations stay as they are."; }
message_cluster_tried() { echo "✅ The cluster would take $release. Nothing was changed."; }
message_cluster_current() { echo "📍 In service: ${current:-nothing yet}"; }
message_cluster_release_failed() { echo "❌ $release failed: ${reason:-unknown}"; }
message_going_back() { echo "⏪ Going back to $current..."; }
message_going_back_refused() { echo "❌ The cluster refuses what was applied for $current: $said"; }
message_old_serves() { echo "✅ $current serves, with its settings."; }
message_old_does_not_serve() { echo "❌ $current does not serve as before: $reason. See: $script status"; }
message_nothing_served() { echo "Nothing was in service before. What was started is removed; claims and secrets stay."; }
message_release_unknown_in_cluster() {
  problem "The cluster does not remember a release \"$release\" that could be brought back." \
    "Those that it remembers: $known"
}
message_class_missing() {
  problem "The cluster has no ${name%%/*} \"${name#*/}\"." \
    'Name one that it has, in .projenrc, or let the cluster have it.'
}
message_pods_not_ready() {
  problem "Pods that are not ready: $pods." \
    "See why: kubectl --namespace $namespace describe pod <name>"
}
