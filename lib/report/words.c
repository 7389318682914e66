/* SPDX-License-Identifier: MIT */
/* Texts by key, and what is filled into them. */
#include "words.h"

#include "render.h"

#include <string.h>

static const fol_word table[] = {
#define AS_ROW(identifier, key, text) {key, text},
    FOL__WORDS(AS_ROW)
#undef AS_ROW
};

size_t fol_report_word_count(void) {
    return FOL__WORD_COUNT;
}

fol_word fol_report_word_at(size_t i) {
    const fol_word none = {NULL, NULL};
    return i < FOL__WORD_COUNT ? table[i] : none;
}

static int word_of(const char *key) {
    for (int i = 0; i < FOL__WORD_COUNT; i++) {
        if (strcmp(table[i].key, key) == 0)
            return i;
    }
    return -1;
}

/* Length of "{name}" at the start of `text`, 0 when there is none. */
static size_t slot_length(const char *text) {
    if (*text != '{')
        return 0;
    const size_t length = 1 + strspn(text + 1, "abcdefghijklmnopqrstuvwxyz");
    return length > 1 && text[length] == '}' ? length + 1 : 0;
}

/* True when `original` has the slot of `length` bytes at `slot`. */
static bool has_slot(const char *original, const char *slot, size_t length) {
    for (const char *at = original; *at; at++) {
        if (strncmp(at, slot, length) == 0)
            return true;
    }
    return false;
}

static fol_status check_word(const fol_word *own, int word, fol_error *err) {
    if (!own->text)
        return fol__render_fail(err, FOL_ERR_ARG, "the text of \"%s\" is NULL", own->key);
    for (const char *at = own->text; *at; at++) {
        const size_t length = slot_length(at);
        if (length && !has_slot(table[word].text, at, length))
            return fol__render_fail(err, FOL_ERR_VALUE, "\"%s\" has %.*s, which that text does not fill in; it is: %s", own->key,
                                    (int)length, at, table[word].text);
    }
    return FOL_OK;
}

fol_status fol__words_make(const fol_word *own, size_t count, fol__words *words, fol_error *err) {
    for (int i = 0; i < FOL__WORD_COUNT; i++)
        words->texts[i] = table[i].text;
    for (size_t i = 0; i < count; i++) {
        const int word = own[i].key ? word_of(own[i].key) : -1;
        if (word < 0)
            return fol__render_fail(err, FOL_ERR_NAME, "the report has no text \"%s\"", own[i].key ? own[i].key : "(null)");
        const fol_status status = check_word(&own[i], word, err);
        if (status != FOL_OK)
            return status;
        words->texts[word] = own[i].text;
    }
    return FOL_OK;
}

/* ------------------------------------------------------------------ filling in */

typedef struct filling {
    char *out;
    size_t used, size;
    bool cut;
} filling;

/* A cut falls before a whole character: UTF-8's continuation bytes begin with the bits 10. */
static void add(filling *f, const char *text, size_t length) {
    const size_t room = f->size - 1 - f->used;
    if (f->cut)
        return;
    f->cut = length > room;
    if (f->cut) {
        length = room;
        while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
            length--;
    }
    memcpy(f->out + f->used, text, length);
    f->used += length;
}

static const char *value_of(const fol__slot *slots, size_t count, const char *name, size_t length) {
    for (size_t i = 0; i < count; i++) {
        if (strlen(slots[i].name) == length && memcmp(slots[i].name, name, length) == 0)
            return slots[i].value;
    }
    return NULL;
}

char *fol__words_fill(const fol__words *words, fol__word word, const fol__slot *slots, size_t count, char *out, size_t size) {
    filling f = {out, 0, size, false};
    const char *at = words->texts[word];
    while (*at) {
        const size_t slot = slot_length(at), length = slot ? slot : 1 + strcspn(at + 1, "{");
        const char *value = slot ? value_of(slots, count, at + 1, slot - 2) : NULL;
        add(&f, value ? value : at, value ? strlen(value) : length);
        at += length;
    }
    out[f.used] = '\0';
    return out;
}
