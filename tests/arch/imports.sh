#!/bin/sh
# SPDX-License-Identifier: MIT
# Functions that libfollicle takes from outside are on a short list: no printing, no files, no clock, no environment, no
# random numbers, no threads but those of fol_pool, and of libm only what IEEE 754 rounds correctly. imports.sh LIBRARY LIST
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export LC_ALL=C
sed 's/#.*//; s/ *$//; /^$/d' "$2" | sort >"$scratch/allowed"
# Hardened builds call memcpy as __memcpy_chk. Weak names are the compiler's own, for profilers and unwinders.
nm -D --undefined-only "$1" | awk '$1 != "w" {print $NF}' | sed 's/@.*//; s/^__\(.*\)_chk$/\1/; /^__stack_chk_fail$/d' |
    sort -u >"$scratch/used"
if [ -n "$(comm -13 "$scratch/allowed" "$scratch/used")" ]; then
    echo "libfollicle uses what $(basename "$2") does not allow:"
    comm -13 "$scratch/allowed" "$scratch/used" | sed 's/^/  /'
    exit 1
fi
