/* SPDX-License-Identifier: MIT */
/* Names of what became of dots. */
#include <follicle/record.h>

#include <string.h>

static const char *const names[] = {"unknown", "done", "skipped", "added", "moved", "lost", "faint", "blown-out"};

const char *fol_dot_state_name(fol_dot_state state) {
    return (int)state >= FOL_DOT_DONE && (int)state <= FOL_DOT_BLOWN_OUT ? names[state] : names[0];
}

int fol_dot_state_named(const char *name) {
    if (!name)
        return 0;
    for (int i = FOL_DOT_DONE; i <= FOL_DOT_BLOWN_OUT; i++) {
        if (strcmp(name, names[i]) == 0)
            return i;
    }
    return strcmp(name, "kept") == 0 ? FOL_DOT_DONE : 0;
}
