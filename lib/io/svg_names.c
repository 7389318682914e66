/* SPDX-License-Identifier: MIT */
/* Names from every editor to meanings. Inkscape keeps a label beside an id, Affinity a serif:id, Illustrator writes what an id
 * cannot hold as _x0020_ and, newer, a data-name; Figma puts blanks into ids. All write numbers behind copies. The first
 * words decide, so that "zone hairline" is a zone and "Hairline zone left" a hairline. */
#include "svg_names.h"

#include "utf8.h"

#include <string.h>

/* Bytes that are kept of a name: with a blank behind each, and a number behind all, they fit. */
enum { LONGEST_NAME = 110 };

/* Longer ones first where one begins with another. */
static const struct {
    const char *words;
    fol__role role;
} roles[] = {
    {"keep outs", FOL__ROLE_KEEP_OUT}, {"keep out", FOL__ROLE_KEEP_OUT},   {"keepouts", FOL__ROLE_KEEP_OUT},
    {"keepout", FOL__ROLE_KEEP_OUT},   {"no go", FOL__ROLE_KEEP_OUT},      {"nogo", FOL__ROLE_KEEP_OUT},
    {"moles", FOL__ROLE_KEEP_OUT},     {"mole", FOL__ROLE_KEEP_OUT},       {"lesions", FOL__ROLE_KEEP_OUT},
    {"lesion", FOL__ROLE_KEEP_OUT},    {"hair lines", FOL__ROLE_HAIRLINE}, {"hair line", FOL__ROLE_HAIRLINE},
    {"hairlines", FOL__ROLE_HAIRLINE}, {"hairline", FOL__ROLE_HAIRLINE},   {"hairs", FOL__ROLE_HAIR},
    {"hair", FOL__ROLE_HAIR},          {"grafts", FOL__ROLE_HAIR},         {"graft", FOL__ROLE_HAIR},
    {"zones", FOL__ROLE_ZONE},         {"zone", FOL__ROLE_ZONE},           {"areas", FOL__ROLE_ZONE},
    {"area", FOL__ROLE_ZONE},          {"landmarks", FOL__ROLE_LANDMARK},  {"landmark", FOL__ROLE_LANDMARK},
    {"behind", FOL__ROLE_BEHIND},      {"photographs", FOL__ROLE_PHOTO},   {"photograph", FOL__ROLE_PHOTO},
    {"photos", FOL__ROLE_PHOTO},       {"photo", FOL__ROLE_PHOTO},         {"notes", FOL__ROLE_NOTE},
    {"note", FOL__ROLE_NOTE},          {"comments", FOL__ROLE_NOTE},       {"comment", FOL__ROLE_NOTE},
    {"guides", FOL__ROLE_NOTE},        {"ignore", FOL__ROLE_NOTE},         {"follicle plan", FOL__ROLE_SESSION},
    {"session", FOL__ROLE_SESSION},
};

/* What editors call objects that nobody has named, with or without a number behind. */
static const char *const made_up[] = {
    "path", "rect",  "rectangle", "circle", "ellipse", "line",  "polyline", "polygon", "g",   "group", "use",     "image",
    "svg",  "layer", "ebene",     "calque", "capa",    "shape", "vector",   "object",  "svg", "star",  "compound path",
    "text", "tspan", "curve",     "union",  "subtract", "a",    "symbol",   "frame",   "xml", "",
};

/* ------------------------------------------------------------------ letters */

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Bytes of UTF-8 are letters. */
static bool in_word(char c) {
    return is_upper(c) || is_lower(c) || is_digit(c) || ((unsigned char)c & 0x80);
}

static int hex_digit(char c) {
    return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static size_t put_utf8(char *to, int32_t c) {
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xC0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    to[0] = (char)(0xE0 | c >> 12);
    to[1] = (char)(0x80 | (c >> 6 & 0x3F));
    to[2] = (char)(0x80 | (c & 0x3F));
    return 3;
}

/* The length of _x5F_ or _x0020_ at `text`, and its character; 0 when there is none. */
static size_t escape_at(const char *text, int32_t *character) {
    size_t size = 2;
    *character = 0;
    if (text[0] != '_' || text[1] != 'x')
        return 0;
    for (; hex_digit(text[size]) >= 0 && size < 6; size++)
        *character = *character * 16 + hex_digit(text[size]);
    const bool surrogate = *character >= 0xD800 && *character <= 0xDFFF;
    return size >= 4 && text[size] == '_' && *character >= 0x20 && !surrogate ? size + 1 : 0;
}

/* Illustrator numbers ids that are there twice: name_1_, name_00000123456789012345_. */
static size_t without_number(const char *id) {
    const size_t size = strlen(id);
    size_t at = size;
    if (size < 3 || id[size - 1] != '_')
        return size;
    for (at--; at > 0 && is_digit(id[at - 1]); at--)
        ;
    return at > 1 && at < size - 1 && id[at - 1] == '_' ? at - 1 : size;
}

static void decode(const char *text, size_t size, char room[FOL__NAME_ROOM]) {
    size_t used = 0;
    for (size_t i = 0; i < size && used + 4 < LONGEST_NAME;) {
        int32_t character;
        const size_t escape = escape_at(text + i, &character);
        if (escape)
            used += put_utf8(room + used, character);
        else
            room[used++] = text[i];
        i += escape ? escape : 1;
    }
    while (used > 0 && size > used && !fol__utf8_valid((room[used] = '\0', room)))
        used--; /* a character that was cut in two */
    room[used] = '\0';
}

/* ------------------------------------------------------------------ names */

void fol__name_of(const fol__xml_element *element, char room[FOL__NAME_ROOM]) {
    static const char *const labels[] = {"inkscape:label", "serif:id", "data-name"};
    room[0] = '\0';
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        const char *label = fol__xml_get(element, labels[i]);
        if (label && *label) {
            decode(label, strlen(label), room);
            return;
        }
    }
    const char *id = fol__xml_get(element, "id");
    if (id)
        decode(id, without_number(id), room);
}

void fol__name_words(const char *name, char words[FOL__NAME_ROOM]) {
    size_t used = 0;
    char before = ' ';
    for (; *name && used + 2 < FOL__NAME_ROOM; name++) {
        const bool hump = is_upper(*name) && is_lower(before);
        const bool turn = in_word(before) && in_word(*name) && is_digit(*name) != is_digit(before);
        if (used && in_word(*name) && (!in_word(before) || hump || turn) && words[used - 1] != ' ')
            words[used++] = ' ';
        if (in_word(*name))
            words[used++] = is_upper(*name) ? (char)(*name - 'A' + 'a') : *name;
        before = *name;
    }
    words[used] = '\0';
}

bool fol__names_alike(const char *a, const char *b) {
    char x[FOL__NAME_ROOM], y[FOL__NAME_ROOM];
    fol__name_words(a, x);
    fol__name_words(b, y);
    return strcmp(x, y) == 0;
}

/* Whether `words` begins with the whole words of `start`; what follows, in *rest. */
static bool begins_with(const char *words, const char *start, const char **rest) {
    const size_t size = strlen(start);
    if (strncmp(words, start, size) != 0 || (words[size] && words[size] != ' '))
        return false;
    *rest = words + size + (words[size] == ' ');
    return true;
}

static bool is_number(const char *words) {
    for (; *words; words++) {
        if (!is_digit(*words) && *words != ' ')
            return false;
    }
    return true;
}

static bool is_made_up(const char *words) {
    const char *rest;
    for (size_t i = 0; i < sizeof made_up / sizeof made_up[0]; i++) {
        if (begins_with(words, made_up[i], &rest) && is_number(rest))
            return true;
    }
    return false;
}

/* Past as many letters and digits of `name` as the words before `rest` have: what people wrote behind the role. */
static const char *behind_role(const char *name, const char *words, const char *rest) {
    size_t letters = 0;
    for (; words < rest; words++)
        letters += *words != ' ';
    for (; letters > 0 && *name; name++)
        letters -= in_word(*name);
    while (*name && !in_word(*name))
        name++;
    return name;
}

/* The rest as a name: underscores and dashes are blanks to those who could not write blanks. */
static void copy_name(const char *from, char name[FOL__NAME_ROOM]) {
    const bool has_blank = strchr(from, ' ') != NULL;
    size_t used = 0;
    for (; *from && used + 1 < FOL__NAME_ROOM; from++)
        name[used++] = !has_blank && (*from == '_' || *from == '-') ? ' ' : *from;
    while (used > 0 && !in_word(name[used - 1]) && name[used - 1] != ')' && name[used - 1] != '"')
        used--;
    name[used] = '\0';
}

/* Of Inkscape's copies: frontal-3 is frontal. */
static void drop_copy_number(char *name, bool from_label) {
    size_t at = strlen(name);
    while (at > 0 && is_digit(name[at - 1]))
        at--;
    if (!from_label && at > 1 && name[at] && name[at - 1] == '-' && !is_digit(name[at - 2]))
        name[at - 1] = '\0';
}

static int number_at(const char *words) {
    int number = 0;
    for (; is_digit(*words) && number < 1000; words++)
        number = number * 10 + (*words - '0');
    return number;
}

/* The role that the first words give, and the words behind them; ROLE_NONE and all words when they give none. */
static fol__role role_of_words(const char *words, const char **rest) {
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        if (begins_with(words, roles[i].words, rest))
            return roles[i].role;
    }
    *rest = words;
    return FOL__ROLE_NONE;
}

fol__meaning fol__meaning_of(const fol__xml_element *element) {
    fol__meaning meaning = {FOL__ROLE_NONE, 0, ""};
    char name[FOL__NAME_ROOM], words[FOL__NAME_ROOM];
    const char *rest;
    fol__name_of(element, name);
    fol__name_words(name, words);
    meaning.role = role_of_words(words, &rest);
    meaning.number = meaning.role == FOL__ROLE_SESSION ? number_at(rest) : 0;
    if (meaning.role == FOL__ROLE_SESSION && meaning.number == 0 && strcmp(words, "follicle plan") != 0)
        meaning.role = FOL__ROLE_NONE; /* a layer of notes on a session */
    drop_copy_number(name, fol__xml_get(element, "inkscape:label") != NULL);
    fol__name_words(name, words);
    if (meaning.role == FOL__ROLE_NONE && !is_made_up(words))
        copy_name(name, meaning.name);
    if (meaning.role != FOL__ROLE_NONE && role_of_words(words, &rest) != FOL__ROLE_NONE && !is_number(rest))
        copy_name(behind_role(name, words, rest), meaning.name);
    return meaning;
}
