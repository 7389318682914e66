/* SPDX-License-Identifier: MIT */
/* Where a photograph lies and how large its pixels are: the image's box says how large it is on the canvas, its file how many
 * pixels that is. A design's photograph is neither turned nor stretched; one that is, is left out with a warning. */
#include "svg_photo.h"

#include "problem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A file's name in a link: "file:///home/a%20b.jpg". In arena memory; NULL when that is out. */
static char *file_of(fol__io_arena *arena, const char *href) {
    static const char scheme[] = "file://";
    const bool link = strncmp(href, scheme, sizeof scheme - 1) == 0;
    char *file = fol__io_arena_text(arena, link ? href + sizeof scheme - 1 : href);
    if (!file || fol_is_data_uri(href))
        return file;
    char *to = file;
    for (const char *from = file; *from; from++) {
        char code[3] = {0, 0, 0};
        if (*from == '%' && from[1] && from[2])
            memcpy(code, from + 1, 2);
        char *end = code;
        const long value = code[0] ? strtol(code, &end, 16) : 0;
        const bool escape = end == code + 2 && value >= 0x20;
        *to++ = escape ? (char)value : *from;
        from += escape ? 2 : 0;
    }
    *to = '\0';
    return file;
}

/* Pixels of the picture, standing upright. */
static bool pixels_of(const char *file, const fol_drawing_options *options, int32_t *width, int32_t *height) {
    if (!fol_is_data_uri(file))
        return options->picture_size && options->picture_size(file, width, height, options->user);
    char *bytes;
    size_t size;
    const bool read = fol_data_uri_parse(file, options->limits, &bytes, &size, NULL) == FOL_OK &&
                      fol_image_size(bytes, size, width, height, NULL) == FOL_OK;
    free(bytes);
    return read;
}

static json_t *photo_object(const char *file, double mm_per_px, fol_point at) {
    json_t *photo = json_pack("{s:s, s:f}", "file", file, "mm_per_px", mm_per_px);
    if (photo && (at.x != 0 || at.y != 0) &&
        json_object_set_new(photo, "at", json_pack("[f, f]", at.x, at.y)) != 0) {
        json_decref(photo);
        return NULL;
    }
    return photo;
}

/* A box without width or height is as large as the picture. */
static fol__matrix pixel_matrix(const fol__svg_image *image, double width, double height) {
    const double across = image->box.width > 0    ? image->box.width
                          : image->box.height > 0 ? image->box.height * width / height
                                                  : width;
    const double down = image->box.height > 0 ? image->box.height : across * height / width;
    const double box[4] = {0, 0, width, height};
    fol__matrix m = fol__matrix_times(image->to_mm, (fol__matrix){1, 0, 0, 1, image->box.x, image->box.y});
    return fol__matrix_times(m, fol__matrix_viewbox(box, across, down, image->aspect));
}

static bool leave_out(fol__svg_objects *objects, const char *why) {
    char place[128];
    fol__svg_place(objects->image.element, place, sizeof place);
    return fol__svg_notice(objects, place, "%s", why);
}

fol_status fol__svg_photo(fol__svg_objects *objects, const fol_drawing_options *options, json_t *design) {
    const fol__svg_image *image = &objects->image;
    int32_t width = 0, height = 0;
    if (!image->element || json_object_get(design, "photo"))
        return FOL_OK;
    const char *file = file_of(objects->svg->arena, image->href);
    bool good = file != NULL;
    if (good && objects->images > 1)
        good = leave_out(objects, "is taken as the photograph; the drawing has other pictures too, which are left out");
    if (!good)
        return fol__io_fail_nomem(objects->svg->err);
    if (!pixels_of(file, options, &width, &height)) {
        const char *why = fol_is_data_uri(file) ? "the embedded picture is not a PNG or JPEG that can be read; it is left out"
                                                : "the linked picture cannot be read; it is left out";
        return leave_out(objects, why) ? FOL_OK : fol__io_fail_nomem(objects->svg->err);
    }
    const fol__matrix m = pixel_matrix(image, width, height);
    json_t *photo = NULL;
    if (fol__matrix_upright(m)) {
        photo = photo_object(file, m.a, fol__matrix_apply(m, 0, 0));
        good = photo && json_object_set_new(design, "photo", photo) == 0;
    } else {
        good = leave_out(objects, "the picture is turned, mirrored or stretched in the drawing; it is left out. Turn the "
                                  "picture itself, then place it upright");
    }
    return good ? FOL_OK : fol__io_fail_nomem(objects->svg->err);
}
