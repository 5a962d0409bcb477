#compdef easel
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Completion for zsh: commands and options are those of --help; jobs, entries of the library and
# providers are asked of an Easel that runs, which is never started for that.

_easel_commands () { # COMMAND…
  local -a found
  found=("${(@f)$(easel "$@" --help 2>/dev/null |
    sed -nE -e '/^  easel /d' -e 's/^  ([a-z]+) +([^ ].*)/\1:\2/p')}")
  _describe command found
}

_easel_options () { # COMMAND…
  local -a found
  found=("${(@f)$(easel "$@" --help 2>/dev/null |
    sed -nE 's/^  (-[^-], )?(--[a-z-]+=?)[^ ]* +([^ ].*)/\2:\3/p')}")
  local -a valued=(${(M)found:#*=:*}) plain=(${found:#*=:*})
  _describe -o option plain -- valued -S ''
}

_easel () {
  local command=${words[2]} what=
  local -a found

  if (( CURRENT == 2 )); then
    _easel_commands
    _files
    return
  elif [[ $command == provider ]] && (( CURRENT == 3 )); then
    _easel_commands provider
    return
  elif [[ $PREFIX == -* ]]; then
    if [[ $command == provider ]]; then
      _easel_options provider "${words[3]}"
    else
      _easel_options "$command"
    fi
    return
  fi

  case $command in
    (job|wait|cancel|retry) what=jobs ;;
    (review) what=reviews ;;
    (library|merge|generate|transform|story) what=library ;;
    (provider) what=providers ;;
  esac
  if [[ -n $what ]]; then
    found=("${(@f)$(easel complete $what "${(Q)PREFIX}" 2>/dev/null)}")
    [[ -n $found[1] ]] && compadd -a found && return
  fi
  _files
}

_easel "$@"
