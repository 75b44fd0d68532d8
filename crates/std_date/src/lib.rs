//! Native modules of dates, times and time zones: `_datetime`, `_zoneinfo`.
//!
//! ```text
//! calendar, packed   numbers only: days of the calendar, days and times as they lie in objects
//! span               timedelta as three numbers
//! delta  date  clock  moment  zone    the types timedelta, date, time, datetime, tzinfo with timezone
//! iso_format  strftime  local         texts in, texts out, what the system knows of local time
//! zoneinfo           time zones from the IANA database
//! ```

mod arguments;
mod calendar;
mod clock;
mod date;
mod delta;
mod iso_calendar;
mod iso_format;
mod line;
mod local;
mod module;
mod moment;
mod packed;
mod span;
mod state;
mod strftime;
mod timestamp;
mod zone;
mod zoneinfo;

use taipan_object::types::module::ModuleDef;

/// The modules of this crate.
pub static MODULES: &[&ModuleDef] = &[&module::MODULE, &zoneinfo::MODULE];
