/* SPDX-License-Identifier: MIT */
/* From a file name, of a design file or a drawing, to a checked design, its photograph and its layout. Everything that can
 * be wrong with the input is found here, before any command opens an output. */
#include "args.h"
#include "load.h"
#include "talk.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* Where a file that the design names lies: its path is relative to the folder of the design; for stdin, to the current one. */
static char *beside(const char *design, const char *file) {
    const char *slash = strcmp(design, "-") == 0 || file[0] == '/' ? NULL : strrchr(design, '/');
    const size_t folder = slash ? (size_t)(slash - design) + 1 : 0;
    const size_t length = strlen(file);
    char *path = malloc(folder + length + 1);
    if (!path)
        return NULL;
    memcpy(path, design, folder);
    memcpy(path + folder, file, length + 1);
    return path;
}

/* ------------------------------------------------------------------ drawings */

static bool ends_with(const char *path, const char *end) {
    const size_t size = strlen(path), tail = strlen(end);
    return size > tail && strcasecmp(path + size - tail, end) == 0;
}

bool is_drawing_name(const char *path) {
    return ends_with(path, ".svg") || ends_with(path, ".svgz");
}

/* drawing.json of drawing.svg, if it is there; NULL when it is not, or memory is out. */
static char *settings_beside(const char *path) {
    struct stat found;
    if (!ends_with(path, ".svg"))
        return NULL;
    const size_t stem = strlen(path) - 4;
    char *name = malloc(stem + sizeof ".json");
    if (!name)
        return NULL;
    memcpy(name, path, stem);
    memcpy(name + stem, ".json", sizeof ".json");
    if (stat(name, &found) == 0)
        return name;
    free(name);
    return NULL;
}

/* Pixels of a picture that the drawing links to. Commands that draw need the picture too and will say why it is not there. */
static bool picture_size(const char *file, int32_t *width, int32_t *height, void *user) {
    loaded_design *loaded = user;
    fol_error *err = &loaded->photo_error;
    char *path = beside(loaded->path, file), *bytes = NULL;
    size_t size = 0;
    bool read = path && fol_read_file(path, &loaded->limits, &bytes, &size, err) == FOL_OK;
    if (read && fol_image_size(bytes, size, width, height, err) != FOL_OK) {
        char message[sizeof err->message];
        snprintf(message, sizeof message, "%.100s: %.200s", path, err->message);
        memcpy(err->message, message, sizeof message);
        read = false;
    }
    free(bytes);
    free(path);
    return read;
}

static fol_status parse_drawing(loaded_design *loaded, const char *bytes, size_t size, fol_error *err) {
    fol_drawing_options options = fol_drawing_options_default();
    char *settings = NULL;
    if (!loaded->settings)
        loaded->settings = loaded->found_settings = settings_beside(loaded->path);
    fol_status status = FOL_OK;
    if (loaded->settings)
        status = fol_read_file(loaded->settings, &loaded->limits, &settings, &options.settings_size, err);
    options.limits = &loaded->limits;
    options.settings = settings;
    options.settings_name = loaded->settings;
    options.picture_size = picture_size;
    options.user = loaded;
    if (status == FOL_OK)
        status = fol_drawing_parse(bytes, size, &options, &loaded->file, err);
    free(settings);
    return status;
}

/* ------------------------------------------------------------------ what designs name */

/* A file that the design names by `key`, read whole; `path` and `bytes` are the caller's to free. */
static int read_named(const loaded_design *loaded, const char *key, const char *file, char **path, char **bytes, size_t *size) {
    fol_error err = {0};
    *bytes = NULL;
    *path = beside(loaded->path, file);
    if (!*path)
        return say_no_memory();
    if (fol_read_file(*path, &loaded->limits, bytes, size, &err) != FOL_OK)
        say("%s: %s: %s", loaded->shown, key, err.message);
    return exit_for(err.status);
}

/* What is wrong in a file that the design names. */
static int say_named(const loaded_design *loaded, const char *key, const char *path, const fol_error *err) {
    char source[512];
    if (err->path[0]) /* of the design, not of the file */
        return say_error(loaded->shown, err, NULL);
    snprintf(source, sizeof source, "%s: %s: %s", loaded->shown, key, path);
    return say_error(source, err, NULL);
}

static int read_hairs(const loaded_design *loaded, const char *file, fol_hairs **hairs) {
    char *path, *bytes;
    size_t size = 0;
    fol_error err = {0};
    int code = read_named(loaded, "hairs_file", file, &path, &bytes, &size);
    if (code == CLI_DONE && fol_hairs_parse_csv(bytes, size, &loaded->limits, hairs, &err) != FOL_OK)
        code = say_named(loaded, "hairs_file", path, &err);
    free(bytes);
    free(path);
    return code;
}

static int read_skin(const loaded_design *loaded, const fol_chart_spec *chart, fol_skin **skin) {
    char *path, *bytes;
    size_t size = 0;
    fol_error err = {0};
    int code = read_named(loaded, "in_skin.file", chart->in_skin_file, &path, &bytes, &size);
    if (code == CLI_DONE && fol_skin_parse_csv(bytes, size, chart, &loaded->limits, skin, &err) != FOL_OK)
        code = say_named(loaded, "in_skin.file", path, &err);
    free(bytes);
    free(path);
    return code;
}

static int read_mask(const loaded_design *loaded, const fol_mask_file_spec *file, fol_mask **mask) {
    char *path, *bytes;
    size_t size = 0;
    fol_error err = {0};
    int code = read_named(loaded, "mask.file", file->file, &path, &bytes, &size);
    if (code == CLI_DONE && fol_mask_parse(bytes, size, file, &loaded->limits, mask, &err) != FOL_OK)
        code = say_named(loaded, "mask.file", path, &err);
    free(bytes);
    free(path);
    return code;
}

/* ------------------------------------------------------------------ designs */

const fol_pattern *pattern_of(const loaded_design *loaded) {
    return loaded->units ? loaded->units : fol_pattern_builtin();
}

/* Numbers that make no units are left to the design, which knows the key that they stand under. */
static int make_units(loaded_design *loaded, const fol_units_spec *units) {
    fol_error err = {0};
    const fol_status status = units->apart_to_mm > 0 ? fol_pattern_create_units(NULL, units, NULL, NULL, &loaded->units, &err) : FOL_OK;
    return status == FOL_ERR_NOMEM ? say_error(loaded->shown, &err, NULL) : CLI_DONE;
}

static int make_design(loaded_design *loaded, const fol_treatment_spec *treatment, const fol_chart_spec *chart) {
    fol_error err = {0};
    fol_design_options options = fol_design_options_default();
    const int code = make_units(loaded, &treatment->units);
    if (code != CLI_DONE)
        return code;
    options.spacing = fol_pattern_spacing(pattern_of(loaded));
    options.site_spacing = fol_pattern_site_spacing(pattern_of(loaded));
    options.limits = &loaded->limits;
    if (fol_design_create(treatment, chart, &options, NULL, &loaded->design, &err) == FOL_OK &&
        fol_skin_fits(loaded->design, NULL, &err) == FOL_OK)
        return CLI_DONE;
    fol_design_file_locate(loaded->file, &err);
    return say_error(loaded->shown, &err, chart);
}

/* With the hairs, the mask and the dots in the skin that its file names. */
static int create_design(loaded_design *loaded) {
    fol_chart_spec chart = *fol_design_file_chart(loaded->file);
    fol_hairs *hairs = NULL;
    fol_mask *mask = NULL;
    fol_skin *skin = NULL;
    int code = chart.hairs_file ? read_hairs(loaded, chart.hairs_file, &hairs) : CLI_DONE;
    if (code == CLI_DONE && chart.mask_file.file)
        code = read_mask(loaded, &chart.mask_file, &mask);
    if (code == CLI_DONE && chart.in_skin_file)
        code = read_skin(loaded, &chart, &skin);
    if (skin)
        chart.in_skin = fol_skin_dots(skin, &chart.in_skin_count);
    if (hairs) {
        chart.hairs = fol_hairs_points(hairs, &chart.hair_count);
        chart.hair_confidence = fol_hairs_confidence(hairs);
    }
    if (mask)
        chart.mask = *fol_mask_values(mask);
    if (code == CLI_DONE)
        code = make_design(loaded, fol_design_file_treatment(loaded->file), &chart);
    fol_hairs_free(hairs);
    fol_mask_free(mask);
    fol_skin_free(skin);
    return code;
}

static int parse_design(loaded_design *loaded, const char *bytes, size_t size) {
    fol_error err = {0};
    const bool drawing = is_drawing_name(loaded->path) || fol_is_drawing(bytes, size);
    if (loaded->settings && !drawing)
        return bad_usage("", "--settings goes with a drawing; %s is a design file, which holds them itself", loaded->shown);
    const fol_status status = drawing ? parse_drawing(loaded, bytes, size, &err)
                                      : fol_design_file_parse(bytes, size, &loaded->limits, &loaded->file, &err);
    return status == FOL_OK ? CLI_DONE : say_error(loaded->shown, &err, NULL);
}

size_t warning_count(const loaded_design *loaded) {
    return fol_design_file_warning_count(loaded->file) + fol_design_warning_count(loaded->design);
}

fol_warning warning_at(const loaded_design *loaded, size_t i) {
    const size_t drawn = fol_design_file_warning_count(loaded->file);
    return i < drawn ? fol_design_file_warning(loaded->file, i) : fol_design_warning(loaded->design, i - drawn);
}

static void say_warnings(const loaded_design *loaded) {
    for (size_t i = 0; i < warning_count(loaded); i++) {
        fputs("follicle: ", stderr);
        put_clean(stderr, loaded->shown);
        fputs(": warning: ", stderr);
        put_warning(stderr, loaded->design, warning_at(loaded, i));
        fputc('\n', stderr);
    }
}

int load_specs(loaded_design *loaded, const char *path, const char *settings) {
    *loaded = (loaded_design){.path = path, .settings = settings, .shown = strcmp(path, "-") == 0 ? "stdin" : path};
    loaded->limits = fol_limits_default();
    char *bytes = NULL;
    size_t size = 0;
    fol_error err = {0};
    if (fol_read_file(path, &loaded->limits, &bytes, &size, &err) != FOL_OK)
        return say_error(NULL, &err, NULL);
    const int code = parse_design(loaded, bytes, size);
    free(bytes);
    return code;
}

int load_design(loaded_design *loaded, const char *path, const char *settings, bool warn) {
    int code = load_specs(loaded, path, settings);
    if (code == CLI_DONE)
        code = create_design(loaded);
    if (code == CLI_DONE && warn)
        say_warnings(loaded);
    return code;
}

/* ------------------------------------------------------------------ what commands need besides */

/* A picture within the drawing, or a file beside it; `path` and `bytes` are the caller's to free. */
static int read_photo(const loaded_design *loaded, const char *file, char **path, char **bytes, size_t *size) {
    fol_error err = {0};
    if (!fol_is_data_uri(file))
        return read_named(loaded, "photo.file", file, path, bytes, size);
    *bytes = NULL;
    *path = strdup("embedded");
    if (!*path)
        return say_no_memory();
    if (fol_data_uri_parse(file, &loaded->limits, bytes, size, &err) != FOL_OK)
        say("%s: photo.file: %s", loaded->shown, err.message);
    return exit_for(err.status);
}

int load_photo(loaded_design *loaded) {
    const fol_photo_spec *photo = &fol_design_file_chart(loaded->file)->photo;
    if (!photo->file && loaded->photo_error.status != FOL_OK) {
        say("%s: photo: %s", loaded->shown, loaded->photo_error.message);
        return exit_for(loaded->photo_error.status);
    }
    if (!photo->file)
        return CLI_DONE;
    char *path, *bytes;
    size_t size = 0;
    fol_error err = {0};
    const fol_color skin = fol_design_file_treatment(loaded->file)->skin;
    int code = read_photo(loaded, photo->file, &path, &bytes, &size);
    if (code == CLI_DONE && fol_image_parse(bytes, size, skin, &loaded->limits, &loaded->photo, &err) != FOL_OK)
        code = say_named(loaded, "photo.file", path, &err);
    free(bytes);
    free(path);
    return code;
}

int load_layout(loaded_design *loaded) {
    fol_error err = {0};
    progress_bar bar;
    fol_layout_options options = fol_layout_options_default();
    options.pattern = pattern_of(loaded);
    options.limits = &loaded->limits;
    options.progress = progress_begin(&bar, "laying out");
    const fol_status status = fol_layout_create(loaded->design, &options, NULL, &loaded->layout, &err);
    progress_end(&bar);
    return status == FOL_OK ? CLI_DONE : say_error(loaded->shown, &err, fol_design_chart(loaded->design));
}

void unload_design(loaded_design *loaded) {
    fol_layout_free(loaded->layout);
    fol_image_free(&loaded->photo);
    fol_design_free(loaded->design);
    fol_pattern_free(loaded->units);
    fol_design_file_free(loaded->file);
    free(loaded->found_settings);
}

bool is_same_file(const char *a, const char *b) {
    struct stat p, q;
    return stat(a, &p) == 0 && stat(b, &q) == 0 && p.st_dev == q.st_dev && p.st_ino == q.st_ino;
}

static int refuse_files(const loaded_design *loaded, const char *path, const char *hairs_file) {
    const fol_chart_spec *chart = fol_design_file_chart(loaded->file);
    const char *const files[] = {chart->photo.file, hairs_file, chart->mask_file.file, chart->in_skin_file};
    static const char *const names[] = {"photograph", "file of hairs", "mask", "record of what is in the skin"};
    if (strcmp(path, "-") == 0)
        return CLI_DONE;
    if (strcmp(loaded->path, "-") != 0 && is_same_file(path, loaded->path)) {
        say("%s is the design itself: write somewhere else", path);
        return CLI_BAD_USAGE;
    }
    if (loaded->settings && is_same_file(path, loaded->settings)) {
        say("%s holds the drawing's settings: write somewhere else", path);
        return CLI_BAD_USAGE;
    }
    if (loaded->map && is_same_file(path, loaded->map)) {
        say("%s is the map that is read: write somewhere else", path);
        return CLI_BAD_USAGE;
    }
    for (int i = 0; i < 4; i++) {
        char *named = files[i] && !fol_is_data_uri(files[i]) ? beside(loaded->path, files[i]) : NULL;
        const bool is_input = named && is_same_file(path, named);
        free(named);
        if (is_input) {
            say("%s is the design's %s: write somewhere else", path, names[i]);
            return CLI_BAD_USAGE;
        }
    }
    return CLI_DONE;
}

int refuse_input(const loaded_design *loaded, const char *path) {
    return refuse_files(loaded, path, fol_design_file_chart(loaded->file)->hairs_file);
}

int refuse_input_but_hairs(const loaded_design *loaded, const char *path) {
    return refuse_files(loaded, path, NULL);
}
