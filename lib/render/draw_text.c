/* SPDX-License-Identifier: MIT */
/* Text by Cairo's simple text interface, whose sans-serif is whatever the machine has: pictures with text are the one
 * thing here that may differ between machines. Heights are of capitals, which fonts do not tell, so a capital is
 * measured. */
#include "render.h"

/* Millimetres; large, so that nothing is rounded while measuring. */
static const double MEASURED_AT = 100;
/* Capitals of most sans-serif fonts are 0.70 to 0.73 of the size. For a font without an H. */
static const double USUAL_CAPITAL = 0.716;

static void set_font_size(cairo_t *cr, double capital_height) {
    cairo_text_extents_t extents;
    cairo_set_font_size(cr, MEASURED_AT);
    cairo_text_extents(cr, "H", &extents);
    const double capital = extents.height > 0 ? extents.height / MEASURED_AT : USUAL_CAPITAL;
    cairo_set_font_size(cr, capital_height / capital);
}

/* Outlines as they are, not fitted to pixels: the text is as wide at every scale. */
static void set_font(cairo_t *cr) {
    cairo_font_options_t *const font = cairo_font_options_create();
    cairo_font_options_set_hint_style(font, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(font, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(font, CAIRO_ANTIALIAS_GRAY);
    cairo_set_font_options(cr, font);
    cairo_font_options_destroy(font);
    cairo_select_font_face(cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
}

void fol__render_text(cairo_t *cr, const fol_op *op) {
    if (!op->text || !op->text[0] || !(op->height_mm > 0))
        return;
    set_font(cr);
    set_font_size(cr, op->height_mm);
    cairo_text_extents_t extents;
    cairo_text_extents(cr, op->text, &extents);
    cairo_move_to(cr, op->origin.x - extents.x_advance * (op->align + 1) / 2, op->origin.y);
    cairo_set_source_rgba(cr, op->color.r / 255.0, op->color.g / 255.0, op->color.b / 255.0, op->opacity);
    cairo_show_text(cr, op->text);
}
