/* SPDX-License-Identifier: MIT */
/* A head of a measured size, and places on it: tape coordinates on the skin, and what charts show of them. */
#ifndef FOLLICLE_HEAD_CHART_H
#define FOLLICLE_HEAD_CHART_H

#include <follicle/head.h>

/* Tables are written for this head. */
#define FOL__REFERENCE_WIDTH_MM 155.0
#define FOL__REFERENCE_LENGTH_MM 195.0
#define FOL__REFERENCE_PUPILS_MM 63.0
#define FOL__REFERENCE_CANTHI_MM 92.0
#define FOL__HALF_TURN 3.14159265358979323846
/* Half an axis of the flattened chart, as a share of the head's width or length: a half sphere has the area of a disc of sqrt(2) its radius. */
#define FOL__FLAT_SHARE 0.70710678118654752440

typedef struct fol__head {
    double width, length, pupils; /* mm */
    fol_point top;                /* where a top chart shows the top of the head */
} fol__head;

/* On the skin: mm along the rim from the middle of the face (right of the picture is positive), mm up from the rim. */
typedef struct fol__tape {
    double along, up;
} fol__tape;

/* Fills in what is 0 and checks the rest. */
fol_status fol__head_make(const fol_head_size *size, fol__head *out, fol_error *err);
/* Half the rim's length. */
double fol__head_half_rim(const fol__head *head);
/* A place on the top chart: Lambert's equal-area projection of the dome. */
fol_point fol__head_top(const fol__head *head, fol__tape place);
/* The same in front of the face: mm right of and above the glabella. */
fol_point fol__head_front(const fol__head *head, fol__tape place);
/* A place of the reference head's top chart: mm right of, and in front of, its top. */
fol_point fol__head_from_reference(const fol__head *head, fol_point reference);

/* To 0.01 mm: points that are to be read and edited. */
fol_point fol__hundredths(fol_point point);

/* Sine and cosine by polynomials, the same bits everywhere; within 1e-14 for up to a turn. */
void fol__sin_cos(double angle, double *sine, double *cosine);

#endif
