//! Time: a clock of real time, or what a function of the program's says.

use taipan_object::{Py, PyResult, Value, exception as exc};

use super::profiler::Profiler;

/// Nanoseconds of a second.
const SECOND: f64 = 1e9;
/// The first time that is too late.
const END: f64 = 9_223_372_036_854_775_808.0;

impl Profiler {
    /// What time it is, in the profiler's own unit. A timer that fails shows 0, which is reported.
    pub(super) fn now(&self, py: &mut Py) -> i64 {
        let timer = self.timer.get(py).clone();
        let Some(timer) = timer else { return taipan_host::stopwatch::nanoseconds() };
        self.asking.set(true);
        let answer = py.call(&timer, &[]);
        self.asking.set(false);
        match answer.and_then(|answer| self.read(py, &answer)) {
            Ok(now) => now,
            Err(raised) => {
                py.unraisable(raised, "Exception ignored while calling _lsprof timer", Some(&timer));
                0
            }
        }
    }

    /// What a timer said.
    fn read(&self, py: &mut Py, answer: &Value) -> PyResult<i64> {
        let out_of_range =
            |py: &Py| exc::overflow_error(py, format_args!("timestamp out of range for C PyTime_t"));
        if self.unit.get() > 0.0 {
            if !answer.is_int() {
                let class = answer.type_().name();
                return Err(exc::type_error(py, format_args!("expect int, got {class}")));
            }
            return answer.as_i64().ok_or_else(|| out_of_range(py));
        }
        if let Some(seconds) = answer.as_float() {
            if seconds.is_nan() {
                return Err(exc::value_error(py, format_args!("Invalid value NaN (not a number)")));
            }
            let nanos = (seconds * SECOND).floor();
            return if (-END..END).contains(&nanos) { Ok(nanos as i64) } else { Err(out_of_range(py)) };
        }
        if !answer.is_int() && answer.type_().slots.index.get().is_none() {
            let class = answer.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("'{class}' object cannot be interpreted as an integer or float"),
            ));
        }
        let seconds = py.index(answer)?;
        seconds.as_i64().and_then(|it| it.checked_mul(SECOND as i64)).ok_or_else(|| out_of_range(py))
    }

    /// A time in seconds.
    pub(super) fn seconds(&self, time: i64) -> f64 {
        if self.timer_is_whole.get() { time as f64 * self.unit.get() } else { time as f64 / SECOND }
    }
}
