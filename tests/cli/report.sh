# SPDX-License-Identifier: MIT
# `follicle report`: what a reader of the PDF finds, translations, and the calendar.
. "$CASES/support.sh"
cp "$CASES"/designs/* .

it 'a report and a calendar'
run report small.json -o report.pdf --date 2026-12-01 --calendar days.ics --client 'Nr. 17' --pigment 'Black 3' --lot L77
exits 0
says
head -c 4 report.pdf | grep -q '%PDF' || complain 'it is no PDF'
[ "$(grep -c 'BEGIN:VEVENT' days.ics)" -eq 3 ] || complain 'not three events'

if command -v pdftotext >/dev/null 2>&1; then
    it 'its text is text, with what was given'
    pdftotext -layout report.pdf text
    for part in 'Treatment plan' 'Nr. 17' '2026-12-01' 'Black 3' 'L77' 'frontal' 'Session 3' 'Page 4 of 4' 'Clark-Evans' 'Before' 'Fresh, after the last session' \
        'Healed after session 3' 'After 3 years' 'Suggested' 'Will dots merge?' 'No: after 4 years all dots are still more than 0.13 mm apart.' \
        'Colour has settled' 'A touch-up may be wanted'; do
        grep -qF -- "$part" text || complain "the text lacks: $part"
    done

    it 'dots that will merge are counted, and the pigment of the design named'
    sed 's/"zones"/"dots": {"diameter_mm": [0.4, 0.5]}, "pigment": {"name": "charcoal"}, "zones"/' small.json >wide.json
    run report wide.json -o wide.pdf
    pdftotext -layout wide.pdf wide
    grep -qE 'Some may: after 4 years [0-9 ]+ dots come closer' wide || complain "$(grep -A4 'Will dots' wide)"
    grep -qF 'charcoal' wide || complain 'the pigment is not named'

    it 'the dots that it counts are those of the map'
    run map small.json --csv map.csv
    dots=$(($(wc -l <map.csv) - 1))
    grep -E '^ *All ' text | tr -d ' \342\200\257' | grep -q "$dots" || complain "no total of $dots dots: $(grep -E '^ *All ' text)"
fi

if command -v pdftoppm >/dev/null 2>&1; then
    it 'the check square measures 50 mm on paper, and so does that of the map'
    # At 254 dots an inch a pixel is 0.1 mm.
    pdftoppm -r 254 -f 3 -l 3 -gray report.pdf page
    holds "$SQUARE" page-3.pgm 500 4
    run map small.json --pdf map.pdf
    pdftoppm -r 254 -f 1 -l 1 -gray map.pdf map
    holds "$SQUARE" "$(echo map-*.pgm)" 500 4
fi

it 'texts can be replaced'
printf '{"title": "Behandlungsplan", "page": "Seite {page} von {pages}"}\n' >de.json
run report small.json -o de.pdf --words de.json
exits 0
if command -v pdftotext >/dev/null 2>&1; then
    pdftotext de.pdf text
    grep -q 'Behandlungsplan' text || complain 'the title is not translated'
    grep -q 'Seite 2 von 4' text || complain 'pages are not translated'
fi

it 'all texts are listed as a translation'
run report --list-words
exits 0
cp "$work/out" words.json
run report small.json -o same.pdf --words words.json
exits 0
run report small.json -o plain.pdf
holds cmp same.pdf plain.pdf

it 'a text that the report does not have is named'
printf '{"titel": "Plan"}\n' >bad.json
run report small.json -o bad.pdf --words bad.json
exits 3
says_part 'the report has no text "titel"'
holds test ! -e bad.pdf

it 'a translation that is broken is named with its line'
printf '{\n"title": 1}\n' >bad.json
run report small.json -o bad.pdf --words bad.json
exits 3
says_part 'bad.json: title: must be a text'

it 'dates that are none are refused'
run report small.json -o bad.pdf --date 2026-02-30
exits 2
says_part "--date is '2026-02-30'; it is a day like 2026-12-01"
run report small.json -o bad.pdf --calendar days.ics
exits 2
says_part '--calendar needs --date'

it 'inputs are not written over'
run report small.json -o small.json
exits 2
holds cmp small.json "$CASES/designs/small.json"
finish
