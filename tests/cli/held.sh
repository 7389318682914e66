# SPDX-License-Identifier: MIT
# `follicle held`: what of a plan is in the skin, from pictures that the program draws itself.
. "$CASES/support.sh"
sed 's/^  "seed": 5,/  "seed": 5, "landmarks": {"left": [5, 5], "right": [55, 8], "low": [40, 36], "far": [5, 36]},/' "$CASES"/designs/small.json >small.json

# The healed plan at 20 px/mm, and the same with every dot of session 3 missing.
"$FOLLICLE" preview small.json -o healed.png --px-per-mm 20 2>/dev/null
"$FOLLICLE" preview small.json -o two.png --px-per-mm 20 --session 2 2>/dev/null
"$FOLLICLE" map small.json --csv map.csv 2>/dev/null
dots=$(($(wc -l <map.csv) - 1))
# A millimetre off, each in another direction.
off='--landmark left=120,100 --landmark right=1100,180 --landmark low=780,720 --landmark far=100,700'
on='-l left=100,100 -l right=1100,160 -l low=800,720'

# States of the record, and how many dots have each.
count() {
    grep -v '^#' "$1" | awk -F, -v state="$2" 'NR > 1 && $2 == state' | wc -l
}

it 'a plan that is all there is found, and kept'
# shellcheck disable=SC2086 # a list of options
run held small.json healed.png $off -o record.csv
exits 0
says
prints_part 'landmarks, off by mm: left '
prints_part 'frontal, middle'
prints_part 'all'
[ "$(head -n 1 record.csv | grep -cE '^# fingerprint: [0-9a-f]{16}$')" = 1 ] || complain "$(head -n 1 record.csv)"
[ "$(sed -n 2p record.csv)" = 'id,state,x_mm,y_mm,confidence,session,note' ] || complain "$(sed -n 2p record.csv)"
[ "$(wc -l <record.csv)" = $((dots + 2)) ] || complain "$(wc -l <record.csv) lines for $dots dots"
[ "$(count record.csv 'done')" -ge $((dots * 98 / 100)) ] || complain "$(count record.csv 'done') of $dots"

it 'ids are those of the map, session by session'
grep -v '^#' record.csv | awk -F, 'NR > 1 {print $1 "," $6}' >ids
awk -F, 'NR > 1 {print $1 "," $6}' map.csv >planned
holds cmp ids planned

it 'dots of a session that was not done are lost'
# shellcheck disable=SC2086
run held small.json two.png $off -o lost.csv
exits 0
late=$(awk -F, '$6 == 3' map.csv | wc -l)
gone=$(grep ',lost,' lost.csv | awk -F, '$6 == 3' | wc -l)
[ "$gone" -ge $((late * 95 / 100)) ] || complain "$gone of $late"
[ "$(count lost.csv lost)" -le $((late * 102 / 100)) ] || complain "$(count lost.csv lost) lost, $late not done"

it 'a session of which nothing is found is asked about'
says 'follicle: warning: of session 3 hardly anything was found: is it done? If not, leave it out with --session 2'

it 'with --session they are not asked for'
# shellcheck disable=SC2086
run held small.json two.png $off -s 2 -o two.csv
exits 0
[ "$(wc -l <two.csv)" = $((dots - late + 2)) ] || complain "$(wc -l <two.csv) lines"

it 'places of the plan are good, too, and a map gives the dots'
run held small.json healed.png -l 5,5=100,100 -l 55,8=1100,160 -l 40,36=800,720 --map map.csv -o same.csv
exits 0
[ "$(count same.csv 'done')" -ge $((dots * 98 / 100)) ] || complain "$(count same.csv 'done') of $dots"

it 'the record may go to standard output'
run held small.json healed.png $on -o -
exits 0
says_part 'fit: landmarks 0.00 mm rms'
prints_part '# fingerprint: '

it 'a picture shows the states'
# shellcheck disable=SC2086
run held small.json two.png $off -o two.csv --overlay rings.png
exits 0
holds test -s rings.png
cmp -s rings.png two.png && complain 'it has no rings'

it 'too few landmarks, and landmarks on one line, are refused'
run held small.json healed.png -l 5,5=100,100 -l 55,8=1100,160 -o refused.csv
exits 3
says 'follicle: healed.png: landmarks: there are 2; a similarity needs three or more'
run held small.json healed.png -l 5,5=100,100 -l 25,15=500,300 -l 45,25=900,500 -o refused.csv
exits 3
says_part 'all 3 landmarks lie on one line of the plan'
run held small.json healed.png -l 5,5=100,100 -l 55,8=1100,160 -l 40,36=800,720 --homography -o refused.csv
exits 3
says_part 'a homography needs four or more'
holds test ! -e refused.csv

it 'landmarks at the wrong places are refused'
run held small.json healed.png -l 5,5=100,100 -l 55,8=1100,160 -l 40,36=800,720 -l 5,36=400,720 -o refused.csv
exits 3
says_part "landmark '5,36' is "
says_part ' mm off where the others say it is'
run held small.json healed.png -l 5,5=300,100 -l 55,8=1300,160 -l 40,36=1000,720 -o refused.csv
exits 3
says_part 'the dots of the plan are not found within 4 mm of where the landmarks say'
holds test ! -e refused.csv

it 'a coarse photograph is refused with what is needed'
"$FOLLICLE" preview small.json -o coarse.png --px-per-mm 4 2>/dev/null
run held small.json coarse.png -l 5,5=20,20 -l 55,8=220,32 -l 40,36=160,144 -o refused.csv
exits 3
says_part 'follicle: coarse.png: the photograph has 4.0 pixels a mm on the scalp'
says_part '6 are needed at least, 10 or more are good'
holds test ! -e refused.csv

it 'a broken photograph is named'
run held small.json map.csv $on -o refused.csv
exits 3
says_part 'follicle: map.csv: the picture is neither PNG nor JPEG'
run held small.json nowhere.png $on -o refused.csv
exits 3
says_part 'nowhere.png'
holds test ! -e refused.csv

it 'words that do not go together are refused'
run held small.json healed.png $on
exits 2
says_part 'held needs -o RECORD.csv'
run held small.json healed.png -o refused.csv
exits 2
says_part 'held needs landmarks'
run held "$CASES"/designs/small.json healed.png -l left=1,2 -o refused.csv
exits 2
says_part "the design has no landmark 'left'"
run held small.json healed.png -l rihgt=1,2 -o refused.csv
exits 2
says_part "there is no landmark 'rihgt' in the design; did you mean 'right'?"
run held small.json healed.png -l 1,2 -o refused.csv
exits 2
says_part "--landmark is '1,2'; it is NAME=X,Y"
run held small.json healed.png $on -s 4 -o refused.csv
exits 2
says_part "--session is '4'; it is a whole number from 1 to 3"
run held small.json healed.png $on -o a.csv --overlay a.csv
exits 2
says_part 'are the same file'
run held small.json healed.png $on -o healed.png
exits 2
says_part 'healed.png is read, too'
run held small.json healed.png $on -o small.json
exits 2
says_part 'small.json is the design itself'
holds test ! -e refused.csv

finish
