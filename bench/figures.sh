#!/bin/sh
# SPDX-License-Identifier: MIT
# Measures everything that docs/performance.md and README.md quote of speed, and puts the new tables and charts into them. On a quiet machine:
#   sh bench/figures.sh [BUILD_FOLDER [MOST_DOTS]]
# MOST_DOTS: how far the chart of growth goes, default 10,000,000; a layout of 100,000,000 dots needs 5 GB.
# Takes about five minutes. The build should be a release build.
set -eu
cd "$(dirname "$0")/.."
build=${1:-build}
most=${2:-10000000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
meson compile -C "$build" follicle-bench follicle-chart point-figures >/dev/null
bench=$build/bench/follicle-bench
chart=$build/bench/follicle-chart

where() {
    cpu=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)
    compiler=$(sed -n 's/^C compiler for the host machine: [^(]*(\([^"]*\) ".*/\1/p' "$build/meson-logs/meson-log.txt" | head -n 1)
    echo "One core of ${cpu:-an unknown processor}, ${compiler:-an unknown compiler}, release build, $(date +%Y-%m-%d)."
}

# put NAME FILE: what stands between <!-- NAME --> and <!-- end of NAME --> becomes stdin.
put() {
    cat >"$folder/block"
    awk -v name="$1" -v block="$folder/block" '
        $0 == "<!-- end of " name " -->" { inside = 0 }
        !inside { print }
        $0 == "<!-- " name " -->" { inside = 1; while ((getline line < block) > 0) print line }
    ' "$2" >"$folder/page"
    cat "$folder/page" >"$2"
}

as_code() {
    echo '```'
    sed 's/ *$//'
    echo '```'
}

"$bench" --save "$folder/scenes.csv" >"$folder/scenes.txt"
as_code <"$folder/scenes.txt" | put scenes docs/performance.md
"$chart" speed 'Time per dot, scene by scene' "$folder/scenes.csv" docs/images/speed.png

"$bench" --most "$most" growth >"$folder/growth.csv"
as_code <"$folder/growth.csv" | put growth docs/performance.md
"$chart" growth 'Time per dot, from a thousand dots up' "$folder/growth.csv" docs/images/growth.png

"$bench" memory | as_code | put memory docs/performance.md

sh bench/peers/run.sh "$build" "$folder/peers.csv" >"$folder/peers.md"
put peers docs/performance.md <"$folder/peers.md"
put peers README.md <"$folder/peers.md"
"$chart" speed '50,000 points on 500 cm2, time per point' "$folder/peers.csv" docs/images/peers.png

where | put where docs/performance.md
