/* SPDX-License-Identifier: MIT */
/* What a client takes home: aftercare, questions before the first session, what was used. General information, and it says
 * so; docs/report.md has the sources. */
#include "report.h"

static const char *word(const fol__report *report, fol__word which) {
    return report->words.texts[which];
}

void fol__report_aftercare(fol__report *report) {
    static const fol__column columns[] = {{0.2, FOL__LEFT}, {0.8, FOL__LEFT}};
    static const fol__word rows[][2] = {
        {FOL__WORD_CARE_BEFORE, FOL__WORD_CARE_BEFORE_TEXT}, {FOL__WORD_CARE_3, FOL__WORD_CARE_3_TEXT},
        {FOL__WORD_CARE_6, FOL__WORD_CARE_6_TEXT},           {FOL__WORD_CARE_10, FOL__WORD_CARE_10_TEXT},
        {FOL__WORD_CARE_14, FOL__WORD_CARE_14_TEXT},         {FOL__WORD_CARE_28, FOL__WORD_CARE_28_TEXT},
        {FOL__WORD_CARE_AFTER, FOL__WORD_CARE_AFTER_TEXT},   {FOL__WORD_CARE_YEARS, FOL__WORD_CARE_YEARS_TEXT},
    };
    fol__page_heading(&report->page, word(report, FOL__WORD_AFTERCARE));
    fol__page_text(&report->page, FOL__SMALL, word(report, FOL__WORD_AFTERCARE_NOTE));
    fol__page_gap(&report->page, 1);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *const cells[] = {word(report, rows[i][0]), word(report, rows[i][1])};
        fol__page_row(&report->page, FOL__BODY, columns, 2, cells);
    }
}

/* Two columns, the first no shorter than the second. */
void fol__report_questions(fol__report *report) {
    static const fol__word questions[] = {FOL__WORD_ASK_SCALP,  FOL__WORD_ASK_KELOID, FOL__WORD_ASK_CANCER,  FOL__WORD_ASK_BLOOD,
                                          FOL__WORD_ASK_HEART,  FOL__WORD_ASK_IMMUNE, FOL__WORD_ASK_DRUGS,   FOL__WORD_ASK_ALLERGY,
                                          FOL__WORD_ASK_PREGNANT, FOL__WORD_ASK_LOSS, FOL__WORD_ASK_LONG,    FOL__WORD_ASK_EXPECT};
    enum { COUNT = sizeof questions / sizeof questions[0], HALF = (COUNT + 1) / 2 };
    fol__page *const page = &report->page;
    fol__page_heading(page, word(report, FOL__WORD_ASK));
    fol__page_text(page, FOL__SMALL, word(report, FOL__WORD_ASK_NOTE));
    fol__page_gap(page, 1.5);
    const double top = page->y, width = page->inside.width / 2;
    double bottom = top;
    for (size_t i = 0; i < COUNT; i++) {
        if (i == HALF) {
            bottom = page->y;
            page->y = top;
        }
        fol__page_tick(page, page->inside.x + (i < HALF ? 0 : width), width - 4, word(report, questions[i]));
    }
    page->y = page->y > bottom ? page->y : bottom;
}

void fol__report_pigment(fol__report *report) {
    const struct {
        fol__word label;
        const char *text;
    } fields[] = {{FOL__WORD_PIGMENT_NAME, report->spec.pigment ? report->spec.pigment : fol_design_treatment(report->design)->pigment_name}, {FOL__WORD_PIGMENT_LOT, report->spec.lot}, {FOL__WORD_PIGMENT_INDEX, report->spec.colour_index}};
    fol__page *const page = &report->page;
    fol__page_heading(page, word(report, FOL__WORD_PIGMENT));
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        fol__page_field(page, page->inside.x, page->inside.width / 2, word(report, fields[i].label), fields[i].text);
    fol__page_gap(page, 1);
    fol__page_text(page, FOL__SMALL, word(report, FOL__WORD_PIGMENT_NOTE));
    fol__page_gap(page, 4);
    fol__page_text(page, FOL__STRONG, word(report, FOL__WORD_ADVICE));
}
