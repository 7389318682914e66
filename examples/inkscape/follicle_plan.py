#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Adds the dots that the follicle program lays out for a drawing to that drawing, as layers.

Inkscape calls it with its options and a copy of the drawing, and takes the drawing from standard output. It runs
without Inkscape too: follicle_plan.py drawing.svg > with-dots.svg. Python's own library is all that it needs."""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

SVG = "http://www.w3.org/2000/svg"
INKSCAPE = "http://www.inkscape.org/namespaces/inkscape"
LAYER_ID = "follicle-plan"
MM_PER_UNIT = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "q": 0.25, "px": 25.4 / 96, "": 25.4 / 96}


class Trouble(Exception):
    """What the user should read."""


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("drawing")
    parser.add_argument("--program", default="follicle")
    parser.add_argument("--session", type=int, default=0)
    parser.add_argument("--density", type=float, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--settings", default="")
    parser.add_argument("--tab")
    # what is selected, which Inkscape always tells, does not matter here
    return parser.parse_known_args()[0]


def keep_prefixes(path):
    """ElementTree would call all namespaces ns0, ns1 ..."""
    with open(path, "rb") as file:
        for _, (prefix, uri) in ET.iterparse(file, events=("start-ns",)):
            if not re.fullmatch(r"ns\d+", prefix):
                ET.register_namespace(prefix, uri)


def read_settings(options):
    """The settings file, with what the dialog says where the file says nothing; None when there is nothing to say."""
    settings = {}
    if options.settings and os.path.isfile(options.settings):
        with open(options.settings, encoding="utf-8") as file:
            settings = json.load(file)
    if options.seed and "seed" not in settings:
        settings["seed"] = options.seed
    if options.density and "zones" not in settings:
        settings["zones"] = {"density_per_cm2": options.density}
    return settings or None


def run_follicle(options, settings):
    """The map of the drawing as SVG, and what the program warned of."""
    command = [options.program, "map", options.drawing, "--svg", "-"]
    if options.session:
        command += ["--session", str(options.session)]
    with tempfile.TemporaryDirectory() as folder:
        if settings is not None:
            command += ["--settings", os.path.join(folder, "settings.json")]
            with open(command[-1], "w", encoding="utf-8") as file:
                json.dump(settings, file)
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        except OSError as error:
            raise Trouble(f"cannot run {options.program}: {error.strerror}. Name the program on the second page of the dialog")
    said = done.stderr.decode("utf-8", "replace").replace(options.drawing, "drawing")
    if done.returncode != 0:
        raise Trouble(said or f"{options.program} failed with exit code {done.returncode}")
    return ET.fromstring(done.stdout), said


def length_in_units(text):
    match = re.fullmatch(r"\s*([0-9.eE+-]+)\s*([a-zA-Z]*)\s*", text or "")
    if not match or match.group(2).lower() not in MM_PER_UNIT:
        return None
    return float(match.group(1)) * MM_PER_UNIT[match.group(2).lower()] / MM_PER_UNIT["px"]


def map_to_drawing(drawing, plan):
    """The transform from the map, which is in mm of the page, to the units of the drawing: both show the same page."""
    across, down = [float(number) for number in plan.get("viewBox").split()][2:]
    box = [float(number) for number in re.split(r"[\s,]+", drawing.get("viewBox", "").strip()) if number]
    if len(box) == 4:
        left, top, width, height = box
    else:
        left, top, width, height = 0.0, 0.0, length_in_units(drawing.get("width")), length_in_units(drawing.get("height"))
    if not width or not height:
        raise Trouble("the drawing has no size")
    scale = max(width / across, height / down)  # the whole box lies in the page
    left += (width - scale * across) / 2
    top += (height - scale * down) / 2
    return f"matrix({scale:.12g},0,0,{scale:.12g},{left:.12g},{top:.12g})"


def remove_earlier(drawing):
    for parent in drawing.iter():
        for child in list(parent):
            if child.get("id") == LAYER_ID:
                parent.remove(child)


def add_layers(drawing, plan):
    layer = ET.SubElement(drawing, f"{{{SVG}}}g", {
        "id": LAYER_ID,
        f"{{{INKSCAPE}}}groupmode": "layer",
        f"{{{INKSCAPE}}}label": "Follicle plan",
        "transform": map_to_drawing(drawing, plan),
    })
    layer.extend(plan.findall(f"{{{SVG}}}g"))
    return layer


def main():
    options = read_arguments()
    try:
        keep_prefixes(options.drawing)
        ET.register_namespace("", SVG)
        ET.register_namespace("inkscape", INKSCAPE)
        drawing = ET.parse(options.drawing, ET.XMLParser(target=ET.TreeBuilder(insert_comments=True)))
        plan, said = run_follicle(options, read_settings(options))
        remove_earlier(drawing.getroot())
        add_layers(drawing.getroot(), plan)
    except (Trouble, ET.ParseError, OSError, ValueError) as trouble:
        sys.exit(f"Follicle: {trouble}")
    sys.stderr.write(said)
    drawing.write(sys.stdout.buffer, encoding="UTF-8", xml_declaration=True)


if __name__ == "__main__":
    main()
