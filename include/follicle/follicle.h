/* SPDX-License-Identifier: MIT */
/* Everything of libfollicle. <follicle/io.h> and <follicle/follicle-cairo.h> belong to libraries of their own. */
#ifndef FOLLICLE_H
#define FOLLICLE_H

#include <follicle/base.h>
#include <follicle/colors.h>
#include <follicle/dates.h>
#include <follicle/design.h>
#include <follicle/edge.h>
#include <follicle/find.h>
#include <follicle/head.h>
#include <follicle/heal.h>
#include <follicle/healing.h>
#include <follicle/layout.h>
#include <follicle/pattern.h>
#include <follicle/raster.h>
#include <follicle/record.h>
#include <follicle/register.h>
#include <follicle/review.h>
#include <follicle/scene.h>
#include <follicle/spacing.h>
#include <follicle/tasks.h>
#include <follicle/texture.h>
#include <follicle/units.h>
#include <follicle/values.h>

#endif
