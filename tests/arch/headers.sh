#!/bin/sh
# SPDX-License-Identifier: MIT
# Each public header compiles alone, without a warning. headers.sh INCLUDE_FOLDER LANGUAGE_STANDARD COMPILER...
set -eu
include=$1
standard=$2
shift 2
language=c
case $standard in c++*) language=c++ ;; esac
failed=0
for header in "$include"/follicle/*.h; do
    name=follicle/$(basename "$header")
    others=
    if [ "$name" = follicle/follicle-cairo.h ]; then
        if ! others=$(pkg-config --cflags cairo 2>/dev/null); then
            echo "skipped $name: no Cairo"
            continue
        fi
        others=$(echo "$others" | sed 's/-I/-isystem /g')
    fi
    # The header twice: its guard must hold.
    # shellcheck disable=SC2086 # a list of options
    if ! printf '#include <%s>\n#include <%s>\nint follicle_header_alone;\n' "$name" "$name" |
        "$@" -x "$language" "-std=$standard" -Wall -Wextra -pedantic -Werror -fsyntax-only -I "$include" $others -; then
        echo "$name does not compile alone as $standard"
        failed=1
    fi
done
exit "$failed"
