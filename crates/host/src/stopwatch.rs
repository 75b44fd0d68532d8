//! How long something took.

use std::time::Instant;

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
