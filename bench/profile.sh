#!/bin/sh
# SPDX-License-Identifier: MIT
# Where a scene's instructions go, by function: how many a run, what share, and how many a dot.
#   sh bench/profile.sh BUILD_FOLDER SCENE [RUNS [DESIGN]]
# Needs valgrind. Only the scene's runs are watched: nothing that makes them ready, checks them or frees what they made. Counts are the same
# from run to run, however busy the machine. Functions that were inlined count for the ones that they became part of, and a build
# for another processor has other counts.
set -eu
build=$1
scene=$2
runs=${3:-4}
design=${4:-}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
command -v callgrind_annotate >/dev/null || { echo 'profile.sh: valgrind is not installed' >&2; exit 1; }

valgrind --tool=callgrind --toggle-collect=profiled_run --callgrind-out-file="$folder/counts" \
    "$build/bench/follicle-bench" ${design:+--design "$design"} profile "$scene" "$runs" >"$folder/dots" 2>"$folder/log" || { cat "$folder/log" >&2; exit 1; }
callgrind_annotate --auto=no --threshold=100 "$folder/counts" |
    awk -v runs="$runs" -v dots="$(sed -n 's/ dots$//p' "$folder/dots")" -v scene="$scene" '
    # 13,538,601 (14.04%)  ???:add_zone [/where/it/is]
    !/^ *[0-9,]+ \(/ { next }
    {
        count = $1
        gsub(",", "", count)
        sub(/^ *[0-9,]+ \([ 0-9.]+%\) +/, "")
    }
    /PROGRAM TOTALS/ {
        total = count
        printf "%s: %.2f million instructions a run, %.1f a dot\n\n%12s %7s %8s  %s\n", scene, total / runs / 1e6, total / runs / dots,
            "a run", "share", "a dot", "function"
        next
    }
    total && (count / total >= 0.01) {
        name = $1
        sub(/^.*:/, "", name)
        if ($NF ~ /libc[.]so/)
            name = name " (libc)"
        printf "%12d %6.1f%% %8.2f  %s\n", count / runs, 100 * count / total, count / runs / dots, name
        shown += count
    }
    END { printf "%12d %6.1f%% %8.2f  %s\n", (total - shown) / runs, 100 * (total - shown) / total, (total - shown) / runs / dots, "all others, each below 1 %" }'
