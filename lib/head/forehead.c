/* SPDX-License-Identifier: MIT */
/* A hairline from landmarks. It is made in tape coordinates, on the skin; a chart then shows it as it shows the skin. */
#include "forehead.h"
#include "fail.h"
#include "spec.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Garg and Garg: 80 mm up, 80 mm to the side, 50 mm down to the temporal peak. The last two shrink and grow with the head. */
static const double HEIGHT_MM = 80, LATERAL_MM = 80, PEAK_DOWN_MM = 50;
/* In front of the ear, and below the rim: where a sideburn's front edge is left. */
static const double SIDEBURN_MM = 116, SIDEBURN_UP_MM = -14;
/* The temporal peak stays so far above the sideburn, however low the hairline. */
static const double PEAK_ABOVE_MM = 12;
/* How far up a head hairlines may reach, as a share of the way to its top: further, left and right would meet. */
static const double HIGHEST_SHARE = 0.9;
/* On the reference head. */
#define CANTHUS {55.5, -15}
static const double WARN_FROM_MM = 65, WARN_TO_MM = 110;

/* Of the temporal peak and of the line above it, how far behind the line that goes straight down from the frontotemporal point. */
static const struct temple_row {
    double peak, recess;
} temple_rows[] = {[FOL_TEMPLES_N] = {0, 6}, [FOL_TEMPLES_T] = {9, 9}, [FOL_TEMPLES_P] = {20, 14}, [FOL_TEMPLES_R] = {31, 22}};

void fol_forehead_spec_init_sized(fol_forehead_spec *spec, size_t struct_size) {
    fol_forehead_spec d;
    memset(&d, 0, sizeof d);
    d.view = FOL_VIEW_FRONT;
    d.shape = "rounded";
    d.temples = FOL_TEMPLES_N;
    d.height_mm = HEIGHT_MM;
    fol__spec_fill(spec, struct_size, &d, sizeof d);
}

fol__forehead fol__forehead_make(const fol__head *head, const fol_hairline_shape *shape, fol_temples temples, double height, double lateral) {
    static const double shares[FOL_SHAPE_POINTS] = {0.125, 0.25, 0.5, 0.75, 1};
    const double scale = (head->width + head->length) / (FOL__REFERENCE_WIDTH_MM + FOL__REFERENCE_LENGTH_MM);
    const struct temple_row row = temple_rows[temples];
    fol__forehead front;
    if (lateral == 0)
        lateral = LATERAL_MM * scale;
    front.side[0] = (fol__tape){0, height - shape->peak_mm * scale};
    for (int i = 0; i < FOL_SHAPE_POINTS; i++)
        front.side[i + 1] = (fol__tape){lateral * shares[i], height + shape->rise_mm[i] * scale};
    const double corner = front.side[FOL__CORNER].up, room = corner - (SIDEBURN_UP_MM + PEAK_ABOVE_MM) * scale, reach = shape->corner_mm * scale;
    const double drop = PEAK_DOWN_MM * scale < room ? PEAK_DOWN_MM * scale : room;
    /* halfway down the recess is greatest; near a sharp corner hardly begun */
    const double bow = 4 * reach / drop * (1 - reach / drop);
    front.side[FOL__CORNER + 1] = (fol__tape){lateral + row.recess * scale * bow, corner - reach};
    const fol__tape peak = {lateral + row.peak * scale, corner - drop}, sideburn = {SIDEBURN_MM * scale, SIDEBURN_UP_MM * scale};
    front.side[FOL__PEAK] = peak;
    const double hollow = 5 * scale; /* between peak and sideburn the line hangs a little back */
    front.side[FOL__PEAK + 1] = (fol__tape){(peak.along + sideburn.along) / 2 + hollow, (peak.up + sideburn.up) / 2};
    front.side[FOL__SIDE_POINTS] = sideburn;
    return front;
}

fol__tape fol__canthus(const fol__head *head) {
    const double scale = (head->width + head->length) / (FOL__REFERENCE_WIDTH_MM + FOL__REFERENCE_LENGTH_MM);
    const fol__tape at = CANTHUS;
    return (fol__tape){at.along * scale, at.up * scale};
}

fol_status fol__forehead_check(const char *shape, fol_temples temples, double height, double lateral, fol_error *err) {
    fol__where where = {NULL, -1, -1, -1, "shape"};
    if (!fol_hairline_shape_named(shape))
        return fol__fail(err, FOL_ERR_NAME, where, "\"%.60s\" is no shape; known: rounded, straight, widows-peak, m-shape, receded, edge-up",
                         shape ? shape : "");
    where.key = "temples";
    if (temples < FOL_TEMPLES_N || temples > FOL_TEMPLES_R)
        return fol__fail(err, FOL_ERR_VALUE, where, "is class %d; known: N, T, P, R", (int)temples);
    where.key = "height_mm";
    if (!(height >= 40 && height <= 140))
        return fol__fail(err, FOL_ERR_VALUE, where, "is %g mm above the glabella; it must be from 40 to 140 mm, and 65 to 110 mm is usual",
                         height);
    where.key = "lateral_mm";
    if (lateral != 0 && !(lateral >= 50 && lateral <= 110))
        return fol__fail(err, FOL_ERR_VALUE, where, "is %g mm; the frontotemporal point lies from 50 to 110 mm off the midline", lateral);
    return FOL_OK;
}

fol_status fol__forehead_fits(const fol__head *head, const fol_hairline_shape *shape, double height, fol_error *err) {
    const double scale = (head->width + head->length) / (FOL__REFERENCE_WIDTH_MM + FOL__REFERENCE_LENGTH_MM);
    const double top = FOL__HALF_TURN / 2 * head->length / 2, rise = shape->rise_mm[FOL_SHAPE_POINTS - 1] * scale;
    if (height + rise <= HIGHEST_SHARE * top)
        return FOL_OK;
    return fol__fail(err, FOL_ERR_GEOMETRY, (fol__where){NULL, -1, -1, -1, "height_mm"},
                     "is %g mm; with shape \"%s\" the corners are %.0f mm up, nearly at the top of a head of this size (%.0f mm), so it must be at most "
                     "%.0f mm", height, shape->name, height + rise, top, floor(HIGHEST_SHARE * top - rise));
}

/* ------------------------------------------------------------------ landmarks to a frame */

/* Where things are in the picture: the glabella, and unit vectors on the head. */
typedef struct frame {
    fol__head head;
    fol_head_view view;
    fol_point glabella, right, up;
} frame;

static bool finite_point(fol_point p) {
    return p.x >= -20000 && p.x <= 20000 && p.y >= -20000 && p.y <= 20000;
}

/* Right of, and above the glabella. */
static fol_point seen(const fol__head *head, fol_head_view view, fol__tape place) {
    if (view == FOL_VIEW_FRONT)
        return fol__head_front(head, place);
    fol__head origin = *head;
    origin.top = (fol_point){0, 0};
    const fol_point at = fol__head_top(&origin, place);
    return (fol_point){at.x, FOL__FLAT_SHARE * head->length - at.y};
}

static fol_point in_picture(const frame *f, fol__tape place) {
    const fol_point at = seen(&f->head, f->view, place);
    return fol__hundredths((fol_point){f->glabella.x + at.x * f->right.x + at.y * f->up.x, f->glabella.y + at.x * f->right.y + at.y * f->up.y});
}

/* What a pair of eyes' points is called, and where the reference head has it. */
typedef struct pair {
    const char *key, *noun;
    const fol_point *points;
    fol__tape reference;
    double least, most; /* distance as a share of the reference's */
} pair;

static fol_status check_places(const fol_forehead_spec *spec, const pair *eyes, fol_error *err) {
    if (!finite_point(spec->glabella))
        return fol__fail(err, FOL_ERR_VALUE, (fol__where){NULL, -1, -1, -1, "landmarks.glabella"}, "is not within 20,000 mm of 0, 0");
    if (!finite_point(eyes->points[0]) || !finite_point(eyes->points[1]))
        return fol__fail(err, FOL_ERR_VALUE, (fol__where){NULL, -1, -1, -1, eyes->key}, "are not within 20,000 mm of 0, 0");
    return FOL_OK;
}

/* The glabella lies above the middle of the eyes, a little; on the flattened chart, in front of it. */
static fol_status check_glabella(double aside, double off, double apart, bool above, fol_error *err) {
    const fol__where where = {NULL, -1, -1, -1, "landmarks.glabella"};
    const double most = 0.12 * apart, from = 0.03 * apart, to = 0.5 * apart;
    if (aside < -most || aside > most)
        return fol__fail(err, FOL_ERR_GEOMETRY, where,
                         "lies %.1f mm beside the middle of the eyes; it lies on the midline, within %.0f mm of it", aside < 0 ? -aside : aside,
                         most);
    if (off < from || off > to)
        return fol__fail(err, FOL_ERR_GEOMETRY, where, "lies %.1f mm %s the line through the eyes; on heads of this size it is %.0f to %.0f mm",
                         off, above ? "above" : "in front of", from, to);
    return FOL_OK;
}

static fol_status take_frame(const fol_forehead_spec *spec, const pair *eyes, double apart, frame *f, fol_error *err) {
    const fol_point a = eyes->points[0], b = eyes->points[1], middle = {(a.x + b.x) / 2, (a.y + b.y) / 2};
    const bool front = spec->view == FOL_VIEW_FRONT;
    const fol_point to = {spec->glabella.x - middle.x, spec->glabella.y - middle.y};
    fol_point towards = {(b.y - a.y) / apart, -(b.x - a.x) / apart}; /* from the eyes to the glabella */
    if (towards.x * to.x + towards.y * to.y < 0)
        towards = (fol_point){-towards.x, -towards.y};
    const double sign = front ? 1 : -1;
    f->view = spec->view;
    f->glabella = spec->glabella;
    f->up = (fol_point){sign * towards.x, sign * towards.y};
    f->right = (fol_point){-f->up.y, f->up.x};
    return check_glabella(f->right.x * to.x + f->right.y * to.y, towards.x * to.x + towards.y * to.y, apart, front, err);
}

static fol_status make_frame(const fol_forehead_spec *spec, frame *f, fol_error *err) {
    const pair canthi = {"landmarks.canthus", "outer corners of the eyes", spec->canthi, CANTHUS, 0.74, 1.3};
    const pair pupils = {"landmarks.pupil", "pupils", spec->pupils, {36.5, -15}, 0.71, 1.28};
    const pair *eyes = spec->has_canthi ? &canthi : &pupils;
    const fol__where where = {NULL, -1, -1, -1, eyes->key};
    const fol__head reference = {FOL__REFERENCE_WIDTH_MM, FOL__REFERENCE_LENGTH_MM, FOL__REFERENCE_PUPILS_MM, {0, 0}};
    fol_status status = check_places(spec, eyes, err);
    if (status != FOL_OK)
        return status;
    const double dx = eyes->points[1].x - eyes->points[0].x, dy = eyes->points[1].y - eyes->points[0].y;
    const double apart = sqrt(dx * dx + dy * dy), usual = 2 * seen(&reference, spec->view, eyes->reference).x;
    if (!(apart >= eyes->least * usual && apart <= eyes->most * usual))
        return fol__fail(err, FOL_ERR_GEOMETRY, where, "the %s are %.1f mm apart; on heads they are %.0f to %.0f mm, so check the points and the "
                         "scale of the picture", eyes->noun, apart, eyes->least * usual, eyes->most * usual);
    fol_head_size size = spec->size;
    if (!(size.width_mm > 0) && !(size.length_mm > 0) && !(size.pupils_mm > 0))
        size.pupils_mm = FOL__REFERENCE_PUPILS_MM * apart / usual;
    status = fol__head_make(&size, &f->head, err);
    return status == FOL_OK ? take_frame(spec, eyes, apart, f, err) : status;
}

/* ------------------------------------------------------------------ the curve */

static void warn_height(double height, fol_forehead *out) {
    if (height >= WARN_FROM_MM && height <= WARN_TO_MM)
        return;
    snprintf(out->warnings[out->warning_count++], sizeof out->warnings[0],
             "the hairline's middle is %g mm above the glabella; %g to %g mm is usual, and %s", height, WARN_FROM_MM, WARN_TO_MM,
             height < WARN_FROM_MM ? "a low hairline cannot be taken back" : "a high one leaves a high forehead");
}

static void fill(const frame *f, const fol__forehead *front, double height, fol_forehead *out) {
    const int middle = FOL__SIDE_POINTS;
    for (int i = 0; i <= middle; i++) {
        const fol__tape right = front->side[i], left = {-right.along, right.up};
        out->points[middle + i] = in_picture(f, right);
        out->points[middle - i] = in_picture(f, left);
    }
    out->point_count = FOL_FOREHEAD_POINTS;
    out->midfrontal = in_picture(f, (fol__tape){0, height});
    out->behind = in_picture(f, (fol__tape){0, height + 25});
    for (int side = 0; side < 2; side++) {
        const int turn = side ? 1 : -1;
        out->frontotemporal[side] = out->points[middle + turn * FOL__CORNER];
        out->temporal_peak[side] = out->points[middle + turn * FOL__PEAK];
    }
}

fol_status fol_forehead_make(const fol_forehead_spec *given, fol_forehead *out, fol_error *err) {
    fol_forehead_spec spec = fol_forehead_spec_default();
    frame f;
    if (out)
        memset(out, 0, sizeof *out);
    if (!out || !given || !fol__spec_read(&spec, sizeof spec, given, sizeof spec))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "the spec must be filled in by its default function, and there must be room for the result");
    if (spec.view != FOL_VIEW_FRONT && spec.view != FOL_VIEW_TOP)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "view %d is none", (int)spec.view);
    if (!spec.has_canthi && !spec.has_pupils)
        return fol__fail(err, FOL_ERR_GEOMETRY, (fol__where){NULL, -1, -1, -1, "landmarks"},
                         "have neither the outer corners of the eyes nor the pupils; one of the pairs gives scale and direction");
    fol_status status = fol__forehead_check(spec.shape, spec.temples, spec.height_mm, spec.lateral_mm, err);
    if (status == FOL_OK)
        status = make_frame(&spec, &f, err);
    if (status != FOL_OK)
        return status;
    const fol_hairline_shape *shape = fol_hairline_shape_named(spec.shape);
    status = fol__forehead_fits(&f.head, shape, spec.height_mm, err);
    if (status != FOL_OK)
        return status;
    const fol__forehead front = fol__forehead_make(&f.head, shape, spec.temples, spec.height_mm, spec.lateral_mm);
    out->style = shape->style;
    warn_height(spec.height_mm, out);
    fill(&f, &front, spec.height_mm, out);
    return FOL_OK;
}
