/* SPDX-License-Identifier: MIT */
/* Cuts a canvas into sheets. True size: one sheet a session, as large as canvas, margin, header and footer. Tiled:
 * windows that overlap, each above its own footer, on paper with a border that every printer can keep free. */
#include "sheet.h"

#include "fail.h"
#include "grid.h"
#include "spec.h"

#include <stdio.h>

enum {
    LEAST_SPEC = offsetof(fol_map_spec, dots), /* the first version of the spec */
    UM = 1000,
    HEADER_UM = 19 * UM,
    FOOTER_UM = 64 * UM,       /* holds the 50 mm square */
    LEAST_WIDTH_UM = 110 * UM, /* holds the square and the texts beside it */
    PRINTER_BORDER_UM = 10 * UM
};

void fol_map_spec_init_sized(fol_map_spec *spec, size_t struct_size) {
    const fol_map_spec defaults = {
        .struct_size = sizeof defaults, .paper = FOL_PAPER_TRUE_SIZE, .margin_mm = 15, .overlap_mm = 10};
    fol__spec_fill(spec, struct_size, &defaults, sizeof defaults);
}

static fol_status check_spec(const fol_design *design, const fol_map_spec *spec, fol_map_spec *read, fol_error *err) {
    *read = fol_map_spec_default();
    if (!design)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "no design");
    if (!spec || !fol__spec_read(read, sizeof *read, spec, LEAST_SPEC))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "map spec is NULL or was not filled in");
    if (read->paper != FOL_PAPER_TRUE_SIZE && read->paper != FOL_PAPER_A4 && read->paper != FOL_PAPER_LETTER)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "paper %d is none of fol_paper", (int)read->paper);
    const int sessions = (int)fol_design_session_count(design);
    if (read->session < 0 || read->session > sessions)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "session %d is not 0 to %d", (int)read->session, sessions);
    if (!(read->margin_mm >= 10 && read->margin_mm <= 50))
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "margin_mm %g is not 10 to 50", read->margin_mm);
    if (!(read->overlap_mm >= 0 && read->overlap_mm <= 30))
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "overlap_mm %g is not 0 to 30", read->overlap_mm);
    return FOL_OK;
}

static void lay_true_size(fol__sheets *sheets, int64_t width, int64_t height, int64_t margin) {
    const int64_t least = width > LEAST_WIDTH_UM ? width : LEAST_WIDTH_UM;
    sheets->border = margin;
    sheets->paper_width = least + 2 * margin;
    sheets->paper_height = height + 2 * margin + HEADER_UM + FOOTER_UM;
    sheets->window_width = width;
    sheets->window_height = height;
    sheets->columns = sheets->rows = 1;
}

/* How many windows, each `overlap` into the one before, cover a length. */
static int64_t count_windows(int64_t length, int64_t window, int64_t overlap) {
    const int64_t step = window - overlap;
    return length <= window ? 1 : 1 + (length - window + step - 1) / step;
}

static void lay_tiled(fol__sheets *sheets, int64_t width, int64_t height, int64_t overlap) {
    sheets->tiled = true;
    sheets->border = PRINTER_BORDER_UM;
    sheets->window_width = sheets->paper_width - 2 * PRINTER_BORDER_UM;
    sheets->window_height = sheets->paper_height - 2 * PRINTER_BORDER_UM - HEADER_UM - FOOTER_UM;
    sheets->step_x = sheets->window_width - overlap;
    sheets->step_y = sheets->window_height - overlap;
    sheets->columns = count_windows(width, sheets->window_width, overlap);
    sheets->rows = count_windows(height, sheets->window_height, overlap);
}

fol_status fol__sheets_make(const fol_design *design, const fol_map_spec *spec, fol__sheets *sheets, fol_error *err) {
    fol_map_spec read;
    const fol_status status = check_spec(design, spec, &read, err);
    if (status)
        return status;
    const fol_chart_spec *chart = fol_design_chart(design);
    const int64_t width = fol__um_from_mm(chart->canvas_width_mm), height = fol__um_from_mm(chart->canvas_height_mm);
    *sheets = (fol__sheets){.sessions = read.session ? 1 : (int64_t)fol_design_session_count(design),
                            .dots = read.dots,
                            .dot_count = read.dot_count};
    if (read.paper == FOL_PAPER_TRUE_SIZE) {
        lay_true_size(sheets, width, height, fol__um_from_mm(read.margin_mm));
    } else {
        const bool a4 = read.paper == FOL_PAPER_A4;
        sheets->paper_width = a4 ? 210 * UM : 215900;
        sheets->paper_height = a4 ? 297 * UM : 279400;
        lay_tiled(sheets, width, height, fol__um_from_mm(read.overlap_mm));
    }
    const int64_t pages = sheets->columns * sheets->rows * sheets->sessions;
    if (pages > FOL__MAX_PAGES)
        return fol__fail(err, FOL_ERR_LIMIT, FOL__NOWHERE, "a map of %lld pages is over the limit of %d",
                         (long long)pages, FOL__MAX_PAGES);
    return FOL_OK;
}

size_t fol__sheets_count(const fol__sheets *sheets) {
    return (size_t)(sheets->columns * sheets->rows * sheets->sessions);
}

static fol_rect rect_mm(int64_t x, int64_t y, int64_t width, int64_t height) {
    return (fol_rect){(double)x / UM, (double)y / UM, (double)width / UM, (double)height / UM};
}

fol__sheet fol__sheet_at(const fol__sheets *sheets, int32_t only, size_t page) {
    const int64_t tiles = sheets->columns * sheets->rows, tile = (int64_t)page % tiles;
    const int64_t border = sheets->border, inner = sheets->paper_width - 2 * border;
    fol__sheet sheet = {.session = only ? (size_t)only : 1 + page / (size_t)tiles};
    sheet.column = tile % sheets->columns;
    sheet.row = tile / sheets->columns;
    sheet.paper = rect_mm(0, 0, sheets->paper_width, sheets->paper_height);
    sheet.header = rect_mm(border, border, inner, HEADER_UM);
    sheet.window = rect_mm(border, border + HEADER_UM, sheets->window_width, sheets->window_height);
    sheet.footer = rect_mm(border, border + HEADER_UM + sheets->window_height, inner, FOOTER_UM);
    sheet.part =
        rect_mm(sheet.column * sheets->step_x, sheet.row * sheets->step_y, sheets->window_width, sheets->window_height);
    return sheet;
}

void fol__sheet_name(int64_t column, int64_t row, char *name, size_t size) {
    const char letter = (char)('A' + column % 26);
    if (column < 26)
        snprintf(name, size, "%c%d", letter, (int)(row + 1));
    else
        snprintf(name, size, "%c%c%d", (char)('A' + column / 26 - 1), letter, (int)(row + 1));
}
