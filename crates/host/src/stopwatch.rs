//! How long something took.

use std::time::Instant;

/// What a clock of real time shows that never goes back, in nanoseconds.
pub fn nanoseconds() -> i64 {
    crate::clock::now(libc::CLOCK_MONOTONIC).unwrap_or(0)
}

/// A watch that was started.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts one.
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// The seconds since.
    pub fn seconds(self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}
