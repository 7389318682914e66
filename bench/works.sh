#!/bin/sh
# SPDX-License-Identifier: MIT
# The bench runs, names what it should, and its scalp has the 100,000 dots that tables speak of. Times are not judged.
# works.sh FOLLICLE_BENCH
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" --once --json >"$folder/a.json" 2>"$folder/a.err" || { cat "$folder/a.err"; exit 1; }
cat "$folder/a.json" "$folder/a.err"
for scene in bridson darts memcpy box stream square scalp-memcpy scalp scalp-hairs scalp-mask design drag pattern review review-full preview csv-in-process png-plain png; do
    grep -q "\"name\":\"$scene\",\"dots\":[1-9]" "$folder/a.json" || { echo "no scene $scene"; exit 1; }
done
"$1" --help | grep -q 'one thread, the pool scenes on two' || { echo 'the help does not tell of threads'; exit 1; }
# Where a library without threads has no pool, the scene says so.
for scene in box-pool scalp-pool; do
    grep -q "\"name\":\"$scene\",\"dots\":[1-9]" "$folder/a.json" || grep -q "$scene skipped: there are no threads" "$folder/a.err" ||
        { echo "no scene $scene"; exit 1; }
done
# within NAME LEAST MOST: a scene's dots.
within() {
    dots=$(sed -n "s/.*\"name\":\"$1\",\"dots\":\([0-9]*\),.*/\1/p" "$folder/a.json")
    if [ "$dots" -lt "$2" ] || [ "$dots" -gt "$3" ]; then
        echo "$1 has $dots dots, not $2 to $3"
        exit 1
    fi
}
within bridson 49500 50500
within darts 49500 50500
within box 990000 1010000
within scalp 99000 101000

# A scene brings what it is compared with; a caller's design is timed like the scalp.
scalp=$(dirname "$0")/scenes/scalp.json
"$1" --once --json --design "$scalp" design >"$folder/b.json"
for scene in bridson scalp design file file-design; do
    grep -q "\"name\":\"$scene\"" "$folder/b.json" || { echo "no scene $scene"; exit 1; }
done
"$1" compare "$folder/a.json" "$folder/b.json" | grep -q '^box *only in the first' || { echo 'compare does not compare'; exit 1; }
"$1" --once --most 10000 growth | grep -q '^layout,[0-9][0-9]*,' || { echo 'growth shows nothing'; exit 1; }
