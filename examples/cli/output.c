/* SPDX-License-Identifier: MIT */
/* The way of every file that a command writes: begun, filled, and put in place only when all went well. */
#include "output.h"
#include "stops.h"
#include "talk.h"

#include <string.h>

typedef struct watched_sink {
    fol_sink inner;
    bool refused;
} watched_sink;

static bool write_watched(const void *bytes, size_t size, void *user) {
    watched_sink *watched = user;
    watched->refused = watched->refused || stop_wanted() || !watched->inner.write(bytes, size, watched->inner.user);
    return !watched->refused;
}

static fol_status cancelled(fol_error *err) {
    *err = (fol_error){.status = FOL_ERR_CANCELLED};
    return FOL_ERR_CANCELLED;
}

fol_status add_output(fol_outputs *outputs, const char *path, output_writer write, const void *job, fol_error *err) {
    watched_sink watched = {.refused = false};
    fol_status status = fol_outputs_begin(outputs, path, &watched.inner, err);
    if (status != FOL_OK)
        return status;
    const fol_sink sink = {write_watched, &watched};
    status = write(job, &sink, err);
    if (stop_wanted())
        return cancelled(err);
    if (watched.refused) { /* a writer knows only that it was refused; commit, which now must fail, knows why */
        const fol_status reason = fol_outputs_commit(outputs, err);
        return reason == FOL_OK ? FOL_ERR_WRITE : reason;
    }
    return status;
}

fol_status commit_outputs(fol_outputs *outputs, fol_error *err) {
    return stop_wanted() ? cancelled(err) : fol_outputs_commit(outputs, err);
}

int write_output(const char *path, const char *source, output_writer write, const void *job) {
    fol_error err = {0};
    fol_outputs *outputs = NULL;
    const bool is_file = strcmp(path, "-") != 0; /* stdout leaves nothing to take away, and may wait for its reader */
    if (is_file)
        stops_hold();
    fol_status status = fol_outputs_create(&outputs, &err);
    if (status == FOL_OK)
        status = add_output(outputs, path, write, job, &err);
    if (status == FOL_OK)
        status = commit_outputs(outputs, &err);
    fol_outputs_free(outputs);
    if (is_file)
        stops_release();
    return status == FOL_OK ? CLI_DONE : say_error(source, &err, NULL);
}
