/* SPDX-License-Identifier: MIT */
/* What `held` makes of its measurement: a record, a picture, a table. */
#ifndef FOLLICLE_CLI_HELD_REPORT_H
#define FOLLICLE_CLI_HELD_REPORT_H

#include "landmarks.h"
#include "load.h"

#include <stdio.h>

typedef struct held_result {
    const loaded_design *loaded;
    const landmark_list *landmarks;
    const fol_held *held;
    const fol_pixels *photo; /* the picture is drawn into it */
} held_result;

/* Output writers of a held_result. */
fol_status write_record(const void *result, const fol_sink *sink, fol_error *err);
fol_status write_overlay(const void *result, const fol_sink *sink, fol_error *err);

/* A line on stderr for each session but the first that is nearly all lost: it may not have been done. */
void warn_held(const held_result *result);

/* The fit, and what held by zone. */
void tell_held(FILE *out, const held_result *result);

#endif
