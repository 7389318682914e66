# SPDX-License-Identifier: MIT
# `follicle review`: a plan's own map passes; a map that was changed does not, and each change is found.
. "$CASES/support.sh"
cp "$CASES"/designs/* .
"$FOLLICLE" plan small.json -o plan >/dev/null 2>&1
cp plan/map.csv map.csv

it 'the map of a plan passes'
run review small.json map.csv
exits 0
says
prints_file "$CASES/expected/review-small.out"

it 'the same for programs is the review of the plan'
run review small.json map.csv --json
exits 0
says
holds cmp "$work/out" plan/review.json

it 'textures of every session and total, when asked for'
run review small.json map.csv --full --json
exits 0
holds test "$(grep -c '"full": ' "$work/out")" -eq 6
run review small.json map.csv --full
exits 0
prints_part 'where even'

it 'a map through a pipe'
"$FOLLICLE" map small.json --csv - 2>"$work/err" | "$FOLLICLE" review small.json - >"$work/out" 2>>"$work/err"
code=$?
exits 0
says
prints_part 'stdin against small.json: passed'

it 'a design through a pipe'
run_from small.json review - map.csv
exits 0
prints_part 'map.csv against stdin: passed'

it 'only one of the two can come through a pipe'
run review - -
exits 2
says_part 'only one of the two can come from standard input'

it 'a moved dot is found'
awk -F , -v OFS=, 'NR == 200 { $2 += 400 } 1' map.csv >moved.csv
run review small.json moved.csv
exits 1
says
prints_part 'moved.csv against small.json: failed'
prints_part 'moved: '

it 'a missing dot is found'
sed 300d map.csv >deleted.csv
run review small.json deleted.csv
exits 1
prints_part 'missing: '

it 'an added dot at a place where no dot may be is found'
{ cat map.csv; echo ',59900,39900,120,0,1,"frontal, middle",24'; } >outside.csv
run review small.json outside.csv
exits 1
prints_part 'outside: '

it 'an added dot beside another is found'
awk -F , -v OFS=, 'NR == 100 { print; $1 = ""; $2 += 100 } 1' map.csv >close.csv
run review small.json close.csv
exits 1
prints_part 'too-close: '

it 'a repeated id is found'
awk -F , -v OFS=, 'NR == 100 { id = $1 } NR == 101 { $1 = id } 1' map.csv >repeated.csv
run review small.json repeated.csv
exits 1
prints_part 'repeated-id: '

it 'an unknown zone is found'
sed '2s/,"*frontal, middle"*,/,nape,/;2s/,temple [^,]*,/,nape,/' map.csv >zone.csv
run review small.json zone.csv
exits 1
prints_part 'unknown-zone: '

it 'an unknown session is found'
sed '2s/,1,\([^,]*\)/,7,\1/' map.csv >session.csv
run review small.json session.csv
exits 1
prints_part 'unknown-session: '

it 'findings for programs name kind, ids and place'
run review small.json deleted.csv --json
exits 1
prints_part '"ok": false'
prints_part '"kind": "missing"'

it 'dots in units are judged by site and by dot'
sed 's/"follicle": 1,/"follicle": 1, "dots": {"units": "natural"},/' small.json >units.json
grep -q natural units.json || echo 'no units' >>"$work/err"
run plan units.json -o units
exits 0
run review units.json units/map.csv
exits 0
says
prints_part 'units/map.csv against units.json: passed'
prints_part 'Their sites, the first dots, are judged for spacing and evenness;'
prints_part 'first dots of units'
prints_part 'all dots'
run review units.json units/map.csv --json
exits 0
holds cmp "$work/out" units/review.json
prints_part '"site_totals": ['

it 'a unit too near another is found, dots of one unit are not'
awk -F , -v OFS=, 'NR > 1 && $1 % 8 == 0 && ++n == 60 { x = $2; y = $3 } n == 61 && x { $2 = x + 300; $3 = y; x = 0 } 1' units/map.csv >near.csv
run review units.json near.csv
exits 1
prints_part 'two sites of units are '

it 'columns in another order, CRLF and a byte-order mark are read'
{ printf '\357\273\277'; cat map.csv; } | sed 's/$/\r/' >windows.csv
run review small.json windows.csv
exits 0
prints_part 'passed'

it 'more columns are read'
awk '{ print $0 (NR == 1 ? ",remark" : ",fine") }' map.csv >wider.csv
run review small.json wider.csv
exits 0

it 'a row that cannot be read is bad input, with its line'
awk -F , -v OFS=, 'NR == 7 { $2 = "here" } 1' map.csv >unreadable.csv
run review small.json unreadable.csv
exits 3
prints
says_part 'follicle: unreadable.csv: line 7'

it 'a row cut short is bad input'
head -c 1000 map.csv | sed '$s/,.*/,1/' >cut.csv
run review small.json cut.csv
exits 3
prints
says_part 'follicle: cut.csv: line '

it 'a missing column is bad input'
cut -d , -f 1,2,4- map.csv >column.csv
run review small.json column.csv
exits 3
prints
says_part 'y_um'

it 'an empty file is bad input'
: >empty.csv
run review small.json empty.csv
exits 3
prints
says_part 'follicle: empty.csv: '

it 'a map without a row misses every dot'
head -n 1 map.csv >header.csv
run review small.json header.csv
exits 1
prints_part 'missing: '
prints_part '... and '

it 'figures that nothing can be said of are left open'
run review small.json header.csv
prints_part 'session 1                    0       325         -            -       -'

it 'a missing map is bad input'
run review small.json nowhere.csv
exits 3
prints
says 'follicle: cannot read nowhere.csv: No such file or directory'

it 'the map of another design fails'
"$FOLLICLE" new crown >crown.json
"$FOLLICLE" map crown.json --csv crown.csv
run review small.json crown.csv
exits 1
prints_part 'outside: '

it 'a ruled edge at which all dots stop is found, where the design asks for a soft one'
"$FOLLICLE" new >natural.json 2>/dev/null
sed 's/"hairline": {/"hairline": {"style": "edge-up",/' natural.json >ruled.json
"$FOLLICLE" map ruled.json --csv ruled.csv 2>/dev/null
run review natural.json ruled.csv
exits 1
prints_part 'edge: hairline is ruled: over 10 mm it wanders by 0.'
prints_part 'edge: hairline stops on one line: '
run review ruled.json ruled.csv
exits 0

finish
