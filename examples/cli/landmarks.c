/* SPDX-License-Identifier: MIT */
/* Where a landmark lies in the plan is set once, in the design; where a photograph shows it is read off each photograph anew. */
#include "landmarks.h"
#include "args.h"
#include "talk.h"

#include <stdio.h>
#include <string.h>

static const fol_landmark *landmark_named(const fol_chart_spec *chart, const char *name) {
    for (size_t i = 0; i < chart->landmark_count; i++) {
        if (strcmp(chart->landmarks[i].name, name) == 0)
            return &chart->landmarks[i];
    }
    return NULL;
}

static int bad_word(const char *word) {
    return bad_usage("held", "--landmark is '%s'; it is NAME=X,Y, pixels of the photograph for a landmark of the design, or X,Y=X,Y, "
                     "millimetres of the plan and pixels of the photograph", word);
}

static int unknown_name(const fol_chart_spec *chart, const char *name) {
    enum { MOST_NAMES = 64 };
    const char *names[MOST_NAMES] = {NULL};
    size_t count = 0;
    for (; count < chart->landmark_count && count < MOST_NAMES; count++)
        names[count] = chart->landmarks[count].name;
    const char *nearest = nearest_name(name, names, count);
    if (!count)
        return bad_usage("held", "the design has no landmark '%s': put it into its \"landmarks\", or say where it lies, 89.4,103=X,Y in millimetres",
                         name);
    return bad_usage("held", "there is no landmark '%s' in the design%s%s%s", name, nearest ? "; did you mean '" : "", nearest ? nearest : "",
                     nearest ? "'?" : "");
}

static int take_word(landmark_list *list, const fol_chart_spec *chart, const char *word) {
    char *name = list->names[list->count];
    const char *equals = strrchr(word, '=');
    double place[2], pixels[2];
    if (!equals || equals == word || (size_t)(equals - word) >= sizeof list->names[0] || !parse_numbers(equals + 1, pixels, 2))
        return bad_word(word);
    memcpy(name, word, (size_t)(equals - word));
    name[equals - word] = '\0';
    const fol_landmark *named = landmark_named(chart, name);
    if (!named && !parse_numbers(name, place, 2))
        return unknown_name(chart, name);
    list->pairs[list->count++] = (fol_landmark_pair){.name = name,
                                                     .plan_mm = named ? named->at : (fol_point){place[0], place[1]},
                                                     .photo_px = {pixels[0], pixels[1]}};
    return CLI_DONE;
}

int take_landmark_words(landmark_list *list, const fol_chart_spec *chart, const char *const *words, size_t count) {
    int code = CLI_DONE;
    for (size_t i = 0; i < count && code == CLI_DONE; i++)
        code = take_word(list, chart, words[i]);
    return code;
}
