/* SPDX-License-Identifier: MIT */
/* From a file name to a checked design, its photograph and its layout. Everything that can be wrong with the input is
 * found here, before any command opens an output. */
#include "load.h"
#include "talk.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int create_design(loaded_design *loaded, const fol_design_file *file) {
    fol_error err = {0};
    fol_design_options options = fol_design_options_default();
    options.spacing = fol_pattern_spacing(fol_pattern_builtin());
    options.limits = &loaded->limits;
    const fol_chart_spec *chart = fol_design_file_chart(file);
    if (fol_design_create(fol_design_file_treatment(file), chart, &options, NULL, &loaded->design, &err) != FOL_OK)
        return say_error(loaded->shown, &err, chart);
    return CLI_DONE;
}

int load_design(loaded_design *loaded, const char *path, bool warn) {
    *loaded = (loaded_design){.path = path, .shown = strcmp(path, "-") == 0 ? "stdin" : path};
    loaded->limits = fol_limits_default();
    char *bytes = NULL;
    size_t size = 0;
    fol_error err = {0};
    if (fol_read_file(path, &loaded->limits, &bytes, &size, &err) != FOL_OK)
        return say_error(NULL, &err, NULL);
    fol_design_file *file = NULL;
    const fol_status status = fol_design_file_parse(bytes, size, &loaded->limits, &file, &err);
    free(bytes);
    if (status != FOL_OK)
        return say_error(loaded->shown, &err, NULL);
    const int code = create_design(loaded, file);
    fol_design_file_free(file);
    if (code == CLI_DONE && warn)
        say_warnings(loaded->shown, loaded->design);
    return code;
}

/* Where a photograph lies: its path is relative to the folder of the design; for stdin, to the current one. */
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

int load_photo(loaded_design *loaded) {
    const fol_photo_spec *photo = &fol_design_chart(loaded->design)->photo;
    if (!photo->file)
        return CLI_DONE;
    char *path = beside(loaded->path, photo->file);
    if (!path)
        return say_no_memory();
    char *bytes = NULL;
    size_t size = 0;
    fol_error err = {0};
    const fol_color skin = fol_design_treatment(loaded->design)->skin;
    if (fol_read_file(path, &loaded->limits, &bytes, &size, &err) != FOL_OK)
        say("%s: photo.file: %s", loaded->shown, err.message);
    else if (fol_image_parse(bytes, size, skin, &loaded->limits, &loaded->photo, &err) != FOL_OK)
        say("%s: photo.file: %s: %s", loaded->shown, path, err.message);
    free(bytes);
    free(path);
    return exit_for(err.status);
}

int load_layout(loaded_design *loaded) {
    fol_error err = {0};
    progress_bar bar;
    fol_layout_options options = fol_layout_options_default();
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
}

/* One file, by whatever names. */
static bool same_file(const char *a, const char *b) {
    struct stat p, q;
    return stat(a, &p) == 0 && stat(b, &q) == 0 && p.st_dev == q.st_dev && p.st_ino == q.st_ino;
}

int refuse_input(const loaded_design *loaded, const char *path) {
    const char *photo = fol_design_chart(loaded->design)->photo.file;
    if (strcmp(path, "-") == 0)
        return CLI_DONE;
    if (strcmp(loaded->path, "-") != 0 && same_file(path, loaded->path)) {
        say("%s is the design itself: write somewhere else", path);
        return CLI_BAD_USAGE;
    }
    char *photo_path = photo ? beside(loaded->path, photo) : NULL;
    const bool is_photo = photo_path && same_file(path, photo_path);
    free(photo_path);
    if (is_photo)
        say("%s is the design's photograph: write somewhere else", path);
    return is_photo ? CLI_BAD_USAGE : CLI_DONE;
}
