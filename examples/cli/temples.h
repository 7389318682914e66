/* SPDX-License-Identifier: MIT */
/* The temples' class as an option. */
#ifndef FOLLICLE_CLI_TEMPLES_H
#define FOLLICLE_CLI_TEMPLES_H

#include "args.h"

#include <follicle/head.h>

/* N, T, P, R, large or small; anything else is said and false. */
bool read_temples(const cli_syntax *syntax, const char *text, fol_temples *temples);

#endif
