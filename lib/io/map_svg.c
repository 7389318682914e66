/* SPDX-License-Identifier: MIT */
/* Maps as SVG for editors and plotters. One user unit is a millimetre, so no unit is needed inside. A group per session
 * and, inside, per zone: editors show their ids or labels as layers, plotters take them in this order. A dot is a
 * stroke of no length with round caps, which a pen plotter turns into one touch, or a circle. */
#include <follicle/io.h>

#include "map_names.h"
#include "problem.h"
#include "put.h"
#include "text_out.h"

#include <stdlib.h>
#include <string.h>

typedef struct svg {
    fol__text_out out;
    const fol_design *design;
    fol_svg_dots style;
} svg;

static void attribute_number(svg *to, const char *before, double value, const char *after) {
    fol__out_text(&to->out, before);
    fol__out_number(&to->out, value);
    fol__out_text(&to->out, after);
}

static void write_head(svg *to) {
    const fol_chart_spec *chart = fol_design_chart(to->design);
    fol__out_text(&to->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                            "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                            "xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\"");
    attribute_number(to, " width=\"", chart->canvas_width_mm, "mm\"");
    attribute_number(to, " height=\"", chart->canvas_height_mm, "mm\"");
    attribute_number(to, " viewBox=\"0 0 ", chart->canvas_width_mm, " ");
    attribute_number(to, "", chart->canvas_height_mm, "\">\n");
}

static void write_metadata(svg *to) {
    fol__out_text(&to->out, "<metadata><plan xmlns=\"urn:follicle:plan\" layout_version=\"");
    fol__out_int(&to->out, fol_layout_version());
    fol__out_text(&to->out, "\" library=\"");
    fol__out_xml_text(&to->out, fol_version());
    fol__out_text(&to->out, "\" fingerprint=\"");
    fol__out_hex64(&to->out, fol_design_fingerprint(to->design));
    fol__out_text(&to->out, "\" seed=\"");
    fol__out_int(&to->out, (int64_t)fol_design_treatment(to->design)->seed);
    fol__out_text(&to->out, "\"/></metadata>\n");
}

static void open_session(svg *to, int session) {
    fol__out_text(&to->out, "<g id=\"session-");
    fol__out_int(&to->out, session);
    fol__out_text(&to->out, "\" inkscape:groupmode=\"layer\" inkscape:label=\"Session ");
    fol__out_int(&to->out, session);
    fol__out_text(&to->out, to->style == FOL_SVG_CIRCLES ? "\" stroke=\"none\" fill=\""
                                                         : "\" fill=\"none\" stroke-linecap=\"round\" stroke=\"");
    fol__out_color(&to->out, fol_design_treatment(to->design)->pigment);
    fol__out_text(&to->out, "\">\n");
}

/* The name in plain letters. The zone's number in front makes the id unique whatever the names are. */
static void write_plain(svg *to, const char *name) {
    bool gap = true;
    for (; *name; name++) {
        const bool plain =
            (*name >= 'a' && *name <= 'z') || (*name >= 'A' && *name <= 'Z') || (*name >= '0' && *name <= '9');
        if (plain && gap)
            fol__out_char(&to->out, '-');
        if (plain)
            fol__out_char(&to->out, *name);
        gap = !plain;
    }
}

static void open_zone(svg *to, int session, size_t zone) {
    const char *name = fol__zone_name(to->design, zone);
    fol__out_text(&to->out, "<g id=\"session-");
    fol__out_int(&to->out, session);
    fol__out_text(&to->out, "-zone-");
    fol__out_int(&to->out, (int64_t)zone + 1);
    write_plain(to, name);
    fol__out_text(&to->out, "\" inkscape:groupmode=\"layer\" inkscape:label=\"");
    fol__out_xml_text(&to->out, name);
    fol__out_text(&to->out, "\">\n");
}

/* Room for all that is written of one dot. */
enum { DOT_ROOM = 192 };

static void write_stroke(fol__text_out *out, const fol_dot *dot) {
    char *at = fol__put_text(fol__out_room(out, DOT_ROOM), "<path id=\"d");
    at = fol__put_text(fol__put_int(at, dot->id), "\" d=\"M");
    at = fol__put_text(fol__put_um_as_mm(at, dot->x_um), " ");
    at = fol__put_text(fol__put_um_as_mm(at, dot->y_um), "h0\" stroke-width=\"");
    at = fol__put_text(fol__put_um_as_mm(at, dot->diameter_um), "\"/>\n");
    fol__out_end(out, at);
}

/* A radius can end in half a micrometre. */
static void write_circle(fol__text_out *out, const fol_dot *dot) {
    char *at = fol__put_text(fol__out_room(out, DOT_ROOM), "<circle id=\"d");
    at = fol__put_text(fol__put_int(at, dot->id), "\" cx=\"");
    at = fol__put_text(fol__put_um_as_mm(at, dot->x_um), "\" cy=\"");
    at = fol__put_text(fol__put_um_as_mm(at, dot->y_um), "\" r=\"");
    at = fol__put_text(fol__put_um_as_mm(at, dot->diameter_um / 2), dot->diameter_um % 2 ? "5\"/>\n" : "\"/>\n");
    fol__out_end(out, at);
}

/* One session's dots, zone by zone, ids rising inside each. `next` has a place for each zone and one more, `order` one
 * for each dot: a counting sort. */
static void write_session(svg *to, const fol_dot *dots, size_t count, size_t zones, size_t *next, size_t *order) {
    memset(next, 0, (zones + 1) * sizeof *next);
    for (size_t i = 0; i < count; i++)
        next[dots[i].zone + 1]++;
    for (size_t z = 1; z <= zones; z++)
        next[z] += next[z - 1];
    for (size_t i = 0; i < count; i++)
        order[next[dots[i].zone]++] = i;
    open_session(to, dots[0].session);
    for (size_t i = 0; i < count && !to->out.refused; i++) {
        const fol_dot *dot = &dots[order[i]];
        const bool first = i == 0 || dots[order[i - 1]].zone != dot->zone;
        if (first)
            fol__out_text(&to->out, i ? "</g>\n" : "");
        if (first)
            open_zone(to, dot->session, dot->zone);
        if (to->style == FOL_SVG_CIRCLES)
            write_circle(&to->out, dot);
        else
            write_stroke(&to->out, dot);
    }
    fol__out_text(&to->out, "</g>\n</g>\n");
}

static size_t session_end(const fol_dot *dots, size_t count, size_t start) {
    size_t end = start;
    while (end < count && dots[end].session == dots[start].session)
        end++;
    return end;
}

static fol_status check_order(const fol_dot *dots, size_t count, fol_error *err) {
    for (size_t i = 1; i < count; i++) {
        const bool rises = dots[i - 1].session < dots[i].session ||
                           (dots[i - 1].session == dots[i].session && dots[i - 1].id < dots[i].id);
        if (!rises)
            return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "dot %lld comes after dot %lld; sort by session, then id",
                                (long long)dots[i].id, (long long)dots[i - 1].id);
    }
    return FOL_OK;
}

static fol_status write_svg(svg *to, const fol_dot *dots, size_t count, fol_error *err) {
    const size_t zones = fol_design_zone_count(to->design);
    size_t *next = malloc((zones + 1) * sizeof *next);
    size_t *order = malloc(count ? count * sizeof *order : 1);
    if (!next || !order) {
        free(next);
        free(order);
        return fol__io_fail_nomem(err);
    }
    write_head(to);
    write_metadata(to);
    for (size_t start = 0, end; start < count && !to->out.refused; start = end) {
        end = session_end(dots, count, start);
        write_session(to, dots + start, end - start, zones, next, order);
    }
    fol__out_text(&to->out, "</svg>\n");
    free(next);
    free(order);
    return fol__out_finish(&to->out, err);
}

fol_status fol_map_write_svg(const fol_design *design, const fol_dot *dots, size_t count, fol_svg_dots style,
                             const fol_sink *sink, fol_error *err) {
    svg to;
    fol_status status = fol__check_map(design, dots, count, err);
    if (status == FOL_OK)
        status = check_order(dots, count, err);
    if (status == FOL_OK && style != FOL_SVG_STROKES && style != FOL_SVG_CIRCLES)
        status = fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "style is %d, which is none of fol_svg_dots", (int)style);
    if (status == FOL_OK)
        status = fol__out_start(&to.out, sink, err);
    if (status != FOL_OK)
        return status;
    to.design = design;
    to.style = style;
    return write_svg(&to, dots, count, err);
}
