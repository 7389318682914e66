/* SPDX-License-Identifier: MIT */
#include "run.h"

#include <stdlib.h>
#include <string.h>

#include <follicle/io.h>

/* A group's scenes while they are open; they are the results from `first` on. */
typedef struct open_group {
    measured what[MOST_RESULTS];
    memory_count counts[MOST_RESULTS]; /* of allocators that what was made with them may outlive a run with */
    fol_allocator allocators[MOST_RESULTS];
    int count;
} open_group;

bool read_bench_file(const char *path, bench_file *file) {
    fol_error err;
    const fol_limits limits = fol_limits_default();
    file->path = path;
    if (fol_read_file(path, &limits, &file->bytes, &file->size, &err) == FOL_OK)
        return true;
    fprintf(stderr, "follicle-bench: %s: %s\n", path, err.message);
    return false;
}

static bool is_named(const run_plan *plan, const bench_scene *scene) {
    for (int i = 0; i < plan->name_count; i++) {
        if (strcmp(plan->names[i], scene->name) == 0)
            return true;
    }
    return plan->name_count == 0;
}

/* A yardstick of a scene that was asked for; bridson is everyone's. */
static bool is_wanted(const run_plan *plan, const bench_scene *scene) {
    const bench_scene *other;
    if (is_named(plan, scene) || strcmp(scene->name, "bridson") == 0)
        return true;
    for (size_t i = 0; (other = bench_scene_at(i)) != NULL; i++) {
        for (int b = 0; b < MOST_BOUNDS && is_named(plan, other); b++) {
            for (int y = 0; y < MOST_YARDSTICKS; y++) {
                const char *yardstick = other->bounds[b].yardsticks[y];
                if (yardstick && strcmp(yardstick, scene->name) == 0)
                    return true;
            }
        }
    }
    return false;
}

/* ------------------------------------------------------------------ one group */

static bool open_scene(const bench_scene *scene, const run_plan *plan, bool of_file, open_group *group, results *all) {
    static const measured nothing;
    if (all->count == MOST_RESULTS)
        return false;
    const int at = group->count;
    result *r = &all->list[all->count];
    name_result(scene, of_file, r->name);
    r->scene = scene;
    r->of_file = of_file;
    group->what[at] = nothing;
    if (scene->open(of_file ? &plan->design : &plan->scalp, &group->what[at])) {
        group->count++;
        all->count++;
        return true;
    }
    if (group->what[at].skipped) {
        fprintf(stderr, "follicle-bench: %s skipped: %s\n", r->name, group->what[at].skipped);
        return true;
    }
    fprintf(stderr, "follicle-bench: %s cannot be made ready\n", r->name);
    return false;
}

/* The scalp's scenes, then the same of the caller's design. Those that can be opened are, even when others cannot: a design may
 * be too large to be drawn and yet be laid out. */
static bool open_scenes(const run_plan *plan, scene_group which, open_group *group, results *all) {
    const bench_scene *scene;
    bool good = true;
    for (int of_file = 0; of_file <= (plan->design.bytes != NULL); of_file++) {
        for (size_t i = 0; (scene = bench_scene_at(i)) != NULL; i++) {
            const bool asked = scene->group == which && is_wanted(plan, scene) && (!of_file || scene->of_design);
            good = (!asked || open_scene(scene, plan, of_file, group, all)) && good;
        }
    }
    return good;
}

static bool count_group(open_group *group, result *list) {
    for (int i = 0; i < group->count; i++) {
        group->allocators[i] = counting_allocator(&group->counts[i]);
        list[i].took.dots = count_memory(&group->what[i], &group->allocators[i], &list[i].memory);
        if (list[i].took.dots < 0) {
            fprintf(stderr, "follicle-bench: %s fails\n", list[i].name);
            return false;
        }
    }
    return true;
}

static bool time_group(const open_group *group, result *list, const measure_options *options) {
    static measurement took[MOST_RESULTS];
    if (group->count == 0)
        return true;
    if (!measure_in_turn(group->what, took, group->count, options)) {
        fprintf(stderr, "follicle-bench: a run fails\n");
        return false;
    }
    for (int i = 0; i < group->count; i++)
        list[i].took = took[i];
    return true;
}

static bool run_group(const run_plan *plan, scene_group which, results *all) {
    static open_group group;
    result *list = &all->list[all->count];
    const int before = all->count;
    group.count = 0;
    const bool opened = open_scenes(plan, which, &group, all);
    const bool good = count_group(&group, list) && (plan->count_only || time_group(&group, list, &plan->measure));
    for (int i = 0; i < group.count; i++)
        list[i].scene->close(&group.what[i]);
    if (!good)
        all->count = before;
    return good && opened;
}

bool run_scenes(const run_plan *plan, results *all) {
    bool good = true;
    for (int which = 0; which < GROUP_COUNT; which++)
        good = run_group(plan, (scene_group)which, all) && good;
    return good;
}
