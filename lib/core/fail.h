/* SPDX-License-Identifier: MIT */
/* Filling a fol_error in one expression: return fol__fail(err, FOL_ERR_VALUE, where, "...", ...). */
#ifndef FOLLICLE_CORE_FAIL_H
#define FOLLICLE_CORE_FAIL_H

#include <follicle/base.h>

/* Where in the input a fault is. FOL__NOWHERE, or a literal with the fields that apply; -1 in those that do not. */
typedef struct fol__where {
    const char *list; /* "zones", "hairlines", "keep_outs", "hairs", "sessions"; NULL when it is about none */
    int32_t index, ring, vertex;
    const char *key;  /* the key at fault below that place, or at the top when list is NULL; NULL for none */
} fol__where;

#define FOL__NOWHERE ((fol__where){NULL, -1, -1, -1, NULL})

/* Writes where as a design file's path: zones[2].holes[0][14]. Cuts what does not fit. */
void fol__path_write(fol__where where, char *path, size_t size);

/* Returns status; fills *err unless it is NULL. */
fol_status fol__fail(fol_error *err, fol_status status, fol__where where, const char *format, ...) FOL_PRINTF(4, 5);
/* The messages of the two failures that can come from anywhere. */
fol_status fol__fail_nomem(fol_error *err);
fol_status fol__fail_cancelled(fol_error *err);

/* Reports progress; true when the caller asks to stop. */
bool fol__stop_wanted(const fol_progress *progress, double done);

#endif
