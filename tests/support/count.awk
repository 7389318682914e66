# SPDX-License-Identifier: MIT
# Reads Meson's testlog.json, one test a line, and prints what Check said of each, then "N passed, N failed". A Check
# program counts as the tests inside it, and so does a script that ends with "N passed, N failed"; any other test counts as
# one. A skipped test is named, and counts as neither.

function text_after(key,    start) {
    start = index($0, "\"" key "\": \"")
    return start ? substr($0, start + length(key) + 5) : ""
}

{
    name = text_after("name")
    sub(/".*/, "", name)
    sub(/^[^:]*:/, "", name)
    result = text_after("result")
    sub(/".*/, "", result)
    good = result == "OK" || result == "EXPECTEDFAIL"
    rest = $0
    checks = bad = told = 0
    while (match(rest, /[0-9]+%: Checks: [0-9]+, Failures: [0-9]+, Errors: [0-9]+/)) {
        summary = substr(rest, RSTART, RLENGTH)
        rest = substr(rest, RSTART + RLENGTH)
        split(summary, word, /[:,] */)
        checks += word[3]
        bad += word[5] + word[7]
        told = 1
        printf "%-36s %s\n", name, summary
    }
    if (!told && match(rest, /[0-9]+ passed, [0-9]+ failed\\n",/)) {
        summary = substr(rest, RSTART, RLENGTH - 4)
        split(summary, word, " ")
        checks = word[1] + word[3]
        bad = word[3]
        told = 1
        printf "%-36s %s\n", name, summary
    }
    if (result == "SKIP") {
        printf "%-36s skipped\n", name
        next
    }
    if (!told) {
        checks = 1
        bad = good ? 0 : 1
        if (!good)
            printf "%-36s %s\n", name, result
    } else if (!good && bad == 0) { # all tests passed, and then the program ended badly: a leak, a crash at exit
        checks++
        bad = 1
        printf "%-36s %s\n", name, result
    }
    passed += checks - bad
    failed += bad
}

END { printf "%d passed, %d failed\n", passed, failed }
