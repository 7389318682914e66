/* SPDX-License-Identifier: MIT */
/* What the program's exit codes mean; docs/cli.md promises them. */
#ifndef FOLLICLE_CLI_EXITS_H
#define FOLLICLE_CLI_EXITS_H

#include <follicle/base.h>

enum cli_exit {
    CLI_DONE = 0,
    CLI_FAILED_CHECK = 1, /* the dots do not keep what the design asks for */
    CLI_BAD_USAGE = 2,
    CLI_BAD_INPUT = 3,
    CLI_NO_OUTPUT = 4 /* could not write, or an inner failure */
};

/* The one place where a status of the libraries becomes an exit code. */
int exit_for(fol_status status);

#endif
