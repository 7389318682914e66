# SPDX-License-Identifier: MIT
# `follicle hairs`, and designs that name a file of hairs and a mask.
. "$CASES/support.sh"
cp "$CASES"/designs/* .

# 20 marks of 2 x 2 pixels on plain skin, as an SVG map is not at hand: the picture that the program draws of a design whose dots are known.
"$FOLLICLE" preview small.json -o dots.png --px-per-mm 20 2>/dev/null
"$FOLLICLE" map small.json --csv map.csv 2>/dev/null
dots=$(($(wc -l <map.csv) - 1))

it 'the dots of a preview are found as hairs'
run hairs dots.png --mm-per-px 0.05 -o hairs.csv
exits 0
says
prints_part ' hairs found: '
found=$(awk -F, 'NR > 1 && $3 >= 0.9' hairs.csv | wc -l)
[ "$found" -gt $((dots * 96 / 100)) ] && [ "$found" -le "$dots" ] || complain "$found of $dots"
[ "$(head -n 1 hairs.csv)" = 'x_um,y_um,confidence,diameter_um,length_um,contrast' ] || complain "$(head -n 1 hairs.csv)"

it 'standard output takes the hairs, and the count goes to stderr'
run hairs dots.png --mm-per-px=0.05 -o -
exits 0
holds cmp "$work/out" hairs.csv
says_part ' hairs found: '

it 'standard input gives the photograph'
run_from dots.png hairs - -m 0.05 -o again.csv
exits 0
holds cmp again.csv hairs.csv

it 'less confidence gives more hairs'
run hairs dots.png --mm-per-px 0.05 -o all.csv --least-confidence 0
exits 0
[ "$(wc -l <all.csv)" -ge "$(wc -l <hairs.csv)" ] || complain 'it does not'

it 'a picture shows what was found'
run hairs dots.png --mm-per-px 0.05 -o hairs.csv --preview circles.png
exits 0
holds test -s circles.png
cmp -s circles.png dots.png && complain 'it has no circles'

it 'a coarse picture is refused with the resolution that is needed'
run hairs dots.png --mm-per-px 0.25 -o refused.csv
exits 3
says_part 'follicle: dots.png: mm_per_px: 0.25 mm a pixel are 4 pixels a mm, too coarse'
says_part '8 pixels a mm are needed'
holds test ! -e refused.csv

it 'what is no picture is refused'
run hairs small.json --mm-per-px 0.05 -o refused.csv
exits 3
says_part 'follicle: small.json: the picture is neither PNG nor JPEG'
run hairs nowhere.png --mm-per-px 0.05 -o refused.csv
exits 3
says_part 'nowhere.png'
holds test ! -e refused.csv

it 'words that do not go together are refused'
run hairs dots.png -o refused.csv
exits 2
says_part 'hairs needs --mm-per-px'
run hairs dots.png --mm-per-px 0.05
exits 2
says_part 'hairs needs -o FILE.csv'
run hairs -o refused.csv
exits 2
says_part 'name one of the two'
run hairs dots.png --design small.json -o refused.csv
exits 2
says_part 'name one of the two'
run hairs --design small.json -m 1 -o refused.csv
exits 2
says_part 'a design has its scale'
run hairs dots.png -m 0.05 -o dots.png
exits 2
says_part 'dots.png is the photograph itself'
run hairs dots.png -m 0.05 -o a -p a
exits 2
says_part 'are the same file'

it 'a design without a photograph has nothing to look at'
run hairs --design small.json -o refused.csv
exits 3
says_part 'small.json: photo: the design has no photograph'

sed 's/"zones"/"photo": {"file": "dots.png", "mm_per_px": 0.05}, "hairs_file": "found.csv", "zones"/' small.json >named.json

it 'the photograph of a design is looked at, though its hairs are not there yet'
run check named.json
exits 3
says_part 'follicle: named.json: hairs_file: cannot read found.csv'
run hairs --design named.json -o found.csv
exits 0
holds cmp found.csv hairs.csv

it 'hairs lie where the photograph lies'
sed 's/"mm_per_px"/"at": [-2, 3.5], "mm_per_px"/' named.json >at.json
run hairs --design at.json -o at.csv
exits 0
awk -F, 'NR > 1 { print $1 - 2000 "," $2 + 3500 }' hairs.csv | awk -F, '$1 >= 0' >wanted.csv
awk -F, 'NR > 1 { print $1 "," $2 }' at.csv >got.csv
holds [ "$(wc -l <got.csv)" -gt 5 ]
holds cmp got.csv wanted.csv

it 'the same hairs may be found again, but the picture of circles spares them'
run hairs --design named.json -o found.csv
exits 0
run hairs --design named.json -o other.csv --preview found.csv
exits 2
says_part "found.csv is the design's file of hairs"

it 'then dots keep away from hairs'
run check named.json
exits 0
"$FOLLICLE" map named.json --csv among.csv 2>/dev/null
[ "$(wc -l <among.csv)" -lt $((dots / 2)) ] || complain "$(wc -l <among.csv) of $dots dots"
run map named.json --csv found.csv
exits 2
says_part "found.csv is the design's file of hairs"

it 'a hair of low confidence takes more'
awk -F, 'NR == 1 || NR % 40 == 0 {OFS = ","; if (NR > 1) $3 = 1; print}' found.csv >sure.csv
sed 's/,1,/,0,/' sure.csv >doubtful.csv
sed 's/found.csv/sure.csv/' named.json >sure.json
sed 's/found.csv/doubtful.csv/' named.json >doubtful.json
"$FOLLICLE" map sure.json --csv sure-map.csv 2>/dev/null
"$FOLLICLE" map doubtful.json --csv doubtful-map.csv 2>/dev/null
[ "$(wc -l <doubtful-map.csv)" -lt "$(wc -l <sure-map.csv)" ] || complain 'it does not'

it 'a broken file of hairs is named with its line'
printf 'x_mm,y_mm\n1,2\n3,?\n' >found.csv
run plan named.json -o plan
exits 3
says 'follicle: named.json: hairs_file: found.csv: line 3, column 3: y_mm is "?", must be a number of millimetres from -20000 to 20000'
holds test ! -e plan

# The picture of the dots as a mask: skin is 0.7, dots are darker.
sed 's/"zones"/"mask": {"file": "dots.png", "mm_per_px": 0.05}, "zones"/' small.json >masked.json

it 'a mask thins a plan'
run map masked.json --csv masked.csv
exits 0
says
[ "$(wc -l <masked.csv)" -lt $((dots * 9 / 10)) ] || complain "$(wc -l <masked.csv) of $dots dots"
sed 's/0.05}/0.05, "invert": true}/' masked.json >inverted.json
run map inverted.json --csv inverted.csv
exits 0
[ "$(wc -l <inverted.csv)" -lt "$(wc -l <masked.csv)" ] || complain 'it is not inverted'

it 'a mask that does not cover the canvas is a warning'
sed 's/0.05}/0.05, "x_mm": 10}/' masked.json >aside.json
run check aside.json
exits 0
prints_part 'warning: mask: 1200 x 800 pixels of 0.05 mm are 60 x 40 mm from 10, 0 and do not cover the canvas'

it 'a mask that is none is refused'
sed 's/dots.png/small.json/' masked.json >none.json
run plan none.json -o plan
exits 3
says 'follicle: none.json: mask.file: small.json: the mask is not a PNG'
sed 's/dots.png/nowhere.png/' masked.json >none.json
run plan none.json -o plan
exits 3
says_part 'follicle: none.json: mask.file: cannot read nowhere.png'
sed 's/0.05}/0}/' masked.json >none.json
run check none.json
exits 3
says 'follicle: none.json: mask.mm_per_px: is 0 mm; it must be from 0.01 to 1000 mm'
holds test ! -e plan

it 'a mask is never written over'
run preview masked.json -o dots.png
exits 2
says_part "dots.png is the design's mask"

it 'a design with a hairline and a file of hairs is planned and reviewed'
printf 'x_mm,y_mm\n20,20\n25,22\n' >few.csv
sed 's/"seed": 5,/"seed": 5, "hairs_file": "few.csv",/' "$CASES/designs/small.json" >both.json
run plan both.json -o both
exits 0

finish
