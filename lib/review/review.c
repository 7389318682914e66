/* SPDX-License-Identifier: MIT */
#include <follicle/base.h>
extern int fol__placeholder_review;
