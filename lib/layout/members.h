/* SPDX-License-Identifier: MIT */
/* What a layout does more where dots come in follicular units. */
#ifndef FOLLICLE_LAYOUT_MEMBERS_H
#define FOLLICLE_LAYOUT_MEMBERS_H

#include "cells.h"

/* FOL_ERR_CONFLICT where a design's units are not those of the pattern. */
fol_status fol__units_agree(const fol_design *design, const fol_pattern *pattern, fol_error *err);

/* For points of a cell from number `first` on, ids from first_id: near hairlines, a share of the dots that are not the first of their unit
 * goes, all of them where units are single, and as many first ones more come: m - 1 of m dots are not the first, so the thresholds of
 * those that are rise to 1 + share (m - 1) times what they were. */
void fol__leave_singles(const fol__maker *maker, const fol__tile_cell *tile, uint32_t first, int64_t first_id, const fol__places *places,
                        fol__densities *densities);

/* Dots of one cell, of which the ids tell numbers in the cell, get those of their units. */
/* The same where they are the first of the cell's points. */
void fol__name_all_members(const fol__maker *maker, const fol__tile_cell *tile, int64_t first_id, fol_dot *dots, size_t count);
void fol__name_members(const fol__maker *maker, const fol__tile_cell *tile, int64_t first_id, fol_dot *dots, size_t count);

#endif
