/* SPDX-License-Identifier: MIT */
/* Outlines for tests, and slow answers about them from other methods than the library's: winding by summing angles, area by
 * scan lines, distance by trying every edge. Places are micrometres, rings millimetres that are rounded as the library does. */
#ifndef FOLLICLE_TESTS_RING_ORACLE_H
#define FOLLICLE_TESTS_RING_ORACLE_H

#include "test_random.h"

#include <follicle/values.h>

/* A star-shaped outline around (cx, cy) of `count` points, radius from rough x radius to radius. Never crosses itself. */
void ring_star(test_random *r, double cx, double cy, double radius, double rough, size_t count, fol_point *out);
void ring_ellipse(double cx, double cy, double rx, double ry, double turn, size_t count, fol_point *out);
/* Four corners, clockwise as seen. */
void ring_rectangle(double x, double y, double width, double height, fol_point out[4]);
/* Any points at all in a square: crosses itself nearly always. */
void ring_tangle(test_random *r, double x, double y, double side, size_t count, fol_point *out);

/* How often the ring goes round a place that is not on it, by the sum of angles. */
int winding_by_angles(const fol_ring *ring, double x_um, double y_um);
/* Exactly on an edge or corner. */
bool on_ring(const fol_ring *ring, int32_t x_um, int32_t y_um);
double distance_to_ring_um(const fol_ring *ring, double x_um, double y_um);

/* Inside the first ring by the non-zero rule and in none of the others. */
bool inside_rings(const fol_ring *rings, size_t count, double x_um, double y_um);
/* Area of what inside_rings() says, by scan lines. */
double area_by_scan_lines_mm2(const fol_ring *rings, size_t count, int lines);

#endif
