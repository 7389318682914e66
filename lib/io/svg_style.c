/* SPDX-License-Identifier: MIT */
/* Illustrator hides layers by class, Inkscape by style="display:none", others by an attribute. Selectors that no editor
 * writes are passed over. */
#include "svg_style.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_RULES = 10000 };

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static fol__value trimmed(const char *text, const char *end) {
    while (text < end && is_blank(*text))
        text++;
    while (end > text && is_blank(end[-1]))
        end--;
    return (fol__value){text, (size_t)(end - text)};
}

bool fol__value_is(fol__value value, const char *text) {
    return value.text && value.size == strlen(text) && memcmp(value.text, text, value.size) == 0;
}

/* ------------------------------------------------------------------ rules */

static bool mentions(fol__value body, const char *word) {
    const size_t size = strlen(word);
    for (size_t i = 0; i + size <= body.size; i++) {
        if (memcmp(body.text + i, word, size) == 0)
            return true;
    }
    return false;
}

/* Colours are nobody's business; a fill only where it is a pattern. */
static bool matters(fol__value body) {
    static const char *const words[] = {"display", "visibility", "fill-rule", "clip-path", "stroke-width", "transform", "url("};
    bool found = false;
    for (size_t i = 0; i < sizeof words / sizeof words[0] && !found; i++)
        found = mentions(body, words[i]);
    return found;
}

static bool add_rule(fol__style_sheet *sheet, fol__value selector, fol__value body) {
    if (selector.size == 0 || sheet->count >= MOST_RULES || !matters(body))
        return true;
    if (sheet->count == sheet->capacity) {
        const size_t capacity = sheet->capacity ? 2 * sheet->capacity : 32;
        fol__style_rule *grown = realloc(sheet->rules, capacity * sizeof *grown);
        if (!grown)
            return false;
        sheet->rules = grown;
        sheet->capacity = capacity;
    }
    sheet->rules[sheet->count++] = (fol__style_rule){selector, body};
    return true;
}

/* Past a comment at `at`, or `at` itself. */
static const char *past_comment(const char *at) {
    if (at[0] != '/' || at[1] != '*')
        return at;
    const char *end = strstr(at + 2, "*/");
    return end ? end + 2 : at + strlen(at);
}

bool fol__style_add(fol__style_sheet *sheet, const char *text) {
    const char *start = text;
    for (const char *open; (open = strchr(start, '{')) != NULL;) {
        const char *close = strchr(open, '}');
        const char *end = close ? close : open + strlen(open);
        const char *at = start;
        while (is_blank(*at) || past_comment(at) != at)
            at = is_blank(*at) ? at + 1 : past_comment(at);
        while (at < open) {
            const char *comma = memchr(at, ',', (size_t)(open - at));
            const char *stop = comma ? comma : open;
            if (!add_rule(sheet, trimmed(at, stop), trimmed(open + 1, end)))
                return false;
            at = stop + 1;
        }
        if (!close)
            break;
        start = close + 1;
    }
    return true;
}

void fol__style_free(fol__style_sheet *sheet) {
    free(sheet->rules);
    memset(sheet, 0, sizeof *sheet);
}

/* ------------------------------------------------------------------ properties */

/* The last declaration of a property in "a: b; c: d". */
static fol__value declared(fol__value body, const char *property) {
    fol__value found = {NULL, 0};
    const char *at = body.text, *end = body.text + body.size;
    while (at && at < end) {
        const char *semicolon = memchr(at, ';', (size_t)(end - at)), *stop = semicolon ? semicolon : end;
        const char *colon = memchr(at, ':', (size_t)(stop - at));
        if (colon && fol__value_is(trimmed(at, colon), property))
            found = trimmed(colon + 1, stop);
        at = stop + 1;
    }
    if (found.text) { /* !important changes nothing here */
        for (size_t i = 0; i < found.size; i++) {
            if (found.text[i] == '!')
                return trimmed(found.text, found.text + i);
        }
    }
    return found;
}

static bool has_class(const char *classes, fol__value name) {
    while (classes && *classes) {
        while (is_blank(*classes))
            classes++;
        const char *end = classes;
        while (*end && !is_blank(*end))
            end++;
        if ((size_t)(end - classes) == name.size && memcmp(classes, name.text, name.size) == 0)
            return true;
        classes = end;
    }
    return false;
}

static bool selects(fol__value selector, const fol__xml_element *element, const char *classes, const char *id) {
    const fol__value rest = {selector.text + 1, selector.size - 1};
    if (*selector.text == '.')
        return has_class(classes, rest);
    if (*selector.text == '#')
        return id && fol__value_is(rest, id);
    return fol__value_is(selector, element->name);
}

fol__value fol__style_get(const fol__style_sheet *sheet, const fol__xml_element *element, const char *property) {
    const char *style = fol__xml_get(element, "style"), *own = fol__xml_get(element, property);
    fol__value found = {NULL, 0};
    if (style)
        found = declared((fol__value){style, strlen(style)}, property);
    if (found.text)
        return found;
    const char *classes = sheet->count ? fol__xml_get(element, "class") : NULL, *id = fol__xml_get(element, "id");
    for (size_t i = 0; i < sheet->count; i++) {
        if (!selects(sheet->rules[i].selector, element, classes, id))
            continue;
        const fol__value value = declared(sheet->rules[i].body, property);
        if (value.text)
            found = value;
    }
    if (!found.text && own)
        found = trimmed(own, own + strlen(own));
    return found;
}
