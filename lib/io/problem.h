/* SPDX-License-Identifier: MIT */
/* Filling a fol_error in one expression: return fol__io_fail(err, FOL_ERR_SYNTAX, path, line, column, "...", ...). */
#ifndef FOLLICLE_IO_PROBLEM_H
#define FOLLICLE_IO_PROBLEM_H

#include <follicle/base.h>

/* Returns status; fills *err unless it is NULL. path NULL or "", line 0 and column 0 when they do not apply. `path` may
 * be err->path itself. What does not fit is cut at a whole UTF-8 character, control characters become '?'. */
fol_status fol__io_fail(fol_error *err, fol_status status, const char *path, int line, int column, const char *format,
                        ...) FOL_PRINTF(6, 7);
/* The message of a failure that can come from anywhere. */
fol_status fol__io_fail_nomem(fol_error *err);

#endif
