# SPDX-License-Identifier: MIT
# Designs drawn in design software: what each editor writes, settings beside a drawing, photographs in it, and maps that were
# changed. tests/cli/drawings has one chart as five editors save it, by their habits.
. "$CASES/support.sh"
cp "$CASES"/drawings/* .
cp "$CASES"/designs/skin.png .
cp "$CASES/../../examples/designs/drawing.svg" "$CASES/../../examples/designs/drawing.json" .

head='<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100mm" height="80mm" viewBox="0 0 100 80">'
zone='<path id="zone-top" d="M20 20h60v40h-60z" data-density="90"/>'
# draw NAME BODY: a drawing of 100 x 80 mm.
draw() {
    printf '%s\n%s\n</svg>\n' "$head" "$2" >"$1.svg"
}

# ---------------------------------------------------------------------- editors

"$FOLLICLE" map inkscape-1.svg --csv wanted.csv 2>/dev/null
for file in affinity figma illustrator-cc illustrator-cs inkscape-0.91 inkscape-1; do
    it "one chart gives the same dots as $file saves it"
    run map $file.svg --csv $file.csv
    exits 0
    holds cmp $file.csv wanted.csv
    case $file in
    figma) says_part '96 units to the inch are assumed, as web browsers have, which makes it 100.0 x 80.0 mm' ;;
    illustrator-*) says_part '72 units to the inch are assumed, as Illustrator has, which makes it 100.0 x 80.0 mm' ;;
    inkscape-0.91) says_part '90 units to the inch are assumed, as Inkscape before 0.92 has, which makes it 100.0 x 80.0 mm' ;;
    *) says ;;
    esac
done

it 'the same chart as a design file gives the same dots'
cat >chart.json <<'END'
{"follicle": 1, "canvas": {"width_mm": 100, "height_mm": 80},
 "zones": [{"name": "Top", "outline": [[20, 20], [80, 20], [80, 60], [20, 60]], "holes": [[[60, 25], [60, 30], [65, 30], [65, 25]]],
            "density_per_cm2": 90, "feather_mm": 2}],
 "hairline": {"points": [[18, 52], [35, 55], [50, 56.5], [65, 55], [82, 52]], "style": "defined"},
 "keep_outs": [{"outline": [[48, 38], [52, 38], [52, 42], [48, 42]], "margin_mm": 1}],
 "hairs": [[30, 30], [31.5, 33], [70, 45]]}
END
run map chart.json --csv chart.csv
exits 0
holds cmp chart.csv wanted.csv

it 'the example is planned with the settings beside it'
run check drawing.svg
exits 0
prints_part 'no warnings'
run plan drawing.svg -o plan -r 2
exits 0
says
grep -q '"seed": 1,' plan/map.json || complain 'the settings were not read'

it 'a drawing comes in through a pipe'
run_from inkscape-1.svg map - --csv -
exits 0
holds cmp "$work/out" wanted.csv

it 'UTF-16 is read'
sed 's/encoding="UTF-8"/encoding="UTF-16"/' inkscape-1.svg >narrow.svg
if iconv -f UTF-8 -t UTF-16 narrow.svg >wide.svg 2>/dev/null; then
    run map wide.svg --csv -
    exits 0
    holds cmp "$work/out" wanted.csv
fi

# ---------------------------------------------------------------------- settings

it 'settings by name are stronger than attributes, settings for all are weaker'
draw two "$zone<rect id='zone-crown' x='2' y='2' width='10' height='10'/>"
echo '{"zones": {"density_per_cm2": 50}}' >all.json
run check two.svg --settings all.json --json
exits 0
prints_part '"name": "top", "area_cm2": 24.0000, "expected": [648.00, 1512.00, 2160.00]'
prints_part '"name": "crown", "area_cm2": 1.0000, "expected": [15.00, 35.00, 50.00]'
echo '{"zones": [{"name": "Crown", "density_per_cm2": 100}, {"name": "top", "density_per_cm2": 10}]}' >two.json
run check two.svg --json
exits 0
prints_part '"expected": [72.00, 168.00, 240.00]'
prints_part '"expected": [30.00, 70.00, 100.00]'
prints_part '"warnings": []'

it 'a zone of the settings that is not drawn is named'
echo '{"zones": [{"name": "temple", "density_per_cm2": 100}]}' >wrong.json
run check two.svg --settings wrong.json
exits 3
says 'follicle: two.svg: zones[0]: wrong.json: "temple" is not in the drawing; drawn are "top", "crown"'

it 'what is wrong in the settings is theirs'
echo '{"sessions": [{"day": 0}]}' >wrong.json
run check two.svg --settings wrong.json
exits 3
says 'follicle: two.svg: sessions[0].cumulative: wrong.json: the key is missing; a session cannot do without it'
echo '{"sessions": [' >wrong.json
run check two.svg --settings wrong.json
exits 3
says_part 'follicle: two.svg: wrong.json, line '
run check two.svg --settings nowhere.json
exits 3
says_part 'cannot read nowhere.json'

it 'settings go with drawings only'
run check chart.json --settings all.json
exits 2
says_part '--settings goes with a drawing'

it 'neither drawing nor settings are written over'
run map two.svg --json two.json
exits 2
says_part "two.json holds the drawing's settings"
run map two.svg --svg two.svg
exits 2
says_part 'two.svg is the design itself'

it 'a zone without a density gets a middling one, which is said'
draw plain "<rect id='Zone_1' x='20' y='20' width='10' height='10'/>"
run check plain.svg
exits 0
prints_part 'warning: no density is given for zone "zone 1": 120 dots a cm2 are assumed'

it 'an attribute with a mistake in its name is named'
draw stray "<rect id='zone' x='20' y='20' width='10' height='10' data-density='50' data-fether='3'/>"
run check stray.svg
exits 0
prints_part 'data-fether is not read; did you mean the key "feather_mm"?'

it 'shapes without a meaning are left out, which is said'
draw stray "$zone<g inkscape:label='Zonnes'><path id='path12' d='M2 2h9v9z'/></g><path id='left temple' d='M2 22h9v9z'/>
<g id='notes'><path id='nose' d='M2 42h9v9z'/></g><g id='hidden' style='display:none'><path d='M2 62h9v9z'/></g><text>x</text>"
sed -i 's|xmlns:xlink|xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:xlink|' stray.svg
run check stray.svg
exits 0
prints_part 'warning: 2 shapes are left out: their names, and those of the layers around, begin with no word that has a meaning ("Zonnes", "left temple")'

it 'a transform in a style is one'
draw styled "<rect id='zone' width='60' height='40' data-density='90' style='fill:red;transform:translate(20px, 20px)'/>"
draw moved "<rect id='zone' x='20' y='20' width='60' height='40' data-density='90'/>"
"$FOLLICLE" map moved.svg --csv wanted-moved.csv
run map styled.svg --csv styled.csv
exits 0
says
holds cmp styled.csv wanted-moved.csv

it 'what clips hide is said once'
draw clipped "<clipPath id='c'><rect width='30' height='80'/></clipPath>
<g id='zones' data-density='90' clip-path='url(#c)'><path d='M20 20h20v20h-20z'/><path d='M2 2h9v9z'/><path d='M20 50h20v20h-20z'/></g>"
run check clipped.svg
exits 0
prints_part ': a clip hides a part of it and of 1 more; they are taken whole'

# ---------------------------------------------------------------------- photographs

image='x="5" y="-3" width="90" height="75" preserveAspectRatio="none"'
data="data:image/png;base64,$(base64 <skin.png | sed 's/$/\&#10;/' | tr -d '\n')"
it 'a linked photograph lies where it was placed'
draw linked "<image $image xlink:href='skin.png'/>$zone"
run preview linked.svg -o linked.png -r 4
exits 0
says
echo '{"follicle": 1, "canvas": {"width_mm": 100, "height_mm": 80}, "photo": {"file": "skin.png", "at": [5, -3], "mm_per_px": 1.5},
 "zones": [{"name": "top", "outline": [[20, 20], [80, 20], [80, 60], [20, 60]], "density_per_cm2": 90}]}' >linked.json
run preview linked.json -o wanted.png -r 4
exits 0
holds cmp linked.png wanted.png
rm linked.json

it 'an embedded photograph is the same picture'
draw embedded "<image $image xlink:href='$data'/>$zone"
run preview embedded.svg -o embedded.png -r 4
exits 0
says
holds cmp embedded.png linked.png

it 'so is one in a pattern, as Figma has them'
draw figma-photo "<rect x='5' y='-3' width='90' height='75' fill='url(#p)'/>$zone<defs>
<pattern id='p' patternContentUnits='objectBoundingBox' width='1' height='1'><use xlink:href='#i' transform='scale(0.0166666667 0.02)'/></pattern>
<image id='i' width='60' height='50' xlink:href='$data'/></defs>"
run preview figma-photo.svg -o figma.png -r 4
exits 0
says
holds cmp figma.png linked.png

it 'a turned or stretched photograph is left out, which is said'
draw turned "<image $image transform='rotate(9)' xlink:href='skin.png'/>$zone"
run preview turned.svg -o turned.png -r 4
exits 0
says_part 'the picture is turned, mirrored or stretched in the drawing; it is left out'

it 'a photograph that is not there stops what draws, and nothing else'
draw gone "<image $image xlink:href='gone.png'/>$zone"
run preview gone.svg -o gone.png
exits 3
says_part 'gone.svg: photo: cannot read gone.png'
run map gone.svg --csv gone.csv
exits 0

# ---------------------------------------------------------------------- bad input

# refused BODY TEXT: a drawing with this body is refused with this message.
refused() {
    draw bad "$1"
    run check bad.svg
    exits 3
    prints
    says_part "$2"
}

it 'a drawing without zones tells what was looked for and what is there'
refused "<g id='Layer_1'><path id='forehead' d='M20 20h60v40z'/><rect id='rect12' width='3' height='4'/></g>" \
    'follicle: bad.svg: there is no zone: looked for visible shapes whose own name, or that of a layer or group around them, begins with "zone" or "area"; names there are "Layer_1", "forehead"'

it 'hidden zones are no zones'
refused "<g display='none'>$zone</g>" 'there is no zone that can be seen: those of the drawing are hidden; show their layer'

it 'transforms that flatten, explode or cannot be read are named'
refused "<g transform='scale(0,1)'>$zone</g>" 'line 2, column 27: zone-top: a transform of it or around it flattens it to a line'
refused "<g transform='matrix(1e300 0 0 1e300 0 0)'>$zone</g>" 'a transform of it or around it flattens it to a line or goes beyond all numbers'
refused "<g id='g7' transform='rotate(a)'>$zone</g>" 'line 2, column 1: g7: transform is "rotate(a)", which cannot be read'
refused "<g transform='scale(2000)'>$zone</g>" 'is no place: both must be numbers from -20000 to 20000 mm (zone-top)'

it 'a path that stops making sense is named'
refused "<path id='zone-top' d='M20 20h60vQ40'/>" 'line 2, column 1: zone-top: its path cannot be read from "Q40" on'

it 'values are judged as those of a design file, with the element'
refused "<path id='zone-top' d='M20 20h60v40h-60z' data-density='dense'/>" \
    'line 2, column 1: zones[0].density_per_cm2: is text, must be a number (zone-top)'
refused "<path id='zone-top' d='M20 20h60v40h-60z' data-density='9000'/>" \
    'line 2, column 1: zones[0] "top".density_per_cm2: 9000 dots per cm2 is over the 400 that the pattern carries (zone-top)'

it 'zones that enclose nothing and closed hairlines are refused'
refused "<path id='zone-top' d='M20 20h60'/>" 'zone-top: encloses nothing: its area is 0, as of a line or of an 8; a zone is an area'
refused "$zone<circle id='hairline' cx='30' cy='30' r='9'/>" 'hairline: is closed; a hairline is an open line'

it 'clones of themselves, and clones without end, are refused'
refused "$zone<g id='a'><use xlink:href='#b'/></g><g id='b'><use xlink:href='#a'/></g>" 'is a clone of itself'
{
    printf '%s<defs><g id="u0"><rect width="1" height="1"/></g>' "$head"
    for i in 1 2 3 4 5 6 7 8 9; do
        printf '<g id="u%d">' $i
        for k in 1 2 3 4 5 6 7 8 9 10; do printf '<use xlink:href="#u%d"/>' $((i - 1)); done
        printf '</g>'
    done
    printf '</defs><use xlink:href="#u9"/>%s</svg>' "$zone"
} >many.svg
run check many.svg
exits 3
says_part 'is cloned too often'

it 'small files that would take long are refused in time'
repeat() { # N TEXT
    i=0
    while [ $i -lt "$1" ]; do
        printf '%s' "$2"
        i=$((i + 1))
    done
}
long=$(repeat 2000 'scale(1)')
uses=$(repeat 2000 '<use xlink:href="#p"/>')
refused "$zone<defs><path id='p' d='M0 0' transform='$long$long$long$long$long$long'/></defs>$uses" 'p: is cloned too often for its size'
rules=$(i=0; while [ $i -lt 4000 ]; do printf '.c%d{display:inline}' $i; i=$((i + 1)); done)
refused "$zone<style>$rules</style><defs><path id='p' d='M0 0'/></defs>$uses$uses$uses$uses" 'is cloned too often for its size'
refused "$zone<style>$rules</style>$(repeat 13000 '<a/>')" 'there are too many style rules for so many objects'
refused "$zone<g$(i=0; while [ $i -lt 260 ]; do printf " a%d=''" $i; i=$((i + 1)); done)/>" 'more than 256 attributes in one element'
groups=$(i=0; while [ $i -lt 200 ]; do printf " data-a%d=''" $i; i=$((i + 1)); done)
refused "$(repeat 200 "<g$groups>")$(repeat 30 "<path id='zone' d='M2 2h9v9z'/>")$(repeat 200 '</g>')" \
    'the attributes of the groups around it and the objects before it are too many'
refused "$(repeat 1001 "<path id='zone' d='M2 2h9v9z'/>")" 'brings the zones of the design to more than 1000'
refused "$zone<g id='moles'>$(repeat 1001 "<path d='M2 2h9v9z'/>")</g>" 'brings the keep-outs of the design to more than 1000'

it 'long names that are there often get numbers, too'
draw longnames "$(repeat 3 "<path id='zone-$(repeat 120 x1)' d='M2 2h9v9z' data-density='9'/>")"
run check longnames.svg --json
exits 0
prints_part 'x1x 2", "area_cm2"'
prints_part 'x1x 3", "area_cm2"'

it 'entities are refused'
printf '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>\n%s%s</svg>' "$head" "$zone" >bomb.svg
run check bomb.svg
exits 3
says_part 'bomb.svg: line 1, column 27: declares an entity'
printf '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///dev/null">]>\n%s%s</svg>' "$head" "$zone" >outside.svg
run check outside.svg
exits 3
says_part 'declares an entity'

it 'what is cut short, no XML, no SVG or no text is refused'
printf '%s%s' "$head" "$zone" >cut.svg
run check cut.svg
exits 3
says_part 'not XML: no element found; the text ends too early'
printf 'hello' >hello.svg
run check hello.svg
exits 3
says_part 'hello.svg: line 1, column 1: not XML'
: >empty.svg
run check empty.svg
exits 3
says_part 'the file is empty; a drawing is SVG'
echo '<html><body/></html>' >page.svg
run check page.svg
exits 3
says_part 'the outermost element is <html>, must be <svg>'
printf '%s<g id="caf\351">%s</g></svg>' "$head" "$zone" >latin.svg
run check latin.svg
exits 3
says_part 'a character is not what the encoding says'

it 'a compressed drawing is named as such'
gzip -c inkscape-1.svg >packed.svgz
run check packed.svgz
exits 3
says_part 'is compressed (.svgz); save it as plain SVG'

it 'a drawing without a size is refused'
printf '<svg xmlns="http://www.w3.org/2000/svg">%s</svg>' "$zone" >sizeless.svg
run check sizeless.svg
exits 3
says_part 'the drawing has no size; give it one in its document properties: width and height in mm'

it 'an outline of 100,000 points is read in time, one more is refused'
outline() {
    awk -v n="$1" -v h="$head" 'BEGIN {
        printf "%s<path id=\"zone-top\" data-density=\"90\" d=\"M", h
        for (i = 0; i < n; i++) { a = i * 6.283185307179586 / n; printf "%.4f %.4f ", 50 + (30 + 2 * cos(40 * a)) * cos(a), 40 + 30 * sin(a) }
        print "z\"/></svg>" }'
}
outline 100000 >large.svg
before=$(date +%s)
run check large.svg
after=$(date +%s)
exits 0
[ $((after - before)) -le 5 ] || complain "it took $((after - before)) seconds"
outline 100001 >larger.svg
run check larger.svg
exits 3
says_part 'zone-top: brings the design to more than 100000 vertices'

# ---------------------------------------------------------------------- maps that were changed

"$FOLLICLE" map inkscape-1.svg --svg map.svg
it 'an SVG map reviews as its CSV does, in both forms'
run review inkscape-1.svg map.svg
exits 0
"$FOLLICLE" map inkscape-1.svg --svg circles.svg --circles
run review inkscape-1.svg circles.svg
exits 0

it 'each edit of a map is found'
sed '
    s/id="d671285264" d="M[0-9.]* [0-9.]*h0"/id="d671285264" d="m 24.605,21.977 h 0"/
    /id="d671350824"/d
    s|^<g id="session-2-zone-1-Top".*|&<circle id="path9" cx="44.5" cy="22.5" r="0.07"/>|
' map.svg >edited.svg
run review inkscape-1.svg edited.svg
exits 1
prints_part 'moved: planned at 24.340, 21.845 mm, lies 0.296 mm from there (id 671285264, at 24.605, 21.977 mm)'
prints_part 'missing: planned dot 671350824 at 35.770, 23.952 mm is not there'
prints_part 'added: dot 4503599627370496 of session 2 at 44.500, 22.500 mm was not planned'

it 'what an editor rounds is not moved'
sed -E 's/(width="[0-9]+)mm/\1px/; s/(height="[0-9]+)mm/\1px/; s/ d="M([0-9]+\.[0-9][0-9])[0-9]* ([0-9]+\.[0-9][0-9])[0-9]*h0"/ d="M\1 \2h0"/' map.svg >blunt.svg
run review inkscape-1.svg blunt.svg
exits 1
prints_part 'moved: '
sed -E 's/(width="[0-9]+)mm/\1.02px/; s/(height="[0-9]+)mm/\1.01px/' map.svg >rounded.svg
run review inkscape-1.svg rounded.svg
exits 0

it 'the dots of a map can be planned as they were placed'
run plan inkscape-1.svg --dots edited.svg -o placed -r 2
[ "$code" -le 1 ] || complain "exit code $code"
grep -q '^671285264,24605,21977,125,0,1,Top,24$' placed/map.csv || complain 'the moved dot is not where it was put'
grep -q '^4503599627370496,44500,22500,140,0,2,Top,18$' placed/map.csv || complain 'the added dot is not there'
! grep -q '^671350824,' placed/map.csv || complain 'the deleted dot is there'
run plan inkscape-1.svg --dots placed/map.csv -o again -r 2
for file in placed/*; do
    holds cmp "$file" "again/$(basename "$file")"
done

it "a layout's own dots, planned as placed, are the plan"
run plan inkscape-1.svg -o own -r 2
exits 0
run plan inkscape-1.svg --dots map.svg -o same -r 2
exits 0
for file in own/*; do
    holds cmp "$file" "same/$(basename "$file")"
done

it 'dots that no plan can hold are left out, which is said'
sed 's|</svg>|<circle cx="3" cy="3" r="0.1"/></svg>|' map.svg >loose.svg
run plan inkscape-1.svg --dots loose.svg -o loose -r 2
exits 1
says_part 'loose.svg: 1 dot is left out: no session, or no zone, of the design (such as id 4503599627370496)'
holds cmp loose/map.csv own/map.csv

it 'the map that is read is not written over'
run plan inkscape-1.svg --dots own/map.svg -o own
exits 2
says_part 'own/map.svg is the map that is read'

it 'a drawing without dots is no map'
run review inkscape-1.svg drawing.svg
exits 3
says_part 'there is no dot: looked for layers or groups named "session-1"'

finish
