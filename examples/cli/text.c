/* SPDX-License-Identifier: MIT */
/* Text for people and for JSON. Names come from files that nobody has checked, so whatever goes to a terminal is
 * cleaned of control characters; columns are counted in UTF-8 characters, not bytes. */
#include "text.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

/* ASCII controls, and the C1 controls U+0080 to U+009F, which are two bytes in UTF-8. */
static size_t control_length(const char *text) {
    const unsigned char *bytes = (const unsigned char *)text;
    if (bytes[0] < 0x20 || bytes[0] == 0x7f)
        return 1;
    if (bytes[0] == 0xc2 && bytes[1] >= 0x80 && bytes[1] <= 0x9f)
        return 2;
    return 0;
}

static bool starts_character(char byte) {
    return ((unsigned char)byte & 0xc0) != 0x80;
}

void put_clean(FILE *out, const char *text) {
    while (*text) {
        const size_t control = control_length(text);
        fputc(control ? '?' : *text, out);
        text += control ? control : 1;
    }
}

int text_width(const char *text) {
    int width = 0;
    while (*text) {
        const size_t control = control_length(text);
        width += control || starts_character(*text);
        text += control ? control : 1;
    }
    return width;
}

void put_padded(FILE *out, const char *text, int width) {
    put_clean(out, text);
    for (int i = text_width(text); i < width; i++)
        fputc(' ', out);
}

void put_count(FILE *out, int64_t number, int width) {
    char digits[24], grouped[32];
    snprintf(digits, sizeof digits, "%" PRId64, number);
    size_t to = 0;
    const size_t length = strlen(digits);
    for (size_t i = 0; i < length; i++) {
        grouped[to++] = digits[i];
        const size_t left = length - 1 - i;
        if (left > 0 && left % 3 == 0 && digits[i] != '-')
            grouped[to++] = ',';
    }
    grouped[to] = '\0';
    fprintf(out, "%*s", width, grouped);
}

void put_json_string(FILE *out, const char *text) {
    fputc('"', out);
    for (; *text; text++) {
        const unsigned char byte = (unsigned char)*text;
        if (byte == '"' || byte == '\\')
            fprintf(out, "\\%c", byte);
        else if (byte < 0x20 || byte == 0x7f)
            fprintf(out, "\\u%04x", byte);
        else
            fputc(byte, out);
    }
    fputc('"', out);
}
