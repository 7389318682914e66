# SPDX-License-Identifier: MIT
# Sourced by the command-line tests. A case begins with `it`, runs the program once or more, and says what must hold; the
# last line of a file is `finish`. Needs FOLLICLE, the program, and CASES, this folder.
#
# With FOLLICLE_UPDATE=1 the expected files are written anew instead of compared; look at the difference before keeping it.

set -u
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 99' HUP INT TERM
mkdir "$work/here" && cd "$work/here" || exit 99

passed=0
failed=0
name=
wrong=

end_case() {
    [ -n "$name" ] || return 0
    if [ -z "$wrong" ]; then
        passed=$((passed + 1))
        printf 'pass: %s\n' "$name"
        return 0
    fi
    failed=$((failed + 1))
    printf 'FAIL: %s\n%s' "$name" "$wrong"
}

it() {
    end_case
    name=$1
    wrong=
}

finish() {
    end_case
    name=
    printf '%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
    exit
}

complain() {
    wrong="$wrong    $1
"
}

# Runs the program without input.
run() {
    "$FOLLICLE" "$@" >"$work/out" 2>"$work/err" </dev/null
    code=$?
}

# The same with a file on standard input.
run_from() {
    from=$1
    shift
    "$FOLLICLE" "$@" >"$work/out" 2>"$work/err" <"$from"
    code=$?
}

exits() {
    [ "$code" -eq "$1" ] || complain "exit code $code in place of $1; stderr: $(head -n 3 "$work/err")"
}

# Whole text of stdout, of stderr; without an argument: nothing at all.
prints() {
    [ "$(cat "$work/out")" = "${1-}" ] || complain "stdout is: $(cat "$work/out")"
}
says() {
    [ "$(cat "$work/err")" = "${1-}" ] || complain "stderr is: $(cat "$work/err")"
}

# A part of stdout, of stderr.
prints_part() {
    grep -qF -e "$1" "$work/out" || complain "stdout lacks: $1"
}
says_part() {
    grep -qF -e "$1" "$work/err" || complain "stderr lacks: $1; it is: $(head -n 3 "$work/err")"
}

# Whole stdout, stderr against a file of expected text.
prints_file() {
    same_as "$work/out" "$1"
}
says_file() {
    same_as "$work/err" "$1"
}
same_as() {
    [ "${FOLLICLE_UPDATE-}" = 1 ] && cp "$1" "$2"
    [ -f "$2" ] || complain "there is no $2"
    difference=$(diff "$2" "$1" 2>&1) || complain "differs from $2: $difference"
}

holds() {
    "$@" >/dev/null 2>&1 || complain "does not hold: $*"
}

# What lies in the current folder, with contents: two equal texts mean that nothing was touched.
listing() {
    find . | sort
    find . -type f -exec cksum {} + | sort
}
