#!/bin/sh
# SPDX-License-Identifier: MIT
# What the documents say is what the code says. docs.sh SOURCE_ROOT
set -eu
cd "$1"
complaints=$(mktemp)
trap 'rm -f "$complaints"' EXIT

complain() {
    found=$(cat)
    if [ -n "$found" ]; then
        echo "$1:"
        printf '%s\n' "$found" | sed 's/^/  /'
    fi >>"$complaints"
}

# Every status code: a row with its number in docs/errors.md, a name and a text in the library.
codes=$(sed -n 's/^ *\(FOL_\(OK\|ERR_[A-Z]*\)\) = \([0-9]*\),\{0,1\}.*/\1 \3/p' include/follicle/base.h)
[ "$(echo "$codes" | wc -l)" -ge 15 ] || echo "$codes" | complain 'base.h has fewer status codes than it had'
echo "$codes" | while read -r name number; do
    grep -qE "^\| *\`$name\` *\| *$number *\|" docs/errors.md || echo "$name ($number)"
done | complain 'status codes without a row in docs/errors.md'
grep -oE '^\| *`FOL_(OK|ERR_[A-Z]+)`' docs/errors.md | tr -d '|` ' | while read -r name; do
    echo "$codes" | grep -q "^$name " || echo "$name"
done | complain 'rows of docs/errors.md for status codes that do not exist'
echo "$codes" | while read -r name number; do
    grep -q "{$name, \"$name\", \"" lib/core/status.c || echo "$name ($number)"
done | complain 'status codes without a name and a text in lib/core/status.c'

# Every public function is explained: by a comment above it or its group, on its own line, or because its name says all
# (tests/arch/self-explanatory.names).
awk '
    function flush_name(text) {
        sub(/\(.*/, "", text)
        sub(/.*[ *]/, "", text)
        return text
    }
    FNR == 1 { documented = 0; after_file_comment = 0 }
    /^$/ { documented = 0; next }
    /\*\/ *$/ && !/^FOL_API/ && !/^ +[a-z]/ { documented = !(/^\/\* -----/); next }
    /^FOL_API.*\(/ { if (!documented && $0 !~ /\/\*/) print flush_name($0) }
' include/follicle/*.h | sort | while read -r name; do
    case $name in *_free | *_init_sized) continue ;; esac
    grep -qx "$name" tests/arch/self-explanatory.names || echo "$name"
done | complain 'public functions without a comment'

# The README's program is an example that is compiled and run, word for word.
program=$(awk '/^```c$/ {inside = 1; next} /^```$/ {inside = 0} inside' README.md)
example=$(sed '/^#include/,$!d' examples/01_hello_dots.c 2>/dev/null || true)
[ -n "$example" ] || echo 'examples/01_hello_dots.c' | complain 'not there, or without an #include'
[ "$program" = "$example" ] || printf '%s\n' "--- README.md has:" "$program" "--- the example has:" "$example" |
    complain "README.md's program is not the body of examples/01_hello_dots.c"

# Links to files of the repository lead somewhere.
find . -name '*.md' -not -path './build*' -not -path './.git/*' | while read -r file; do
    grep -oE '\]\([^)#: ]+' "$file" | sed 's/^](//' | while read -r target; do
        [ -e "$(dirname "$file")/$target" ] || echo "$file: $target"
    done
done | complain 'links that lead nowhere'
# So do the documents that headers name.
grep -ohE 'docs/[a-z0-9/-]+\.(md|json)' include/follicle/*.h | sort -u | while read -r file; do
    [ -f "$file" ] || echo "$file"
done | complain 'documents that headers name and that are not there'

cat "$complaints"
[ ! -s "$complaints" ]
