/* SPDX-License-Identifier: MIT */
/* Slices of a line, what begins in each, and what is said of them but for waves. */
#include "edgefront.h"

#include <math.h>
#include <string.h>

/* Slices, in spacings and in mm, and how many a line has at most: a longer one has wider slices. */
#define SLICE_SPACINGS 1.6
#define LEAST_SLICE_MM 1.0
#define MOST_SLICE_MM 4.0
enum { MOST_SLICES = 1024, LEAST_SEEN = 8, FRONT_DOTS = 3 };

/* An edge is seen where this share of the skin just behind the line asks for dots. */
#define COVER_MM 8.0
#define LEAST_COVER 0.75

/* Where the line bends so hard that skin just behind it is less or more than this share of what it is behind a straight line, nothing can
 * be said of its edge. */
#define LEAST_AREA 0.6
#define MOST_AREA 1.6

/* The edge's own course is a mean over so much of line to either side. */
#define COURSE_MM 5.0

/* ---------------------------------------------------------------- slices */

/* Dots and skin that asks for any, from so far behind the line on. */
static double spacing_behind(const fol__shore *shore, double from) {
    double dots = 0, area = 0;
    for (size_t i = 0; i < shore->dot_count; i++)
        dots += shore->dots[i].behind >= from;
    for (size_t i = 0; i < shore->skin_count; i++)
        area += shore->skin[i].behind >= from && shore->skin[i].asked > 0 ? shore->skin_mm2 : 0;
    return dots > 0 && area > 0 ? sqrt(area / dots) : 0;
}

/* That of the zone itself: deep behind the line or, where hair or another edge thins it out again, of all that is behind. */
static double full_spacing(const fol__shore *shore) {
    const double deep = spacing_behind(shore, FOL__EDGE_BEHIND_MM / 2), all = spacing_behind(shore, 0);
    return deep > 0 && deep < all ? deep : all;
}

static size_t slice_of(const fol__front *front, double along) {
    const size_t slice = (size_t)(along / front->slice);
    return slice < front->count ? slice : front->count - 1;
}

static size_t slices_in(const fol__front *front, double mm) {
    const size_t slices = (size_t)(mm / front->slice + 0.5);
    return slices > 0 ? slices : 1;
}

static bool take_slices(fol__front *front, double length, double spacing) {
    const double asked = SLICE_SPACINGS * spacing;
    const double wide = asked < LEAST_SLICE_MM ? LEAST_SLICE_MM : asked > MOST_SLICE_MM ? MOST_SLICE_MM : asked;
    front->count = length < wide ? 1 : length / wide < MOST_SLICES ? (size_t)(length / wide) : MOST_SLICES;
    front->slice = length / (double)front->count;
    front->profile = fol__alloc_zeroed(front->alloc, front->count, sizeof *front->profile);
    front->first = fol__alloc_zeroed(front->alloc, front->count, sizeof *front->first);
    front->bend = fol__alloc_zeroed(front->alloc, front->count, sizeof *front->bend);
    front->seen = fol__alloc_zeroed(front->alloc, front->count, sizeof *front->seen);
    return front->profile && front->first && front->bend && front->seen;
}

/* The front-most dots of a slice, and the skin that it covers. */
typedef struct slice {
    double first[FRONT_DOTS];
    int32_t dots, skin, asking;
} slice;

static void add_dot(slice *s, double behind) {
    int32_t i = s->dots < FRONT_DOTS ? s->dots++ : FRONT_DOTS;
    if (i == FRONT_DOTS && behind >= s->first[--i])
        return;
    for (; i > 0 && s->first[i - 1] > behind; i--)
        s->first[i] = s->first[i - 1];
    s->first[i] = behind;
}

static void count_skin(const fol__front *front, const fol__shore *shore, slice *slices) {
    for (size_t i = 0; i < shore->skin_count; i++) {
        const fol__ashore *skin = &shore->skin[i];
        slice *s = &slices[slice_of(front, skin->along)];
        if (skin->behind < 0 || skin->behind > COVER_MM)
            continue;
        s->skin++;
        s->asking += skin->asked > 0;
    }
}

/* Slices from a width to either side of one, as far as the line goes. */
typedef struct stretch {
    size_t from, past;
} stretch;

static stretch stretch_about(const fol__front *front, size_t at, double mm) {
    const size_t reach = slices_in(front, mm);
    const stretch s = {at > reach ? at - reach : 0, at + reach < front->count ? at + reach + 1 : front->count};
    return s;
}

/* Behind the inside of a bend there is less skin the further one goes, so that dots lie deeper than behind a straight line. The bend is
 * read off the skin itself: between 0 and d a line of curvature c has d - c d^2 / 2 of it. */
static void read_bends(fol__front *front, const fol__shore *shore, const slice *slices) {
    for (size_t i = 0; i < front->count; i++) {
        const stretch about = stretch_about(front, i, COURSE_MM);
        double skin = 0;
        for (size_t k = about.from; k < about.past; k++)
            skin += slices[k].skin * shore->skin_mm2;
        const double area = skin / (COVER_MM * front->slice * (double)(about.past - about.from));
        front->seen[i] = area >= LEAST_AREA && area <= MOST_AREA;
        front->bend[i] = (1 - area) / COVER_MM;
    }
}

/* As far behind as the same skin would reach behind a straight line. */
static double straightened(const fol__front *front, size_t at, double behind) {
    return behind - front->bend[at] * behind * behind;
}

static void put_dots(const fol__front *front, const fol__shore *shore, slice *slices) {
    for (size_t i = 0; i < shore->dot_count; i++) {
        const size_t at = slice_of(front, shore->dots[i].along);
        add_dot(&slices[at], straightened(front, at, shore->dots[i].behind));
    }
}

/* The mean is taken off the profile. */
static void read_profile(fol__front *front, const slice *slices, fol_edge *figures) {
    double sum = 0;
    for (size_t i = 0; i < front->count; i++) {
        const slice *s = &slices[i];
        front->seen[i] = front->seen[i] && s->dots == FRONT_DOTS && s->skin > 0 && s->asking >= LEAST_COVER * s->skin;
        if (!front->seen[i])
            continue;
        front->first[i] = s->first[0];
        for (int k = 0; k < FRONT_DOTS; k++)
            front->profile[i] += s->first[k] / FRONT_DOTS;
        sum += front->profile[i];
        front->seen_count++;
    }
    if (front->seen_count < LEAST_SEEN)
        return;
    figures->offset_mm = sum / (double)front->seen_count;
    figures->judged_mm = front->slice * (double)front->seen_count;
    for (size_t i = 0; i < front->count; i++)
        front->profile[i] -= front->seen[i] ? figures->offset_mm : 0;
}

bool fol__front_make(const fol__shore *shore, const fol_allocator *alloc, fol__front *out, fol_edge *figures) {
    memset(out, 0, sizeof *out);
    out->alloc = alloc;
    const double spacing = full_spacing(shore);
    if (!(spacing > 0 && shore->length > 0))
        return true;
    slice *slices = NULL;
    const bool ok = take_slices(out, shore->length, spacing) && (slices = fol__alloc_zeroed(alloc, out->count, sizeof *slices)) != NULL;
    if (ok) {
        count_skin(out, shore, slices);
        read_bends(out, shore, slices);
        put_dots(out, shore, slices);
        read_profile(out, slices, figures);
        figures->spacing_mm = figures->judged_mm > 0 ? spacing : 0;
        figures->slice_mm = figures->judged_mm > 0 ? out->slice : 0;
    }
    fol__release(alloc, slices, out->count, sizeof *slices);
    return ok;
}

void fol__front_free(fol__front *front) {
    if (!front->alloc)
        return;
    fol__release(front->alloc, front->profile, front->count, sizeof *front->profile);
    fol__release(front->alloc, front->first, front->count, sizeof *front->first);
    fol__release(front->alloc, front->bend, front->count, sizeof *front->bend);
    fol__release(front->alloc, front->seen, front->count, sizeof *front->seen);
}

/* ---------------------------------------------------------------- how straight */

/* Means of so many slices in a row, all seen. */
typedef struct means {
    double squares, least, most;
    size_t count;
} means;

static means means_of(const fol__front *front, size_t width) {
    means m = {0, 0, 0, 0};
    double sum = 0;
    size_t run = 0;
    for (size_t i = 0; i < front->count; i++) {
        run = front->seen[i] ? run + 1 : 0;
        sum = front->seen[i] ? sum + front->profile[i] : 0;
        if (run > width)
            sum -= front->profile[i - width];
        if (run < width)
            continue;
        const double mean = sum / (double)width;
        m.squares += mean * mean;
        m.least = m.count == 0 || mean < m.least ? mean : m.least;
        m.most = m.count == 0 || mean > m.most ? mean : m.most;
        m.count++;
    }
    return m;
}

/* Variance of a slice by itself: half the mean square of the difference of neighbours. */
static double slice_variance(const fol__front *front) {
    double squares = 0;
    size_t pairs = 0;
    for (size_t i = 1; i < front->count; i++) {
        const double difference = front->profile[i] - front->profile[i - 1];
        const bool both = front->seen[i] && front->seen[i - 1];
        squares += both ? difference * difference : 0;
        pairs += both;
    }
    return pairs > 0 ? squares / (double)(2 * pairs) : 0;
}

void fol__front_roughness(const fol__front *front, fol_edge *figures) {
    static const double scales[FOL_EDGE_SCALES] = FOL_EDGE_SCALES_MM;
    for (int k = 0; k < FOL_EDGE_SCALES; k++) {
        const size_t width = slices_in(front, scales[k]);
        const means m = means_of(front, width);
        const double variance = m.count > 0 ? m.squares / (double)m.count : 0;
        figures->rough_mm[k] = sqrt(variance);
        if (k == 0)
            figures->range_mm = m.most - m.least;
        if (k == 1) {
            const double own = variance - slice_variance(front) / (double)width;
            figures->wander_mm = own > 0 ? sqrt(own) : 0;
        }
    }
}

/* ---------------------------------------------------------------- how symmetric */

void fol__front_symmetry(const fol__front *front, fol_edge *figures) {
    size_t first = 0, last = front->count - 1;
    double n = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
    while (first < last && !front->seen[first])
        first++;
    while (last > first && !front->seen[last])
        last--;
    for (; first < last; first++, last--) {
        const double left = front->profile[first], right = front->profile[last];
        if (!front->seen[first] || !front->seen[last])
            continue;
        n++;
        a += left;
        b += right;
        aa += left * left;
        bb += right * right;
        ab += left * right;
    }
    const double both = (aa * n - a * a) * (bb * n - b * b);
    figures->mirror = n > 2 && both > 0 ? (ab * n - a * b) / sqrt(both) : 0;
}

/* ---------------------------------------------------------------- whether dots stop on one line */

/* Mean of `values` over the slices beside one, with or without itself; `count` says of how many. */
static double mean_beside(const fol__front *front, const double *values, size_t at, bool itself, double *count) {
    const stretch about = stretch_about(front, at, COURSE_MM);
    double sum = 0;
    *count = 0;
    for (size_t i = about.from; i < about.past; i++) {
        const bool counts = front->seen[i] && (itself || i != at);
        sum += counts ? values[i] : 0;
        *count += counts;
    }
    return *count > 0 ? sum / *count : 0;
}

static double scatter_of(const fol__front *front) {
    double squares = 0, slices = 0;
    for (size_t i = 0; i < front->count; i++) {
        double beside;
        const double own = front->seen[i] ? front->first[i] - mean_beside(front, front->first, i, false, &beside) : 0;
        if (!front->seen[i] || beside < 2)
            continue;
        squares += own * own / (1 + 1 / beside);
        slices++;
    }
    return slices > 0 ? sqrt(squares / slices) : 0;
}

/* Dots found and asked for by the distance behind the edge's own course, a quarter of a millimetre a bin. */
enum { BINS = 80, BINS_IN_MM = 4, BINS_IN_FRONT = 20, DEEP_BIN = 60 };

static void add_bins(const fol__front *front, const double *course, const fol__ashore *list, size_t count, double *bins) {
    for (size_t i = 0; i < count; i++) {
        const size_t at = slice_of(front, list[i].along);
        const double bin = floor((straightened(front, at, list[i].behind) - course[at]) * BINS_IN_MM) + BINS_IN_FRONT;
        if (front->seen[at] && bin >= 0 && bin < BINS)
            bins[(int)bin] += list[i].asked;
    }
}

/* What is found of what is asked for in bins [from, past). */
static double share_found(const double *found, const double *asked, int from, int past) {
    double f = 0, a = 0;
    for (int i = from; i < past; i++) {
        f += found[i];
        a += asked[i];
    }
    return a > 0 ? f / a : 0;
}

/* Where the edge has risen: deep behind it or, in a zone that hair or another edge thins out again, the fullest 5 mm. */
static double whole_of(const double *found, const double *asked) {
    enum { FULL_BINS = BINS - DEEP_BIN };
    double whole = 0;
    for (int i = BINS_IN_FRONT; i + FULL_BINS <= BINS; i++) {
        const double share = share_found(found, asked, i, i + FULL_BINS);
        whole = share > whole ? share : whole;
    }
    return whole;
}

/* The most that the share rises from one mm to the next but for a bin between them. */
static double step_of(const double *found, const double *asked) {
    const double whole = whole_of(found, asked);
    double most = 0;
    for (int i = BINS_IN_MM; i + 1 + BINS_IN_MM <= BINS; i++) {
        const double rise = share_found(found, asked, i + 1, i + 1 + BINS_IN_MM) - share_found(found, asked, i - BINS_IN_MM, i);
        most = rise > most ? rise : most;
    }
    return whole > 0 ? most / whole : 0;
}

bool fol__front_stop(const fol__front *front, const fol__shore *shore, fol_edge *figures) {
    double found[BINS] = {0}, asked[BINS] = {0}, count;
    double *course = fol__alloc(front->alloc, front->count, sizeof *course);
    if (!course)
        return false;
    for (size_t i = 0; i < front->count; i++)
        course[i] = mean_beside(front, front->profile, i, true, &count) + figures->offset_mm;
    add_bins(front, course, shore->dots, shore->dot_count, found);
    add_bins(front, course, shore->skin, shore->skin_count, asked);
    fol__release(front->alloc, course, front->count, sizeof *course);
    figures->scatter = scatter_of(front) / figures->spacing_mm;
    figures->step = step_of(found, asked);
    return true;
}
