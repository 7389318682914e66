/* SPDX-License-Identifier: MIT */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"

static json_t *load_scenes(const char *path, json_t **whole) {
    json_error_t error;
    *whole = json_load_file(path, 0, &error);
    json_t *scenes = json_object_get(*whole, "scenes");
    if (!*whole)
        fprintf(stderr, "follicle-bench: %s:%d: %s\n", path, error.line, error.text);
    else if (!json_is_array(scenes))
        fprintf(stderr, "follicle-bench: %s has no scenes: it is not what --json prints\n", path);
    return json_is_array(scenes) ? scenes : NULL;
}

static const json_t *scene_named(const json_t *scenes, const char *name) {
    size_t i;
    json_t *scene;
    json_array_foreach(scenes, i, scene) {
        const char *its_name = json_string_value(json_object_get(scene, "name"));
        if (its_name && strcmp(its_name, name) == 0)
            return scene;
    }
    return NULL;
}

static double number(const json_t *scene, const char *key) {
    return json_number_value(json_object_get(scene, key));
}

static void print_pair(const char *name, const json_t *a, const json_t *b) {
    const double speed_a = number(a, "dots_per_second"), speed_b = number(b, "dots_per_second");
    const double ratio_a = number(a, "ratio"), ratio_b = number(b, "ratio");
    printf("%-18s %12.4g %12.4g %8.3f", name, speed_a, speed_b, speed_a > 0 ? speed_b / speed_a : 0);
    printf(" %12.4g %12.4g %8.3f\n", ratio_a, ratio_b, ratio_a > 0 ? ratio_b / ratio_a : 0);
}

static void print_pairs(const json_t *before, const json_t *after) {
    size_t i;
    json_t *scene;
    printf("%-18s %12s %12s %8s %12s %12s %8s\n", "scene", "dots/s", "dots/s then", "ratio", "x bridson", "then", "ratio");
    json_array_foreach(before, i, scene) {
        const char *name = json_string_value(json_object_get(scene, "name"));
        const json_t *other = name ? scene_named(after, name) : NULL;
        if (other)
            print_pair(name, scene, other);
        else
            printf("%-18s only in the first\n", name ? name : "?");
    }
    json_array_foreach(after, i, scene) {
        const char *name = json_string_value(json_object_get(scene, "name"));
        if (name && !scene_named(before, name))
            printf("%-18s only in the second\n", name);
    }
}

int compare_runs(const char *before, const char *after) {
    json_t *files[2] = {NULL, NULL};
    const json_t *a = load_scenes(before, &files[0]);
    const json_t *b = a ? load_scenes(after, &files[1]) : NULL;
    if (a && b)
        print_pairs(a, b);
    json_decref(files[0]);
    json_decref(files[1]);
    return a && b ? 0 : 3;
}
