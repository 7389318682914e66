/* SPDX-License-Identifier: MIT */
/* Counting what a layout has, and writing numbers in the report's own way: no locale has a say. */
#include "facts.h"

#include "render.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ counts */

static void count_dots(const fol_dot *dots, size_t dot_count, fol__zone_facts *zones, size_t count) {
    for (size_t i = 0; i < dot_count; i++) {
        if (dots[i].zone < count && dots[i].session >= 1 && dots[i].session <= FOL_MAX_SESSIONS)
            zones[dots[i].zone].dots[dots[i].session - 1]++;
    }
}

static void count_layout(const fol_layout *layout, fol__zone_facts *zones, size_t count) {
    for (size_t block = 0; block < fol_layout_block_count(layout); block++) {
        size_t dots;
        const fol_dot *const at = fol_layout_block(layout, block, &dots);
        count_dots(at, dots, zones, count);
    }
}

static void describe(const fol_design *design, fol__zone_facts *zones, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const fol_zone_spec *spec = fol_design_zone(design, i);
        zones[i].name = spec->name;
        zones[i].area_cm2 = fol_design_zone_area_cm2(design, i);
        zones[i].density = spec->density_per_cm2;
        for (size_t k = 0; k < FOL_MAX_SESSIONS; k++)
            zones[i].all += zones[i].dots[k];
    }
}

static void add_zone(fol__zone_facts *to, const fol__zone_facts *zone) {
    to->others++;
    to->area_cm2 += zone->area_cm2;
    to->all += zone->all;
    for (size_t k = 0; k < FOL_MAX_SESSIONS; k++)
        to->dots[k] += zone->dots[k];
}

/* More dots first; qsort() is not stable, so the order of the file decides a tie by address. */
static int by_dots(const void *a, const void *b) {
    const fol__zone_facts *const x = *(fol__zone_facts *const *)a, *const y = *(fol__zone_facts *const *)b;
    return x->all != y->all ? (x->all < y->all) - (x->all > y->all) : (x > y) - (x < y);
}

static int by_place(const void *a, const void *b) {
    const fol__zone_facts *const x = *(fol__zone_facts *const *)a, *const y = *(fol__zone_facts *const *)b;
    return (x > y) - (x < y);
}

/* The largest in the order of the design, then the rest as one; one alone is named rather than called "1 others". */
static void choose(fol__zone_facts **order, size_t count, fol__facts *facts) {
    const size_t named = count <= FOL__NAMED_ZONES + 1 ? count : FOL__NAMED_ZONES;
    qsort(order, count, sizeof *order, by_dots);
    qsort(order, named, sizeof *order, by_place);
    for (size_t i = 0; i < count; i++) {
        if (i < named)
            facts->zone[i] = *order[i];
        else
            add_zone(&facts->zone[named], order[i]);
        add_zone(&facts->sum, order[i]);
    }
    facts->zones = named + (named < count);
}

fol_status fol__facts_collect(const fol_design *design, const fol_layout *layout, const fol_dot *dots, size_t dot_count, fol__facts *facts,
                              fol_error *err) {
    const size_t count = fol_design_zone_count(design);
    fol__zone_facts *const zones = calloc(count, sizeof *zones);
    fol__zone_facts **const order = calloc(count, sizeof *order);
    memset(facts, 0, sizeof *facts);
    facts->sessions = fol_design_session_count(design);
    if (zones && order) {
        if (dots)
            count_dots(dots, dot_count, zones, count);
        else
            count_layout(layout, zones, count);
        describe(design, zones, count);
        for (size_t i = 0; i < count; i++)
            order[i] = &zones[i];
        choose(order, count, facts);
    }
    const bool done = zones && order;
    free(zones);
    free(order);
    return done ? FOL_OK : fol__render_fail(err, FOL_ERR_NOMEM, "out of memory");
}

/* ------------------------------------------------------------------ texts */

const char *fol__zone_label(const fol__words *words, const fol__zone_facts *zone, char *text) {
    if (zone->name)
        return zone->name;
    char count[24];
    snprintf(count, sizeof count, "%zu", zone->others);
    return fol__words_fill(words, FOL__WORD_OTHERS, &(fol__slot){"count", count}, 1, text, FOL__TEXT_SIZE);
}

char *fol__number(const fol__words *words, double value, int decimals, char *text) {
    double power = 1;
    for (int i = 0; i < decimals; i++)
        power *= 10;
    const double scaled = floor(fabs(value) * power + 0.5);
    const long long whole = (long long)(scaled / power), rest = (long long)(scaled - (double)whole * power);
    char digits[32];
    const int count = snprintf(digits, sizeof digits, "%lld", whole);
    size_t used = (size_t)snprintf(text, FOL__TEXT_SIZE, "%s", value < 0 && scaled > 0 ? "\u2212" : "");
    for (int i = 0; i < count; i++) {
        const bool mark = i > 0 && count > 4 && (count - i) % 3 == 0;
        used += (size_t)snprintf(text + used, FOL__TEXT_SIZE - used, "%.40s%c", mark ? words->texts[FOL__WORD_THOUSANDS_MARK] : "", digits[i]);
    }
    if (decimals > 0)
        snprintf(text + used, FOL__TEXT_SIZE - used, "%.40s%0*lld", words->texts[FOL__WORD_DECIMAL_MARK], decimals, rest);
    return text;
}

char *fol__when(const fol__words *words, fol_date first, double day, char *text) {
    const fol_date date = fol_date_after(first, (int32_t)(day + 0.5));
    if (fol_date_exists(date))
        return fol_date_format(date, text);
    char number[FOL__TEXT_SIZE];
    fol__number(words, day, 0, number);
    return fol__words_fill(words, FOL__WORD_DAY, &(fol__slot){"day", number}, 1, text, FOL__TEXT_SIZE);
}

char *fol__minutes(const fol__words *words, double dots, double per_minute, char *text) {
    enum { STEP = 5 };
    char number[FOL__TEXT_SIZE];
    fol__number(words, ceil(dots / per_minute / STEP) * STEP, 0, number);
    return fol__words_fill(words, FOL__WORD_MINUTES, &(fol__slot){"minutes", number}, 1, text, FOL__TEXT_SIZE);
}
