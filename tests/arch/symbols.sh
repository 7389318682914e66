#!/bin/sh
# SPDX-License-Identifier: MIT
# A shared library exports exactly what its headers declare and what the checked-in list says: no more, no less.
# symbols.sh LIBRARY LIST HEADER...
set -eu
library=$1
list=$2
shift 2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export LC_ALL=C

nm -D --defined-only "$library" | awk '{print $NF}' | sed 's/@.*//' | sort >"$scratch/exported"
sed 's/#.*//; s/ *$//; /^$/d' "$list" | sort >"$scratch/listed"
# A declaration may go on over several lines; its name is the word before the first parenthesis.
cat "$@" | tr '\n' ' ' | sed 's/FOL_API/\n&/g' | sed -n 's/^FOL_API[^(;]*[ *]\(fol_[a-z0-9_]*\)(.*/\1/p' | sort >"$scratch/declared"

failed=0
if grep -Ev '^fol_[a-z0-9]' "$scratch/exported" >"$scratch/strange"; then
    echo "exported, but no public name:"
    sed 's/^/  /' "$scratch/strange"
    failed=1
fi
for other in exported declared; do
    if ! diff "$scratch/listed" "$scratch/$other" >"$scratch/diff"; then
        echo "$(basename "$list") (<) and the symbols that are $other (>) differ:"
        grep '^[<>]' "$scratch/diff"
        failed=1
    fi
done
exit "$failed"
