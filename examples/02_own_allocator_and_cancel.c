/* SPDX-License-Identifier: MIT */
/* A host's own allocator, which here counts, and a long call that is stopped half-way: nothing is left behind. */
#include <follicle/follicle.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct memory_count {
    size_t live, most;
} memory_count;

static void *take(size_t size, void *user) {
    memory_count *count = user;
    void *memory = malloc(size);
    if (memory)
        count->live += size;
    if (count->live > count->most)
        count->most = count->live;
    return memory;
}

static void give_back(void *memory, size_t size, void *user) {
    memory_count *count = user;
    if (memory)
        count->live -= size;
    free(memory);
}

static bool stop_half_way(double done, void *user) {
    (void)user;
    return done >= 0.5;
}

int main(void) {
    memory_count count = {0, 0};
    const fol_allocator alloc = {take, give_back, &count};
    const fol_progress cancel = {stop_half_way, NULL};
    fol_pattern_spec spec = fol_pattern_spec_default();
    spec.seed = 7;
    spec.point_count = 4096;
    spec.tile_mm = 32;

    fol_pattern *pattern = NULL;
    fol_error err = {0};
    const fol_status stopped = fol_pattern_create(&spec, &cancel, &alloc, &pattern, &err);
    printf("stopped: %s, %zu bytes live\n", fol_status_name(stopped), count.live);
    if (stopped != FOL_ERR_CANCELLED || pattern || count.live != 0)
        return 1;

    const fol_status built = fol_pattern_create(&spec, NULL, &alloc, &pattern, &err);
    if (built != FOL_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    const fol_spacing *spacing = fol_pattern_spacing(pattern);
    printf("built: up to %.0f dots per cm2, there at least %.3f mm apart\n", fol_spacing_cap_per_cm2(spacing),
           fol_spacing_least_mm(spacing, fol_spacing_cap_per_cm2(spacing)));
    fol_pattern_free(pattern);
    printf("freed: %zu bytes live, at most %.1f MB\n", count.live, (double)count.most / 1e6);
    return count.live == 0 ? 0 : 1;
}
