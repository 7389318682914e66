/* SPDX-License-Identifier: MIT */
/* Four pages, one subject each: the look, the work, the map with the calendar, and what the client takes home. */
#include "report.h"

#include "pdf.h"
#include "render.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { PAGES = 4 };

static const double MARGIN_MM = 15, FOOTER_MM = 8;

/* ------------------------------------------------------------------ the spec */

void fol_report_spec_init_sized(fol_report_spec *spec, size_t struct_size) {
    const fol_report_spec defaults = {.struct_size = struct_size, .paper = FOL_PAPER_A4, .dots_per_minute = 80};
    fol__render_init(spec, struct_size, &defaults, sizeof defaults);
}

static fol_status check_spec(const fol_report_spec *spec, fol_error *err) {
    if (spec->paper != FOL_PAPER_A4 && spec->paper != FOL_PAPER_LETTER)
        return fol__render_fail(err, FOL_ERR_ARG, "a report is printed on FOL_PAPER_A4 or FOL_PAPER_LETTER");
    if (!(spec->dots_per_minute >= 1 && spec->dots_per_minute <= 1000))
        return fol__render_fail(err, FOL_ERR_VALUE, "dots_per_minute is %g, must be from 1 to 1000", spec->dots_per_minute);
    const fol_date d = spec->first_session;
    if ((d.year || d.month || d.day) && !fol_date_exists(d))
        return fol__render_fail(err, FOL_ERR_VALUE, "first_session is %d-%d-%d, which is no day of the calendar", d.year, d.month, d.day);
    if (spec->dot_count > 0 && !spec->dots)
        return fol__render_fail(err, FOL_ERR_ARG, "dots is NULL with a dot_count of %zu", spec->dot_count);
    if (spec->word_count > 0 && !spec->words)
        return fol__render_fail(err, FOL_ERR_ARG, "words is NULL with a word_count of %zu", spec->word_count);
    if (spec->photo && !fol__render_can_use(spec->photo))
        return fol__render_fail(err, FOL_ERR_ARG, "the photograph has no pixels, an unknown format, or rows that overlap");
    return FOL_OK;
}

/* ------------------------------------------------------------------ texts */

const char *fol__report_say(fol__report *report, fol__word word, const char *name, const char *value) {
    const fol__slot slot = {name, value};
    return fol__words_fill(&report->words, word, &slot, name ? 1 : 0, report->text, sizeof report->text);
}

static void draw_header(fol__report *report) {
    fol__page *const page = &report->page;
    const double x = page->inside.x, half = page->inside.width / 2;
    const char *const client = report->spec.client, *const plan = fol_design_treatment(report->design)->name;
    char date[FOL_DATE_SIZE];
    fol__page_text(page, FOL__TITLE, report->words.texts[FOL__WORD_TITLE]);
    fol__page_text(page, FOL__SMALL, report->words.texts[FOL__WORD_SUBTITLE]);
    if (plan && plan[0])
        fol__page_text(page, FOL__BODY, plan);
    fol__page_gap(page, 2);
    const double top = page->y;
    if (!client || client[0])
        fol__page_field(page, x, half - 4, report->words.texts[FOL__WORD_CLIENT], client);
    if (fol_date_exists(report->spec.first_session))
        fol__page_field(page, x, half - 4, report->words.texts[FOL__WORD_FIRST_SESSION], fol_date_format(report->spec.first_session, date));
    else
        fol__page_field(page, x, half - 4, report->words.texts[FOL__WORD_FIRST_SESSION], NULL);
    const double bottom = page->y;
    page->y = top;
    if (!report->spec.practitioner || report->spec.practitioner[0])
        fol__page_field(page, x + half, half, report->words.texts[FOL__WORD_PRACTITIONER], report->spec.practitioner);
    page->y = page->y > bottom ? page->y : bottom;
}

/* What makes these very dots again, and which page it is. */
static void draw_footer(fol__report *report, int number) {
    char fingerprint[24], seed[24], layout[16], text[FOL__TEXT_SIZE], page_number[16], pages[16];
    fol__page *const page = &report->page;
    const double y = page->inside.y + page->inside.height + 2;
    snprintf(fingerprint, sizeof fingerprint, "%016" PRIx64, fol_design_fingerprint(report->design));
    snprintf(seed, sizeof seed, "%" PRIu64, fol_design_treatment(report->design)->seed);
    snprintf(layout, sizeof layout, "%d", fol_layout_version());
    snprintf(page_number, sizeof page_number, "%d", number);
    snprintf(pages, sizeof pages, "%d", PAGES);
    const fol__slot slots[] = {{"fingerprint", fingerprint}, {"seed", seed},   {"layout", layout},
                               {"version", fol_version()},   {"page", page_number}, {"pages", pages}};
    fol__page_rule(page, page->inside.x, y, page->inside.width);
    fol__page_text_at(page, page->inside.x, y + 1, page->inside.width * 0.8, FOL__SMALL, FOL__LEFT,
                      fol__words_fill(&report->words, FOL__WORD_FOOTER, slots, 4, text, sizeof text));
    fol__page_text_at(page, page->inside.x, y + 1, page->inside.width, FOL__SMALL, FOL__RIGHT,
                      fol__words_fill(&report->words, FOL__WORD_PAGE, slots + 4, 2, text, sizeof text));
}

/* ------------------------------------------------------------------ pages */

static double bottom_of(const fol__report *report) {
    return report->page.inside.y + report->page.inside.height;
}

static fol_status draw_look(fol__report *report, fol_error *err) {
    draw_header(report);
    const fol_status status = fol__report_pictures(report, bottom_of(report) - fol__report_zones_height(report), err);
    fol__report_zones(report);
    return status;
}

static fol_status draw_work(fol__report *report, fol_error *err) {
    (void)err;
    fol__report_sessions(report);
    fol__report_dots_by_zone(report);
    fol__report_evenness(report);
    fol__report_merging(report);
    return FOL_OK;
}

static fol_status draw_map(fol__report *report, fol_error *err) {
    const fol_status status = fol__report_density(report, bottom_of(report) - fol__report_schedule_height(report), err);
    fol__report_schedule(report);
    return status;
}

static fol_status draw_advice(fol__report *report, fol_error *err) {
    (void)err;
    fol__report_aftercare(report);
    fol__report_questions(report);
    fol__report_pigment(report);
    return FOL_OK;
}

static fol_status draw_page(cairo_t *cr, int number, fol_rect inside, void *user, fol_error *err) {
    static fol_status (*const pages[PAGES])(fol__report *, fol_error *) = {draw_look, draw_work, draw_map, draw_advice};
    fol__report *const report = user;
    fol_status status = FOL_ERR_NOMEM;
    if (fol__page_open(&report->page, cr, inside)) {
        status = pages[number](report, err);
        if (status == FOL_OK)
            draw_footer(report, number + 1);
    } else {
        status = fol__render_fail(err, FOL_ERR_NOMEM, "out of memory");
    }
    fol__page_close(&report->page);
    return status;
}

static fol_status write_pages(fol__report *report, const fol_sink *sink, fol_error *err) {
    static const double sizes[][2] = {[FOL_PAPER_A4] = {210, 297}, [FOL_PAPER_LETTER] = {215.9, 279.4}};
    const double *const size = sizes[report->spec.paper];
    const fol_rect inside = {MARGIN_MM, MARGIN_MM, size[0] - 2 * MARGIN_MM, size[1] - 2 * MARGIN_MM - FOOTER_MM + 4};
    const char *const plan = fol_design_treatment(report->design)->name, *const name = report->spec.client ? report->spec.client : plan;
    fol__pdf pdf;
    fol_status status = fol__pdf_open(&pdf, sink, report->design, name && name[0] ? name : report->words.texts[FOL__WORD_TITLE],
                                      report->words.texts[FOL__WORD_TITLE], err);
    for (int number = 0; number < PAGES && status == FOL_OK; number++) {
        cairo_t *const cr = fol__pdf_begin_page(&pdf, size[0], size[1]);
        status = draw_page(cr, number, inside, report, err);
        status = fol__pdf_end_page(cr, status, err);
    }
    return fol__pdf_close(&pdf, status, err);
}

fol_status fol_cairo_write_report_pdf(const fol_design *design, const fol_layout *layout, const fol_report_spec *spec, const fol_sink *sink,
                                      fol_error *err) {
    if (!design || !layout || !sink || !sink->write)
        return fol__render_fail(err, FOL_ERR_ARG, "design, layout and sink must not be NULL");
    if (fol_layout_fingerprint(layout) != fol_design_fingerprint(design))
        return fol__render_fail(err, FOL_ERR_CONFLICT, "the layout is of another design");
    fol__report report = {.design = design, .layout = layout, .spec = fol_report_spec_default()};
    fol_status status = fol__render_take(spec, &report.spec, sizeof report.spec, "spec", err);
    if (status == FOL_OK)
        status = check_spec(&report.spec, err);
    if (status == FOL_OK)
        status = fol__words_make(report.spec.words, report.spec.word_count, &report.words, err);
    if (status == FOL_OK)
        status = fol__facts_collect(design, layout, report.spec.dots, report.spec.dot_count, &report.facts, err);
    return status == FOL_OK ? write_pages(&report, sink, err) : status;
}
