/* SPDX-License-Identifier: MIT */
/* How each scene is opened; scenes.c puts them together. */
#ifndef FOLLICLE_BENCH_SCENE_PARTS_H
#define FOLLICLE_BENCH_SCENE_PARTS_H

#include "subject.h"

/* Yardsticks. */
bool open_bridson(const bench_file *file, measured *what);
bool open_darts(const bench_file *file, measured *what);
bool open_box_memcpy(const bench_file *file, measured *what);
bool open_memcpy(const bench_file *file, measured *what);
void close_memcpy(measured *what);

/* What the engine does. */
bool open_pattern(const bench_file *file, measured *what);
bool open_box(const bench_file *file, measured *what);
bool open_box_pool(const bench_file *file, measured *what);
bool open_small_box(const bench_file *file, measured *what);
bool open_stream(const bench_file *file, measured *what);
bool open_layout_pool(const bench_file *file, measured *what);
void close_pooled(measured *what);
bool open_layout(const bench_file *file, measured *what);
bool open_hairs(const bench_file *file, measured *what);
bool open_mask(const bench_file *file, measured *what);
bool open_design(const bench_file *file, measured *what);
bool open_drag(const bench_file *file, measured *what);
void close_drag(measured *what);

/* What is made of a layout. */
bool open_review(const bench_file *file, measured *what);
bool open_review_full(const bench_file *file, measured *what);
bool open_preview(const bench_file *file, measured *what);
bool open_png(const bench_file *file, measured *what);
bool open_png_plain(const bench_file *file, measured *what);
bool open_csv(const bench_file *file, measured *what);
void close_csv(measured *what);
bool open_csv_in_process(const bench_file *file, measured *what);

/* A subject as the scene's state, taken as far as is asked for. */
typedef enum subject_steps { SUBJECT_EMPTY, SUBJECT_READ, SUBJECT_CHECKED, SUBJECT_LAID_OUT, SUBJECT_COPIED } subject_steps;
bool open_subject(const bench_file *file, measured *what, subject_steps steps);
void close_subject(measured *what);

#endif
