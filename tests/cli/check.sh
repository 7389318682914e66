# SPDX-License-Identifier: MIT
# `follicle check`: what it says of good designs. errors.sh and warnings.sh have the others.
. "$CASES/support.sh"
cp "$CASES"/designs/* .

it 'a good design: areas, expected dots, promised distance'
run check small.json
exits 0
says
prints_file "$CASES/expected/check-small.out"

it 'the same for programs'
run check small.json --json
exits 0
says
prints_file "$CASES/expected/check-small-json.out"

it 'exact counts are said to be exact'
sed 's/"seed": 5,/"seed": 5, "exact_counts": true,/' small.json >exact.json
run check exact.json
exits 0
says
prints_part 'Counts are exact: a plan has these dots, or is refused.'
run check exact.json --json
prints_part '"exact": true}'
sed 's/"density_per_cm2": 120/"hold_total": 300, "density_per_cm2": 120/' small.json >held.json
run check held.json
exits 0
prints_part 'Counts are exact in '
prints_part '        300'

it 'a design from standard input'
run_from small.json check -
exits 0
says
prints_part 'stdin: can be laid out, no warnings'

it 'a photograph lies beside the design, not beside the user'
mkdir elsewhere && cd elsewhere || exit 99
run check ../photo.json
exits 0
says
prints_part 'can be laid out'
cd .. || exit 99

it 'a photograph of a design from standard input lies in the current folder'
run_from photo.json check -
exits 0
says

it 'a photograph in another form than its name says is read all the same'
cp skin.png skin.jpg
sed 's/skin[.]png/skin.jpg/' photo.json >jpeg.json
run check jpeg.json
exits 0

it 'a missing design is bad input'
run check nowhere.json
exits 3
prints
says 'follicle: cannot read nowhere.json: No such file or directory'

it 'a folder is no design'
mkdir folder
run check folder
exits 3
prints
says_part 'cannot read folder: '

it 'a design too large to read is refused before its memory is taken'
if truncate -s 2G large.json 2>/dev/null; then
    run check large.json
    exits 3
    prints
    says_part 'large.json is larger than the limit of 1073741824 bytes'
    rm large.json
fi

it 'too many vertices are refused'
awk 'BEGIN {
    printf "{\"follicle\": 1, \"canvas\": {\"width_mm\": 100, \"height_mm\": 100}, \"zones\": [{\"name\": \"many\", ";
    printf "\"density_per_cm2\": 100, \"outline\": [[0, 0]";
    for (i = 1; i <= 100000; i++) printf ", [%.4f, %d]", i / 1001, 90 + i % 2;
    print "]}]}" }' >vertices.json
run check vertices.json
exits 3
prints
says_part 'vertices.json: zones[0]'
says_part '100000'

it 'objects nested without end are refused'
awk 'BEGIN { for (i = 0; i < 200000; i++) printf "{\"a\":"; print "1" }' >nested.json
run check nested.json
exits 3
prints
says_part 'nested.json: line 1, column '

it 'bytes that are no text are refused'
printf '{"follicle": 1, "name": "\377\376"}' >bytes.json
run check bytes.json
exits 3
prints
says_part 'bytes.json: line 1, column '

it 'a NUL byte is refused'
printf '{"follicle": 1,\000"name": "x"}' >nul.json
run check nul.json
exits 3
prints
says_part 'nul.json: line 1, column '

finish
