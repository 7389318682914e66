# SPDX-License-Identifier: MIT
# A plan over photographs of a real head. FOLLICLE_HEAD_DIR names the folder that has them: photo_front.png and .jpg, from
# the Infinite 3D Head Scan by Lee Perry-Smith (CC BY 3.0). Skipped where it is not set.
if [ -z "${FOLLICLE_HEAD_DIR:-}" ] || [ ! -f "$FOLLICLE_HEAD_DIR/photo_front.png" ]; then
    echo 'skipped: FOLLICLE_HEAD_DIR does not name a folder with photo_front.png'
    exit 77
fi
. "$CASES/support.sh"
cp "$CASES"/designs-head/front.json .
cp "$FOLLICLE_HEAD_DIR/photo_front.png" "$FOLLICLE_HEAD_DIR/photo_front.jpg" .

it 'the design is sound'
run check front.json --json
exits 0
prints_part '"ok": true'
prints_part '"warnings": []'

it 'it is planned in 8,000 to 14,000 dots that pass their review'
run plan front.json -o plan
exits 0
dots=$(($(wc -l <plan/map.csv) - 1))
[ "$dots" -ge 8000 ] && [ "$dots" -le 14000 ] || complain "there are $dots dots"
grep -q '"ok": true' plan/review.json || complain 'its review failed'

it 'the map passes when it is read back'
run review front.json plan/map.csv
exits 0

it 'pictures have the canvas at 10 pixels a millimetre'
for k in 1 2 3; do
    size=$(od -An -tx1 -j16 -N8 plan/session-$k.png | tr -d ' \n')
    [ "$size" = 0000076c0000076c ] || complain "session-$k.png measures $size"
done

it 'each session adds to the picture'
run preview front.json -o before.png --session 0
exits 0
for pair in before.png:plan/session-1.png plan/session-1.png:plan/session-2.png plan/session-2.png:plan/session-3.png; do
    ! cmp -s "${pair%:*}" "${pair#*:}" || complain "$pair do not differ"
done

it 'the photograph may be a JPEG'
sed 's/photo_front.png/photo_front.jpg/' front.json >jpeg.json
run preview jpeg.json -o jpeg.png --px-per-mm 2
exits 0

finish
