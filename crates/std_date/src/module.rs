//! `_datetime`: dates, times and time zones.

use taipan_object::type_::Definition;
use taipan_object::types::module::ModuleDef;
use taipan_std_boot::native_types;

use crate::calendar::{MAX_YEAR, MIN_YEAR};
use crate::clock::TIME;
use crate::date::DATE;
use crate::delta::DELTA;
use crate::moment::DATETIME;
use crate::zone::{TIMEZONE, TZINFO};
use crate::{clock, date, delta, iso_calendar, moment, state, zone};

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("Dates, times and time zones."),
    definitions: &[DEFINITIONS, native_types::CAPSULES],
    types: &[&DATE, &DATETIME, &TIME, &DELTA, &TZINFO, &TIMEZONE],
    constants: &[
        ("MINYEAR", |py| py.int(MIN_YEAR.into())),
        ("MAXYEAR", |py| py.int(MAX_YEAR.into())),
        ("UTC", state::utc),
        ("datetime_CAPI", |py| native_types::capsule(py, "datetime.datetime_CAPI")),
    ],
    ..ModuleDef::of("_datetime")
};

/// The types; those that others have constants of come first.
pub(crate) static DEFINITIONS: &[Definition] = &[
    delta::DEFINITION,
    zone::TZINFO_DEFINITION,
    zone::TIMEZONE_DEFINITION,
    iso_calendar::DEFINITION,
    date::DEFINITION,
    clock::DEFINITION,
    moment::DEFINITION,
];
