/* SPDX-License-Identifier: MIT */
/* Outlines in colours that colour-blind people tell apart (Okabe and Ito 2008), keep-outs dashed, hairlines dark on a
 * light casing so that they show on every skin, follicular openings as rings. */
#include "guides.h"

#include <stdio.h>

static const fol_color ZONES[] = {
    {0x00, 0x72, 0xb2}, {0xe6, 0x9f, 0x00}, {0x00, 0x9e, 0x73}, {0xcc, 0x79, 0xa7}, {0x56, 0xb4, 0xe9}};
static const fol_color KEEP_OUT = {0xd5, 0x5e, 0x00};
static const fol_color HAIRLINE = {0x20, 0x20, 0x20};
static const fol_color CASING = {0xff, 0xff, 0xff};
static const fol_color HAIR = {0x56, 0xb4, 0xe9};
static const double DASH_MM = 1.5;
#define HAIR_RADIUS_MM 0.3

static fol__pen zone_pen(size_t zone, double width_mm) {
    return (fol__pen){ZONES[zone % (sizeof ZONES / sizeof *ZONES)], 1, width_mm, 0};
}

static void draw_ring(fol__draft *draft, fol_ring ring, fol__pen pen) {
    fol__draw_line(draft, ring.points, ring.count, true, pen);
}

void fol__draw_outlines(fol__draft *draft, const fol_design *design, double width_mm) {
    const fol_chart_spec *chart = fol_design_chart(design);
    for (size_t i = 0; i < chart->zone_count; i++) {
        const fol_zone_spec *zone = &chart->zones[i];
        const fol__pen pen = zone_pen(i, width_mm);
        draw_ring(draft, zone->outline, pen);
        for (size_t hole = 0; hole < zone->hole_count; hole++)
            draw_ring(draft, zone->holes[hole], pen);
    }
    const fol__pen pen = {KEEP_OUT, 1, width_mm, DASH_MM};
    for (size_t i = 0; i < chart->keep_out_count; i++)
        draw_ring(draft, chart->keep_outs[i].outline, pen);
}

void fol__draw_hairlines(fol__draft *draft, const fol_design *design, double width_mm) {
    const size_t hairlines = fol_design_chart(design)->hairline_count;
    for (size_t i = 0; i < hairlines; i++) {
        const size_t count = fol_design_hairline_curve(design, i, NULL, 0);
        fol_point *points = fol__draft_points(draft, count);
        if (!points)
            return;
        fol_design_hairline_curve(design, i, points, count);
        fol__draw_line(draft, points, count, false, (fol__pen){CASING, 0.7, 2 * width_mm, 0});
        fol__draw_line(draft, points, count, false, (fol__pen){HAIRLINE, 1, width_mm, 0});
    }
}

static void draw_hair(fol__draft *draft, fol_point at) {
    static const double r = HAIR_RADIUS_MM, d = HAIR_RADIUS_MM * 0.70710678118654752440;
    const fol_point ring[8] = {{at.x + r, at.y}, {at.x + d, at.y + d}, {at.x, at.y + r}, {at.x - d, at.y + d},
                               {at.x - r, at.y}, {at.x - d, at.y - d}, {at.x, at.y - r}, {at.x + d, at.y - d}};
    fol__draw_line(draft, ring, 8, true, (fol__pen){HAIR, 1, 0.1, 0});
}

void fol__draw_hairs(fol__draft *draft, const fol_design *design) {
    const fol_chart_spec *chart = fol_design_chart(design);
    for (size_t i = 0; i < chart->hair_count; i++) {
        if (fol__draft_sees(draft, chart->hairs[i], HAIR_RADIUS_MM))
            draw_hair(draft, chart->hairs[i]);
    }
}

/* A cross with its name, on a light casing as hairlines are. */
void fol__draw_landmarks(fol__draft *draft, const fol_design *design, double width_mm) {
    static const double arm = 2, text_mm = 2;
    const fol_chart_spec *chart = fol_design_chart(design);
    for (size_t i = 0; i < chart->landmark_count; i++) {
        const fol_point at = chart->landmarks[i].at;
        if (!fol__draft_sees(draft, at, arm))
            continue;
        for (int casing = 1; casing >= 0; casing--) {
            const fol__pen pen = {casing ? CASING : HAIRLINE, casing ? 0.7 : 1, (casing ? 2 : 1) * width_mm, 0};
            fol__draw_segment(draft, (fol_point){at.x - arm, at.y}, (fol_point){at.x + arm, at.y}, pen);
            fol__draw_segment(draft, (fol_point){at.x, at.y - arm}, (fol_point){at.x, at.y + arm}, pen);
        }
        fol__draw_text(draft, (fol_point){at.x + arm / 2, at.y - arm / 2}, text_mm, -1, HAIRLINE, chart->landmarks[i].name);
    }
}

static const double LEGEND_STEP_MM = 4.5, LEGEND_SAMPLE_MM = 8, LEGEND_TEXT_MM = 2;
enum { LEGEND_ZONES = 6 };

/* The next line of a legend, with a stroke of that pen before it. */
static void draw_entry(fol__draft *draft, fol_rect room, int *entries, fol__pen pen, const char *text) {
    const double y = room.y + LEGEND_STEP_MM * (++*entries);
    const fol_point from = {room.x, y - LEGEND_TEXT_MM / 2}, to = {room.x + LEGEND_SAMPLE_MM, y - LEGEND_TEXT_MM / 2};
    if (pen.width_mm > 0)
        fol__draw_segment(draft, from, to, pen);
    const double left = LEGEND_SAMPLE_MM + 2;
    fol__draw_fitted(draft, (fol_point){room.x + left, y}, room.width - left, LEGEND_TEXT_MM, text);
}

void fol__draw_legend(fol__draft *draft, const fol_design *design, fol_rect room) {
    static const double width = 0.4;
    static const fol__pen none = {{0, 0, 0}, 1, 0, 0};
    const fol_chart_spec *chart = fol_design_chart(design);
    int entries = 0;
    for (size_t i = 0; i < chart->zone_count && i < LEGEND_ZONES; i++)
        draw_entry(draft, room, &entries, zone_pen(i, width), chart->zones[i].name);
    if (chart->zone_count > LEGEND_ZONES) {
        char line[48];
        snprintf(line, sizeof line, "and %zu zones more", chart->zone_count - LEGEND_ZONES);
        draw_entry(draft, room, &entries, none, line);
    }
    if (chart->hairline_count)
        draw_entry(draft, room, &entries, (fol__pen){HAIRLINE, 1, width, 0}, "Hairline");
    if (chart->keep_out_count)
        draw_entry(draft, room, &entries, (fol__pen){KEEP_OUT, 1, width, DASH_MM}, "Kept free");
    draw_entry(draft, room, &entries, none, "Black dots: this session");
    draw_entry(draft, room, &entries, none, "Grey dots: sessions before");
    draw_entry(draft, room, &entries, none, "Grid: 10 mm, faint lines 5 mm");
}
