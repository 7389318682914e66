/* SPDX-License-Identifier: MIT */
/* JPEG to RGB24 by libjpeg-turbo. The library repairs damaged data and merely warns; a plan must not be drawn on half a
 * photograph, so the warnings that mean lost data are errors here. CMYK is turned into RGB without a colour profile, as
 * every viewer does; Adobe's programs write it inverted and say so by their marker.
 *
 * libjpeg reports errors by longjmp(). All that outlives a jump sits in one struct of the caller's frame. */
#include "image.h"
#include "problem.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

/* A few bytes can ask for any number of passes over a large progressive picture; encoders write about ten. */
enum { MAX_SCANS = 200 };

typedef struct decoding {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    const fol__image_input *input;
    unsigned char *data;
    unsigned char *row; /* CMYK */
    int orientation;
    bool out_of_memory;
    fol_status refused; /* a status of ours that ended the work */
    fol_error *err;
    char message[JMSG_LENGTH_MAX];
    jmp_buf on_error;
} decoding;

/* ------------------------------------------------------------------ what libjpeg calls */

static void stop_decoding(j_common_ptr jpeg) {
    decoding *const work = jpeg->client_data;
    work->errors.format_message(jpeg, work->message);
    work->out_of_memory = work->errors.msg_code == JERR_OUT_OF_MEMORY;
    longjmp(work->on_error, 1);
}

/* Warnings have level -1, and stop the work when picture data is missing or damaged. */
static void judge_message(j_common_ptr jpeg, int level) {
    if (level >= 0)
        return;
    switch (jpeg->err->msg_code) {
    case JWRN_JPEG_EOF:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_MUST_RESYNC:
    case JWRN_NOT_SEQUENTIAL:
        stop_decoding(jpeg);
        break;
    default: /* stray bytes between markers, odd version numbers: common in photographs, and harmless */
        break;
    }
}

static void print_nothing(j_common_ptr jpeg) {
    (void)jpeg;
}

static void count_scans(j_common_ptr jpeg) {
    decoding *const work = jpeg->client_data;
    if (work->jpeg.input_scan_number <= MAX_SCANS)
        return;
    snprintf(work->message, sizeof work->message, "more than %d scans", (int)MAX_SCANS);
    longjmp(work->on_error, 1);
}

/* ------------------------------------------------------------------ steps */

static void rgb_from_cmyk(const unsigned char *cmyk, size_t count, bool inverted, unsigned char *rgb) {
    for (size_t i = 0; i < count; i++, cmyk += 4, rgb += 3) {
        const unsigned paper = inverted ? cmyk[3] : 255u - cmyk[3];
        for (int c = 0; c < 3; c++) {
            const unsigned left = inverted ? cmyk[c] : 255u - cmyk[c];
            rgb[c] = (unsigned char)((left * paper + 127) / 255);
        }
    }
}

static void read_rows(decoding *work) {
    struct jpeg_decompress_struct *const jpeg = &work->jpeg;
    const size_t stride = (size_t)jpeg->output_width * 3;
    while (jpeg->output_scanline < jpeg->output_height) {
        unsigned char *const to = work->data + jpeg->output_scanline * stride;
        JSAMPROW row = work->row ? work->row : to;
        jpeg_read_scanlines(jpeg, &row, 1);
        if (work->row)
            rgb_from_cmyk(work->row, jpeg->output_width, jpeg->saw_Adobe_marker, to);
    }
    jpeg_finish_decompress(jpeg);
}

/* Room for the picture, and for a row of four channels where there are four. */
static bool take_memory(decoding *work) {
    const size_t width = work->jpeg.image_width;
    work->data = malloc(width * 3 * work->jpeg.image_height);
    if (work->jpeg.out_color_space == JCS_CMYK)
        work->row = malloc(width * 4);
    work->out_of_memory = !work->data || (work->jpeg.out_color_space == JCS_CMYK && !work->row);
    return !work->out_of_memory;
}

static void prepare(decoding *work) {
    struct jpeg_decompress_struct *const jpeg = &work->jpeg;
    jpeg->err = jpeg_std_error(&work->errors);
    work->errors.error_exit = stop_decoding;
    work->errors.emit_message = judge_message;
    work->errors.output_message = print_nothing;
    work->progress.progress_monitor = count_scans;
    jpeg->client_data = work;
}

/* Orientation of the first EXIF block among the APP1 markers. */
static int find_orientation(const struct jpeg_decompress_struct *jpeg) {
    static const unsigned char begin[6] = {'E', 'x', 'i', 'f', 0, 0};
    for (jpeg_saved_marker_ptr marker = jpeg->marker_list; marker; marker = marker->next)
        if (marker->data_length > sizeof begin && memcmp(marker->data, begin, sizeof begin) == 0)
            return fol__exif_orientation(marker->data + sizeof begin, marker->data_length - sizeof begin);
    return 1;
}

/* The decoding itself. False when it failed; what was made is in *work either way. */
static bool decode(decoding *work) {
    struct jpeg_decompress_struct *const jpeg = &work->jpeg;
    prepare(work);
    if (setjmp(work->on_error))
        return false;
    jpeg_create_decompress(jpeg);
    jpeg->progress = &work->progress;
    jpeg_save_markers(jpeg, JPEG_APP0 + 1, 0xFFFF);
    jpeg_mem_src(jpeg, work->input->bytes, (unsigned long)work->input->size);
    jpeg_read_header(jpeg, TRUE);
    work->orientation = find_orientation(jpeg); /* now: the markers are gone when the picture is finished */
    work->refused = fol__image_check_size(work->input, jpeg->image_width, jpeg->image_height, work->err);
    if (work->refused != FOL_OK)
        return false;
    const bool four = jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
    jpeg->out_color_space = four ? JCS_CMYK : JCS_RGB;
    if (!take_memory(work))
        return false;
    jpeg_start_decompress(jpeg);
    read_rows(work);
    return true;
}

static fol_status why(const decoding *work) {
    if (work->refused != FOL_OK)
        return work->refused;
    if (work->out_of_memory)
        return fol__io_fail_nomem(work->err);
    return fol__io_fail(work->err, FOL_ERR_SYNTAX, NULL, 0, 0, "broken JPEG: %s", work->message);
}

fol_status fol__image_parse_jpeg(const fol__image_input *input, fol_pixels *out, int *orientation, fol_error *err) {
    decoding work = {.input = input, .err = err};
    const bool done = decode(&work);
    if (done) {
        const int32_t width = (int32_t)work.jpeg.output_width, height = (int32_t)work.jpeg.output_height;
        *out = (fol_pixels){FOL_PIXELS_RGB24, width, height, (size_t)width * 3, work.data};
        *orientation = work.orientation;
    }
    jpeg_destroy_decompress(&work.jpeg);
    free(work.row);
    if (done)
        return FOL_OK;
    free(work.data);
    return why(&work);
}
