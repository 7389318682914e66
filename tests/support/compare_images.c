/* SPDX-License-Identifier: MIT */
#include "compare_images.h"

#include <check.h>
#include <follicle/io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SILENT_UP_TO = 2, PASSES_UP_TO = 16, MOST_PIXELS = 256 };

static void write_file(const char *path, const fol_pixels *pixels, double px_per_mm) {
    fol_outputs *outputs;
    fol_sink sink;
    fol_error err;
    ck_assert_int_eq(fol_outputs_create(&outputs, &err), FOL_OK);
    ck_assert_msg(fol_outputs_begin(outputs, path, &sink, &err) == FOL_OK, "%s", err.message);
    ck_assert_int_eq(fol_png_write(pixels, px_per_mm, NULL, &sink, &err), FOL_OK);
    ck_assert_msg(fol_outputs_commit(outputs, &err) == FOL_OK, "%s", err.message);
    fol_outputs_free(outputs);
}

static fol_image read_file(const char *path) {
    char *bytes;
    size_t size;
    fol_image image;
    fol_error err;
    const fol_color black = {0, 0, 0};
    ck_assert_msg(fol_read_file(path, NULL, &bytes, &size, &err) == FOL_OK, "%s; run with FOLLICLE_REGENERATE=1",
                  err.message);
    ck_assert_msg(fol_image_parse(bytes, size, black, NULL, &image, &err) == FOL_OK, "%s: %s", path, err.message);
    free(bytes);
    return image;
}

static int channel_at(const fol_pixels *pixels, int x, int y, int c) {
    const unsigned char *const row = (const unsigned char *)pixels->data + (size_t)y * pixels->stride;
    if (pixels->format == FOL_PIXELS_RGB24)
        return row[3 * x + c];
    uint32_t word;
    memcpy(&word, row + 4 * x, 4);
    return (int)(word >> (16 - 8 * c) & 255);
}

/* The largest difference of a channel, its place, and a picture of all differences, eight times as strong. */
static int largest_difference(const fol_pixels *a, const fol_pixels *b, unsigned char *shown, int *at_x, int *at_y) {
    int largest = 0;
    for (int y = 0; y < a->height; y++) {
        for (int x = 0; x < a->width; x++) {
            for (int c = 0; c < 3; c++) {
                const int difference = abs(channel_at(a, x, y, c) - channel_at(b, x, y, c));
                shown[(y * a->width + x) * 3 + c] = (unsigned char)(difference < 32 ? difference * 8 : 255);
                if (difference > largest) {
                    largest = difference;
                    *at_x = x;
                    *at_y = y;
                }
            }
        }
    }
    return largest;
}

static long long nearest_dot(const fol_scene *scene, double x_mm, double y_mm) {
    long long id = -1;
    double least = 1e300;
    for (size_t i = 0; i < fol_scene_op_count(scene); i++) {
        const fol_op *const op = fol_scene_op(scene, i);
        for (size_t k = 0; op->kind == FOL_OP_DOTS && k < op->dot_count; k++) {
            const double dx = op->origin.x + op->dots[k].x_um / 1000.0 - x_mm;
            const double dy = op->origin.y + op->dots[k].y_um / 1000.0 - y_mm;
            if (dx * dx + dy * dy < least) {
                least = dx * dx + dy * dy;
                id = (long long)op->dots[k].id;
            }
        }
    }
    return id;
}

static void leave_pictures(const char *name, const fol_pixels *out, const fol_pixels *ref, const fol_pixels *diff) {
    const char *const folder = getenv("FOLLICLE_OUTPUT_DIR");
    const struct {
        const char *kind;
        const fol_pixels *pixels;
    } pictures[] = {{"out", out}, {"ref", ref}, {"diff", diff}};
    for (int i = 0; i < 3; i++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/%s.%s.png", folder ? folder : ".", name, pictures[i].kind);
        write_file(path, pictures[i].pixels, 10);
    }
}

void check_golden_image(const char *name, const fol_pixels *pixels, const fol_scene *scene, double px_per_mm) {
    const char *const folder = getenv("FOLLICLE_GOLDEN"), *const regenerate = getenv("FOLLICLE_REGENERATE");
    ck_assert_msg(folder != NULL, "FOLLICLE_GOLDEN is not set");
    ck_assert_int_le(pixels->width, MOST_PIXELS);
    ck_assert_int_le(pixels->height, MOST_PIXELS);
    char path[1024];
    snprintf(path, sizeof path, "%s/images/%s.png", folder, name);
    if (regenerate && strcmp(regenerate, "1") == 0) {
        write_file(path, pixels, px_per_mm);
        return;
    }
    fol_image reference = read_file(path);
    ck_assert_int_eq(pixels->width, reference.pixels.width);
    ck_assert_int_eq(pixels->height, reference.pixels.height);
    fol_pixels diff = reference.pixels;
    diff.data = malloc(diff.stride * (size_t)diff.height);
    int x = 0, y = 0;
    const int largest = largest_difference(pixels, &reference.pixels, diff.data, &x, &y);
    const fol_rect extent = fol_scene_extent(scene);
    const long long dot = nearest_dot(scene, extent.x + (x + 0.5) / px_per_mm, extent.y + (y + 0.5) / px_per_mm);
    if (largest > SILENT_UP_TO)
        leave_pictures(name, pixels, &reference.pixels, &diff);
    free(diff.data);
    fol_image_free(&reference);
    if (largest > SILENT_UP_TO && largest <= PASSES_UP_TO)
        fprintf(stderr, "note: %s differs by up to %d at pixel %d, %d, near dot %lld\n", name, largest, x, y, dot);
    ck_assert_msg(largest <= PASSES_UP_TO, "%s differs by %d at pixel %d, %d, near dot %lld", name, largest, x, y, dot);
}
