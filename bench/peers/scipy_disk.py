# SPDX-License-Identifier: MIT
"""Times scipy.stats.qmc.PoissonDisk: scipy_disk.py SIDE_MM POINTS_FILE; run.sh says how.

One run, for it takes half a minute. Prints the version and the seconds of processor time; writes the distance asked for and the points.
"""
import sys
import time

import scipy
from scipy.stats import qmc

side = float(sys.argv[1])
distance = 0.0034621  # of the unit square: gives 50,000 points with its default of 30 candidates
sampler = qmc.PoissonDisk(d=2, radius=distance, seed=1)
start = time.process_time()
points = sampler.fill_space()
seconds = time.process_time() - start
with open(sys.argv[2], "w") as file:
    print(distance * side, file=file)
    for x, y in points * side:
        print(repr(float(x)), repr(float(y)), file=file)
print(scipy.__version__, seconds)
