#!/bin/sh
# SPDX-License-Identifier: MIT
# A folder of lib sees the folders below it and no other: with the include path it is compiled with, every header that it
# may include is found, and every other is not. layers.sh SOURCE_ROOT BUILD_ROOT COMPILER...
set -eu
source=$(cd "$1" && pwd)
build=$2
shift 2
cd "$build"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Folder: what it may see besides itself and the public headers.
layers='core:
pattern: core
design: core
head: core
layout: core pattern design
heal: core design layout
review: core
scene: core pattern design layout
raster: core pattern design layout scene
find: core
register: core find
course: core pattern design layout
io:
render:
report: render'

# Include options of a folder's objects in libraries, from the build's own list of commands.
options_of() {
    grep '"command":' compile_commands.json | grep -E "lib/$1/lib[^/]*\.p/|lib/lib[^/]*\.p/$1_" | head -n 1 |
        grep -oE '(^| )-I[^ "]+' | tr -d ' ' | sort -u | tr '\n' ' '
}

headers=$(find "$source/lib" -name '*.h' | sort)
failed=0
seen=0
for folder in core pattern design head layout heal review scene raster find register course io render report; do
    [ -d "$source/lib/$folder" ] || continue
    options=$(options_of "$folder")
    [ -n "$options" ] || continue # not part of this build
    may=" $folder $(echo "$layers" | sed -n "s/^$folder://p") "
    # The preprocessor lists what it finds with its path, and what it does not find (-MG) by its bare name.
    echo "$headers" | sed 's|.*/\(.*\)|#include "\1"|' >"$scratch/try.c"
    # shellcheck disable=SC2086 # a list of options
    "$@" $options -MM -MG "$scratch/try.c" | tr ' ' '\n' >"$scratch/list"
    for header in $headers; do
        owner=$(basename "$(dirname "$header")")
        name=$(basename "$header")
        if grep -q "/lib/$owner/$name\$" "$scratch/list"; then
            found=yes
        elif grep -qx "$name" "$scratch/list"; then
            found=no
        else
            found='another header of that name'
        fi
        case "$may" in *" $owner "*) wanted=yes ;; *) wanted=no ;; esac
        seen=$((seen + 1))
        if [ "$found" != "$wanted" ]; then
            echo "lib/$folder includes \"$name\" of lib/$owner: wanted $wanted, found $found"
            failed=1
        fi
    done
done
[ "$seen" -gt 0 ] || { echo "no folder's command found in compile_commands.json"; exit 1; }

# The same by trying: the compiler itself takes the right include and stops at the wrong one.
options=$(options_of core)
echo '#include "alloc.h"' >"$scratch/right.c"
echo '#include "tile.h"' >"$scratch/wrong.c"
# shellcheck disable=SC2086
"$@" $options -fsyntax-only "$scratch/right.c" || { echo 'lib/core cannot include its own alloc.h'; failed=1; }
# shellcheck disable=SC2086
if "$@" $options -fsyntax-only "$scratch/wrong.c" 2>/dev/null; then
    echo 'lib/core can include tile.h of lib/pattern'
    failed=1
fi
exit "$failed"
