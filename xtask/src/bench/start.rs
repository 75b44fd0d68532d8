//! What it costs to start: the time that short programs take, and the memory that they hold at most (as the system counts it, no
//! less than this process itself holds).

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use taipan_host::process;

/// The command lines.
const PROGRAMS: &[&[&str]] = &[
    &["-I", "-c", "pass"],
    &["-c", "pass"],
    &["-c", "import re"],
    &["-c", "import json"],
    &["-c", "import argparse"],
    &["-c", "import dataclasses"],
    &["-c", "import typing"],
    &["-c", "import asyncio"],
];

/// How often each runs on each program, in turns.
const RUNS: usize = 30;

/// What a run took: milliseconds, and the most KiB of memory that it held.
#[derive(Clone, Copy)]
struct Cost {
    milliseconds: f64,
    memory: f64,
}

/// Times all of them, and prints a table: the medians of the one and of the other, and their ratios. A ratio above 1 is better.
pub(super) fn run(program: &Path, baseline: &Path) -> Result<(), String> {
    println!(
        "{:24} {:>8} {:>9} {:>6} {:>9} {:>9} {:>6}",
        "start", "ms", "baseline", "ratio", "KiB", "baseline", "ratio"
    );
    for arguments in PROGRAMS {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        // The first run writes caches.
        for round in 0..=RUNS {
            let (own, other) = (cost(program, arguments)?, cost(baseline, arguments)?);
            if round > 0 {
                ours.push(own);
                theirs.push(other);
            }
        }
        let time = [&ours, &theirs].map(|costs| median(costs.iter().map(|it| it.milliseconds)));
        let memory = [&ours, &theirs].map(|costs| median(costs.iter().map(|it| it.memory)));
        println!(
            "{:24} {:8.2} {:9.2} {:6.2} {:9.0} {:9.0} {:6.2}",
            arguments.join(" "),
            time[0],
            time[1],
            time[1] / time[0],
            memory[0],
            memory[1],
            memory[1] / memory[0]
        );
    }
    Ok(())
}

/// Runs a program once.
fn cost(program: &Path, arguments: &[&str]) -> Result<Cost, String> {
    let name = program.display();
    let begin = Instant::now();
    let child = Command::new(program).args(arguments).stdin(Stdio::null()).spawn();
    let child = child.map_err(|error| format!("{name}: {error}"))?;
    let pid = i32::try_from(child.id()).map_err(|error| error.to_string())?;
    let (_, status, usage) = process::wait_with_usage(pid, 0).map_err(|error| format!("{name}: {error}"))?;
    let milliseconds = begin.elapsed().as_secs_f64() * 1e3;
    if status != 0 {
        return Err(format!("{name} {}: status {status}", arguments.join(" ")));
    }
    Ok(Cost { milliseconds, memory: usage.ru_maxrss as f64 })
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
