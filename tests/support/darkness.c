/* SPDX-License-Identifier: MIT */
/* How much darker than skin a picture is: darkness FILE.png RRGGBB. Prints the mean over all pixels and channels of skin less pixel in linear
 * light, in millionths: what docs/pictures.md calls tone. */
#include <follicle/io.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    char *bytes = NULL;
    size_t size = 0;
    fol_image image;
    fol_error err;
    const fol_color white = {255, 255, 255};
    const long skin = argc == 3 ? strtol(argv[2], NULL, 16) : -1;
    if (skin < 0 || fol_read_file(argv[1], NULL, &bytes, &size, &err) != FOL_OK ||
        fol_image_parse(bytes, size, white, NULL, &image, &err) != FOL_OK)
        return 1;
    double sum = 0;
    for (int32_t y = 0; y < image.pixels.height; y++) {
        const uint8_t *row = (const uint8_t *)image.pixels.data + (size_t)y * image.pixels.stride;
        for (int32_t x = 0; x < 3 * image.pixels.width; x++)
            sum += fol_linear_from_srgb((uint8_t)(skin >> (16 - 8 * (x % 3)))) - fol_linear_from_srgb(row[x]);
    }
    printf("%.3f\n", 1e6 * sum / (3.0 * image.pixels.width * image.pixels.height));
    fol_image_free(&image);
    free(bytes);
    return 0;
}
