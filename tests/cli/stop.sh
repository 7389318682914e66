# SPDX-License-Identifier: MIT
# Signals while files are written: nothing is left behind, and the exit code tells of the signal.
. "$CASES/support.sh"
cp "$CASES"/designs/* .

# stop_at FILE PAUSE SIGNAL ARGUMENTS: runs the program; sends it the signal so long after there is a file that the pattern fits.
stop_at() {
    awaited=$1
    pause=$2
    sent=$3
    shift 3
    rm -f "$work/pid"
    (
        tries=0
        until find . -name "$awaited" | grep -q . || [ $tries -gt 1000 ]; do
            tries=$((tries + 1))
            sleep 0.02
        done
        sleep "$pause"
        kill -s "$sent" "$(cat "$work/pid")"
    ) 2>"$work/kill" &
    killer=$!
    # In the foreground, for a shell has what runs in the background ignore SIGINT.
    sh -c 'echo $$ >"$0/pid"; exec "$FOLLICLE" "$@" >"$0/out" 2>"$0/err"' "$work" "$@" </dev/null
    code=$?
    wait $killer
}

# Whoever started the test may want SIGINT and SIGHUP ignored; then the program ignores them, too.
signals=
for signal in INT:130 HUP:129 TERM:143; do
    [ -n "$(sh -c "kill -s ${signal%:*} \$\$; echo ignored" 2>/dev/null)" ] || signals="$signals $signal"
done

# Waits for a reader of its pipe while all other files are there under their temporary names.
mkdir waiting
mkfifo waiting/map.csv
echo earlier >waiting/map.json
for signal in $signals; do
    it "SIG${signal%:*} takes all temporary files away"
    stop_at '.review.json.follicle-*' 0.3 "${signal%:*}" plan small.json -o waiting
    exits "${signal#*:}"
    prints
    says
    [ "$(ls -A waiting | tr '\n' ' ')" = 'map.csv map.json ' ] || complain "there is: $(ls -A waiting)"
    [ "$(cat waiting/map.json)" = earlier ] || complain 'map.json was touched'
done

# Eight pictures of 36 million pixels.
days=$(for day in 1 2 3 4 5 6 7; do printf '{"day": %d0, "cumulative": 0.%d}, ' $day $day; done)
sed "s/\"width_mm\": 60, \"height_mm\": 40/\"width_mm\": 100, \"height_mm\": 100/
    s/\"seed\": 5,/\"seed\": 5, \"sessions\": [$days{\"day\": 80, \"cumulative\": 1}],/" small.json >large.json
it 'a plan that is stopped amid its pictures leaves no new folder'
stop_at '.session-1.png.follicle-*' 0 TERM plan large.json -o new/folder --px-per-mm 60
exits 143
prints
says
holds test ! -e new

it 'a preview that is stopped leaves the picture of before'
echo earlier >kept.png
for attempt in 1 2 3 4 5; do # where the signal comes late, the picture is finished
    stop_at '.kept.png.follicle-*' 0 TERM preview large.json -o kept.png --px-per-mm 60
    [ "$code" -eq 0 ] || break
    echo earlier >kept.png
done
exits 143
says
[ "$(cat kept.png)" = earlier ] || complain 'kept.png was touched'
[ -z "$(find . -name '.*.follicle-*')" ] || complain "there is: $(find . -name '.*.follicle-*')"

it 'a signal that is to be ignored is ignored'
(
    trap '' HUP
    sh -c 'kill -s HUP $$; exec "$FOLLICLE" "$@"' sh plan small.json -o ignored >"$work/out" 2>"$work/err" </dev/null
)
code=$?
exits 0
holds test -f ignored/review.json

finish
