/* SPDX-License-Identifier: MIT */
/* The list of findings. Texts are the same bytes in every locale, so numbers are not left to printf's own %f. */
#include "findings.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void fol__findings_init(fol__findings *findings, const fol_allocator *alloc, int32_t most) {
    memset(findings, 0, sizeof *findings);
    findings->kept.alloc = alloc;
    findings->kept.element_size = sizeof(fol_finding);
    findings->most = most;
}

void fol__findings_free(fol__findings *findings) {
    fol__vector_free(&findings->kept);
}

fol_finding fol__finding_at(fol_finding_kind kind, const fol_dot *dot) {
    const fol_finding finding = {kind, {dot->id, -1}, dot->x_um, dot->y_um, dot->zone, dot->session, ""};
    return finding;
}

fol_finding fol__finding_about(fol_finding_kind kind, int32_t zone, int32_t session) {
    const fol_finding finding = {kind, {-1, -1}, 0, 0, zone, session, ""};
    return finding;
}

bool fol__findings_add(fol__findings *findings, fol_finding finding, const char *format, ...) {
    if (findings->totals[finding.kind]++ >= findings->most)
        return true;
    va_list args;
    va_start(args, format);
    vsnprintf(finding.text, sizeof finding.text, format, args);
    va_end(args);
    fol_finding *place = fol__vector_extend(&findings->kept, 1);
    if (!place)
        return false;
    *place = finding;
    return true;
}

fol__decimal fol__decimal_of(double value, int decimals) {
    int64_t unit = 1;
    for (int i = 0; i < decimals; i++)
        unit *= 10;
    const bool negative = value < 0;
    double scaled = (negative ? -value : value) * (double)unit + 0.5;
    if (!(scaled < 9e18))
        scaled = 9e18;
    const int64_t whole = (int64_t)scaled;
    const char *sign = negative && whole > 0 ? "-" : "";
    fol__decimal out;
    if (decimals == 0)
        snprintf(out.text, sizeof out.text, "%s%" PRId64, sign, whole);
    else
        snprintf(out.text, sizeof out.text, "%s%" PRId64 ".%0*" PRId64, sign, whole / unit, decimals, whole % unit);
    return out;
}

fol__decimal fol__mm_of(int64_t um) {
    return fol__decimal_of((double)um / 1000, 3);
}
