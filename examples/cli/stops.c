/* SPDX-License-Identifier: MIT */
/* No handler is restarted after: what waits in a read or a write ends with an error, and so in the clean-up. */
#include "stops.h"

#include <signal.h>
#include <string.h>

static const int held[] = {SIGHUP, SIGINT, SIGTERM};
enum { HELD_COUNT = sizeof held / sizeof held[0] };

static volatile sig_atomic_t noted; /* the signal's number; 0: none has come */

/* Those that are handled by `from`, and no others. */
static void hand_to(void (*from)(int), void (*to)(int)) {
    for (int i = 0; i < HELD_COUNT; i++) {
        struct sigaction action;
        if (sigaction(held[i], NULL, &action) != 0 || action.sa_handler != from)
            continue;
        memset(&action, 0, sizeof action);
        action.sa_handler = to;
        sigemptyset(&action.sa_mask);
        sigaction(held[i], &action, NULL);
    }
}

static void note(int number) {
    noted = number;
    hand_to(note, SIG_DFL);
}

void stops_hold(void) {
    hand_to(SIG_DFL, note);
}

bool stop_wanted(void) {
    return noted != 0;
}

void stops_release(void) {
    hand_to(note, SIG_DFL);
    if (noted)
        raise(noted);
}
