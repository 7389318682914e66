# SPDX-License-Identifier: MIT
# `follicle course`: a design through time, in numbers.
. "$CASES/support.sh"
cp "$CASES"/designs/small.json .

it 'days, water, merging and the touch-up'
run course small.json
exits 0
says
prints_file "$CASES/expected/course-small.out"

it 'the same for programs'
run course small.json --json
exits 0
says
prints_file "$CASES/expected/course-small-json.out"

it 'fresh dots are darker than healed ones by the share that is lost'
awk '/"day": 0,/ { split($0, part, /"pigment": /); fresh = part[2] + 0 } END { exit !(fresh > 1.538 && fresh < 1.539) }' "$work/out" ||
    complain "$(grep '"day": 0,' "$work/out")"

it 'contrast is kept below what is set'
run course small.json --most-contrast 0.3
exits 0
prints_part 'over the 0.30 that was set as the most'
run course small.json --most-contrast 2
exits 2
says_part "--most-contrast is '2'"

it 'wide dots merge as they grow'
sed 's/"zones"/"dots": {"diameter_mm": [0.4, 0.5]}, "zones"/' small.json >wide.json
run course wide.json
exits 0
awk '/^  frontal, middle/ { found = $(NF - 1) } END { exit !(found > 0) }' "$work/out" || complain "$(cat "$work/out")"

finish
