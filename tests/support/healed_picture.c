/* SPDX-License-Identifier: MIT */
/* Dots are drawn by the library's own raster, state by state, as its previews are; the second camera looks pixel by pixel where it sees the
 * first picture. */
#include "healed_picture.h"

#include "test_random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

healed_form healed_form_default(const fol_dot *dots, size_t count, const uint8_t *states, const fol_pixels *under, double px_per_mm) {
    const healed_form form = {.dots = dots,
                              .count = count,
                              .states = states,
                              .under = under,
                              .px_per_mm = px_per_mm,
                              .opacity = 0.6,
                              .blown_opacity = 0.7,
                              .softness_mm = 0.05,
                              .turn_deg = 3,
                              .scale = 0.93,
                              .shift_x_px = 9.3,
                              .shift_y_px = -6.7,
                              .noise = 2,
                              .seed = 1};
    return form;
}

static void *room(size_t count, size_t size) {
    void *memory = calloc(count, size);
    if (!memory)
        abort();
    return memory;
}

static double normal(test_random *r) {
    const double u = random_unit(r) + 0x1p-60, v = random_unit(r);
    return sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
}

uint8_t *healed_states(const fol_dot *dots, size_t count, int faint, int lost, int blown, uint64_t seed) {
    test_random r = random_from(seed);
    uint8_t *states = room(count + 1, 1);
    for (size_t i = 0; i < count; i++) {
        /* patches of about 15 mm hold up to twice as badly, or hardly lose at all */
        const double patch = 1 + sin(dots[i].x_um / 7000.0 + (double)seed) * cos(dots[i].y_um / 8000.0);
        const double draw = 100 * random_unit(&r);
        states[i] = draw < faint * patch                              ? FOL_HELD_FAINT
                    : draw < (faint + lost) * patch                   ? FOL_HELD_LOST
                    : draw < (faint + lost) * patch + blown           ? FOL_HELD_BLOWN_OUT
                                                                      : FOL_HELD_KEPT;
    }
    return states;
}

/* ------------------------------------------------------------------ the first picture */

/* Plan to skin: stretched, and as the hand set it. */
static fol_dot moved(const healed_form *f, const fol_dot *dot, test_random *r) {
    fol_dot out = *dot;
    const double x = dot->x_um / 1000.0, y = dot->y_um / 1000.0;
    out.x_um += (int32_t)lround(1000 * (f->stretch_mm * sin(y / 11 + x / 17) + f->hand_mm * normal(r)));
    out.y_um += (int32_t)lround(1000 * (f->stretch_mm * cos(x / 13 - y / 19) + f->hand_mm * normal(r)));
    return out;
}

static void draw_state(const healed_form *f, const fol_dot *skin, fol_held_state state, const fol_pixels *pixels) {
    const double opacity = state == FOL_HELD_FAINT ? 0.4 : state == FOL_HELD_BLOWN_OUT ? f->blown_opacity : 1;
    fol_dot *dots = room(f->count + 1, sizeof *dots);
    fol_op op = {.kind = FOL_OP_DOTS, .color = {26, 22, 20}, .opacity = f->opacity * opacity, .dots = dots, .rect = {-1e4, -1e4, 2e4, 2e4}};
    for (size_t i = 0; i < f->count; i++) {
        if (f->states[i] != state)
            continue;
        dots[op.dot_count] = skin[i];
        if (state == FOL_HELD_BLOWN_OUT)
            dots[op.dot_count].diameter_um = (uint16_t)(2 * skin[i].diameter_um);
        op.dot_count++;
    }
    const fol_view view = {0, 0, f->px_per_mm, f->softness_mm};
    if (fol_raster_dots(&op, &view, pixels, NULL, NULL) != FOL_OK)
        abort();
    free(dots);
}

static fol_pixels draw_healed(const healed_form *f, const fol_dot *skin) {
    fol_pixels pixels = *f->under;
    pixels.data = room(pixels.stride, (size_t)pixels.height);
    memcpy(pixels.data, f->under->data, pixels.stride * (size_t)pixels.height);
    draw_state(f, skin, FOL_HELD_KEPT, &pixels);
    draw_state(f, skin, FOL_HELD_FAINT, &pixels);
    draw_state(f, skin, FOL_HELD_BLOWN_OUT, &pixels);
    return pixels;
}

/* ------------------------------------------------------------------ the second camera */

/* Pixels of the first picture to those of the second. */
static fol_transform camera_of(const healed_form *f) {
    const double turn = f->turn_deg * 3.141592653589793 / 180, a = f->scale * cos(turn), b = f->scale * sin(turn);
    const double x = f->under->width / 2.0, y = f->under->height / 2.0, g = f->slant / f->under->width;
    const fol_transform similar = {{a, -b, x - a * x + b * y + f->shift_x_px, b, a, y - b * x - a * y + f->shift_y_px, 0, 0, 1}};
    fol_transform out = similar; /* then w grows with x */
    out.m[6] = g;
    out.m[8] = 1 - g * x;
    for (int i = 0; i < 2; i++) { /* the middle stays */
        const double at = i ? y : x;
        for (int k = 0; k < 3; k++)
            out.m[3 * i + k] = similar.m[3 * i + k] + at * (k == 0 ? g : k == 2 ? -g * x : 0);
    }
    return out;
}

static fol_transform inverse(const fol_transform *t) {
    const double *m = t->m;
    return (fol_transform){{m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
                            m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
                            m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]}};
}

static double sample(const fol_pixels *p, double x, double y, int channel) {
    const double u = fmin(fmax(x - 0.5, 0), p->width - 1.001), v = fmin(fmax(y - 0.5, 0), p->height - 1.001);
    const int column = (int)u, row = (int)v;
    const double s = u - column, t = v - row;
    const uint8_t *a = (const uint8_t *)p->data + (size_t)row * p->stride + 3 * (size_t)column + channel, *b = a + p->stride;
    return (1 - t) * ((1 - s) * a[0] + s * a[3]) + t * ((1 - s) * b[0] + s * b[3]);
}

static void blur_line(float *values, int count, ptrdiff_t step, const double *kernel, int taps, float *line) {
    for (int i = 0; i < count; i++)
        line[i] = values[i * step];
    for (int i = 0; i < count; i++) {
        double sum = 0;
        for (int k = -taps; k <= taps; k++) {
            const int at = i + k < 0 ? 0 : i + k < count ? i + k : count - 1;
            sum += kernel[k < 0 ? -k : k] * (double)line[at];
        }
        values[i * step] = (float)sum;
    }
}

static void blur(float *plane, int width, int height, double sigma) {
    double kernel[64], all = 0;
    const int taps = (int)ceil(3 * sigma);
    float *line = room((size_t)(width > height ? width : height), sizeof *line);
    for (int k = 0; k <= taps; k++) {
        kernel[k] = exp(-k * k / (2 * sigma * sigma));
        all += k ? 2 * kernel[k] : kernel[k];
    }
    for (int k = 0; k <= taps; k++)
        kernel[k] /= all;
    for (int y = 0; y < height; y++)
        blur_line(plane + (ptrdiff_t)y * width, width, 1, kernel, taps, line);
    for (int x = 0; x < width; x++)
        blur_line(plane + x, height, width, kernel, taps, line);
    free(line);
}

static void take_channel(const healed_form *f, const fol_pixels *first, const fol_transform *back, int channel, test_random *r,
                         fol_pixels *out) {
    float *plane = room((size_t)out->width * (size_t)out->height, sizeof *plane);
    for (int y = 0; y < out->height; y++) {
        for (int x = 0; x < out->width; x++) {
            const fol_point at = fol_transform_apply(back, (fol_point){x + 0.5, y + 0.5});
            plane[y * out->width + x] = (float)(sample(first, at.x, at.y, channel) * (1 - f->gradient * x / out->width));
        }
    }
    if (f->blur_px > 0)
        blur(plane, out->width, out->height, f->blur_px);
    for (int y = 0; y < out->height; y++)
        for (int x = 0; x < out->width; x++)
            ((uint8_t *)out->data)[(size_t)y * out->stride + 3 * (size_t)x + (size_t)channel] =
                (uint8_t)fmin(255, fmax(0, round((double)plane[y * out->width + x] + f->noise * normal(r))));
    free(plane);
}

healed_picture healed_picture_make(const healed_form *form) {
    test_random r = random_from(form->seed);
    fol_dot *skin = room(form->count + 1, sizeof *skin);
    for (size_t i = 0; i < form->count; i++)
        skin[i] = moved(form, &form->dots[i], &r);
    fol_pixels first = draw_healed(form, skin);
    const fol_transform camera = camera_of(form), back = inverse(&camera);
    healed_picture picture = {.pixels = {FOL_PIXELS_RGB24, (int32_t)(form->under->width * form->scale),
                                         (int32_t)(form->under->height * form->scale), 0, NULL},
                              .camera = camera};
    picture.pixels.stride = 3 * (size_t)picture.pixels.width;
    picture.pixels.data = room(picture.pixels.stride, (size_t)picture.pixels.height);
    for (int channel = 0; channel < 3; channel++)
        take_channel(form, &first, &back, channel, &r, &picture.pixels);
    for (int i = 0; i < 9; i += 3)
        for (int k = 0; k < 2; k++)
            picture.camera.m[i + k] *= form->px_per_mm;
    picture.truth = room(form->count + 1, sizeof *picture.truth);
    for (size_t i = 0; i < form->count; i++)
        picture.truth[i] = fol_transform_apply(&picture.camera, (fol_point){skin[i].x_um / 1000.0, skin[i].y_um / 1000.0});
    free(first.data);
    free(skin);
    return picture;
}

void healed_picture_free(healed_picture *picture) {
    free(picture->pixels.data);
    free(picture->truth);
    memset(picture, 0, sizeof *picture);
}

fol_pixels resized_picture(const fol_pixels *from, double factor) {
    fol_pixels out = {FOL_PIXELS_RGB24, (int32_t)(from->width * factor), (int32_t)(from->height * factor), 0, NULL};
    out.stride = 3 * (size_t)out.width;
    out.data = room(out.stride, (size_t)out.height);
    for (int y = 0; y < out.height; y++)
        for (int x = 0; x < out.width; x++)
            for (int channel = 0; channel < 3; channel++)
                ((uint8_t *)out.data)[(size_t)y * out.stride + 3 * (size_t)x + (size_t)channel] =
                    (uint8_t)round(sample(from, (x + 0.5) / factor, (y + 0.5) / factor, channel));
    return out;
}
