# SPDX-License-Identifier: GPL-3.0-or-later
#
# Completion for fish: commands and options are those of --help; jobs, entries of the library and
# providers are asked of an Easel that runs, which is never started for that.

function __easel_commands # COMMAND…
    command easel $argv --help 2>/dev/null |
        string replace -rf '^  (?!easel )([a-z]+) +(\S.*)' '$1\t$2'
end

function __easel_options # COMMAND…
    command easel $argv --help 2>/dev/null |
        string replace -rf '^  (?:-[^-], )?(--[a-z-]+=?)\S* +(\S.*)' '$1\t$2'
end

function __easel_complete
    set -l words (commandline -opc)[2..]
    set -l current (commandline -ct)
    set -l what

    if test (count $words) -eq 0
        __easel_commands
        return
    end
    if test "$words[1]" = provider -a (count $words) -eq 1
        __easel_commands provider
        return
    end
    if string match -q -- '-*' $current
        test "$words[1]" = provider
        and __easel_options $words[1..2]
        or __easel_options $words[1]
        return
    end
    switch $words[1]
        case job wait cancel retry
            set what jobs
        case review
            set what reviews
        case library merge generate transform story
            set what library
        case provider
            set what providers
        case '*'
            return
    end
    command easel complete $what (string unescape -- $current) 2>/dev/null
end

complete -c easel -a '(__easel_complete)'
