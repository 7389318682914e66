/* SPDX-License-Identifier: MIT */
/* What held, on photographs of a real head: the contract of docs/registration.md. FOLLICLE_HEAD_DIR names the folder that has photo_front.png,
 * from the Infinite 3D Head Scan by Lee Perry-Smith (CC BY 3.0); without it nothing is tested. With FOLLICLE_REGISTER_FIGURES=1 the tables are
 * printed. */
#include "held_figures.h"
#include "laid_out.h"
#include "runner.h"

#include <follicle/follicle.h>
#include <follicle/io.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *head_file(char *room, size_t size) {
    const char *folder = getenv("FOLLICLE_HEAD_DIR");
    snprintf(room, size, "%s/photo_front.png", folder ? folder : "");
    FILE *file = folder ? fopen(room, "rb") : NULL;
    if (file)
        fclose(file);
    return file ? room : NULL;
}

static char *file_bytes(const char *path, size_t *size) {
    char *bytes = NULL;
    fol_error err = {0};
    const fol_limits limits = fol_limits_default();
    ck_assert_msg(fol_read_file(path, &limits, &bytes, size, &err) == FOL_OK, "%s", err.message);
    return bytes;
}

static fol_image read_head(const char *path) {
    size_t size;
    fol_error err = {0};
    fol_image image;
    const fol_limits limits = fol_limits_default();
    char *bytes = file_bytes(path, &size);
    ck_assert_msg(fol_image_parse(bytes, size, (fol_color){255, 255, 255}, &limits, &image, &err) == FOL_OK, "%s", err.message);
    free(bytes);
    return image;
}

/* The plan that tests/cli/head.sh makes of the same photograph. */
static fol_dot *plan_dots(size_t *count) {
    char path[1024];
    size_t size;
    fol_error err = {0};
    fol_design_file *file;
    fol_design *design;
    snprintf(path, sizeof path, "%s/front.json", getenv("FOLLICLE_HEAD_DESIGNS"));
    char *bytes = file_bytes(path, &size);
    ck_assert_msg(fol_design_file_parse(bytes, size, NULL, &file, &err) == FOL_OK, "%s", err.message);
    free(bytes);
    ck_assert_msg(fol_design_create(fol_design_file_treatment(file), fol_design_file_chart(file), NULL, NULL, &design, &err) == FOL_OK, "%s",
                  err.message);
    fol_layout *layout = laid(design);
    fol_dot *dots = dots_by_id(layout);
    *count = fol_layout_count(layout);
    fol_layout_free(layout);
    fol_design_free(design);
    fol_design_file_free(file);
    return dots;
}

/* To be looked at. */
static void keep_picture(const healed_picture *picture, double px_per_mm) {
    const char *folder = getenv("FOLLICLE_OUTPUT_DIR");
    char path[1024];
    fol_outputs *outputs;
    fol_sink sink;
    if (!folder)
        return;
    snprintf(path, sizeof path, "%s/healed-head-%g.png", folder, px_per_mm);
    ck_assert_int_eq(fol_outputs_create(&outputs, NULL), FOL_OK);
    ck_assert_int_eq(fol_outputs_begin(outputs, path, &sink, NULL), FOL_OK);
    ck_assert_int_eq(fol_png_write(&picture->pixels, px_per_mm, NULL, &sink, NULL), FOL_OK);
    ck_assert_int_eq(fol_outputs_commit(outputs, NULL), FOL_OK);
    fol_outputs_free(outputs);
}

static void print(const char *what, double px_per_mm, const held_figures *f) {
    if (!getenv("FOLLICLE_REGISTER_FIGURES"))
        return;
    if (f->status != FOL_OK) {
        printf("%-12s %4.1f px/mm: refused: %s\n", what, px_per_mm, f->err.message);
        return;
    }
    printf("%-12s %4.1f px/mm: landmarks %.2f, fit mean %.3f p95 %.3f worst %.3f mm; right %.1f %% (kept %.1f faint %.1f lost %.1f blown "
           "%.1f); ratio %.1f, spot %.3f, contrast %.3f, after %.3f, bend %.2f\n",
           what, px_per_mm, f->landmark_mm, f->mean_mm, f->p95_mm, f->worst_mm, 100 * f->right, 100 * f->by_state[1], 100 * f->by_state[2],
           100 * f->by_state[3], 100 * f->by_state[4], f->own.noise_ratio, f->own.spot_mm, f->own.contrast, f->own.after_mm, f->own.bend_mm);
    for (int k = 2; k < 10; k++)
        printf("  %.0f:%.2f", f->calibration[k], f->calibration[k] > 0 ? f->calibrated[k] / f->calibration[k] : 0);
    printf("\n");
    for (int a = 1; a < 5; a++)
        printf("  %s -> kept %zu faint %zu lost %zu blown %zu\n", fol_held_state_name((fol_held_state)a), f->confused[a][1], f->confused[a][2],
               f->confused[a][3], f->confused[a][4]);
}

START_TEST(contract_figures) {
    char path[1024];
    if (!head_file(path, sizeof path)) {
        printf("skipped: FOLLICLE_HEAD_DIR does not name a folder with photo_front.png\n");
        return;
    }
    static const double scales[] = {8, 10, 16};
    static const fol_point landmarks[] = {{59, 118}, {120, 118}, {89.4, 103}, {20, 100}, {160, 100}, {89.4, 20}};
    size_t count;
    fol_dot *dots = plan_dots(&count);
    fol_image head = read_head(path);
    uint8_t *states = healed_states(dots, count, 12, 12, 4, 1);
    for (size_t k = 0; k < sizeof scales / sizeof *scales; k++) {
        fol_pixels under = resized_picture(&head.pixels, scales[k] / 5);
        for (int noise = 1; noise <= 3; noise++) {
            healed_form form = healed_form_default(dots, count, states, &under, scales[k]);
            form.opacity = 0.95;
            form.softness_mm = 0.16;
            form.noise = noise;
            healed_picture picture = healed_picture_make(&form);
            const held_figures f = judge_healed(&form, &picture, landmarks, 6, 1.5, FOL_TRANSFORM_SIMILARITY);
            if (noise == 2)
                keep_picture(&picture, scales[k]);
            print(noise == 2 ? "preview" : "noisy", scales[k], &f);
            healed_picture_free(&picture);
        }
        free(under.data);
    }
    free(states);
    free(dots);
    fol_image_free(&head);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("register-head");
    TCase *c = tcase_create("head");
    tcase_set_timeout(c, 600);
    tcase_add_test(c, contract_figures);
    suite_add_tcase(suite, c);
    return suite;
}
