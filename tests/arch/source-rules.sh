#!/bin/sh
# SPDX-License-Identifier: MIT
# What the sources of the libraries keep: includes as the layers want them, no talk with the world, nothing forgotten in a
# meson.build. source-rules.sh SOURCE_ROOT
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

sources() {
    find "$@" -name '*.[ch]' -not -path '*/build*' | sort
}

# The text of a C file without comments and string literals.
code_of() {
    awk '
    {
        line = $0
        out = ""
        while (line != "") {
            if (in_comment) {
                end = index(line, "*/")
                if (!end) { line = ""; break }
                line = substr(line, end + 2)
                in_comment = 0
            } else if (match(line, /\/\*|\/\/|"/)) {
                out = out substr(line, 1, RSTART - 1)
                mark = substr(line, RSTART, RLENGTH)
                line = substr(line, RSTART + RLENGTH)
                if (mark == "//") { line = ""; break }
                if (mark == "/*") { in_comment = 1; continue }
                if (out ~ /^ *# *include/) { out = out "\""; continue }
                sub(/^([^"\\]|\\.)*"?/, "", line)
                out = out "\"\""
            } else {
                out = out line
                line = ""
            }
        }
        print FILENAME ":" FNR ": " out
    }' "$1"
}

# Programs that run while building may print: they are no part of a library.
is_library_source() {
    ! grep -qE '^(static )?int main\(' "$1"
}

for file in $(sources lib); do
    if is_library_source "$file"; then code_of "$file"; fi
done | grep -E '^lib/(core|pattern|design|head|layout|heal|review|scene|raster|find|register)/' |
    grep -E '(^|[^A-Za-z0-9_.>])(v?f?printf|puts|putchar|fputs|fopen|getenv|setlocale|time|clock|clock_gettime|rand|srand|random|exit|abort) *\(|[^A-Za-z0-9_](stdout|stderr|stdin|errno)[^A-Za-z0-9_]' |
    complain 'talk with the world in libfollicle'

for file in $(sources lib); do
    if is_library_source "$file"; then code_of "$file"; fi
done | grep -E '[^A-Za-z0-9_](sin|cos|tan|asin|acos|atan|atan2|pow|exp|exp2|log|log2|log10|cbrt|hypot|fma|fmaf|lrint|rint|nearbyint)f? *\(' |
    grep -E '^lib/(core|pattern|design|head|layout|heal|review|scene|raster|find|register)/' |
    complain 'functions of libm that differ between machines'

grep -nE '^ *# *include' $(sources lib include examples bench tests) | grep -E '["<][^">]*\.\.' |
    complain "'..' in an #include"
grep -nE '^ *# *include *"[^"]*/' $(sources lib) /dev/null | complain 'an internal include with a folder: say "alloc.h"'
grep -nE '^ *# *include *"follicle[/.]' $(sources lib include) /dev/null | complain 'a public include in quotes: say <follicle/x.h>'
grep -nE '^ *# *include *["<]' $(sources include) | grep -vE '<(follicle/[a-z-]+\.h|cairo\.h|std(bool|def|int)\.h)>' |
    complain 'a public header includes more than it should'

# Two internal headers of one name: the wrong one could be found.
sources lib | grep '\.h$' | sed 's|.*/||' | sort | uniq -d | complain 'internal headers that share a name'

# A file that no meson.build names is never compiled.
for file in $(find lib examples bench tests -name '*.c' | sort); do
    name=$(basename "$file")
    stem=${name%.c}
    folder=$(dirname "$file")
    named=no
    while [ "$folder" != . ]; do
        if [ -f "$folder/meson.build" ] && grep -qE "[/']($name|$stem|${stem#test_}|${stem#fuzz_}|${stem#bench_})'" "$folder/meson.build"; then
            named=yes
            break
        fi
        folder=$(dirname "$folder")
    done
    # What tests share is named by whoever uses it; what a shell test compiles by itself is named there.
    case $file in tests/support/*) grep -rqF "$name'" tests --include=meson.build && named=yes ;; esac
    [ "$named" = yes ] || grep -qsF "$name" "$(dirname "$file")"/*.sh || echo "$file"
done | complain 'in no meson.build'

for file in include/follicle/*.h; do
    grep -qE "'follicle/$(basename "$file")'|'$(basename "$file")'|/$(basename "$file")'" include/meson.build lib/*/meson.build || echo "$file"
done | complain 'public headers that are not installed'

cat "$complaints"
[ ! -s "$complaints" ]
