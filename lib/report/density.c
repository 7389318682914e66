/* SPDX-License-Identifier: MIT */
/* The density of the finished work as a map: what is asked for at each place, in steps of one ramp from light to dark, so that
 * it reads in print without colour too. */
#include "report.h"

#include "render.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double SQUARE_MM = 50; /* of skin: the check square */
static const double DOTS_PER_PAPER_MM = 6;
static const double LINE_MM = 0.25, GAP_MM = 4;

typedef struct density_map {
    fol_rect at;  /* on the page */
    double scale; /* paper mm a canvas mm, at most 1 */
    double most;  /* dots per cm2 at the dark end */
} density_map;

/* From nearly white to a deep blue-green, evenly lighter to darker. */
static void shade_of(double share, unsigned char *bgrx) {
    static const unsigned char stops[][3] = {{0xf1, 0xf3, 0xe4}, {0xb9, 0xd9, 0xb4}, {0x63, 0xb0, 0xa4}, {0x2b, 0x78, 0x8c}, {0x1b, 0x3d, 0x62}};
    enum { LAST = sizeof stops / sizeof stops[0] - 1 };
    const double place = (share < 0 ? 0 : share > 1 ? 1 : share) * LAST;
    const int below = place >= LAST ? LAST - 1 : (int)place;
    for (int c = 0; c < 3; c++) {
        const double value = stops[below][c] + (stops[below + 1][c] - stops[below][c]) * (place - below);
        bgrx[2 - c] = (unsigned char)(value + 0.5);
    }
}

static double densest(const fol_design *design) {
    double most = 0;
    for (size_t i = 0; i < fol_design_zone_count(design); i++) {
        const fol_zone_spec *zone = fol_design_zone(design, i);
        most = zone->density_per_cm2 > most ? zone->density_per_cm2 : most;
    }
    return ceil(most / 10) * 10;
}

static density_map map_of(const fol__report *report, double bottom) {
    const fol_chart_spec *const chart = fol_design_chart(report->design);
    const fol_rect inside = report->page.inside;
    const double by_width = inside.width / chart->canvas_width_mm;
    const double by_height = (bottom - report->page.y - SQUARE_MM - 2 * GAP_MM) / chart->canvas_height_mm;
    double scale = by_width < by_height ? by_width : by_height;
    scale = scale > 1 ? 1 : scale;
    return (density_map){{inside.x, report->page.y, chart->canvas_width_mm * scale, chart->canvas_height_mm * scale}, scale, densest(report->design)};
}

/* ------------------------------------------------------------------ the picture */

/* One row of pixels: 0xffffff where no dot may be. */
static void sample_row(const fol_design *design, const density_map *map, int width, int row, int32_t *places, fol_density *found, unsigned char *pixels) {
    const double pitch = 1000 / (DOTS_PER_PAPER_MM * map->scale); /* micrometres of canvas a pixel */
    for (int i = 0; i < width; i++) {
        places[2 * i] = (int32_t)((i + 0.5) * pitch);
        places[2 * i + 1] = (int32_t)((row + 0.5) * pitch);
    }
    fol_design_density_batch_fn(places, (size_t)width, found, (fol_design *)(uintptr_t)design);
    for (int i = 0; i < width; i++) {
        const double density = found[i].running_per_cm2[FOL_MAX_SESSIONS - 1];
        if (density > 0)
            shade_of(density / map->most, pixels + (size_t)4 * (size_t)i);
        else
            memset(pixels + (size_t)4 * (size_t)i, 0xff, 3);
    }
}

static fol_status sample(const fol_design *design, const density_map *map, cairo_surface_t *surface, fol_error *err) {
    const int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
    int32_t *const places = calloc((size_t)width, 2 * sizeof *places);
    fol_density *const found = calloc((size_t)width, sizeof *found);
    const bool done = places && found;
    cairo_surface_flush(surface);
    for (int row = 0; done && row < height; row++)
        sample_row(design, map, width, row, places, found,
                   cairo_image_surface_get_data(surface) + (size_t)row * (size_t)cairo_image_surface_get_stride(surface));
    cairo_surface_mark_dirty(surface);
    free(places);
    free(found);
    return done ? FOL_OK : fol__render_fail(err, FOL_ERR_NOMEM, "out of memory");
}

static fol_status draw_density(fol__report *report, const density_map *map, fol_error *err) {
    cairo_surface_t *const surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ceil(map->at.width * DOTS_PER_PAPER_MM),
                                                                (int)ceil(map->at.height * DOTS_PER_PAPER_MM));
    fol_status status = fol__render_cairo(cairo_surface_status(surface), err);
    if (status == FOL_OK)
        status = sample(report->design, map, surface, err);
    if (status == FOL_OK) {
        cairo_t *const cr = report->page.cr;
        cairo_save(cr);
        fol__add_rect(cr, map->at);
        cairo_clip(cr);
        cairo_translate(cr, map->at.x, map->at.y);
        cairo_scale(cr, 1 / DOTS_PER_PAPER_MM, 1 / DOTS_PER_PAPER_MM);
        cairo_set_source_surface(cr, surface, 0, 0);
        cairo_paint(cr);
        cairo_restore(cr);
    }
    cairo_surface_destroy(surface);
    return status;
}

/* ------------------------------------------------------------------ lines and legend */

static void add_ring(cairo_t *cr, fol_ring ring) {
    cairo_new_sub_path(cr);
    for (size_t i = 0; i < ring.count; i++)
        cairo_line_to(cr, ring.points[i].x, ring.points[i].y);
    cairo_close_path(cr);
}

static void draw_outlines(fol__report *report, const density_map *map) {
    const fol_chart_spec *const chart = fol_design_chart(report->design);
    cairo_t *const cr = report->page.cr;
    cairo_save(cr);
    fol__add_rect(cr, map->at);
    cairo_clip(cr);
    cairo_translate(cr, map->at.x, map->at.y);
    cairo_scale(cr, map->scale, map->scale);
    for (size_t i = 0; i < chart->zone_count; i++) {
        const fol_zone_spec *zone = fol_design_zone(report->design, i);
        add_ring(cr, zone->outline);
        for (size_t h = 0; h < zone->hole_count; h++)
            add_ring(cr, zone->holes[h]);
    }
    cairo_set_source_rgb(cr, 0.45, 0.45, 0.45);
    cairo_set_line_width(cr, LINE_MM / map->scale);
    cairo_stroke(cr);
    cairo_restore(cr);
    cairo_set_source_rgb(cr, 0.7, 0.7, 0.7);
    cairo_set_line_width(cr, LINE_MM);
    fol__add_rect(cr, map->at);
    cairo_stroke(cr);
}

static void draw_ramp(fol__report *report, const density_map *map, double x, double y, double width) {
    enum { STEPS = 64, LABELS = 5 };
    cairo_t *const cr = report->page.cr;
    for (int i = 0; i < STEPS; i++) {
        unsigned char c[4];
        shade_of((i + 0.5) / STEPS, c);
        cairo_set_source_rgb(cr, c[2] / 255.0, c[1] / 255.0, c[0] / 255.0);
        cairo_rectangle(cr, x + width * i / STEPS, y, width / STEPS + 0.05, 3);
        cairo_fill(cr);
    }
    for (int i = 0; i < LABELS; i++) {
        char number[FOL__TEXT_SIZE];
        const double at = (double)i / (LABELS - 1);
        fol__page_text_at(&report->page, x + width * at - 10, y + 3.5, 20, FOL__SMALL, FOL__CENTRE, fol__number(&report->words, map->most * at, 0, number));
    }
    fol__page_text_at(&report->page, x, y + 7, width, FOL__SMALL, FOL__LEFT, report->words.texts[FOL__WORD_MAP_LEGEND]);
}

static const char *scale_text(fol__report *report, const density_map *map) {
    char number[FOL__TEXT_SIZE];
    if (map->scale >= 1)
        return report->words.texts[FOL__WORD_MAP_TRUE_SIZE];
    return fol__report_say(report, FOL__WORD_MAP_SCALED, "scale", fol__number(&report->words, 1 / map->scale, 2, number));
}

/* The square that shows whether a printer kept the size, and beside it what the map means. */
static void draw_legend(fol__report *report, const density_map *map) {
    fol__page *const page = &report->page;
    cairo_t *const cr = page->cr;
    const double side = SQUARE_MM * map->scale, x = page->inside.x + side + 2 * GAP_MM;
    cairo_set_source_rgb(cr, 0, 0, 0);
    cairo_set_line_width(cr, LINE_MM);
    cairo_rectangle(cr, page->inside.x, page->y, side, side);
    cairo_stroke(cr);
    const double width = page->inside.x + page->inside.width - x;
    const double height = fol__page_text_at(page, x, page->y, width, FOL__BODY, FOL__LEFT, scale_text(report, map));
    draw_ramp(report, map, x + 3, page->y + height + GAP_MM, width * 0.7);
    page->y += side > height + 16 ? side : height + 16;
}

fol_status fol__report_density(fol__report *report, double bottom, fol_error *err) {
    fol__page_heading(&report->page, report->words.texts[FOL__WORD_MAP]);
    const density_map map = map_of(report, bottom);
    const fol_status status = draw_density(report, &map, err);
    if (status != FOL_OK)
        return status;
    draw_outlines(report, &map);
    report->page.y += map.at.height + GAP_MM;
    draw_legend(report, &map);
    return FOL_OK;
}
