/* SPDX-License-Identifier: MIT */
/* The scenes, in the order in which they are measured: each beside its yardsticks. Each times one library call, or one chain of calls,
 * as a host would make it; freeing is not timed. */
#include "scenes.h"

#include <string.h>

#include "scene_parts.h"

static void close_nothing(measured *what) {
    (void)what;
}

static const bench_scene scenes[] = {
    {"bridson", "50,000 points by Bridson's method: what ratios are taken to", GROUP_ENGINE, false, false, open_bridson,
     close_nothing, {{{NULL}, false, 0}}},
    {"darts", "50,000 points by darts until none fits", GROUP_ENGINE, false, false, open_darts, close_nothing,
     {{{"bridson"}, true, 0}}},
    {"memcpy", "the bytes of box's dots, copied", GROUP_ENGINE, false, false, open_box_memcpy, close_memcpy, {{{NULL}, false, 0}}},
    {"box", "a million dots at 200 per cm2, laid out", GROUP_ENGINE, false, true, open_box, close_subject,
     {{{"memcpy"}, false, 4}, {{"bridson"}, true, 350}}},
    {"box-pool", "the same by two threads, by the wall clock", GROUP_ENGINE, false, false, open_box_pool, close_pooled,
     {{{"box"}, false, 0}}},
    {"stream", "ten million dots to a callback that reads each", GROUP_ENGINE, false, false, open_stream, close_subject,
     {{{"box"}, true, 0}}},
    {"square", "50,000 dots at 100 per cm2: the task of bench/peers", GROUP_ENGINE, false, true, open_small_box, close_subject,
     {{{"darts"}, true, 0}}},
    {"scalp-memcpy", "the bytes of scalp's dots, copied", GROUP_ENGINE, true, false, open_memcpy, close_memcpy,
     {{{NULL}, false, 0}}},
    {"scalp", "the design, laid out", GROUP_ENGINE, true, true, open_layout, close_subject,
     {{{"scalp-memcpy"}, false, 20}, {{"bridson"}, true, 120}}},
    {"scalp-pool", "the same by two threads, by the wall clock", GROUP_ENGINE, true, false, open_layout_pool, close_pooled,
     {{{"scalp"}, false, 0}}},
    {"scalp-hairs", "the same around 10 existing hairs per cm2", GROUP_ENGINE, true, true, open_hairs, close_subject,
     {{{"scalp"}, false, 2.5}}},
    {"scalp-mask", "the same under a density mask from an image", GROUP_ENGINE, true, true, open_mask, close_subject,
     {{{"scalp"}, false, 2.5}}},
    {"design", "the design, checked and indexed", GROUP_ENGINE, true, false, open_design, close_subject,
     {{{"scalp"}, false, 0.6}}},
    {"drag", "a vertex of the hairline moved by 2 mm, the layout updated", GROUP_ENGINE, true, false, open_drag, close_drag,
     {{{"scalp", "design"}, false, 0.1}}},
    {"pattern", "65,536 ranked points built from a seed", GROUP_AROUND, false, false, open_pattern, close_subject,
     {{{NULL}, false, 0}}},
    {"review", "the layout, measured and judged", GROUP_AROUND, true, false, open_review, close_subject, {{{NULL}, false, 0}}},
    {"review-full", "the same with spectra, pair correlation and cells", GROUP_AROUND, true, false, open_review_full, close_subject,
     {{{NULL}, false, 0}}},
    {"preview", "the layout, drawn into memory at 1920 x 1440", GROUP_AROUND, true, false, open_preview, close_subject,
     {{{NULL}, false, 0}}},
    {"csv", "design file to coordinate map, the whole program", GROUP_AROUND, true, false, open_csv, close_csv,
     {{{NULL}, false, 0}}},
    {"csv-in-process", "the same from bytes to bytes", GROUP_AROUND, true, false, open_csv_in_process, close_subject,
     {{{NULL}, false, 0}}},
    {"png-plain", "the picture of png, its finished pixels written by libpng as it comes", GROUP_PNG, true, false, open_png_plain,
     close_subject, {{{NULL}, false, 0}}},
    {"png", "the layout, drawn at 24 px/mm and written as PNG into memory", GROUP_PNG, true, false, open_png, close_subject,
     {{{"png-plain"}, false, 3}}},
};

const bench_scene *bench_scene_at(size_t i) {
    return i < sizeof scenes / sizeof scenes[0] ? &scenes[i] : NULL;
}

const bench_scene *bench_scene_named(const char *name) {
    const bench_scene *scene;
    for (size_t i = 0; (scene = bench_scene_at(i)) != NULL; i++) {
        if (strcmp(scene->name, name) == 0)
            return scene;
    }
    return NULL;
}
