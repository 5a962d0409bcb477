# SPDX-License-Identifier: GPL-3.0-or-later
#
# Completion for bash: commands and options are those of --help; jobs, entries of the library and
# providers are asked of an Easel that runs, which is never started for that.

_easel_options () { # COMMAND…
  easel "$@" --help 2>/dev/null | sed -nE 's/^  (-[^-], )?(--[a-z-]+)(=?).*/\2\3/p'
}

_easel_commands () { # COMMAND…
  easel "$@" --help 2>/dev/null | sed -nE 's/^  (easel '"$*"' )?([a-z]+) .*/\2/p' | grep -vx easel
}

_easel () {
  local current=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} what=''
  local words=("$command")
  local IFS=$'\n'
  COMPREPLY=()
  [ "$command" != provider ] || [ "$COMP_CWORD" -lt 3 ] || words+=("${COMP_WORDS[2]}")

  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "$(_easel_commands)"$'\n--help\n--version' -- "$current"))
  elif [ "$command" = provider ] && [ "$COMP_CWORD" -eq 2 ]; then
    COMPREPLY=($(compgen -W "$(_easel_commands provider)" -- "$current"))
  elif [[ $current = -* ]]; then
    COMPREPLY=($(compgen -W "$(_easel_options "${words[@]}")" -- "$current"))
    [[ ${COMPREPLY[*]} != *= ]] || compopt -o nospace
  else
    case $command in
      job | wait | cancel | retry) what=jobs ;;
      review) what=reviews ;;
      library | merge | generate | transform | story) what=library ;;
      provider) what=providers ;;
    esac
    [ -n "$what" ] || return 0
    current=${current#[\"\']}
    COMPREPLY=($(easel complete "$what" "${current//\\/}" 2>/dev/null))
    compopt -o filenames # which quotes what is to be quoted
  fi
}

complete -o default -F _easel easel
