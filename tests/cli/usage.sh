# SPDX-License-Identifier: MIT
# Help, version, and everything that is wrong with a command line itself.
. "$CASES/support.sh"
cp "$CASES/designs/small.json" .

it 'help names every command'
run --help
exits 0
prints_file "$CASES/expected/help.out"
says

it '-h is help too'
run -h
exits 0
prints_file "$CASES/expected/help.out"

for command in new hairline check plan map preview course report hairs held review next diff; do
    it "$command has its own help"
    run "$command" --help
    exits 0
    prints_file "$CASES/expected/help-$command.out"
    says
done

it 'every option is in the manual page and in docs/cli.md'
for command in new hairline check plan map preview course report hairs held review next diff; do
    for option in $("$FOLLICLE" "$command" --help | grep -oE '^ +(-[a-z], )?--[a-z-]+' | grep -oE -e '--[a-z-]+'); do
        holds grep -qF -e "$option" "$CASES/../../docs/cli.md"
        sed 's/\\-/-/g' "$CASES/../../docs/follicle.1" | grep -qF -e "$option" || complain "follicle.1 lacks $option"
    done
done

it 'help wins over what else is missing'
run plan -o there --help
exits 0
prints_part 'Usage: follicle plan DESIGN -o DIR'

it 'the version is printed'
run --version
exits 0
prints 'follicle 0.1.0 (layout version 2)'
says

it 'no command is bad usage'
run
exits 2
prints
says "follicle: a command is missing
follicle: 'follicle --help' tells how it is used"

it 'an unknown command is refused, and the nearest one named'
run chekc small.json
exits 2
prints
says "follicle: there is no command 'chekc'; did you mean 'check'?
follicle: 'follicle --help' tells how it is used"

it 'a command that is like none is refused without a guess'
run frobnicate
exits 2
says "follicle: there is no command 'frobnicate'
follicle: 'follicle --help' tells how it is used"

it 'the beginning of a command is guessed'
run prev
exits 2
says_part "did you mean 'preview'?"

it 'an option in place of a command is refused'
run --json
exits 2
says_part "there is no option '--json'"

it 'an unknown option is refused, and the nearest one named'
run plan small.json --otput there
exits 2
prints
says "follicle: plan has no option '--otput'; did you mean '--output'?
follicle: 'follicle plan --help' tells how it is used"

it 'an unknown letter is refused'
run check -x small.json
exits 2
says_part "check has no option '-x'"

it 'an option without its value is refused'
run plan small.json -o
exits 2
says_part '--output needs a value: DIR'

it 'an empty value is no value'
run plan small.json --output=
exits 2
says_part '--output needs a value: DIR'

it 'a value where none belongs is refused'
run check --json=yes small.json
exits 2
says_part '--json takes no value'

it 'an option given twice is refused'
run plan small.json -o one --output two
exits 2
says_part '--output is given twice'

it 'an argument too many is refused'
run check small.json other.json
exits 2
says_part "'other.json' is one argument too many for check"

it 'a missing argument is named'
run review small.json
exits 2
says_part 'something is missing: follicle review DESIGN MAP.csv'

it 'after -- a name may begin with a dash'
cp small.json ./--json
run check -- --json
exits 0
prints_part '--json: can be laid out'

it 'names from the command line cannot steer a terminal'
run "$(printf 'a\033[31m\302\233b\007')"
exits 2
says_part "there is no command 'a?[31m?b?'"

it 'output that cannot be written is exit 4'
if [ -e /dev/full ]; then
    "$FOLLICLE" --help >/dev/full 2>"$work/err"
    code=$?
    : >"$work/out"
    exits 4
    says_part 'cannot write to standard output: No space left on device'
fi

finish
