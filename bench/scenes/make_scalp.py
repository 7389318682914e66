#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes scalp.json, the bench's whole scalp: python3 make_scalp.py > scalp.json

A flattened scalp seen from above, the face below: an ellipse of 500 cm2 cut into eight abutting zones of 200 vertices with
edges of 6 mm, a hairline of 220 mm, twelve keep-outs, three sessions. DENSITY is chosen so that 100,000 dots come out.
"""
import json
import math
import re

WIDTH, HEIGHT = 300, 225          # at 6.4 px/mm a picture of 1920 x 1440
HALF_WIDTH = 146.5
HALF_HEIGHT = 50_000 / math.pi / HALF_WIDTH
COLUMNS, ROWS, VERTICES_A_SIDE = 4, 2, 50
DENSITY = 225.54                  # dots per cm2 on average; see the docstring
SHARE_OF_ZONE = [0.92, 1.00, 1.03, 0.95, 1.06, 0.98, 1.04, 1.02]
NAMES = ["left back", "crown left", "crown right", "right back", "left temple", "front left", "front right", "right temple"]


def scalp(u, v):
    """The square -1 ... 1 bent a little, then mapped onto the ellipse (the squircle map of Fong 2015)."""
    bent_u = u + 0.04 * math.sin(5 * v) * (1 - u * u)
    bent_v = v + 0.05 * math.sin(4 * u) * (1 - v * v)
    x = bent_u * math.sqrt(1 - bent_v * bent_v / 2)
    y = bent_v * math.sqrt(1 - bent_u * bent_u / 2)
    return [round(WIDTH / 2 + HALF_WIDTH * x, 3), round(HEIGHT / 2 + HALF_HEIGHT * y, 3)]


def zone_outline(column, row):
    u0, u1 = (2 * c / COLUMNS - 1 for c in (column, column + 1))
    v0, v1 = (2 * r / ROWS - 1 for r in (row, row + 1))
    corners = [(u0, v0), (u1, v0), (u1, v1), (u0, v1)]
    outline = []
    for (ua, va), (ub, vb) in zip(corners, corners[1:] + corners[:1]):
        # Both zones at a side divide it from its lower end, so that they get the very same points.
        steps = range(VERTICES_A_SIDE)
        if (ua, va) > (ub, vb):
            (ua, va), (ub, vb) = (ub, vb), (ua, va)
            steps = range(VERTICES_A_SIDE, 0, -1)
        for step in steps:
            t = step / VERTICES_A_SIDE
            outline.append(scalp(ua + (ub - ua) * t, va + (vb - va) * t))
    return outline


def hairline(half_span):
    """A soft M: lowest in the middle, receding at both temples."""
    points = []
    for step in range(-8, 9):
        s = step / 8
        points.append([round(WIDTH / 2 + half_span * s, 3), round(205 - 30 * s * s - 5 * math.sin(math.pi * s) ** 2, 3)])
    return points


def length(points):
    return sum(math.dist(a, b) for a, b in zip(points, points[1:]))


def hairline_of(wanted):
    low, high = 10, HALF_WIDTH
    while high - low > 1e-4:
        middle = (low + high) / 2
        low, high = (middle, high) if length(hairline(middle)) < wanted else (low, middle)
    return hairline(low)


def keep_out(number):
    """A mole's outline: places by the golden angle, so that they spread over the scalp."""
    distance = math.sqrt((number + 0.5) / 12) * 0.8
    turn = number * math.pi * (3 - math.sqrt(5))
    x, y = WIDTH / 2 + HALF_WIDTH * distance * math.cos(turn), HEIGHT / 2 + HALF_HEIGHT * distance * math.sin(turn) - 8
    radius = 1.5 + number % 4
    ring = []
    for step in range(24):
        a = 2 * math.pi * step / 24
        r = radius * (1 + 0.15 * math.sin(3 * a + number))
        ring.append([round(x + r * math.cos(a), 3), round(y + r * math.sin(a), 3)])
    return ring


def main():
    design = {
        "follicle": 1,
        "name": "bench: a whole scalp",
        "note": "made by make_scalp.py",
        "seed": 7,
        "canvas": {"width_mm": WIDTH, "height_mm": HEIGHT},
        "zones": [
            {
                "name": NAMES[row * COLUMNS + column],
                "outline": zone_outline(column, row),
                "density_per_cm2": round(DENSITY * SHARE_OF_ZONE[row * COLUMNS + column], 3),
                "feather_mm": 6,
            }
            for row in range(ROWS)
            for column in range(COLUMNS)
        ],
        "hairline": {
            "points": hairline_of(220),
            "style": "natural",
            "behind": [WIDTH / 2, HEIGHT / 2],
            "transition_mm": 8,
            "edge_density": 0.3,
            "undulation": {"large_mm": 2.5, "large_wave_mm": 35, "small_mm": 0.7, "small_wave_mm": 4},
            "sentinels_per_cm": 1.5,
            "edge_size": 1,
            "edge_shade": 0,
            "edge_scatter_mm": 0,
        },
        "keep_outs": [{"name": f"mole {i + 1}", "outline": keep_out(i), "margin_mm": 1} for i in range(12)],
        "sessions": [
            {"day": 0, "cumulative": 0.3, "shade": 24},
            {"day": 10, "cumulative": 0.7, "shade": 18},
            {"day": 20, "cumulative": 1, "shade": 14},
        ],
    }
    # A line a number would be ten thousand lines: a list of points stays on one.
    text = json.dumps(design, indent=1)
    text = re.sub(r"\[\s+([-\d.]+),\s+([-\d.]+)\s+\]", r"[\1, \2]", text)
    text = re.sub(r"(?<=\],)\s+(?=\[[-\d])", " ", text)
    text = re.sub(r"(?<=\[)\s+(?=\[)|(?<=\])\s+(?=\])", "", text)
    print(text)


main()
