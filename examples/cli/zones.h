/* SPDX-License-Identifier: MIT */
/* What zones do at borders, in scars and over the sessions, in plain words and for programs. */
#ifndef FOLLICLE_CLI_ZONES_H
#define FOLLICLE_CLI_ZONES_H

#include <follicle/design.h>
#include <stdio.h>

/* A line for each thing that a zone does besides being dense; `before` once, when there is any. */
void put_zone_lines(FILE *out, const fol_design *design, const char *before);
/* Members of the zone's JSON object, each with its comma in front; nothing for a zone that does none of it. */
void put_zone_members(FILE *out, const fol_design *design, size_t zone);

#endif
