#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# lint.sh [CHECK…]: the house rules a machine can keep; ./dev lint runs this where the tools are.
# Each check is a function that prints what is wrong and fails.

set -u
cd "$(dirname "$0")/.." || exit 1
export LC_ALL=C.UTF-8

# files PATTERN…: the checkout's files by name, without what was built.
files () {
  expr=''
  for pattern; do
    expr="$expr ${expr:+-o} -name $pattern"
  done
  # shellcheck disable=SC2086 # a list of words, with globbing off
  (set -f; find . \( -name .git -o -name '_build*' -o -name __pycache__ -o -name .cache \) \
    -prune -o -type f \( $expr \) -print | sort)
}

# none WHAT GREP-ARGUMENT…: no line may match. Grep's own failures are failures, too.
none () {
  what=$1
  shift
  grep "$@"
  case $? in
    0) echo "^ $what"; return 1 ;;
    1) return 0 ;;
    *) return 1 ;;
  esac
}

check_format () {
  bad=''
  for file in $(files '*.c' '*.h' | grep -E '^\./(src|tests)/'); do
    clang-format --dry-run -Werror "$file" 2>/dev/null || bad="$bad $file"
  done
  [ -z "$bad" ] || { echo "not formatted; run: ./dev shell clang-format -i$bad"; return 1; }
}

# Nothing that runs on the main thread's side may wait for a disk, a network or a decoder.
check_main_thread () {
  none 'synchronous work in src/service or src/ui' -rnE --include='*.[ch]' \
    '[a-z0-9]_sync \(|soup_session_send \(|sqlite3_|g_file_load_contents \(|gdk_pixbuf_new_from_' \
    src/service src/ui
}

check_gtk () {
  none 'GTK outside src/ui' -rnE --include='*.[ch]' --exclude-dir=ui \
    '#include <(gtk|gdk|gsk|adwaita)[/.]' src
}

check_lengths () {
  bad=0
  for file in $(files '*.c' '*.h' '*.py' '*.sh' '*.blp' dev in-session meson.build); do
    lines=$(wc -l <"$file")
    [ "$lines" -le 800 ] || { echo "$file: $lines lines; more than 800"; bad=1; }
    case $file in
      *.blp) ;; # one text, one line
      *) none 'more than 100 characters' -HnE '^.{101,}$' "$file" || bad=1 ;;
    esac
  done
  return $bad
}

# A header's name means one file, wherever it is included from; a test's name, one test.
check_names () {
  twice=$(files '*.c' '*.h' | grep '^\./src/' | sed 's|.*/||' | sort | uniq -d)
  [ -z "$twice" ] || { echo "more than one file is named: $twice"; return 1; }
}

check_whitespace () {
  files '*.c' '*.h' '*.py' '*.sh' '*.blp' '*.md' '*.json' '*.css' '*.xml' dev in-session \
    meson.build | xargs grep -nE '[[:space:]]+$' | grep -v '\.md:[0-9]*:.*  $'
  [ $? -eq 1 ]
}

# po/POTFILES names exactly the files with text to translate.
check_potfiles () {
  list=$(mktemp)
  {
    find src -name '*.[ch]' -exec grep -lE '\b(_|C_|N_|NC_|Q_|g_dngettext|ngettext) \(' {} +
    find data/ui -name '*.blp' -exec grep -lE '\bC?_\("' {} +
    find data -maxdepth 1 \( -name '*.desktop.in' -o -name '*.metainfo.xml.in' \
      -o -name '*.gschema.xml' \)
    echo po/data-strings.h
  } | LC_ALL=C sort >"$list"
  grep -vE '^#|^$' po/POTFILES | LC_ALL=C sort | diff -u --label po/POTFILES \
    --label 'files with text to translate' - "$list"
  result=$?
  rm "$list"
  return $result
}

# What translators are given is what the program asks for, and what they give can be used.
check_translations () {
  bad=0
  python3 build-aux/data-strings.py --check || bad=1
  # The keywords meson's preset has; a macro within a text would end it for xgettext.
  scratch=$(mktemp -d)
  xgettext --files-from=po/POTFILES --output="$scratch/easel.pot" --from-code=UTF-8 \
    --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 --keyword=g_dngettext:2,3 \
    --flag=g_strdup_printf:1:c-format --flag=g_set_error:4:c-format 2>&1 |
    grep -F 'not a valid C format string' && bad=1
  none 'gettext knows PRId64, and no macro of GLib' -rnE --include='*.c' \
    '_ \(.*"[[:space:]]*G_[A-Z0-9]+_FORMAT|"[[:space:]]*G_[A-Z0-9]+_FORMAT.*_ \(' src || bad=1
  none 'a text that people read is not marked with _ ()' -rnE --include='*.blp' \
    '^ *[a-z-]*(label|title|subtitle|text|description|heading|body): "[^"]*[[:alpha:]]{2}' \
    data/ui || bad=1
  callers='g_set_error_literal|_set_(title|subtitle|label|tooltip_text|description|heading|body)'
  callers="$callers|adw_toast_new|gtk_label_new|adw_alert_dialog_new"
  none 'a text that people read is not marked with _ ()' -rPzo --include='*.c' \
    "($callers) \\([^;\"]*?(?<!_ \\()\"[A-Z][^\"]*\"\\n?" src >"$scratch/unmarked" ||
    { tr '\0' '\n' <"$scratch/unmarked"; bad=1; }
  grep -v '^#' po/LINGUAS | tr ' ' '\n' | grep . >"$scratch/listed"
  for file in $(files '*.po'); do
    msgfmt -c -o /dev/null "$file" || bad=1
    grep -qx "$(basename "$file" .po)" "$scratch/listed" ||
      { echo "$file: not in po/LINGUAS"; bad=1; }
  done
  rm -r "$scratch"
  return $bad
}

check_blueprints () {
  files '*.blp' | xargs -r blueprint-compiler format
}

check_metadata () {
  scratch=$(mktemp -d)
  for file in data/*.desktop.in data/*.metainfo.xml.in; do
    cp "$file" "$scratch/$(basename "${file%.in}")"
  done
  bad=0
  desktop-file-validate "$scratch"/*.desktop || bad=1
  appstreamcli validate --no-net --explain "$scratch"/*.metainfo.xml >"$scratch/log" 2>&1 ||
    { cat "$scratch/log"; bad=1; }
  glib-compile-schemas --strict --dry-run data || bad=1
  if [ -n "$(find news.d -name '*.md' ! -name README.md)" ]; then # as it will be at a release
    python3 build-aux/release-notes.py 999.0 2026-01-01 >"$(echo "$scratch"/*.metainfo.xml)" &&
      appstreamcli validate --no-net --explain "$scratch"/*.metainfo.xml >"$scratch/log" 2>&1 ||
      { cat "$scratch/log"; bad=1; }
  fi
  for picture in $(sed -n 's|.*/\(docs/pictures/.*\)</image>|\1|p' data/*.metainfo.xml.in); do
    [ -e "$picture" ] || { echo "data/*.metainfo.xml.in: there is no $picture"; bad=1; }
  done
  rm -r "$scratch"
  return $bad
}

# Symbolic icons are the theme's, libadwaita's or Easel's own.
check_icons () {
  bad=0
  for name in $(grep -rhoE '"[a-z0-9-]+-symbolic"' src data/ui | tr -d '"' | sort -u); do
    case $name in adw-*) continue ;; esac
    [ -n "$(find /usr/share/icons/Adwaita data/icons -name "$name.svg")" ] ||
      { echo "there is no icon $name"; bad=1; }
  done
  return $bad
}

check_json () {
  bad=0
  for file in $(files '*.json'); do
    python3 -m json.tool "$file" /dev/null 2>&1 || { echo "$file: not JSON"; bad=1; }
  done
  return $bad
}

# The sandbox has just the holes that are meant. Keys and pictures come through portals.
check_flatpak () {
  python3 - flatpak/*.json <<'END'
import json
import sys

HOLES = ["--share=network", "--share=ipc", "--socket=wayland", "--socket=fallback-x11",
         "--device=dri"]
RUNTIME = {"runtime": "org.gnome.Platform", "runtime-version": "50", "sdk": "org.gnome.Sdk"}

for path in sys.argv[1:]:
    manifest = json.load(open(path))
    if path != f"flatpak/{manifest['id']}.json":
        sys.exit(f"{path}: the id is {manifest['id']}")
    if manifest["finish-args"] != HOLES:
        sys.exit(f"{path}: finish-args are not {HOLES}")
    if not RUNTIME.items() <= manifest.items():
        sys.exit(f"{path}: this is not {RUNTIME}")
    if [module["name"] for module in manifest["modules"]] != ["easel"]:
        sys.exit(f"{path}: more than Easel is built")
END
}

check_licences () {
  missing=$(files '*.c' '*.h' '*.py' '*.sh' '*.blp' '*.css' '*.svg' '*.in' '*.gschema.xml' dev \
    in-session run | xargs grep -L 'SPDX-License-Identifier: ')
  [ -z "$missing" ] || { echo "no SPDX-License-Identifier: $missing"; return 1; }
}

# Nobody's keys, nobody's folders.
check_leaks () {
  files '*' | grep -vE '^\./(LICENSES/|build-aux/lint\.sh$|tests/data/.*\.(jpg|png|webp)$)' |
    tr '\n' '\0' | xargs -0 grep -nIE \
      -e 'sk-[A-Za-z0-9]{24,}|sk-(ant|proj|or)-[A-Za-z0-9-]{24,}|AIza[A-Za-z0-9_-]{30,}' \
      -e 'gh[ps]_[A-Za-z0-9]{20,}|AKIA[A-Z0-9]{12,}|BEGIN [A-Z ]*PRIVATE KEY' \
      -e '(^|[^A-Za-z0-9_.~-])/(home|root|Users|work)/[a-z]' |
    grep -v /home/person/ # nobody's
  [ $? -eq 1 ] || { echo '^ looks like a key or the path of one machine'; return 1; }
}

check_scripts () {
  bad=0
  for file in dev build-aux/in-session $(files '*.sh'); do
    sh -n "$file" || bad=1
  done
  bash -n .ci/run || bad=1
  for file in $(files '*.py'); do
    python3 -c 'import ast, sys; ast.parse(open(sys.argv[1]).read(), sys.argv[1])' "$file" || bad=1
  done
  return $bad
}

check_spelling () {
  codespell --skip='.git,_build*,LICENSES,fixtures,*.po,*.jpg,*.png,*.svg,__pycache__,.cache' \
    --ignore-words-list='te,hist,ser,fo,ba,iif,trough' .
}

check_links () {
  # shellcheck disable=SC2046 # a list of words
  python3 build-aux/check-links.py $(files '*.md')
}

checks='format main_thread gtk lengths names whitespace potfiles translations blueprints metadata
icons json flatpak licences leaks scripts spelling links'
failed=''
for check in ${*:-$checks}; do
  if "check_$check"; then
    echo "ok      $check"
  else
    echo "FAILED  $check"
    failed="$failed $check"
  fi
done
[ -z "$failed" ] || { echo "lint failed:$failed"; exit 1; }
