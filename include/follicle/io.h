/* SPDX-License-Identifier: MIT */
/* Design files, drawings, coordinate maps and pictures: library follicle-io. Memory is libc's throughout.
 *
 * Readers take bytes, writers a sink; file names are a convenience on top, with "-" for stdin and stdout. `name` is what
 * error messages call the input. Files are UTF-8. No output holds a clock time. */
#ifndef FOLLICLE_IO_H
#define FOLLICLE_IO_H

#include <follicle/dates.h>
#include <follicle/find.h>
#include <follicle/layout.h>
#include <follicle/raster.h>
#include <follicle/record.h>
#include <follicle/review.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------ files */

/* Reads a whole file, or stdin for "-". *bytes is libc's, free() it; a NUL follows the last byte. Folders and devices are refused. Errors:
 * FOL_ERR_READ (with the system's reason), _LIMIT (over max_bytes), _NOMEM, _ARG. */
FOL_API fol_status fol_read_file(const char *path, const fol_limits *limits, char **bytes, size_t *size, fol_error *err);

/* Files that appear together or not at all: each is written under a temporary name in its own folder; commit renames them
 * all; free without commit removes them. One object is used by one thread. */
typedef struct fol_outputs fol_outputs;
FOL_API fol_status fol_outputs_create(fol_outputs **out, fol_error *err);
/* Starts a file; *sink is valid until the next call on `outputs`. "-": bytes go to stdout at commit. */
FOL_API fol_status fol_outputs_begin(fol_outputs *outputs, const char *path, fol_sink *sink, fol_error *err);
/* A file to be removed on commit if it exists. */
FOL_API fol_status fol_outputs_remove(fol_outputs *outputs, const char *path, fol_error *err);
/* Flushes, renames, removes. Errors: FOL_ERR_WRITE with the file and the system's reason; then nothing was renamed, or,
 * where a rename itself fails, all that came before it. */
FOL_API fol_status fol_outputs_commit(fol_outputs *outputs, fol_error *err);
FOL_API void fol_outputs_free(fol_outputs *outputs);

/* ------------------------------------------------------------------ design files (docs/design-file.md) */

typedef struct fol_design_file fol_design_file;

/* Reads a design's specs strictly: syntax, keys, types; ranges are checked by fol_design_create().
 * Errors: FOL_ERR_SYNTAX with line and column, _SCHEMA with path, _VALUE (a number that a spec cannot hold), _VERSION, _LIMIT,
 * _NOMEM, _ARG. */
FOL_API fol_status fol_design_file_parse(const char *bytes, size_t size, const fol_limits *limits, fol_design_file **out,
                                         fol_error *err);
FOL_API void fol_design_file_free(fol_design_file *file);
/* Valid while the file object lives. */
FOL_API const fol_treatment_spec *fol_design_file_treatment(const fol_design_file *file);
FOL_API const fol_chart_spec *fol_design_file_chart(const fol_design_file *file);
/* Writes specs as a design file: reading it back gives the same specs. An area scale, and a mask that is no picture's, have no place in a file
 * and are refused, as is a number that is not finite; other ranges are not checked. Where a file of hairs or a mask's is named, its name is
 * written and not what it holds.
 * Errors: FOL_ERR_ARG, _VALUE, _CONFLICT (what no file can say), _WRITE, _NOMEM. */
FOL_API fol_status fol_design_file_write(const fol_treatment_spec *treatment, const fol_chart_spec *chart,
                                         const fol_sink *sink, fol_error *err);

/* ------------------------------------------------------------------ drawings from design software (docs/drawings.md) */

/* Whether bytes look like a drawing and not like a design file: XML in any encoding, or a compressed one. */
FOL_API bool fol_is_drawing(const char *bytes, size_t size);

typedef struct fol_drawing_options {
    size_t struct_size;
    const fol_limits *limits;  /* default NULL: fol_limits_default() */
    const char *settings;      /* a design file without geometry, or NULL: all that the drawing does not say */
    size_t settings_size;
    const char *settings_name; /* what messages call it; default "settings" */
    /* The pixels of a picture that the drawing links to, upright, or false. `file` is written as in the drawing. NULL: linked pictures
     * are left out, with a warning. */
    bool (*picture_size)(const char *file, int32_t *width, int32_t *height, void *user);
    void *user;
} fol_drawing_options;

FOL_API void fol_drawing_options_init_sized(fol_drawing_options *options, size_t struct_size);
static inline fol_drawing_options fol_drawing_options_default(void) {
    fol_drawing_options options;
    fol_drawing_options_init_sized(&options, sizeof options);
    return options;
}

/* Reads a design from an SVG drawing: objects by their names, lengths in millimetres of its page, curves to within 0.02 mm, the
 * same points on every machine. A photograph that it embeds is the file's photo.file as a data: URI.
 * Borrows: all until return.   Gives: *out as fol_design_file_parse() does, with warnings.
 * Errors:  FOL_ERR_SYNTAX, _SCHEMA, _VALUE, _GEOMETRY, _NAME with line, column and, as path, the element; _LIMIT, _VERSION, _NOMEM, _ARG. What is
 *          wrong in the settings is named as there.
 * Cost:    about 10 million bytes a second. */
FOL_API fol_status fol_drawing_parse(const char *bytes, size_t size, const fol_drawing_options *options,
                                     fol_design_file **out, fol_error *err);
/* What was assumed or left out of a drawing; none for a design file. Valid while the file object lives; NULLs past the last. */
FOL_API size_t fol_design_file_warning_count(const fol_design_file *file);
FOL_API fol_warning fol_design_file_warning(const fol_design_file *file, size_t i);
/* Adds to an error of fol_design_create() where in the drawing its object is: line, column, and the element behind the message.
 * False, and nothing changed, where that is not known. */
FOL_API bool fol_design_file_locate(const fol_design_file *file, fol_error *err);

/* Whether photo.file holds the picture itself. */
FOL_API bool fol_is_data_uri(const char *file);
/* The bytes of data:...;base64,... in libc memory; free() them. Errors: FOL_ERR_SYNTAX, _LIMIT, _NOMEM, _ARG. */
FOL_API fol_status fol_data_uri_parse(const char *uri, const fol_limits *limits, char **bytes, size_t *size, fol_error *err);
/* ------------------------------------------------------------------ what design files name (docs/existing-hair.md) */

/* Openings from a CSV: a line of column names, among them x_um and y_um (or x_mm and y_mm) and perhaps confidence, then an opening a
 * line; other columns are passed over, so a coordinate map will do. Errors: FOL_ERR_SYNTAX and _VALUE with line and column (also no
 * openings at all), _LIMIT, _NOMEM, _ARG. */
typedef struct fol_hairs fol_hairs;
FOL_API fol_status fol_hairs_parse_csv(const char *bytes, size_t size, const fol_limits *limits, fol_hairs **out, fol_error *err);
/* Valid while the object lives. */
FOL_API const fol_point *fol_hairs_points(const fol_hairs *hairs, size_t *count);
/* One an opening; NULL where the file has no such column. */
FOL_API const float *fol_hairs_confidence(const fol_hairs *hairs);
FOL_API void fol_hairs_free(fol_hairs *hairs);
/* Spots as such a CSV: x_um,y_um,confidence,diameter_um,length_um,contrast. Errors: FOL_ERR_ARG, _WRITE. */
FOL_API fol_status fol_spots_write_csv(const fol_spot *spots, size_t count, const fol_sink *sink, fol_error *err);

/* What is in the skin (chart.in_skin) from and to a CSV with the columns of a coordinate map and state, weight, confidence and clear_um
 * (docs/records.md). `chart` has the zones' names, of which each dot has one. Errors: FOL_ERR_SYNTAX, _VALUE and _NAME with line and column,
 * _LIMIT, _NOMEM, _ARG; _WRITE. */
typedef struct fol_skin fol_skin;
FOL_API fol_status fol_skin_parse_csv(const char *bytes, size_t size, const fol_chart_spec *chart, const fol_limits *limits,
                                      fol_skin **out, fol_error *err);
/* Valid while the object lives. */
FOL_API const fol_placed_dot *fol_skin_dots(const fol_skin *skin, size_t *count);
FOL_API void fol_skin_free(fol_skin *skin);
FOL_API fol_status fol_skin_write_csv(const fol_design *design, const fol_placed_dot *placed, size_t count, const fol_sink *sink,
                                      fol_error *err);

/* ------------------------------------------------------------------ records (docs/records.md) */

/* Columns id and state, and perhaps x_mm, y_mm, confidence, session; others are passed over. Lines of comment "# fingerprint: ..." say which
 * design the rows below are about, "# day: ..." when they were written. Errors: FOL_ERR_SYNTAX, _VALUE, _NAME and _CONFLICT (days that run
 * backwards) with line and column, _LIMIT, _NOMEM, _ARG. */
typedef struct fol_record fol_record;
FOL_API fol_status fol_record_parse_csv(const char *bytes, size_t size, const fol_design *design, const fol_limits *limits,
                                        fol_record **out, fol_error *err);
/* Valid while the object lives. */
FOL_API const fol_record_row *fol_record_rows(const fol_record *record, size_t *count);
/* The day that was said last; -1: none was. */
FOL_API double fol_record_day(const fol_record *record);
FOL_API void fol_record_free(fol_record *record);
/* With the design's fingerprint. Errors: FOL_ERR_ARG, _WRITE. */
FOL_API fol_status fol_record_write_csv(const fol_design *design, const fol_record_row *rows, size_t count, const fol_sink *sink,
                                        fol_error *err);

/* ------------------------------------------------------------------ masks */

/* The values of a mask from its PNG: grey or RGB (by its brightness) of 1 to 16 bits, palettes and interlaced ones too; white is 1, black 0,
 * the other way round where file->invert, and what is transparent counts as 0. Errors: FOL_ERR_SYNTAX (broken or another format), _VALUE
 * (mask.mm_per_px, mask.x_mm, mask.y_mm out of range; 0 everywhere), _LIMIT (before memory is taken), _NOMEM, _ARG. */
typedef struct fol_mask fol_mask;
FOL_API fol_status fol_mask_parse(const char *bytes, size_t size, const fol_mask_file_spec *file, const fol_limits *limits,
                                  fol_mask **out, fol_error *err);
/* What fol_chart_spec.mask takes. Valid while the object lives. */
FOL_API const fol_mask_spec *fol_mask_values(const fol_mask *mask);
FOL_API void fol_mask_free(fol_mask *mask);

/* ------------------------------------------------------------------ coordinate maps (docs/maps.md) */

/* Dots are written in the order given; fol_layout_copy() gives map order. Errors: FOL_ERR_WRITE, _NOMEM, _ARG (also a dot of a zone that
 * the design does not have). */
FOL_API fol_status fol_map_write_csv(const fol_design *design, const fol_dot *dots, size_t count, const fol_sink *sink,
                                     fol_error *err);
FOL_API fol_status fol_map_write_json(const fol_design *design, const fol_dot *dots, size_t count, const fol_sink *sink,
                                      fol_error *err);
typedef enum fol_svg_dots {
    FOL_SVG_STROKES = 0, /* zero-length strokes with round caps, as plotters want */
    FOL_SVG_CIRCLES = 1
} fol_svg_dots;
/* Dots must be in map order (FOL_ERR_ARG names the first that is not). Errors: as above. */
FOL_API fol_status fol_map_write_svg(const fol_design *design, const fol_dot *dots, size_t count, fol_svg_dots style,
                                     const fol_sink *sink, fol_error *err);

typedef struct fol_map fol_map;
/* Reads a CSV map generously: columns by name in any order, extra columns, CRLF, a byte-order mark, empty ids (which get
 * FOL_HAND_PLACED_ID and up). Zone names that the design does not have become zone 65,535; sessions are kept as they are.
 * Errors: FOL_ERR_SYNTAX and _VALUE with line and column, _LIMIT, _NOMEM, _ARG. */
FOL_API fol_status fol_map_parse_csv(const char *bytes, size_t size, const fol_design *design, const fol_limits *limits,
                                     fol_map **out, fol_error *err);
/* Reads an SVG map back from an editor (docs/maps.md): a dot's layers say its session and zone, an element whose id is not a dot's is an
 * added one, numbered as above; hidden layers count. Depth and shade are 0 until fol_map_settle(). A session that no layer names is 0.
 * Errors: FOL_ERR_SYNTAX and _VALUE with line, column and, as path, the element; _NAME (no dot), _LIMIT, _NOMEM, _ARG. */
FOL_API fol_status fol_map_parse_svg(const char *bytes, size_t size, const fol_design *design, const fol_limits *limits,
                                     fol_map **out, fol_error *err);
/* Makes what an editor left ready to be drawn and written. Editors round numbers: dots of an SVG map within 5 micrometres of the layout's dot of their
 * id, and no more than 3 wider or thinner, get its place and diameter. Depths and shades that are 0 become those of that dot or, where there is
 * none, the middle of the design's depths and the shade of the dot's session. Returns how many had another place or diameter; 0, and
 * nothing changed, where one of the three is NULL. */
FOL_API size_t fol_map_settle(fol_map *map, const fol_design *design, const fol_layout *layout);
FOL_API const fol_dot *fol_map_dots(const fol_map *map, size_t *count);
FOL_API void fol_map_free(fol_map *map);

/* The review as JSON (docs/cli.md). `design` may be NULL: zones are then numbered from 1. Errors: FOL_ERR_ARG, _WRITE. */
FOL_API fol_status fol_review_write_json(const fol_review *review, const fol_design *design, const fol_sink *sink,
                                         fol_error *err);

/* ------------------------------------------------------------------ beside the report */

/* What a calendar says of the sessions. Texts are UTF-8. */
typedef struct fol_calendar_spec {
    size_t struct_size;
    fol_date first_session; /* no default */
    const char *uid;        /* what names this course of treatment and no other, and stays when the design or its days change: calendars know appointments
                               again by it. Default NULL: the design's name and seed */
    int32_t sequence;       /* 0, the default, when first written; greater whenever appointments are to replace earlier ones */
    const char *client;     /* begins each appointment's title; default NULL: none. Calendars are often shared */
    const char *title;      /* default "Scalp micropigmentation, session {session} of {sessions}" */
} fol_calendar_spec;

FOL_API void fol_calendar_spec_init_sized(fol_calendar_spec *spec, size_t struct_size);
static inline fol_calendar_spec fol_calendar_spec_default(void) {
    fol_calendar_spec spec;
    fol_calendar_spec_init_sized(&spec, sizeof spec);
    return spec;
}

/* The sessions as whole days of a calendar (iCalendar, RFC 5545), counted from the first. Errors: FOL_ERR_ARG, _VALUE (no date, days past the
 * year 9999, a sequence below 0), _WRITE. */
FOL_API fol_status fol_calendar_write_ics(const fol_design *design, const fol_calendar_spec *spec, const fol_sink *sink, fol_error *err);

/* A translation of the report (<follicle/report.h>): a JSON object of texts, up to 1 MiB. Keys are checked where they are used. Errors:
 * FOL_ERR_SYNTAX with line and column, _SCHEMA, _LIMIT, _NOMEM, _ARG. */
typedef struct fol_word_list fol_word_list;
FOL_API fol_status fol_word_list_parse_json(const char *bytes, size_t size, fol_word_list **out, fol_error *err);
/* Valid while the list lives. */
FOL_API const fol_word *fol_word_list_words(const fol_word_list *list, size_t *count);
FOL_API void fol_word_list_free(fol_word_list *list);

/* ------------------------------------------------------------------ pictures */

/* A photograph in libc memory, RGB24; free with fol_image_free(). */
typedef struct fol_image {
    fol_pixels pixels;
} fol_image;

/* PNG or JPEG, told apart by their first bytes: EXIF orientation applied, CMYK and grey converted, 16 bits reduced, alpha laid
 * over `under`. Metadata is dropped. Errors: FOL_ERR_SYNTAX (broken or another format), _LIMIT (before memory is taken), _NOMEM, _ARG. */
FOL_API fol_status fol_image_parse(const char *bytes, size_t size, fol_color under, const fol_limits *limits,
                                   fol_image *out, fol_error *err);
FOL_API void fol_image_free(fol_image *image);
/* The size that fol_image_parse() would give, from the first bytes alone. Errors: FOL_ERR_SYNTAX, _ARG. */
FOL_API fol_status fol_image_size(const char *bytes, size_t size, int32_t *width, int32_t *height, fol_error *err);

/* Writes a PNG with its physical resolution (px_per_mm above 0, up to 1,000,000) and, when design is not NULL, the plan's identifiers as
 * text. Errors: FOL_ERR_WRITE, _NOMEM, _ARG, _INTERNAL (libpng's own, named). */
FOL_API fol_status fol_png_write(const fol_pixels *pixels, double px_per_mm, const fol_design *design,
                                 const fol_sink *sink, fol_error *err);

/* An animated PNG, written frame by frame: whole pictures of one size, shown one after the other for ever. The animation borrows sink and
 * design until it is finished; fol_png_write() says what they are. Errors: FOL_ERR_ARG (also frames of another size, too many, or too few at
 * the end), _VALUE (a frame of other than 0 to 60 seconds), _NOMEM, _WRITE, _INTERNAL. */
typedef struct fol_animation fol_animation;
FOL_API fol_status fol_animation_create(int32_t frames, double px_per_mm, const fol_design *design, const fol_sink *sink,
                                        fol_animation **out, fol_error *err);
/* One frame, which can be changed or freed after. */
FOL_API fol_status fol_animation_add(fol_animation *animation, const fol_pixels *pixels, double seconds, fol_error *err);
/* Writes the end, once all frames are there. */
FOL_API fol_status fol_animation_finish(fol_animation *animation, fol_error *err);
FOL_API void fol_animation_free(fol_animation *animation);

#ifdef __cplusplus
}
#endif
#endif
