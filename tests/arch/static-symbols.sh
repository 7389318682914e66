#!/bin/sh
# SPDX-License-Identifier: MIT
# Whoever links a library statically gets no name from us that could clash with one of theirs: all begin with fol_.
# static-symbols.sh ARCHIVE...
set -eu
found=$(nm -g --defined-only "$@" | awk 'NF == 3 {print $3}' | grep -v '^fol_' | sort -u || true)
[ -z "$found" ] || { echo "names without fol_: $found"; exit 1; }
