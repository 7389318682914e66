/* SPDX-License-Identifier: MIT */
/* The report's tables of numbers: zones, sessions, evenness, schedule. */
#include "report.h"

#include <follicle/heal.h>
#include <stdio.h>
#include <string.h>

/* Usual: two to four sessions, 7 to 14 days apart. */
enum { FEWEST_SESSIONS = 2, MOST_SESSIONS = 4, LEAST_INTERVAL = 7, MOST_INTERVAL = 14 };
/* What a row of one line takes, for tables whose height must be known in advance. */
static const double ROW_MM = 5.8, HEADING_MM = 13, LINE_MM = 4;

static const char *word(const fol__report *report, fol__word which) {
    return report->words.texts[which];
}

/* ------------------------------------------------------------------ zones */

static void zone_row(fol__report *report, fol__type type, const char *name, const fol__zone_facts *zone) {
    static const fol__column columns[] = {{0.46, FOL__LEFT}, {0.18, FOL__RIGHT}, {0.18, FOL__RIGHT}, {0.18, FOL__RIGHT}};
    char area[FOL__TEXT_SIZE], density[FOL__TEXT_SIZE], dots[FOL__TEXT_SIZE];
    const char *const cells[] = {name, fol__number(&report->words, zone->area_cm2, 1, area),
                                 zone->density > 0 ? fol__number(&report->words, zone->density, 0, density) : NULL,
                                 fol__number(&report->words, (double)zone->all, 0, dots)};
    fol__page_row(&report->page, type, columns, 4, cells);
}

double fol__report_zones_height(const fol__report *report) {
    return HEADING_MM + ROW_MM * (double)(report->facts.zones + 2);
}

void fol__report_zones(fol__report *report) {
    static const fol__column columns[] = {{0.46, FOL__LEFT}, {0.18, FOL__RIGHT}, {0.18, FOL__RIGHT}, {0.18, FOL__RIGHT}};
    const char *const heads[] = {word(report, FOL__WORD_ZONE), word(report, FOL__WORD_AREA), word(report, FOL__WORD_DENSITY), word(report, FOL__WORD_DOTS)};
    char label[FOL__TEXT_SIZE];
    fol__page_heading(&report->page, word(report, FOL__WORD_ZONES));
    fol__page_row(&report->page, FOL__SMALL, columns, 4, heads);
    for (size_t i = 0; i < report->facts.zones; i++)
        zone_row(report, FOL__BODY, fol__zone_label(&report->words, &report->facts.zone[i], label), &report->facts.zone[i]);
    zone_row(report, FOL__STRONG, word(report, FOL__WORD_ALL), &report->facts.sum);
}

/* ------------------------------------------------------------------ sessions */

enum { SESSION_COLUMNS = 8 };
static const fol__column session_columns[SESSION_COLUMNS] = {{0.14, FOL__LEFT},  {0.13, FOL__LEFT},  {0.11, FOL__RIGHT}, {0.11, FOL__RIGHT},
                                                             {0.16, FOL__RIGHT}, {0.11, FOL__RIGHT}, {0.12, FOL__LEFT},  {0.12, FOL__LEFT}};
/* As follicle course suggests (docs/healing.md#how-much-water). */
static const double MOST_CONTRAST = 0.65;

static const char *depth_of(fol__report *report, char *text) {
    const fol_treatment_spec *const t = fol_design_treatment(report->design);
    if (!(t->depth_to_mm > 0))
        return NULL;
    char from[FOL__TEXT_SIZE], to[FOL__TEXT_SIZE];
    const fol__slot slots[] = {{"from", fol__number(&report->words, t->depth_from_mm, 2, from)}, {"to", fol__number(&report->words, t->depth_to_mm, 2, to)}};
    return fol__words_fill(&report->words, FOL__WORD_DEPTH_RANGE, slots, 2, text, FOL__TEXT_SIZE);
}

static bool is_done(const fol__report *report, size_t session) {
    return (int64_t)session < fol_design_chart(report->design)->sessions_done;
}

/* What the sessions before have left. */
static void say_in_skin(fol__report *report) {
    const fol_chart_spec *const chart = fol_design_chart(report->design);
    int64_t states[FOL_DOT_BLOWN_OUT + 1] = {0};
    char count[FOL__TEXT_SIZE], faint[FOL__TEXT_SIZE], blown[FOL__TEXT_SIZE], text[FOL__TEXT_SIZE];
    for (size_t i = 0; i < chart->in_skin_count; i++)
        states[chart->in_skin[i].state <= FOL_DOT_BLOWN_OUT ? chart->in_skin[i].state : 0]++;
    const fol__slot slots[] = {{"count", fol__number(&report->words, (double)chart->in_skin_count, 0, count)},
                               {"faint", fol__number(&report->words, (double)states[FOL_DOT_FAINT], 0, faint)},
                               {"blown", fol__number(&report->words, (double)states[FOL_DOT_BLOWN_OUT], 0, blown)}};
    fol__page_text(&report->page, FOL__BODY, fol__words_fill(&report->words, FOL__WORD_IN_SKIN, slots, 3, text, sizeof text));
}

static void session_row(fol__report *report, const fol_shade_advice *advice, size_t k) {
    const fol_session_spec *const session = fol_design_session(report->design, k);
    const double count = (double)report->facts.sum.dots[k];
    char when[FOL__TEXT_SIZE], dots[FOL__TEXT_SIZE], time[FOL__TEXT_SIZE], shade[FOL__TEXT_SIZE], suggested[FOL__TEXT_SIZE], depth[FOL__TEXT_SIZE];
    char number[24];
    snprintf(number, sizeof number, "%zu", k + 1);
    const char *const cells[] = {fol__report_say(report, FOL__WORD_SESSION_NUMBER, "session", number),
                                 fol__when(&report->words, report->spec.first_session, session->day, when),
                                 fol__number(&report->words, count, 0, dots),
                                 is_done(report, k) ? word(report, FOL__WORD_DONE) : fol__minutes(&report->words, count, report->spec.dots_per_minute, time),
                                 fol__number(&report->words, session->shade, 0, shade),
                                 fol__number(&report->words, advice->shade[k], 0, suggested),
                                 report->spec.needle,
                                 depth_of(report, depth)};
    fol__page_row(&report->page, FOL__BODY, session_columns, SESSION_COLUMNS, cells);
}

void fol__report_sessions(fol__report *report) {
    const char *const heads[] = {word(report, FOL__WORD_SESSION), word(report, FOL__WORD_DATE),   word(report, FOL__WORD_DOTS), word(report, FOL__WORD_TIME),
                                 word(report, FOL__WORD_SHADE),   word(report, FOL__WORD_SUGGESTED), word(report, FOL__WORD_NEEDLE), word(report, FOL__WORD_DEPTH)};
    char rate[FOL__TEXT_SIZE], contrast[FOL__TEXT_SIZE];
    fol_shade_advice advice = {.session_count = 0};
    (void)fol_advise_shades(report->design, MOST_CONTRAST, &advice, NULL); /* both of its arguments are good */
    fol__page_heading(&report->page, word(report, FOL__WORD_SESSIONS));
    fol__page_row(&report->page, FOL__SMALL, session_columns, SESSION_COLUMNS, heads);
    for (size_t k = 0; k < report->facts.sessions; k++)
        session_row(report, &advice, k);
    fol__page_gap(&report->page, 1);
    if (is_done(report, 0))
        say_in_skin(report);
    fol__page_text(&report->page, FOL__SMALL,
                   fol__report_say(report, FOL__WORD_SESSIONS_NOTE, "rate", fol__number(&report->words, report->spec.dots_per_minute, 0, rate)));
    fol__page_text(&report->page, FOL__SMALL,
                   fol__report_say(report, FOL__WORD_WATER_NOTE, "contrast", fol__number(&report->words, 100 * MOST_CONTRAST, 0, contrast)));
}

static void by_zone_columns(size_t sessions, fol__column *columns) {
    const double width = 0.66 / (double)(sessions + 1);
    columns[0] = (fol__column){0.34, FOL__LEFT};
    for (size_t k = 0; k <= sessions; k++)
        columns[k + 1] = (fol__column){width, FOL__RIGHT};
}

static void by_zone_row(fol__report *report, fol__type type, const char *name, const fol__zone_facts *zone) {
    fol__column columns[FOL_MAX_SESSIONS + 2];
    char numbers[FOL_MAX_SESSIONS + 1][FOL__TEXT_SIZE];
    const char *cells[FOL_MAX_SESSIONS + 2] = {name};
    const size_t sessions = report->facts.sessions;
    by_zone_columns(sessions, columns);
    for (size_t k = 0; k < sessions; k++)
        cells[k + 1] = fol__number(&report->words, (double)zone->dots[k], 0, numbers[k]);
    cells[sessions + 1] = fol__number(&report->words, (double)zone->all, 0, numbers[sessions]);
    fol__page_row(&report->page, type, columns, sessions + 2, cells);
}

void fol__report_dots_by_zone(fol__report *report) {
    fol__column columns[FOL_MAX_SESSIONS + 2];
    char labels[FOL_MAX_SESSIONS][64], label[FOL__TEXT_SIZE];
    const char *heads[FOL_MAX_SESSIONS + 2] = {word(report, FOL__WORD_ZONE)};
    const size_t sessions = report->facts.sessions;
    by_zone_columns(sessions, columns);
    for (size_t k = 0; k < sessions; k++) {
        char number[24];
        snprintf(number, sizeof number, "%zu", k + 1);
        heads[k + 1] = fol__words_fill(&report->words, FOL__WORD_SESSION_NUMBER, &(fol__slot){"session", number}, 1, labels[k], sizeof labels[k]);
    }
    heads[sessions + 1] = word(report, FOL__WORD_ALL);
    fol__page_heading(&report->page, word(report, FOL__WORD_DOTS_BY_ZONE));
    fol__page_row(&report->page, FOL__SMALL, columns, sessions + 2, heads);
    for (size_t i = 0; i < report->facts.zones; i++)
        by_zone_row(report, FOL__BODY, fol__zone_label(&report->words, &report->facts.zone[i], label), &report->facts.zone[i]);
    by_zone_row(report, FOL__STRONG, word(report, FOL__WORD_ALL), &report->facts.sum);
}

/* ------------------------------------------------------------------ evenness */

/* What a review judges evenness by: sites, where dots stand in units. */
static fol_set_figures judged_total(const fol_review *review, size_t session) {
    return fol_review_has_sites(review) ? fol_review_total_sites(review, session) : fol_review_total(review, session);
}

/* In plain words, by the bounds of a review: docs/review.md has the reasons. */
static fol__word verdict_of(const fol_set_figures *figures) {
    const fol_review_limits limits = fol_review_limits_default();
    if (figures->judged < limits.judged_from)
        return FOL__WORD_EVENNESS_FEW;
    if (figures->clark_evans < limits.clark_evans_from)
        return FOL__WORD_EVENNESS_LOOSE;
    return figures->clark_evans > limits.clark_evans_to ? FOL__WORD_EVENNESS_STIFF : FOL__WORD_EVENNESS_GOOD;
}

static void evenness_row(fol__report *report, const fol__column *columns, size_t k) {
    const fol_set_figures figures = fol_review_total(report->spec.review, k), even = judged_total(report->spec.review, k);
    char number[24], dots[FOL__TEXT_SIZE], least[FOL__TEXT_SIZE], clark_evans[FOL__TEXT_SIZE], spread[FOL__TEXT_SIZE];
    snprintf(number, sizeof number, "%zu", k);
    const bool judged = even.judged > 0;
    const char *const cells[] = {fol__report_say(report, FOL__WORD_SESSION_NUMBER, "session", number),
                                 fol__number(&report->words, (double)figures.dots, 0, dots),
                                 fol__number(&report->words, figures.least_mm, 2, least),
                                 judged ? fol__number(&report->words, even.clark_evans, 2, clark_evans) : NULL,
                                 judged ? fol__number(&report->words, even.nn_cv, 2, spread) : NULL};
    fol__page_row(&report->page, FOL__BODY, columns, 5, cells);
}

static void say_findings(fol__report *report) {
    char number[FOL__TEXT_SIZE];
    int64_t findings = 0;
    for (int kind = FOL_FINDING_REPEATED_ID; kind <= FOL_FINDING_EDGE; kind++)
        findings += fol_review_finding_total(report->spec.review, (fol_finding_kind)kind);
    fol__number(&report->words, (double)findings, 0, number);
    fol__page_text(&report->page, findings ? FOL__STRONG : FOL__BODY,
                   findings ? fol__report_say(report, FOL__WORD_REVIEW_FINDINGS, "count", number) : word(report, FOL__WORD_REVIEW_OK));
}

void fol__report_evenness(fol__report *report) {
    static const fol__column columns[] = {{0.28, FOL__LEFT}, {0.16, FOL__RIGHT}, {0.2, FOL__RIGHT}, {0.18, FOL__RIGHT}, {0.18, FOL__RIGHT}};
    const char *const heads[] = {word(report, FOL__WORD_IN_THE_SKIN), word(report, FOL__WORD_DOTS), word(report, FOL__WORD_LEAST_DISTANCE),
                                 word(report, FOL__WORD_CLARK_EVANS), word(report, FOL__WORD_SPREAD)};
    if (!report->spec.review)
        return;
    const size_t sessions = fol_review_session_count(report->spec.review);
    const fol_set_figures all = judged_total(report->spec.review, sessions);
    fol__page_heading(&report->page, word(report, FOL__WORD_EVENNESS));
    fol__page_text(&report->page, FOL__BODY, word(report, verdict_of(&all)));
    say_findings(report);
    fol__page_gap(&report->page, 1);
    fol__page_row(&report->page, FOL__SMALL, columns, 5, heads);
    for (size_t k = 1; k <= sessions; k++)
        evenness_row(report, columns, k);
    fol__page_gap(&report->page, 1);
    fol__page_text(&report->page, FOL__SMALL, word(report, FOL__WORD_EVENNESS_NOTE));
}

/* ------------------------------------------------------------------ schedule */

static void schedule_row(fol__report *report, double day, const char *what) {
    static const fol__column columns[] = {{0.2, FOL__LEFT}, {0.8, FOL__LEFT}};
    char when[FOL__TEXT_SIZE];
    const char *const cells[] = {fol__when(&report->words, report->spec.first_session, day, when), what};
    fol__page_row(&report->page, FOL__BODY, columns, 2, cells);
}

static double interval_before(const fol__report *report, size_t session) {
    return fol_design_session(report->design, session)->day - fol_design_session(report->design, session - 1)->day;
}

static bool is_unusual(double days) {
    return days < LEAST_INTERVAL || days > MOST_INTERVAL;
}

static void warn_of_schedule(fol__report *report) {
    const size_t sessions = report->facts.sessions;
    char number[24], before[24], after[24], text[FOL__TEXT_SIZE];
    fol__page_gap(&report->page, 1);
    if (sessions < FEWEST_SESSIONS || sessions > MOST_SESSIONS) {
        snprintf(number, sizeof number, "%zu", sessions);
        fol__page_text(&report->page, FOL__STRONG, fol__report_say(report, FOL__WORD_WARN_SESSIONS, "count", number));
    }
    for (size_t k = 1; k < sessions; k++) {
        const double days = interval_before(report, k);
        if (!is_unusual(days))
            continue;
        snprintf(number, sizeof number, "%.0f", days);
        snprintf(before, sizeof before, "%zu", k);
        snprintf(after, sizeof after, "%zu", k + 1);
        const fol__slot slots[] = {{"days", number}, {"before", before}, {"after", after}};
        fol__page_text(&report->page, FOL__STRONG, fol__words_fill(&report->words, FOL__WORD_WARN_INTERVAL, slots, 3, text, sizeof text));
    }
}

double fol__report_schedule_height(const fol__report *report) {
    const size_t sessions = report->facts.sessions;
    size_t warnings = 1;
    for (size_t k = 1; k < sessions; k++)
        warnings += is_unusual(interval_before(report, k));
    return HEADING_MM + ROW_MM * (double)(sessions + 3) + LINE_MM * (double)warnings;
}

void fol__report_schedule(fol__report *report) {
    const size_t sessions = report->facts.sessions;
    const double last = fol_design_session(report->design, sessions - 1)->day;
    const fol_healing_spec *const healing = &fol_design_treatment(report->design)->healing;
    fol__page_heading(&report->page, word(report, FOL__WORD_SCHEDULE));
    for (size_t k = 0; k < sessions; k++) {
        char number[24];
        snprintf(number, sizeof number, "%zu", k + 1);
        schedule_row(report, fol_design_session(report->design, k)->day, fol__report_say(report, FOL__WORD_SESSION_NUMBER, "session", number));
    }
    schedule_row(report, last + healing->healed_days, word(report, FOL__WORD_SCHEDULE_HEALED));
    schedule_row(report, last + healing->settled_days, word(report, FOL__WORD_SCHEDULE_SETTLED));
    schedule_row(report, last + 365.25 * fol_heal_touch_up_years(healing, NULL), word(report, FOL__WORD_SCHEDULE_TOUCH_UP));
    warn_of_schedule(report);
}
