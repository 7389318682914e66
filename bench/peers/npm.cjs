// SPDX-License-Identifier: MIT
// Times a Poisson-disc package of npm: node npm.cjs PACKAGE SIDE_MM POINTS_FILE; run.sh says how. Prints the version and the seconds of the
// fastest of ten runs, by the wall clock or by processor time, whichever is less on a busy machine; writes the distance asked for and the points of the last run.
"use strict";
const fs = require("fs");

const [name, side, file] = [process.argv[2], Number(process.argv[3]), process.argv[4]];
const Sampler = require(name);
const { version } = require(name + "/package.json");

// The distance, over the side, at which each gives 50,000 points; the tries are its own defaults.
const share = { "poisson-disk-sampling": 0.0035607, "fast-2d-poisson-disk-sampling": 0.0041789 }[name];
const distance = share * side;
const options = name === "fast-2d-poisson-disk-sampling" ? { radius: distance } : { minDistance: distance };

const seconds = [];
let points;
for (let run = 0; run < 10; run++) {
    const start = process.hrtime.bigint();
    const used = process.cpuUsage();
    points = new Sampler({ shape: [side, side], ...options }).fill();
    const { user, system } = process.cpuUsage(used);
    seconds.push(Number(process.hrtime.bigint() - start) / 1e9, (user + system) / 1e6);
}
fs.writeFileSync(file, [distance, ...points.map(([x, y]) => `${x} ${y}`)].join("\n") + "\n");
console.log(version, Math.min(...seconds));
