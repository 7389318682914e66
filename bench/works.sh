#!/bin/sh
# SPDX-License-Identifier: MIT
# The bench runs, names what it should, and its scalp has the 100,000 dots that tables speak of. Times are not judged.
# works.sh FOLLICLE_BENCH
set -eu
output=$("$1" --once --json)
echo "$output"
for scene in bridson memcpy pattern box scalp design review preview csv; do
    echo "$output" | grep -q "\"name\":\"$scene\",\"dots\":[1-9]" || { echo "no scene $scene"; exit 1; }
done
# within NAME LEAST MOST: a scene's dots.
within() {
    dots=$(echo "$output" | sed -n "s/.*\"name\":\"$1\",\"dots\":\([0-9]*\),.*/\1/p")
    if [ "$dots" -lt "$2" ] || [ "$dots" -gt "$3" ]; then
        echo "$1 has $dots dots, not $2 to $3"
        exit 1
    fi
}
within bridson 49500 50500
within box 990000 1010000
within scalp 99000 101000
