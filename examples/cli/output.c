/* SPDX-License-Identifier: MIT */
/* The way of every file that a command writes: begun, filled, and put in place only when all went well. */
#include "output.h"
#include "talk.h"

typedef struct watched_sink {
    fol_sink inner;
    bool refused;
} watched_sink;

static bool write_watched(const void *bytes, size_t size, void *user) {
    watched_sink *watched = user;
    watched->refused = watched->refused || !watched->inner.write(bytes, size, watched->inner.user);
    return !watched->refused;
}

fol_status add_output(fol_outputs *outputs, const char *path, output_writer write, const void *job, fol_error *err) {
    watched_sink watched = {.refused = false};
    fol_status status = fol_outputs_begin(outputs, path, &watched.inner, err);
    if (status != FOL_OK)
        return status;
    const fol_sink sink = {write_watched, &watched};
    status = write(job, &sink, err);
    if (watched.refused) { /* a writer knows only that it was refused; commit, which now must fail, knows why */
        const fol_status reason = fol_outputs_commit(outputs, err);
        return reason == FOL_OK ? FOL_ERR_WRITE : reason;
    }
    return status;
}

int write_output(const char *path, const char *source, output_writer write, const void *job) {
    fol_error err = {0};
    fol_outputs *outputs = NULL;
    fol_status status = fol_outputs_create(&outputs, &err);
    if (status == FOL_OK)
        status = add_output(outputs, path, write, job, &err);
    if (status == FOL_OK)
        status = fol_outputs_commit(outputs, &err);
    fol_outputs_free(outputs);
    return status == FOL_OK ? CLI_DONE : say_error(source, &err, NULL);
}
