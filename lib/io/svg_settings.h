/* SPDX-License-Identifier: MIT */
/* The file beside a drawing: a design without geometry. */
#ifndef FOLLICLE_IO_SVG_SETTINGS_H
#define FOLLICLE_IO_SVG_SETTINGS_H

#include <follicle/io.h>
#include <jansson.h>

/* Lays the settings over a design whose objects were drawn: by name for zones and keep-outs, in turn for hairlines; an object in place of
 * a list is for all of its kind, and says what the drawing leaves open. Errors: FOL_ERR_SYNTAX, _SCHEMA, _NAME, _LIMIT, _NOMEM, beginning with
 * the settings' name. */
fol_status fol__svg_settings(const fol_drawing_options *options, const fol_limits *limits, json_t *design, json_t **settings,
                             fol_error *err);
/* Whether err->path names a part of the design that only the settings have said: then the message says so. */
bool fol__svg_blame_settings(const json_t *settings, const char *name, fol_error *err);

#endif
