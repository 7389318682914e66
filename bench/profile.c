/* SPDX-License-Identifier: MIT */
/* What a profiler is to see of a scene: its runs, and nothing that comes before or after. */
#include <stdio.h>
#include <stdlib.h>

#include "commands.h"

/* In no table of this program but the linker's: profilers know it by that name. */
int64_t profiled_run(const measured *what);
int64_t profiled_run(const measured *what) {
    return what->run(what->state);
}

/* Called through here, so that it stays a function of its own. */
static int64_t (*volatile run)(const measured *what) = profiled_run;

/* The first run warms up and is watched like the others: a count of instructions does not care. */
int run_for_profiler(const run_plan *plan, const char *scene, const char *times) {
    const bench_scene *found = bench_scene_named(scene);
    measured what = {.state = NULL};
    int64_t dots = 0;
    if (!found || !found->open(plan->design.bytes ? &plan->design : &plan->scalp, &what)) {
        fprintf(stderr, "follicle-bench: %s cannot be made ready\n", scene);
        return 2;
    }
    for (long i = strtol(times, NULL, 10); i > 0 && dots >= 0; i--) {
        dots = run(&what);
        if (what.tidy)
            what.tidy(what.state);
    }
    found->close(&what);
    printf("%lld dots\n", (long long)dots);
    return dots < 0;
}
