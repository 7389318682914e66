/* SPDX-License-Identifier: MIT */
/* Output files, whole or not at all. */
#ifndef FOLLICLE_CLI_OUTPUT_H
#define FOLLICLE_CLI_OUTPUT_H

#include <follicle/io.h>

/* Writes one kind of file. `job` is what that kind needs: see the header that declares the writer. */
typedef fol_status (*output_writer)(const void *job, const fol_sink *sink, fol_error *err);

/* Adds one file to a set. A failure tells the system's reason; FOL_ERR_CANCELLED when the program is to stop. */
fol_status add_output(fol_outputs *outputs, const char *path, output_writer write, const void *job, fol_error *err);

/* Puts the files of a set in place, unless the program is to stop. */
fol_status commit_outputs(fol_outputs *outputs, fol_error *err);

/* One file or, for "-", stdout. `source`: what the user calls the input that it is made from. Returns an exit code. */
int write_output(const char *path, const char *source, output_writer write, const void *job);

#endif
