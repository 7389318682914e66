/* SPDX-License-Identifier: MIT */
/* The course of the treatment as pictures in a grid, as large as the page lets them be. */
#include "report.h"

#include "render.h"

#include <follicle/follicle-cairo.h>
#include <follicle/heal.h>

#include <math.h>
#include <stdio.h>

enum { MOST_PICTURES = FOL_MAX_SESSIONS + 3, MOST_COLUMNS = 4 };

static const double GAP_MM = 4, CAPTION_MM = 5;
/* On paper: fine enough for a hand-held sheet, small enough to be sent. */
static const double DOTS_PER_PAPER_MM = 9;

/* One picture: what is in the skin after a session, and what it is called. */
typedef struct moment {
    int32_t session;
    double day; /* below 0: healed */
    char caption[96];
} moment;

typedef struct grid {
    size_t columns;
    double width, height; /* of a picture */
} grid;

/* As many columns as give the largest pictures. */
static grid grid_of(size_t count, double width, double height, double aspect) {
    grid best = {1, 0, 0};
    for (size_t columns = 1; columns <= MOST_COLUMNS; columns++) {
        const double rows = (double)((count + columns - 1) / columns);
        const double by_width = (width - GAP_MM * (double)(columns - 1)) / (double)columns;
        const double by_height = (height / rows - CAPTION_MM - GAP_MM) * aspect;
        const double own = by_width < by_height ? by_width : by_height;
        if (own > best.width)
            best = (grid){columns, own, own / aspect};
    }
    return best;
}

/* ------------------------------------------------------------------ one picture */

static fol_status scene_at(const fol__report *report, const moment *when, double bold, fol_scene **scene, fol_error *err) {
    fol_preview_spec spec = fol_preview_spec_default();
    spec.session = when->session;
    spec.day = when->day;
    spec.bold = bold;
    spec.plain = !report->spec.photo;
    spec.dots = report->spec.dots;
    spec.dot_count = report->spec.dot_count;
    return fol_scene_preview(report->design, report->layout, &spec, NULL, scene, err);
}

/* Paints `surface` over a rectangle of the page. */
static void paint(cairo_t *cr, cairo_surface_t *surface, fol_rect at) {
    cairo_save(cr);
    cairo_translate(cr, at.x, at.y);
    cairo_scale(cr, at.width / cairo_image_surface_get_width(surface), at.height / cairo_image_surface_get_height(surface));
    cairo_set_source_surface(cr, surface, 0, 0);
    cairo_paint(cr);
    cairo_restore(cr);
}

static fol_status draw_scene(fol__report *report, const fol_scene *scene, fol_rect at, fol_error *err) {
    const fol_rect extent = fol_scene_extent(scene);
    const double scale = fmax(0.05, at.width * DOTS_PER_PAPER_MM / extent.width);
    const int width = (int)fmax(1, floor(extent.width * scale)), height = (int)fmax(1, floor(extent.height * scale));
    cairo_surface_t *const surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    fol_status status = fol__render_cairo(cairo_surface_status(surface), err);
    if (status == FOL_OK) {
        fol_cairo_options options = fol_cairo_options_default();
        options.photo = report->spec.photo;
        const fol_pixels pixels = {FOL_PIXELS_XRGB32, width, height, (size_t)cairo_image_surface_get_stride(surface),
                                   cairo_image_surface_get_data(surface)};
        cairo_surface_flush(surface);
        status = fol_cairo_draw_pixels(scene, &options, scale, &pixels, err);
        cairo_surface_mark_dirty(surface);
    }
    if (status == FOL_OK)
        paint(report->page.cr, surface, at);
    cairo_surface_destroy(surface);
    return status;
}

static fol_status draw_moment(fol__report *report, const moment *when, fol_rect at, double bold, fol_error *err) {
    fol_scene *scene = NULL;
    fol_status status = scene_at(report, when, bold, &scene, err);
    if (status == FOL_OK)
        status = draw_scene(report, scene, at, err);
    fol_scene_free(scene);
    fol__page_text_at(&report->page, at.x, at.y + at.height + 0.7, at.width, FOL__SMALL, FOL__LEFT, when->caption);
    return status;
}

/* ------------------------------------------------------------------ all of them */

static void add_moment(fol__report *report, moment *list, size_t *count, fol__word word, const char *slot, double value, int32_t session, double day) {
    char number[FOL__TEXT_SIZE];
    moment *const made = &list[(*count)++];
    const fol__slot filled = {slot, fol__number(&report->words, value, 0, number)};
    made->session = session;
    made->day = day;
    fol__words_fill(&report->words, word, &filled, 1, made->caption, sizeof made->caption);
}

static size_t list_moments(fol__report *report, moment *list) {
    const int32_t sessions = (int32_t)report->facts.sessions;
    size_t count = 0;
    add_moment(report, list, &count, FOL__WORD_PICTURE_BEFORE, "session", 0, 0, -1);
    for (int32_t k = 1; k < sessions; k++)
        add_moment(report, list, &count, FOL__WORD_PICTURE_SESSION, "session", k, k, -1);
    add_moment(report, list, &count, FOL__WORD_PICTURE_FRESH, "session", sessions, -1, fol_moment_day(report->design, FOL_MOMENT_FRESH, 0));
    add_moment(report, list, &count, FOL__WORD_PICTURE_SESSION, "session", sessions, sessions, -1);
    add_moment(report, list, &count, FOL__WORD_PICTURE_LATER, "years", 3, -1, fol_moment_day(report->design, FOL_MOMENT_THREE_YEARS, 0));
    return count;
}

/* Dots of 0.1 to 0.15 mm show on paper when they are about a pixel wide; wider than that they would no longer look like dots. */
static double bold_of(double width_mm, double canvas_mm) {
    static const double shown = 7.5, most = 4.5;
    const double bold = shown / (width_mm * DOTS_PER_PAPER_MM / canvas_mm);
    return bold > most ? most : bold > 1.05 ? bold : 1;
}

static void say_how(fol__report *report, double bold) {
    char times[FOL__TEXT_SIZE];
    fol__page_text(&report->page, FOL__SMALL,
                   bold > 1 ? fol__report_say(report, FOL__WORD_PICTURES_BOLD, "times", fol__number(&report->words, bold, 1, times))
                            : report->words.texts[FOL__WORD_PICTURES_NOTE]);
}

fol_status fol__report_pictures(fol__report *report, double bottom, fol_error *err) {
    fol__page *const page = &report->page;
    const fol_chart_spec *const chart = fol_design_chart(report->design);
    moment list[MOST_PICTURES];
    const size_t count = list_moments(report, list);
    fol__page_heading(page, report->words.texts[FOL__WORD_PICTURES]);
    const grid g = grid_of(count, page->inside.width, bottom - page->y - CAPTION_MM, chart->canvas_width_mm / chart->canvas_height_mm);
    const double top = page->y, bold = bold_of(g.width, chart->canvas_width_mm);
    fol_status status = FOL_OK;
    for (size_t i = 0; i < count && status == FOL_OK; i++) {
        const double column = (double)(i % g.columns), row = (double)(i / g.columns);
        const fol_rect at = {page->inside.x + column * (g.width + GAP_MM), top + row * (g.height + CAPTION_MM + GAP_MM), g.width, g.height};
        status = draw_moment(report, &list[i], at, bold, err);
    }
    page->y = top + (double)((count + g.columns - 1) / g.columns) * (g.height + CAPTION_MM + GAP_MM);
    say_how(report, bold);
    return status;
}
