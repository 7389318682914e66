# SPDX-License-Identifier: MIT
# `follicle preview`: the size of pictures, and what they show.
. "$CASES/support.sh"
cp "$CASES"/designs/* .
"$FOLLICLE" plan small.json -o plan >/dev/null 2>&1

# Width and height of a PNG, which stand in its bytes 17 to 24.
size_of() {
    dd if="$1" bs=1 skip=16 count=8 2>/dev/null | od -An -tu1 |
        awk '{ print (($1 * 256 + $2) * 256 + $3) * 256 + $4, (($5 * 256 + $6) * 256 + $7) * 256 + $8 }'
}
is_sized() {
    [ "$(size_of "$1")" = "$2" ] || complain "$1 is $(size_of "$1"), not $2"
}

it 'a picture is exactly the canvas at 10 pixels a mm, and the last of the plan'
run preview small.json -o picture.png
exits 0
prints
says
is_sized picture.png '600 400'
holds cmp picture.png plan/session-3.png

it 'a running total is the picture of the plan'
run preview small.json -o first.png --session 1
exits 0
holds cmp first.png plan/session-1.png

it 'session 0 is the skin before any dot'
run preview small.json --session=0 -o bare.png
exits 0
is_sized bare.png '600 400'
cmp -s bare.png first.png && complain 'it has dots'

it 'standard output takes a picture'
run preview small.json -o -
exits 0
holds cmp "$work/out" picture.png

for scale in 0.5 1 4 24 60; do
    it "at $scale pixels a mm"
    run preview small.json -o scaled.png --px-per-mm "$scale"
    exits 0
    is_sized scaled.png "$(awk -v s="$scale" 'BEGIN { print 60 * s, 40 * s }')"
done

it 'a crop has the size of the crop'
run preview small.json -o crop.png --crop 10,12.5,20,7.5 --px-per-mm 24
exits 0
is_sized crop.png '480 180'

it 'a crop may pass the canvas'
run preview small.json -o crop.png --crop -5,-5,20,20
exits 0
is_sized crop.png '200 200'

it 'guides are drawn'
run preview small.json -o guides.png --guides
exits 0
is_sized guides.png '600 400'
cmp -s guides.png picture.png && complain 'they are not'

it 'existing hairs are drawn unless they are not wanted'
sed 's/"zones"/"hairs": [[10, 10], [20, 12]], "zones"/' small.json >hairy.json
run preview hairy.json -o hairy.png
exits 0
run preview hairy.json -o without.png --no-hairs
exits 0
cmp -s hairy.png without.png && complain 'they are not'
run preview small.json -o picture.png --no-hairs
holds cmp picture.png plan/session-3.png

it 'a photograph lies under the dots'
run preview photo.json -o photo.png
exits 0
is_sized photo.png '400 300'
sed '/"photo"/d' photo.json >plain.json
run preview plain.json -o plain.png
cmp -s photo.png plain.png && complain 'it does not'

it 'the output must be named'
run preview small.json
exits 2
says_part 'preview needs -o FILE.png'

for crop in 1,2,3 1,2,3,4,5 0,0,0,10 0,0,10,-1 a,b,c,d 0,0,nan,10 '0, 0, 5, 5' ''; do
    it "a crop of '$crop' is refused"
    run preview small.json -o refused.png --crop "$crop"
    exits 2
    says_part '--crop '
    holds test ! -e refused.png
done

it 'a session that the design does not have is refused'
run preview small.json -o refused.png --session 4
exits 2
says_part '--session is 4; small.json has 3'

it 'a scale out of range is refused'
run preview small.json -o refused.png --px-per-mm 100
exits 2
says_part "--px-per-mm is '100'; it is a number from 0.5 to 60"

it 'a picture over the limit is refused, and a scale that fits is named'
sed 's/"width_mm": 60, "height_mm": 40/"width_mm": 600, "height_mm": 400/' small.json >wide.json
run preview wide.json -o refused.png --px-per-mm 60
exits 3
says 'follicle: wide.json: a picture of 600 x 400 mm at 60 pixels a mm is 36000 x 24000 pixels, over the limit of 200000000; --px-per-mm 28.86 fits'
holds test ! -e refused.png

it 'a crop of it is not'
run preview wide.json -o crop.png --px-per-mm 60 --crop 10,10,5,5
exits 0
is_sized crop.png '300 300'

it 'a full device is exit 4'
if [ -e /dev/full ]; then
    run preview small.json -o /dev/full
    exits 4
    says 'follicle: cannot write /dev/full: No space left on device'
    holds test -c /dev/full
fi

it 'a picture is never written over the design or its photograph'
cp small.json keep.json
run preview keep.json -o ./keep.json
exits 2
says_part './keep.json is the design itself'
holds cmp keep.json small.json

finish
