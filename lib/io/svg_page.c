/* SPDX-License-Identifier: MIT */
/* A drawing that says its size in mm, cm, in or pt is taken at its word. One that does not is in units that only its editor
 * knows: 96 to the inch by CSS and Inkscape since 0.92, 90 by Inkscape before, 72 by Illustrator. */
#include "svg_page.h"

#include "problem.h"
#include "svg_names.h"
#include "svg_number.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ messages */

void fol__svg_place(const fol__xml_element *element, char *text, size_t size) {
    char name[FOL__NAME_ROOM];
    const char *id = fol__xml_get(element, "id");
    fol__name_of(element, name);
    const bool both = id && *id && *name && strcmp(id, name) != 0;
    if (both)
        snprintf(text, size, "%s \"%s\"", id, name);
    else if (id && *id)
        snprintf(text, size, "%s", id);
    else
        snprintf(text, size, *name ? "<%s> \"%s\"" : "<%s>", element->name, name);
}

fol_status fol__svg_fail(fol_error *err, fol_status status, const fol__xml_element *element, const char *format, ...) {
    char place[128], message[376];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    fol__svg_place(element, place, sizeof place);
    return fol__io_fail(err, status, place, element->line, element->column, "%s", message);
}

/* ------------------------------------------------------------------ units */

/* Inkscape wrote 90 to the inch up to 0.91. */
static bool by_old_inkscape(const fol__xml_element *root) {
    const char *version = fol__xml_get(root, "inkscape:version");
    double number = 0;
    return version && fol__svg_number(&version, &number) && number < 0.92;
}

/* Illustrator names itself in a comment or, since it exports without one, names the root after its only layer. */
static bool by_illustrator(const fol__xml *xml) {
    const char *id = fol__xml_get(xml->root, "id"), *name = fol__xml_get(xml->root, "data-name");
    const bool layer = id && (strncmp(id, "Layer_", 6) == 0 || strncmp(id, "Ebene_", 6) == 0);
    return xml->maker == FOL__MAKER_ILLUSTRATOR || (name && id) || layer;
}

static void guess_units(const fol__xml *xml, fol__svg_page *page) {
    const fol__xml_element *root = xml->root;
    page->per_inch = 96;
    page->habit = fol__xml_get(root, "inkscape:version") ? "Inkscape" : "web browsers";
    if (by_old_inkscape(root)) {
        page->per_inch = 90;
        page->habit = "Inkscape before 0.92";
    } else if (by_illustrator(xml)) {
        page->per_inch = 72;
        page->habit = "Illustrator";
    }
}

/* data-units-per-inch or data-mm-per-unit of the outermost element; 0 when there is neither. */
static fol_status stated_units(const fol__xml_element *root, double *per_inch, fol_error *err) {
    const char *name = "data-units-per-inch", *text = fol__xml_get(root, name);
    *per_inch = 0;
    if (!text) {
        name = "data-mm-per-unit";
        text = fol__xml_get(root, name);
    }
    if (!text)
        return FOL_OK;
    double value = 0;
    if (fol__svg_numbers(text, &value, 1) != 1 || !(value >= 1e-3 && value <= 1e6))
        return fol__svg_fail(err, FOL_ERR_VALUE, root, "%s is \"%.40s\", must be a number from 0.001 to 1000000", name, text);
    *per_inch = strcmp(name, "data-mm-per-unit") == 0 ? 25.4 / value : value;
    return FOL_OK;
}

/* ------------------------------------------------------------------ size */

/* One side in mm; 0 when the drawing leaves it open. */
static fol_status read_side(const fol__xml_element *root, const char *name, double mm_per_unit, double *mm, bool *physical,
                            fol_error *err) {
    const char *text = fol__xml_get(root, name);
    fol__svg_unit unit;
    *mm = 0;
    *physical = false;
    if (!text || strcmp(text, "auto") == 0)
        return FOL_OK;
    if (!fol__svg_length(text, mm, &unit) || unit == FOL__UNIT_OTHER)
        return fol__svg_fail(err, FOL_ERR_VALUE, root, "%s is \"%.40s\", must be a length in mm, cm, in, pt, pc or px", name,
                             text);
    if (unit == FOL__UNIT_PERCENT) {
        *mm = 0;
        return FOL_OK;
    }
    *physical = unit == FOL__UNIT_MM;
    if (unit == FOL__UNIT_NONE)
        *mm *= mm_per_unit;
    if (!(*mm > 0 && *mm < 1e9))
        return fol__svg_fail(err, FOL_ERR_VALUE, root, "%s is \"%.40s\", must be above 0 and no longer than a canvas", name,
                             text);
    return FOL_OK;
}

static fol_status read_box(const fol__xml_element *root, double box[4], bool *given, fol_error *err) {
    const char *text = fol__xml_get(root, "viewBox");
    *given = text != NULL;
    if (!text)
        return FOL_OK;
    const bool good = fol__svg_numbers(text, box, 4) == 4 && box[2] > 0 && box[3] > 0 && box[2] < 1e9 && box[3] < 1e9 &&
                      box[0] > -1e9 && box[0] < 1e9 && box[1] > -1e9 && box[1] < 1e9;
    if (!good)
        return fol__svg_fail(err, FOL_ERR_VALUE, root,
                             "viewBox is \"%.60s\", must be four numbers: left, top, width and height above 0", text);
    return FOL_OK;
}

fol_status fol__svg_page_of(const fol__xml *xml, fol__svg_page *page, fol_error *err) {
    const fol__xml_element *root = xml->root;
    double box[4] = {0, 0, 0, 0}, stated = 0;
    bool has_box = false, wide_physical = false, high_physical = false;
    memset(page, 0, sizeof *page);
    guess_units(xml, page);
    fol_status status = stated_units(root, &stated, err);
    page->per_inch = stated > 0 ? stated : page->per_inch;
    const double mm_per_unit = 25.4 / page->per_inch;
    if (status == FOL_OK)
        status = read_box(root, box, &has_box, err);
    if (status == FOL_OK)
        status = read_side(root, "width", mm_per_unit, &page->width_mm, &wide_physical, err);
    if (status == FOL_OK)
        status = read_side(root, "height", mm_per_unit, &page->height_mm, &high_physical, err);
    if (status != FOL_OK)
        return status;
    const bool wide = page->width_mm > 0, high = page->height_mm > 0;
    if (!has_box && (!wide || !high))
        return fol__svg_fail(err, FOL_ERR_VALUE, root,
                             "the drawing has no size; give it one in its document properties: width and height in mm");
    if (!wide)
        page->width_mm = high ? page->height_mm * box[2] / box[3] : box[2] * mm_per_unit;
    if (!high)
        page->height_mm = wide ? page->width_mm * box[3] / box[2] : box[3] * mm_per_unit;
    page->assumed = stated == 0 && !wide_physical && !high_physical;
    page->room = (fol__svg_room){has_box ? box[2] : page->width_mm / mm_per_unit,
                                 has_box ? box[3] : page->height_mm / mm_per_unit, mm_per_unit};
    page->to_mm = (fol__matrix){mm_per_unit, 0, 0, mm_per_unit, 0, 0};
    if (has_box)
        page->to_mm =
            fol__matrix_viewbox(box, page->width_mm, page->height_mm, fol__xml_get(root, "preserveAspectRatio"));
    return FOL_OK;
}
