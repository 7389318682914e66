#!/bin/sh
# SPDX-License-Identifier: MIT
# What a user would pick instead, each doing its best at one task in one run: 50,000 points on a square of 500 cm2. Prints a Markdown table.
#   sh bench/peers/run.sh [BUILD_FOLDER [CSV]]
# CSV: a file for name, dots and seconds of each, for follicle-chart.
# The others come from their package registries into a temporary folder; what cannot be had is skipped with a line on stderr.
# Takes a minute, nearly all of it SciPy's. Our own times are medians, those of npm's packages the fastest of ten runs, SciPy's of one run.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${1:-build}" && pwd)
csv=${2:-/dev/null}
side=223.60679774997897
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
rows=$folder/rows

meson compile -C "$build" follicle-bench point-figures >/dev/null
bench=$build/bench/follicle-bench
judge=$build/bench/point-figures

# row NAME SECONDS POINTS_FILE OUTLINES DENSITY SESSIONS: a line of the table, judged by its points alone.
row() {
    "$judge" "$side" <"$3" | while read -r count of_asked least evenness full; do
        echo "$2 $count" | awk -v name="$1" -v rest="$of_asked | $least | $evenness | $full | $4 | $5 | $6" '{
            printf "%.9g\t%s,%d,%.9g\t| %s | %d | %.3g | %.3g | %s |\n", $2 / $1, name, $2, $1, name, $2, $1 * 1000, $2 / $1 / 1e6, rest }'
    done >>"$rows"
}

skip() {
    echo "skipped: $1" >&2
}

ours() {
    "$bench" --csv square darts bridson >"$folder/ours.csv" 2>/dev/null
    for engine in square darts bridson; do
        "$bench" points "$engine" >"$folder/points"
        seconds=$(awk -F, -v name="$engine" '$1 == name { print $3 }' "$folder/ours.csv")
        case $engine in
        square) row 'Follicle (C)' "$seconds" "$folder/points" yes yes yes ;;
        darts) row 'our own maximal darts (C)' "$seconds" "$folder/points" no no no ;;
        bridson) row 'our own Bridson (C)' "$seconds" "$folder/points" no no no ;;
        esac
    done
}

# npm_peer PACKAGE DENSITY
npm_peer() {
    if ! (cd "$folder" && npm install --no-audit --no-fund --no-save "$1" >/dev/null 2>&1); then
        skip "$1: npm cannot install it"
        return
    fi
    cp "$here/npm.cjs" "$folder"
    if found=$(cd "$folder" && node npm.cjs "$1" "$side" points); then
        row "$1 ${found% *} (JavaScript)" "${found#* }" "$folder/points" no "$2" no
    else
        skip "$1 fails"
    fi
}

# A Python that has SciPy: the system's, the user's, or the user's with SciPy in the temporary folder.
scipy_python() {
    for python in /usr/bin/python3 python3; do
        "$python" -c 'from scipy.stats.qmc import PoissonDisk' 2>/dev/null && echo "$python" && return
    done
    python3 -m pip install --quiet --target "$folder/python" scipy >/dev/null 2>&1 || return
    PYTHONPATH=$folder/python python3 -c 'from scipy.stats.qmc import PoissonDisk' 2>/dev/null && echo python3
}

scipy_peer() {
    python=$(scipy_python || true)
    if [ -z "$python" ]; then
        skip "SciPy: neither installed (python3-scipy) nor to be had by pip"
    elif found=$(PYTHONPATH=$folder/python "$python" "$here/scipy_disk.py" "$side" "$folder/points"); then
        row "SciPy ${found% *} qmc.PoissonDisk (Python)" "${found#* }" "$folder/points" no no no
    else
        skip 'SciPy fails'
    fi
}

ours
if command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1; then
    npm_peer poisson-disk-sampling yes
    npm_peer fast-2d-poisson-disk-sampling no
else
    skip 'packages of npm: node and npm are not installed'
fi
scipy_peer

{
    echo 'name,dots,seconds'
    sort -rg "$rows" | cut -f 2
} >"$csv"
echo '| engine | points | ms | M points/s | least distance / asked | least distance, mm | Clark-Evans | no room left | outlines | varying density | sessions |'
echo '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |'
sort -rg "$rows" | cut -f 3
echo
sed -n 's/^model name[^:]*: */Machine: /p' /proc/cpuinfo 2>/dev/null | head -n 1
date +'Date: %Y-%m-%d'
