/* SPDX-License-Identifier: MIT */
/* Ctrl-C and its like while there are files to take away again: the program does so, and then ends by the signal all the same. */
#ifndef FOLLICLE_CLI_STOPS_H
#define FOLLICLE_CLI_STOPS_H

#include <stdbool.h>

/* From here on the first SIGHUP, SIGINT or SIGTERM is only noted; the second ends the program at once. Signals that whoever started the
 * program wants ignored stay so. */
void stops_hold(void);
/* One has been noted: nothing more is to be written. */
bool stop_wanted(void);
/* Signals do again what they usually do; one that has been noted does it now. */
void stops_release(void);

#endif
