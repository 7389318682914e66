/* SPDX-License-Identifier: MIT */
/* What the years do: how many dots of each zone will read as one with a neighbour. */
#include "report.h"

#include <stdio.h>

static const fol__column columns[] = {{0.46, FOL__LEFT}, {0.18, FOL__RIGHT}, {0.18, FOL__RIGHT}, {0.18, FOL__RIGHT}};

static const char *word(const fol__report *report, fol__word which) {
    return report->words.texts[which];
}

static void zone_row(fol__report *report, fol__type type, const char *name, const fol__zone_facts *zone) {
    char dots[FOL__TEXT_SIZE], merging[FOL__TEXT_SIZE], gap[FOL__TEXT_SIZE];
    const bool alone = zone->least_gap_mm >= FOL__NO_NEIGHBOUR_MM;
    const char *const cells[] = {name, fol__number(&report->words, (double)zone->all, 0, dots),
                                 fol__number(&report->words, (double)zone->merging, 0, merging),
                                 alone ? NULL : fol__number(&report->words, zone->least_gap_mm, 2, gap)};
    fol__page_row(&report->page, type, columns, 4, cells);
}

static void say_verdict(fol__report *report) {
    char years[FOL__TEXT_SIZE], gap[FOL__TEXT_SIZE], count[FOL__TEXT_SIZE], text[FOL__TEXT_SIZE];
    const double after = fol_design_treatment(report->design)->healing.touch_up_years;
    const bool any = report->facts.sum.merging > 0;
    const fol__slot slots[] = {
        {"years", fol__number(&report->words, after, after == (double)(int)after ? 0 : 1, years)},
        {"gap", fol__number(&report->words, FOL_MERGING_MM, 2, gap)},
        {"count", fol__number(&report->words, (double)report->facts.sum.merging, 0, count)}};
    fol__page_text(&report->page, any ? FOL__STRONG : FOL__BODY,
                   fol__words_fill(&report->words, any ? FOL__WORD_MERGING_SOME : FOL__WORD_MERGING_NONE, slots, 3, text, sizeof text));
}

void fol__report_merging(fol__report *report) {
    const char *const heads[] = {word(report, FOL__WORD_ZONE), word(report, FOL__WORD_DOTS), word(report, FOL__WORD_MERGING_DOTS),
                                 word(report, FOL__WORD_MERGING_GAP)};
    char label[FOL__TEXT_SIZE];
    fol__page_heading(&report->page, word(report, FOL__WORD_MERGING));
    say_verdict(report);
    fol__page_row(&report->page, FOL__SMALL, columns, 4, heads);
    for (size_t i = 0; i < report->facts.zones; i++)
        zone_row(report, FOL__BODY, fol__zone_label(&report->words, &report->facts.zone[i], label), &report->facts.zone[i]);
    fol__page_gap(&report->page, 1);
    fol__page_text(&report->page, FOL__SMALL, word(report, FOL__WORD_MERGING_NOTE));
}
