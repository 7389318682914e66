/* SPDX-License-Identifier: MIT */
/* The finished list of operations, as its readers see it. */
#include "draft.h"

#include <follicle/scene.h>
#include <math.h>

void fol_scene_free(fol_scene *scene) {
    if (!scene)
        return;
    const fol_allocator alloc = scene->alloc;
    fol__vector_free(&scene->ops);
    fol__arena_free(&scene->arena);
    fol__release(&alloc, scene, 1, sizeof *scene);
}

fol_rect fol_scene_extent(const fol_scene *scene) {
    const fol_rect nothing = {0, 0, 0, 0};
    return scene ? scene->extent : nothing;
}

size_t fol_scene_op_count(const fol_scene *scene) {
    return scene ? scene->ops.count : 0;
}

const fol_op *fol_scene_op(const fol_scene *scene, size_t i) {
    return scene && i < scene->ops.count ? (const fol_op *)scene->ops.items + i : NULL;
}

double fol_photo_mm_per_px(const fol_photo_spec *photo) {
    if (!photo || !photo->file)
        return 0;
    if (photo->mm_per_px > 0)
        return photo->mm_per_px;
    const double dx = photo->scale_b.x - photo->scale_a.x, dy = photo->scale_b.y - photo->scale_a.y;
    const double pixels = sqrt(dx * dx + dy * dy);
    return pixels > 0 && photo->scale_mm > 0 ? photo->scale_mm / pixels : 0;
}
