//! `time`: clocks, sleeping, and moments by the calendar.

mod calendar;
mod clocks;
pub mod convert;
pub(crate) mod struct_time;

use taipan_host::clock;
use taipan_macros::pymodule;
use taipan_object::type_::Definition;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::struct_sequence;
use taipan_object::{Borrowed, Py, PyResult, Value};

use crate::constants::{self, constants};
use crate::path::decoded;

/// The module.
pub(crate) static TIME: ModuleDef = ModuleDef {
    doc: Some(
        "What time it is, and what that is by the calendar.\n\nMoments are numbers of seconds since the epoch (the beginning of 1970 in universal time),\nor tuples of nine numbers: year, month, day, hour, minute, second, weekday, day of the\nyear, and whether it is summer time.\n\ntimezone and altzone are how many seconds local time is west of universal time, in winter\nand in summer; daylight says whether there is summer time; tzname has the names of both.",
    ),
    functions: &[clocks::Clocks::FUNCTIONS, calendar::Dates::FUNCTIONS, Zones::FUNCTIONS],
    definitions: &[DEFINITIONS],
    types: &[&struct_time::STRUCT_TIME],
    exec: Some(exec),
    ..ModuleDef::of("time")
};

static DEFINITIONS: &[Definition] = &[struct_sequence::definition::<struct_time::StructTime>()];

const CONSTANTS: &[(&str, i64)] = constants![
    CLOCK_REALTIME CLOCK_MONOTONIC CLOCK_MONOTONIC_RAW CLOCK_PROCESS_CPUTIME_ID CLOCK_THREAD_CPUTIME_ID
    CLOCK_BOOTTIME CLOCK_TAI _STRUCT_TM_ITEMS = 11
];

fn exec(py: &mut Py, module: &Value) -> PyResult<()> {
    let Some(module) = module.get::<Module>() else { return Ok(()) };
    constants::add(py, module, CONSTANTS)?;
    set_zone(py, module)
}

/// What local time is, as it stands in winter and in summer.
fn set_zone(py: &mut Py, module: &Module) -> PyResult<()> {
    const YEAR: i64 = (365 * 24 + 6) * 3600;
    clock::read_time_zone();
    let now = crate::calls::done(py, clock::now(libc::CLOCK_REALTIME))? / convert::SECOND;
    let begin = now / YEAR * YEAR;
    let january = crate::calls::done(py, clock::local(begin))?;
    let july = crate::calls::done(py, clock::local(begin + YEAR / 2))?;
    // In the south it is summer in January.
    let (winter, summer) = if january.offset <= july.offset { (january, july) } else { (july, january) };
    let names = [
        decoded(py, winter.zone.as_deref().unwrap_or_default().to_bytes())?,
        decoded(py, summer.zone.as_deref().unwrap_or_default().to_bytes())?,
    ];
    let numbers = [
        ("timezone", -winter.offset),
        ("altzone", -summer.offset),
        ("daylight", (winter.offset != summer.offset).into()),
    ];
    constants::add(py, module, &numbers)?;
    let names = py.tuple(names)?;
    module.set(py, "tzname", names)
}

/// Time zones.
struct Zones;

#[pymodule("time")]
impl Zones {
    /// tzset()
    ///
    /// Reads the time zone again from the environment variable TZ: assign to os.environ,
    /// then call this.
    #[pyfunction("()", text = "($self, /)")]
    fn tzset(module: Borrowed<'_>, py: &mut Py) -> PyResult<()> {
        match module.get::<Module>() {
            Some(module) => set_zone(py, module),
            None => Ok(()),
        }
    }
}
