/* SPDX-License-Identifier: MIT */
/* Days of a treatment that are worth a picture. */
#include <follicle/heal.h>

enum { HALF_A_YEAR = 182, THREE_YEARS = 1095 };

const char *fol_moment_name(fol_moment moment) {
    static const char *const names[FOL_MOMENT_COUNT] = {"fresh", "healed", "6-months", "3-years"};
    const int i = (int)moment;
    return i >= 0 && i < FOL_MOMENT_COUNT ? names[i] : NULL;
}

double fol_moment_day(const fol_design *design, fol_moment moment, size_t session) {
    if (!design)
        return 0;
    const fol_treatment_spec *treatment = fol_design_treatment(design);
    const size_t count = treatment->session_count, k = session >= 1 && session <= count ? session : count;
    const double first = treatment->sessions[0].day, last = treatment->sessions[k - 1].day;
    const double healed = last + treatment->healing.healed_days;
    const double later = moment == FOL_MOMENT_SIX_MONTHS ? HALF_A_YEAR : THREE_YEARS;
    if (moment == FOL_MOMENT_FRESH)
        return last;
    if (moment == FOL_MOMENT_HEALED)
        return healed;
    return first + later > healed ? first + later : last + later;
}

/* The first whole day on which all of `day` has begun. */
static int32_t whole_day(double day) {
    const int32_t whole = (int32_t)day;
    return whole + (whole < day);
}

size_t fol_course_days(const fol_design *design, int32_t *days, size_t capacity) {
    int32_t found[FOL_MOST_COURSE_DAYS];
    size_t count = 0;
    if (!design)
        return 0;
    const fol_treatment_spec *treatment = fol_design_treatment(design);
    for (size_t k = 0; k < treatment->session_count; k++) {
        const int32_t day = whole_day(treatment->sessions[k].day);
        if (k == 1 && day - 1 > found[count - 1])
            found[count++] = day - 1;
        if (count == 0 || day > found[count - 1])
            found[count++] = day;
    }
    for (int moment = FOL_MOMENT_HEALED; moment < FOL_MOMENT_COUNT; moment++) {
        const int32_t day = whole_day(fol_moment_day(design, (fol_moment)moment, 0));
        if (moment != FOL_MOMENT_SIX_MONTHS && day > found[count - 1])
            found[count++] = day;
    }
    for (size_t i = 0; days && i < count && i < capacity; i++)
        days[i] = found[i];
    return count;
}
