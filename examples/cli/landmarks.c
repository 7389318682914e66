/* SPDX-License-Identifier: MIT */
/* Where a landmark lies in the plan is set once, in a file; where a photograph shows it is read off each photograph anew. */
#include "landmarks.h"
#include "args.h"
#include "talk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FIELDS = 16, COLUMNS = 5 };
static const char *const column_names[COLUMNS] = {"name", "x_mm", "y_mm", "x_px", "y_px"};

static fol_landmark_pair *add(landmark_list *list, const char *name) {
    char *own = list->names[list->count];
    fol_landmark_pair *pair = &list->pairs[list->count];
    snprintf(own, sizeof list->names[0], "%s", name);
    *pair = (fol_landmark_pair){.name = *own ? own : NULL};
    list->on_photo[list->count++] = false;
    return pair;
}

static size_t index_of(const landmark_list *list, const char *name) {
    size_t i = 0;
    while (i < list->count && strcmp(list->names[i], name) != 0)
        i++;
    return i;
}

/* ------------------------------------------------------------------ from a file */

/* Cuts a line at its commas, in place, and blanks around fields off. */
static int cut(char *line, char **fields) {
    int count = 0;
    for (char *at = line; at && count < MOST_FIELDS; count++) {
        char *comma = strchr(at, ',');
        if (comma)
            *comma = '\0';
        at += strspn(at, " \t");
        for (size_t length = strlen(at); length > 0 && strchr(" \t\r", at[length - 1]); length--)
            at[length - 1] = '\0';
        fields[count] = at;
        at = comma ? comma + 1 : NULL;
    }
    return count;
}

static int bad_line(const char *path, int line, const char *what) {
    say("%s: line %d: %s", path, line, what);
    return CLI_BAD_INPUT;
}

static int read_heads(const char *path, int line, char **fields, int count, int *columns) {
    for (int c = 0; c < COLUMNS; c++) {
        columns[c] = -1;
        for (int i = 0; i < count; i++)
            columns[c] = strcmp(fields[i], column_names[c]) == 0 ? i : columns[c];
    }
    if (columns[0] < 0 || columns[1] < 0 || columns[2] < 0)
        return bad_line(path, line, "the columns are name,x_mm,y_mm and perhaps x_px,y_px");
    return CLI_DONE;
}

static const char *field(char **fields, int count, int column) {
    return column >= 0 && column < count ? fields[column] : "";
}

static int read_row(landmark_list *list, const char *path, int line, char **fields, int count, const int *columns) {
    const char *name = field(fields, count, columns[0]), *x_px = field(fields, count, columns[3]), *y_px = field(fields, count, columns[4]);
    if (list->count == MOST_LANDMARKS)
        return bad_line(path, line, "more than 64 landmarks");
    if (!*name || strlen(name) >= sizeof list->names[0])
        return bad_line(path, line, "a landmark needs a name of at most 63 bytes");
    if (index_of(list, name) < list->count)
        return bad_line(path, line, "two landmarks have that name");
    fol_landmark_pair *pair = add(list, name);
    if (!parse_numbers(field(fields, count, columns[1]), &pair->plan_mm.x, 1) ||
        !parse_numbers(field(fields, count, columns[2]), &pair->plan_mm.y, 1))
        return bad_line(path, line, "x_mm and y_mm are millimetres of the plan");
    if (!*x_px && !*y_px)
        return CLI_DONE;
    list->on_photo[list->count - 1] = true;
    if (!parse_numbers(x_px, &pair->photo_px.x, 1) || !parse_numbers(y_px, &pair->photo_px.y, 1))
        return bad_line(path, line, "x_px and y_px are pixels of the photograph, or both empty");
    return CLI_DONE;
}

static int read_lines(landmark_list *list, const char *path, char *text) {
    int columns[COLUMNS], code = CLI_DONE, line = 1;
    bool headed = false;
    for (char *at = text; at && code == CLI_DONE; line++) {
        char *end = strchr(at, '\n'), *fields[MOST_FIELDS];
        if (end)
            *end = '\0';
        const bool said = *at && *at != '#' && *at != '\r';
        const int count = said ? cut(at, fields) : 0;
        if (said)
            code = headed ? read_row(list, path, line, fields, count, columns) : read_heads(path, line, fields, count, columns);
        headed = headed || said;
        at = end ? end + 1 : NULL;
    }
    if (code == CLI_DONE && !headed)
        return bad_line(path, 1, "the file is empty; its columns are name,x_mm,y_mm and perhaps x_px,y_px");
    return code;
}

int read_landmarks(landmark_list *list, const char *path, const fol_limits *limits) {
    char *bytes = NULL;
    size_t size = 0;
    fol_error err = {0};
    if (fol_read_file(path, limits, &bytes, &size, &err) != FOL_OK)
        return say_error(NULL, &err, NULL);
    const size_t mark = size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    const char *shown = strcmp(path, "-") == 0 ? "stdin" : path;
    const int code = strlen(bytes) == size ? read_lines(list, shown, bytes + mark) : bad_line(shown, 1, "the file is no text");
    free(bytes);
    return code;
}

/* ------------------------------------------------------------------ from words */

static int bad_word(const char *word) {
    return bad_usage("held", "--landmark is '%s'; it is NAME=X,Y, pixels of the photograph for a landmark of --landmarks, or X,Y=X,Y, "
                     "millimetres of the plan and pixels of the photograph", word);
}

static int unknown_name(const landmark_list *list, const char *name) {
    const char *names[MOST_LANDMARKS];
    for (size_t i = 0; i < list->count; i++)
        names[i] = list->names[i];
    const char *nearest = list->count ? nearest_name(name, names, list->count) : NULL;
    if (!list->count)
        return bad_usage("held", "where landmark '%s' lies in the plan is not known: name a file of them with --landmarks", name);
    return bad_usage("held", "there is no landmark '%s' in the file%s%s%s", name, nearest ? "; did you mean '" : "", nearest ? nearest : "",
                     nearest ? "'?" : "");
}

static int take_word(landmark_list *list, const char *word) {
    char left[64];
    const char *equals = strrchr(word, '=');
    double place[2], pixels[2];
    if (!equals || equals == word || (size_t)(equals - word) >= sizeof left || !parse_numbers(equals + 1, pixels, 2))
        return bad_word(word);
    memcpy(left, word, (size_t)(equals - word));
    left[equals - word] = '\0';
    size_t at = index_of(list, left);
    if (at == list->count) {
        if (!parse_numbers(left, place, 2))
            return unknown_name(list, left);
        if (list->count == MOST_LANDMARKS)
            return bad_usage("held", "there are more than 64 landmarks");
        add(list, left)->plan_mm = (fol_point){place[0], place[1]};
    }
    list->pairs[at].photo_px = (fol_point){pixels[0], pixels[1]};
    list->on_photo[at] = true;
    return CLI_DONE;
}

int take_landmark_words(landmark_list *list, const char *const *words, size_t count) {
    int code = CLI_DONE;
    for (size_t i = 0; i < count && code == CLI_DONE; i++)
        code = take_word(list, words[i]);
    return code;
}

void drop_unseen_landmarks(landmark_list *list) {
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (!list->on_photo[i])
            continue;
        if (kept != i)
            memcpy(list->names[kept], list->names[i], sizeof list->names[0]);
        list->pairs[kept] = list->pairs[i];
        list->pairs[kept].name = list->names[kept];
        list->on_photo[kept++] = true;
    }
    list->count = kept;
}
