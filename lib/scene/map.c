/* SPDX-License-Identifier: MIT */
/* One page of the map at true size: grid, outlines and the session's dots in a window on the canvas; above it what to
 * do, below it what proves that the print is true to size, and where the page belongs. */
#include "draft.h"
#include "fail.h"
#include "guides.h"
#include "sheet.h"

#include <stdio.h>

static const fol_color WHITE = {0xff, 0xff, 0xff}, BLACK = {0, 0, 0};
static const fol_color EARLIER = {0xbe, 0xbe, 0xbe};   /* dots of sessions before this one */
static const fol_color GRID_FINE = {0xe8, 0xee, 0xf2}; /* each 5 mm */
static const fol_color GRID = {0xcc, 0xd8, 0xe0};      /* each 10 mm */
static const fol_color HERE = {0xff, 0xe0, 0x80};      /* this tile in the overview */
static const double GUIDE_MM = 0.15;
static const double SQUARE_MM = 50;
static const double BESIDE_SQUARE_MM = 62; /* where what stands beside the square begins */
/* A dot whose centre lies in the window is drawn whole: this much past its edge is allowed. */
static const double DOT_REACH_MM = 1;

static const fol__pen THIN = {{0, 0, 0}, 1, 0.1, 0};
static const fol__pen FIRM = {{0, 0, 0}, 1, 0.2, 0};

/* ------------------------------------------------------------------ texts */

/* Days and shades with at most two decimals, whatever the locale. */
static void print_number(char *text, size_t size, double value) {
    const long hundredths = (long)(value * 100 + 0.5);
    if (hundredths % 100 == 0)
        snprintf(text, size, "%ld", hundredths / 100);
    else if (hundredths % 10 == 0)
        snprintf(text, size, "%ld.%ld", hundredths / 100, hundredths / 10 % 10);
    else
        snprintf(text, size, "%ld.%02ld", hundredths / 100, hundredths % 100);
}

/* Of the dots of a session the most parts of water: more than its own where a hairline makes dots lighter. */
static int most_water(const fol__dot_source *source, size_t session) {
    int most = 0;
    for (size_t b = 0; b < fol__dots_block_count(source); b++) {
        size_t count;
        const fol_dot *dots = fol__dots_block(source, b, &count);
        for (size_t i = 0; i < count; i++)
            most = dots[i].session == session && dots[i].shade > most ? dots[i].shade : most;
    }
    return most;
}

static void draw_header(fol__draft *draft, const fol_design *design, const fol__dot_source *source,
                        const fol__sheets *sheets, const fol__sheet *sheet) {
    const fol_treatment_spec *treatment = fol_design_treatment(design);
    const fol_session_spec *session = &treatment->sessions[sheet->session - 1];
    const double left = sheet->header.x, top = sheet->header.y, width = sheet->header.width;
    const int water = most_water(source, sheet->session);
    char tile[24] = "", name[16], line[256], day[32], shade[32], lighter[48] = "";
    fol__sheet_name(sheet->column, sheet->row, name, sizeof name);
    if (sheets->tiled)
        snprintf(tile, sizeof tile, ", tile %s", name);
    print_number(day, sizeof day, session->day);
    print_number(shade, sizeof shade, session->shade);
    fol__draw_fitted(draft, (fol_point){left, top + 3.5}, width, 3.5,
                     treatment->name ? treatment->name : "Unnamed plan");
    snprintf(line, sizeof line, "Session %d of %d, day %s%s", (int)sheet->session,
             (int)fol_design_session_count(design), day, tile);
    fol__draw_fitted(draft, (fol_point){left, top + 8.5}, width, 2.8, line);
    if (water > session->shade + 0.5)
        snprintf(lighter, sizeof lighter, ", up to %d at the hairline", water);
    snprintf(line, sizeof line, "%lld dots of %lld, %s parts water to 1 of pigment%s",
             (long long)fol__dots_of(source, sheet->session), (long long)fol__dots_of(source, 0), shade, lighter);
    fol__draw_fitted(draft, (fol_point){left, top + 12.5}, width, 2.2, line);
    fol__draw_fitted(draft, (fol_point){left, top + 16.5}, width, 2.2,
                     "Print at 100 %: the square below must measure 50 mm");
}

/* ------------------------------------------------------------------ the footer */

/* The check square, whose lower edge is the scale bar. */
static void draw_square(fol__draft *draft, fol_point at) {
    fol__draw_rect(draft, (fol_rect){at.x, at.y, SQUARE_MM, SQUARE_MM}, FIRM);
    fol__draw_text(draft, (fol_point){at.x + SQUARE_MM / 2, at.y + SQUARE_MM / 2}, 2.5, 0, BLACK, "50 mm x 50 mm");
    const double base = at.y + SQUARE_MM;
    for (int mm = 0; mm <= 50; mm += 10) {
        char label[16];
        snprintf(label, sizeof label, mm == 50 ? "%d mm" : "%d", mm);
        fol__draw_segment(draft, (fol_point){at.x + mm, base}, (fol_point){at.x + mm, base + 1.5}, FIRM);
        fol__draw_text(draft, (fol_point){at.x + mm, base + 4}, 1.8, 0, BLACK, label);
    }
}

/* The whole canvas in small, cut as the tiles begin, with this tile filled. */
static void draw_overview(fol__draft *draft, const fol_design *design, const fol__sheets *sheets,
                          const fol__sheet *sheet, fol_rect room) {
    const fol_chart_spec *chart = fol_design_chart(design);
    const double across = chart->canvas_width_mm, down = chart->canvas_height_mm;
    const double scale = room.width / across < room.height / down ? room.width / across : room.height / down;
    const double right = sheet->part.x + sheet->part.width, bottom = sheet->part.y + sheet->part.height;
    fol__draw_fill(draft,
                   (fol_rect){room.x + sheet->part.x * scale, room.y + sheet->part.y * scale,
                              ((right < across ? right : across) - sheet->part.x) * scale,
                              ((bottom < down ? bottom : down) - sheet->part.y) * scale},
                   HERE);
    for (int64_t i = 1; i < sheets->columns; i++) {
        const double x = room.x + (double)(i * sheets->step_x) / 1000 * scale;
        fol__draw_segment(draft, (fol_point){x, room.y}, (fol_point){x, room.y + down * scale}, THIN);
    }
    for (int64_t i = 1; i < sheets->rows; i++) {
        const double y = room.y + (double)(i * sheets->step_y) / 1000 * scale;
        fol__draw_segment(draft, (fol_point){room.x, y}, (fol_point){room.x + across * scale, y}, THIN);
    }
    fol__draw_rect(draft, (fol_rect){room.x, room.y, across * scale, down * scale}, FIRM);
}

static void draw_identifiers(fol__draft *draft, const fol_design *design, fol_rect room) {
    char line[160];
    snprintf(line, sizeof line, "follicle %s, layout version %d, fingerprint %016llx, seed %llu", fol_version(),
             fol_layout_version(), (unsigned long long)fol_design_fingerprint(design),
             (unsigned long long)fol_design_treatment(design)->seed);
    fol__draw_fitted(draft, (fol_point){room.x, room.y + room.height}, room.width, 1.6, line);
}

static void draw_footer(fol__draft *draft, const fol_design *design, const fol__sheets *sheets, const fol__sheet *sheet) {
    const fol_rect room = sheet->footer;
    const double left = room.x + BESIDE_SQUARE_MM, width = room.width - BESIDE_SQUARE_MM;
    draw_square(draft, (fol_point){room.x, room.y + 4});
    if (!sheets->tiled) {
        fol__draw_legend(draft, design, (fol_rect){left, room.y + 4, width, SQUARE_MM});
    } else {
        const fol_rect overview = {left, room.y + 10, width, 44};
        char name[16], line[32];
        fol__sheet_name(sheet->column, sheet->row, name, sizeof name);
        snprintf(line, sizeof line, "Tile %s", name);
        fol__draw_text(draft, (fol_point){left, room.y + 7}, 3, -1, BLACK, line);
        draw_overview(draft, design, sheets, sheet, overview);
    }
    draw_identifiers(draft, design, room);
}

/* ------------------------------------------------------------------ the window */

/* The lines of one pitch inside the part, leaving out every other one when the coarser grid has it. */
static void draw_grid_lines(fol__draft *draft, fol_rect part, fol_rect canvas, int pitch, bool odd_only, fol__pen pen) {
    const double right = part.x + part.width < canvas.width ? part.x + part.width : canvas.width;
    const double bottom = part.y + part.height < canvas.height ? part.y + part.height : canvas.height;
    for (int i = (int)(part.x / pitch); i * pitch <= right; i++) {
        if (i * pitch >= part.x && !(odd_only && i % 2 == 0))
            fol__draw_segment(draft, (fol_point){i * pitch, part.y}, (fol_point){i * pitch, bottom}, pen);
    }
    for (int i = (int)(part.y / pitch); i * pitch <= bottom; i++) {
        if (i * pitch >= part.y && !(odd_only && i % 2 == 0))
            fol__draw_segment(draft, (fol_point){part.x, i * pitch}, (fol_point){right, i * pitch}, pen);
    }
}

static void draw_window(fol__draft *draft, const fol_design *design, const fol__dot_source *source,
                        const fol__sheet *sheet) {
    const fol_chart_spec *chart = fol_design_chart(design);
    const fol_rect canvas = {0, 0, chart->canvas_width_mm, chart->canvas_height_mm};
    draft->origin = (fol_point){sheet->window.x - sheet->part.x, sheet->window.y - sheet->part.y};
    draft->clip = sheet->window;
    draw_grid_lines(draft, sheet->part, canvas, 5, true, (fol__pen){GRID_FINE, 1, 0.05, 0});
    draw_grid_lines(draft, sheet->part, canvas, 10, false, (fol__pen){GRID, 1, 0.08, 0});
    fol__draw_rect(draft, canvas, THIN);
    fol__draw_outlines(draft, design, GUIDE_MM);
    fol__draw_hairlines(draft, design, GUIDE_MM);
    fol__draw_landmarks(draft, design, GUIDE_MM);
    draft->clip = (fol_rect){sheet->window.x - DOT_REACH_MM, sheet->window.y - DOT_REACH_MM,
                             sheet->window.width + 2 * DOT_REACH_MM, sheet->window.height + 2 * DOT_REACH_MM};
    if (sheet->session > 1)
        fol__draw_sessions(draft, source, 1, sheet->session - 1, -DOT_REACH_MM, EARLIER, 1);
    fol__draw_sessions(draft, source, sheet->session, sheet->session, -DOT_REACH_MM, BLACK, 1);
    draft->origin = (fol_point){0, 0};
    draft->clip = sheet->paper;
}

/* Crosses in the middle of the overlaps, so that those of neighbouring tiles lie on each other. */
static void draw_registration(fol__draft *draft, const fol__sheets *sheets, const fol__sheet *sheet) {
    static const double arm = 4;
    const double into_x = (double)(sheets->window_width - sheets->step_x) / 2000;
    const double into_y = (double)(sheets->window_height - sheets->step_y) / 2000;
    for (int corner = 0; corner < 4; corner++) {
        const double x = corner % 2 ? sheet->window.x + sheet->window.width - into_x : sheet->window.x + into_x;
        const double y = corner / 2 ? sheet->window.y + sheet->window.height - into_y : sheet->window.y + into_y;
        fol__draw_segment(draft, (fol_point){x - arm, y}, (fol_point){x + arm, y}, THIN);
        fol__draw_segment(draft, (fol_point){x, y - arm}, (fol_point){x, y + arm}, THIN);
    }
    fol__draw_rect(draft, sheet->window, (fol__pen){{0x80, 0x80, 0x80}, 1, 0.05, 0});
}

size_t fol_map_page_count(const fol_design *design, const fol_map_spec *spec) {
    fol__sheets sheets;
    return fol__sheets_make(design, spec, &sheets, NULL) ? 0 : fol__sheets_count(&sheets);
}

static fol_status draw_page(const fol_design *design, const fol__dot_source *source, const fol__sheets *sheets,
                            const fol__sheet *sheet, const fol_allocator *alloc, fol_scene **out, fol_error *err) {
    fol__draft draft = fol__draft_make(sheet->paper, alloc);
    fol__draw_fill(&draft, sheet->paper, WHITE);
    draw_window(&draft, design, source, sheet);
    if (sheets->tiled)
        draw_registration(&draft, sheets, sheet);
    draw_header(&draft, design, source, sheets, sheet);
    draw_footer(&draft, design, sheets, sheet);
    return fol__draft_finish(&draft, out, err);
}

fol_status fol_scene_map_page(const fol_design *design, const fol_layout *layout, const fol_map_spec *spec, size_t page,
                              const fol_allocator *alloc, fol_scene **out, fol_error *err) {
    if (!out)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "nowhere to put the scene");
    *out = NULL;
    fol__sheets sheets;
    fol__dot_source source;
    fol_status status = fol__sheets_make(design, spec, &sheets, err);
    if (status)
        return status;
    if (page >= fol__sheets_count(&sheets))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "page %zu of a map of %zu, counted from 0", page,
                         fol__sheets_count(&sheets));
    status = fol__dots_from(design, layout, sheets.dots, sheets.dot_count, alloc, &source, err);
    if (status)
        return status;
    const fol__sheet sheet = fol__sheet_at(&sheets, spec->session, page);
    status = draw_page(design, &source, &sheets, &sheet, alloc, out, err);
    fol__dots_free(&source);
    return status;
}
