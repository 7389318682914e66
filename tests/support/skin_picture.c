/* SPDX-License-Identifier: MIT */
/* Drawn in linear light on a canvas of floats: texture, pores and moles, then hairs as capsules covered by area, then the
 * camera: blur, noise in proportion to the square root of light, sRGB codes, and JPEG's rounding of 8 x 8 cosines. */
#include "skin_picture.h"

#include "test_random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

skin_form skin_form_default(double px_per_mm) {
    const skin_form form = {.px_per_mm = px_per_mm,
                            .width_mm = 40,
                            .height_mm = 30,
                            .hairs_per_cm2 = 80,
                            .diameter_from_mm = 0.06,
                            .diameter_to_mm = 0.10,
                            .hair_light = 0.25,
                            .length_from_mm = 0.3,
                            .length_to_mm = 0.8,
                            .skin = {0.66, 0.46, 0.36},
                            .gradient = 0.3,
                            .texture = 0.015,
                            .blur_px = 0.7,
                            .noise = 1.5,
                            .seed = 1};
    return form;
}

typedef struct canvas {
    const skin_form *form;
    int width, height;
    float *light; /* share of the skin's own */
    test_random random;
} canvas;

static double normal(test_random *r) {
    const double u = random_unit(r) + 0x1p-60, v = random_unit(r);
    return sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
}

static void *room(size_t count, size_t size) {
    void *memory = calloc(count, size);
    if (!memory)
        abort();
    return memory;
}

/* ------------------------------------------------------------------ shapes */

/* Takes a share of the light from a capsule with round ends, by covered area; edges as soft as wanted. */
static void take_light(canvas *c, fol_point a, fol_point b, double radius_mm, double share, double soft_mm) {
    const double s = c->form->px_per_mm, reach = radius_mm + soft_mm;
    const int x0 = (int)floor((fmin(a.x, b.x) - reach) * s), x1 = (int)ceil((fmax(a.x, b.x) + reach) * s);
    const int y0 = (int)floor((fmin(a.y, b.y) - reach) * s), y1 = (int)ceil((fmax(a.y, b.y) + reach) * s);
    const double dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
    const int fine = radius_mm * s < 4 ? 8 : 2;
    for (int y = y0 < 0 ? 0 : y0; y < y1 && y < c->height; y++) {
        for (int x = x0 < 0 ? 0 : x0; x < x1 && x < c->width; x++) {
            double covered = 0;
            for (int k = 0; k < fine * fine; k++) {
                const double px = (x + (k % fine + 0.5) / fine) / s - a.x, py = (y + (k / fine + 0.5) / fine) / s - a.y;
                const double t = length2 > 0 ? fmax(0, fmin(1, (px * dx + py * dy) / length2)) : 0;
                const double away = hypot(px - t * dx, py - t * dy);
                covered += soft_mm > 0 ? fmax(0, fmin(1, (reach - away) / (2 * soft_mm))) : away < radius_mm;
            }
            c->light[y * c->width + x] *= (float)(1 - share * covered / (fine * fine));
        }
    }
}

static fol_point somewhere(canvas *c) {
    const double x = random_unit(&c->random) * c->form->width_mm;
    return (fol_point){x, random_unit(&c->random) * c->form->height_mm};
}

/* Value noise on grids of several sizes. */
static void add_texture(canvas *c) {
    static const double grains[] = {0.12, 0.25, 0.5};
    for (int g = 0; g < 3; g++) {
        const double step = grains[g] * c->form->px_per_mm;
        const int columns = (int)(c->width / step) + 3, rows = (int)(c->height / step) + 3;
        float *values = room((size_t)columns * (size_t)rows, sizeof *values);
        for (int i = 0; i < columns * rows; i++)
            values[i] = (float)normal(&c->random);
        for (int y = 0; y < c->height; y++) {
            for (int x = 0; x < c->width; x++) {
                const double u = x / step, v = y / step, fx = u - floor(u), fy = v - floor(v);
                const double sx = fx * fx * (3 - 2 * fx), sy = fy * fy * (3 - 2 * fy);
                const float *p = values + (int)v * columns + (int)u, *q = p + columns;
                const float above = p[0] + (float)sx * (p[1] - p[0]), below = q[0] + (float)sx * (q[1] - q[0]);
                c->light[y * c->width + x] *= 1 + (float)c->form->texture * (above + (float)sy * (below - above));
            }
        }
        free(values);
    }
}

static void add_skin(canvas *c) {
    const skin_form *f = c->form;
    for (int y = 0; y < c->height; y++)
        for (int x = 0; x < c->width; x++)
            c->light[y * c->width + x] = (float)(1 - f->gradient * x / c->width);
    if (f->texture > 0)
        add_texture(c);
    const int pores = (int)(f->pores_per_cm2 * f->width_mm * f->height_mm / 100);
    for (int i = 0; i < pores; i++) {
        const fol_point at = somewhere(c);
        const double radius = random_between(&c->random, 0.05, 0.1);
        take_light(c, at, at, radius, random_between(&c->random, 0.04, 0.1), radius * 0.5);
    }
    for (int i = 0; i < f->moles; i++) {
        const fol_point at = somewhere(c);
        const double radius = random_between(&c->random, 0.75, 2);
        take_light(c, at, at, radius, random_between(&c->random, 0.3, 0.6), 0.15);
    }
    for (int i = 0; i < f->shines; i++) {
        const fol_point at = somewhere(c);
        const double radius = random_between(&c->random, 1, 4);
        take_light(c, at, at, radius, -random_between(&c->random, 0.2, 0.5), radius * 0.8);
    }
}

static void add_hair(canvas *c, fol_point root) {
    const skin_form *f = c->form;
    const double radius = random_between(&c->random, f->diameter_from_mm, f->diameter_to_mm) / 2;
    const double lies = random_unit(&c->random), length = random_between(&c->random, f->length_from_mm, f->length_to_mm);
    const double angle = 0.7 + 0.4 * normal(&c->random);
    fol_point tip = root;
    if (lies < f->lying) {
        tip.x += length * cos(angle);
        tip.y += length * sin(angle);
    }
    take_light(c, root, tip, radius, 1 - f->hair_light, 0);
}

static bool far_from_all(const skin_picture *p, fol_point at, double least_mm) {
    for (size_t i = 0; i < p->opening_count; i++)
        if (hypot(p->openings[i].x - at.x, p->openings[i].y - at.y) < least_mm)
            return false;
    return true;
}

static void add_hairs(canvas *c, skin_picture *picture) {
    const skin_form *f = c->form;
    const size_t wanted = (size_t)(f->hairs_per_cm2 * f->width_mm * f->height_mm / 100);
    picture->openings = room(wanted + 1, sizeof *picture->openings);
    for (size_t tries = 0; picture->opening_count < wanted && tries < 100 * wanted; tries++) {
        const fol_point at = somewhere(c);
        if (!far_from_all(picture, at, 0.5))
            continue;
        picture->openings[picture->opening_count++] = at;
        const int hairs = f->units ? random_int(&c->random, 1, 3) : 1;
        for (int i = 0; i < hairs; i++) {
            const double apart = i ? random_between(&c->random, 0.05, 0.1) : 0, angle = 6.283 * random_unit(&c->random);
            add_hair(c, (fol_point){at.x + apart * cos(angle), at.y + apart * sin(angle)});
        }
    }
}

/* ------------------------------------------------------------------ the camera */

static void blur_along(float *values, int count, int step, const double *kernel, int taps, float *row) {
    for (int i = 0; i < count; i++)
        row[i] = values[(ptrdiff_t)i * step];
    for (int i = 0; i < count; i++) {
        double sum = 0;
        for (int k = -taps; k <= taps; k++) {
            const int at = i + k < 0 ? 0 : i + k < count ? i + k : count - 1;
            sum += kernel[k < 0 ? -k : k] * (double)row[at];
        }
        values[(ptrdiff_t)i * step] = (float)sum;
    }
}

static void blur(canvas *c) {
    const double sigma = c->form->blur_px;
    const int taps = (int)ceil(3 * sigma);
    double kernel[64], sum = 0;
    if (!(sigma > 0))
        return;
    for (int k = 0; k <= taps; k++) {
        kernel[k] = exp(-k * k / (2 * sigma * sigma));
        sum += k ? 2 * kernel[k] : kernel[k];
    }
    for (int k = 0; k <= taps; k++)
        kernel[k] /= sum;
    float *row = room((size_t)(c->width + c->height), sizeof *row);
    for (int y = 0; y < c->height; y++)
        blur_along(c->light + y * c->width, c->width, 1, kernel, taps, row);
    for (int x = 0; x < c->width; x++)
        blur_along(c->light + x, c->height, c->width, kernel, taps, row);
    free(row);
}

static double code_of(double light) {
    const double l = fmin(1, fmax(0, light));
    return 255 * (l <= 0.0031308 ? 12.92 * l : 1.055 * pow(l, 1 / 2.4) - 0.055);
}

/* Rounds the cosines of each block of 8 x 8 codes, the finer the coarser, as JPEG's tables do. */
static void round_cosines(uint8_t *codes, int width, int height, size_t stride, double strength) {
    double wave[8][8];
    for (int k = 0; k < 8; k++)
        for (int i = 0; i < 8; i++)
            wave[k][i] = (k ? 0.5 : 0.35355339059327373) * cos((2 * i + 1) * k * 3.141592653589793 / 16);
    for (int by = 0; by + 8 <= height; by += 8) {
        for (int bx = 0; bx + 8 <= width; bx += 8) {
            double in[8][8], half[8][8], out[8][8];
            for (int y = 0; y < 8; y++)
                for (int x = 0; x < 8; x++)
                    in[y][x] = codes[(size_t)(by + y) * stride + 3 * (size_t)(bx + x)];
            for (int y = 0; y < 8; y++)
                for (int k = 0; k < 8; k++) {
                    half[y][k] = 0;
                    for (int x = 0; x < 8; x++)
                        half[y][k] += wave[k][x] * in[y][x];
                }
            for (int m = 0; m < 8; m++)
                for (int k = 0; k < 8; k++) {
                    double sum = 0;
                    for (int y = 0; y < 8; y++)
                        sum += wave[m][y] * half[y][k];
                    const double step = strength * (1.6 + 0.7 * (m + k));
                    out[m][k] = step * round(sum / step);
                }
            for (int m = 0; m < 8; m++)
                for (int x = 0; x < 8; x++) {
                    half[m][x] = 0;
                    for (int k = 0; k < 8; k++)
                        half[m][x] += wave[k][x] * out[m][k];
                }
            for (int y = 0; y < 8; y++)
                for (int x = 0; x < 8; x++) {
                    double sum = 0;
                    for (int m = 0; m < 8; m++)
                        sum += wave[m][y] * half[m][x];
                    codes[(size_t)(by + y) * stride + 3 * (size_t)(bx + x)] = (uint8_t)fmin(255, fmax(0, round(sum)));
                }
        }
    }
}

static void take_picture(canvas *c, skin_picture *picture) {
    const skin_form *f = c->form;
    const size_t stride = 3 * (size_t)c->width;
    uint8_t *codes = room(stride, (size_t)c->height);
    picture->pixels = (fol_pixels){FOL_PIXELS_RGB24, c->width, c->height, stride, codes};
    for (int i = 0; i < c->width * c->height; i++) {
        for (int channel = 0; channel < 3; channel++) {
            const double light = (double)c->light[i] * f->skin[channel];
            const double code = code_of(light) + f->noise * sqrt(fmax(0.2, (double)c->light[i])) * normal(&c->random);
            codes[3 * i + channel] = (uint8_t)fmin(255, fmax(0, round(code)));
        }
    }
    for (int channel = 0; channel < 3 && f->jpeg > 0; channel++)
        round_cosines(codes + channel, c->width, c->height, stride, f->jpeg);
}

skin_picture skin_picture_make(const skin_form *form) {
    skin_picture picture = {{0}, NULL, 0};
    canvas c = {form, (int)(form->width_mm * form->px_per_mm), (int)(form->height_mm * form->px_per_mm), NULL, random_from(form->seed)};
    c.light = room((size_t)c.width * (size_t)c.height, sizeof *c.light);
    add_skin(&c);
    add_hairs(&c, &picture);
    blur(&c);
    take_picture(&c, &picture);
    free(c.light);
    return picture;
}

void skin_picture_free(skin_picture *picture) {
    free(picture->pixels.data);
    free(picture->openings);
    memset(picture, 0, sizeof *picture);
}

/* ------------------------------------------------------------------ judging */

typedef struct pair {
    double distance;
    size_t spot, opening;
} pair;

static int by_distance(const void *a, const void *b) {
    const pair *p = a, *q = b;
    if (p->distance != q->distance)
        return p->distance < q->distance ? -1 : 1;
    return (p->spot > q->spot) - (p->spot < q->spot);
}

match_count match_spots(const fol_point *spots, size_t spot_count, const fol_point *openings, size_t opening_count, double reach_mm,
                        bool *matched) {
    size_t count = 0, capacity = 16 * (spot_count + 1);
    pair *pairs = room(capacity, sizeof *pairs);
    bool *taken = room(opening_count + 1, sizeof *taken), *used = room(spot_count + 1, sizeof *used);
    for (size_t i = 0; i < spot_count; i++)
        for (size_t k = 0; k < opening_count && count < capacity; k++) {
            const double away = hypot(spots[i].x - openings[k].x, spots[i].y - openings[k].y);
            if (away <= reach_mm)
                pairs[count++] = (pair){away, i, k};
        }
    qsort(pairs, count, sizeof *pairs, by_distance);
    match_count result = {0, spot_count, opening_count};
    for (size_t i = 0; i < count; i++) {
        if (used[pairs[i].spot] || taken[pairs[i].opening])
            continue;
        used[pairs[i].spot] = taken[pairs[i].opening] = true;
        result.matched++;
    }
    for (size_t i = 0; matched && i < spot_count; i++)
        matched[i] = used[i];
    free(pairs);
    free(taken);
    free(used);
    return result;
}
