# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# The files of backups, the same wherever a service runs: their names, and what is known of each, beside it: "<file>.about".

ending_of() {
  if words_of backup_ending "$1"; then echo "${words[0]}"; else echo .tar; fi
}

kind_of() {
  if words_of backup_command "$1"; then echo program; else echo archive; fi
}

sha256_of() {
  if command -v sha256sum > /dev/null 2>&1; then sha256sum < "$1"; else shasum -a 256 < "$1"; fi | cut -d ' ' -f 1
}

# is_backup_of service file: by its name.
is_backup_of() {
  local ending
  ending=$(ending_of "$1")
  [[ $(basename "$2") =~ ^"$1"-[0-9]{8}-[0-9]{6}"$ending"$ ]]
}

# name_backup: of $service, as $file, and $part for as long as it is not whole.
name_backup() {
  mkdir -p "$backup_folder"
  # what is left of one that was killed
  rm -f "$backup_folder/$service"-[0-9]*.part
  file=$backup_folder/$service-$(date -u +%Y%m%d-%H%M%S)$(ending_of "$service")
  part=$file.part
}

# describe_backup owner: of $part, a backup of $service by $version of its program.
describe_backup() {
  printf '%s\n' "service $service" "project $1" "kind $(kind_of "$service")" "version $version" "made $(now)" "by $(who)" \
    "sha256 $(sha256_of "$part")" > "$file.about"
}

about_backup() {
  sed -n "s/^$1 //p" "$file.about" 2> /dev/null || true
}

# check_description: whether $file is what it is said to be, and can be read by version $here.
check_description() {
  local noted
  noted=$(about_backup service)
  [ "$noted" = "$service" ] || fail backup_of_another
  noted=$(about_backup kind)
  [ "$noted" = "$(kind_of "$service")" ] || fail backup_of_other_kind
  noted=$(about_backup sha256)
  [ "$noted" = "$(sha256_of "$file")" ] || fail backup_damaged
  version=$(about_backup version)
  if [ -n "$version" ] && [ -n "$here" ]; then
    ! is_older "$here" "$version" || fail backup_of_newer
  fi
}

# choose_backup argument ...: the $file that is to be restored, and whether that is $agreed.
choose_backup() {
  local given=''
  one_and_yes "$@"
  file=$given
  [ -n "$file" ] || wrong_usage restore_file_missing
}

# find_backup: $file, from where the script was called, and the $service that it is of.
find_backup() {
  local each
  case $file in
    /*) ;;
    *) [ -e "$file" ] || ! [ -e "$OLDPWD/$file" ] || file=$OLDPWD/$file ;;
  esac
  [ -s "$file" ] || fail backup_missing
  for each in $saved; do
    ! is_backup_of "$each" "$file" || service=$each
  done
  [ -n "$service" ] || fail backup_of_nothing
}
