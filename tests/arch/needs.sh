#!/bin/sh
# SPDX-License-Identifier: MIT
# What a shared library may need at run time, and nothing else. needs.sh LIBRARY SONAME ALLOWED...
set -eu
library=$1
soname=$2
shift 2
failed=0
found=$(readelf -d "$library" | sed -n 's/.*(SONAME).*\[\(.*\)\].*/\1/p')
[ "$found" = "$soname" ] || { echo "soname is '$found', not '$soname'"; failed=1; }
for needed in $(readelf -d "$library" | sed -n 's/.*(NEEDED).*\[\(.*\)\].*/\1/p'); do
    allowed=no
    for name in "$@" ld-linux; do
        case $needed in "$name".so | "$name".so.* | "$name"-*) allowed=yes ;; esac
    done
    [ "$allowed" = yes ] || { echo "$(basename "$library") needs $needed"; failed=1; }
done
exit "$failed"
