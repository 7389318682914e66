/* SPDX-License-Identifier: MIT */
/* Type and rules of the report. Pango breaks and shapes text, so any script works that the machine has a font for. */
#include "page.h"

static const double POINT = 25.4 / 72;
static const double RULE_MM = 0.15;
static const double CELL_PADDING_MM = 0.9;
static const double GAP_MM = 2.5; /* between columns of a table */
static const double FIELD_LINE_MM = 6.5;
static const double TICK_MM = 2.8;

static const struct {
    double points;
    PangoWeight weight;
    double grey;
} types[FOL__TYPE_COUNT] = {
    [FOL__TITLE] = {19, PANGO_WEIGHT_BOLD, 0.1},    [FOL__HEADING] = {11.5, PANGO_WEIGHT_BOLD, 0.1},
    [FOL__STRONG] = {8.5, PANGO_WEIGHT_BOLD, 0.15}, [FOL__BODY] = {8.5, PANGO_WEIGHT_NORMAL, 0.15},
    [FOL__SMALL] = {7, PANGO_WEIGHT_NORMAL, 0.4},
};

static bool make_fonts(fol__page *page) {
    for (int i = 0; i < FOL__TYPE_COUNT; i++) {
        page->fonts[i] = pango_font_description_new();
        if (!page->fonts[i])
            return false;
        pango_font_description_set_family_static(page->fonts[i], "sans-serif");
        pango_font_description_set_weight(page->fonts[i], types[i].weight);
        pango_font_description_set_absolute_size(page->fonts[i], types[i].points * POINT * PANGO_SCALE);
    }
    return true;
}

/* Unhinted, and glyphs where they belong, not on whole millimetres. */
static void set_up_text(fol__page *page) {
    PangoContext *const context = pango_layout_get_context(page->text);
    cairo_font_options_t *const options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_layout_context_changed(page->text);
    pango_layout_set_wrap(page->text, PANGO_WRAP_WORD_CHAR);
}

bool fol__page_open(fol__page *page, cairo_t *cr, fol_rect inside) {
    *page = (fol__page){.cr = cairo_reference(cr), .inside = inside, .y = inside.y};
    page->text = pango_cairo_create_layout(cr);
    if (!page->text || !make_fonts(page))
        return false;
    set_up_text(page);
    return true;
}

void fol__page_close(fol__page *page) {
    for (int i = 0; i < FOL__TYPE_COUNT; i++) {
        if (page->fonts[i])
            pango_font_description_free(page->fonts[i]);
    }
    if (page->text)
        g_object_unref(page->text);
    cairo_destroy(page->cr);
}

double fol__page_text_at(fol__page *page, double x, double y, double width, fol__type type, fol__align align, const char *text) {
    static const PangoAlignment alignments[] = {[FOL__LEFT] = PANGO_ALIGN_LEFT, [FOL__RIGHT] = PANGO_ALIGN_RIGHT, [FOL__CENTRE] = PANGO_ALIGN_CENTER};
    PangoRectangle extent;
    pango_layout_set_font_description(page->text, page->fonts[type]);
    pango_layout_set_width(page->text, (int)(width * PANGO_SCALE));
    pango_layout_set_alignment(page->text, alignments[align]);
    pango_layout_set_text(page->text, text, -1);
    pango_layout_get_extents(page->text, NULL, &extent);
    cairo_set_source_rgb(page->cr, types[type].grey, types[type].grey, types[type].grey);
    cairo_move_to(page->cr, x, y);
    pango_cairo_show_layout(page->cr, page->text);
    return (double)extent.height / PANGO_SCALE;
}

void fol__page_text(fol__page *page, fol__type type, const char *text) {
    page->y += fol__page_text_at(page, page->inside.x, page->y, page->inside.width, type, FOL__LEFT, text);
}

void fol__page_heading(fol__page *page, const char *text) {
    page->y += page->y > page->inside.y ? 5 : 0;
    fol__page_text(page, FOL__HEADING, text);
    page->y += 1;
}

void fol__page_gap(fol__page *page, double mm) {
    page->y += mm;
}

void fol__page_rule(fol__page *page, double x, double y, double width) {
    cairo_set_source_rgb(page->cr, 0.7, 0.7, 0.7);
    cairo_set_line_width(page->cr, RULE_MM);
    cairo_move_to(page->cr, x, y);
    cairo_line_to(page->cr, x + width, y);
    cairo_stroke(page->cr);
}

void fol__page_row(fol__page *page, fol__type type, const fol__column *columns, size_t count, const char *const *cells) {
    double x = page->inside.x, height = 0;
    for (size_t i = 0; i < count; i++) {
        const double width = columns[i].width * page->inside.width;
        const double own = cells[i] ? fol__page_text_at(page, x, page->y + CELL_PADDING_MM, width - GAP_MM, type, columns[i].align, cells[i]) : 0;
        height = own > height ? own : height;
        x += width;
    }
    page->y += height + 2 * CELL_PADDING_MM;
    fol__page_rule(page, page->inside.x, page->y, page->inside.width);
}

void fol__page_field(fol__page *page, double x, double width, const char *label, const char *text) {
    const double label_width = width * 0.3;
    const double height = fol__page_text_at(page, x, page->y + CELL_PADDING_MM, label_width, FOL__SMALL, FOL__LEFT, label);
    double below = height;
    if (text)
        below = fol__page_text_at(page, x + label_width, page->y + CELL_PADDING_MM - 0.4, width - label_width, FOL__BODY, FOL__LEFT, text);
    else
        fol__page_rule(page, x + label_width, page->y + FIELD_LINE_MM - 1.5, width - label_width);
    below = below > height ? below : height;
    page->y += below + 2 * CELL_PADDING_MM > FIELD_LINE_MM ? below + 2 * CELL_PADDING_MM : FIELD_LINE_MM;
}

void fol__page_tick(fol__page *page, double x, double width, const char *text) {
    cairo_set_source_rgb(page->cr, 0.3, 0.3, 0.3);
    cairo_set_line_width(page->cr, 2 * RULE_MM);
    cairo_rectangle(page->cr, x, page->y + 0.6, TICK_MM, TICK_MM);
    cairo_stroke(page->cr);
    const double height = fol__page_text_at(page, x + 2 * TICK_MM, page->y, width - 2 * TICK_MM, FOL__BODY, FOL__LEFT, text);
    page->y += (height > 4 ? height : 4) + 1;
}
