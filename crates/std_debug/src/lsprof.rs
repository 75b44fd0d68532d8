//! `_lsprof`: a profiler that measures calls.
//!
//! It is a tool of `sys.monitoring`, which calls its methods when functions begin and end.

mod callable;
mod callbacks;
mod clock;
mod profiler;
mod record;

use taipan_object::Type;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::module::ModuleDef;
use taipan_object::types::struct_sequence::{self, Field, StructSequence};

use profiler::PROFILER;

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("A profiler that measures calls of functions."),
    definitions: &[DEFINITIONS],
    types: &[&PROFILER, &PROFILER_ENTRY, &PROFILER_SUBENTRY],
    ..ModuleDef::of("_lsprof")
};

static DEFINITIONS: &[Definition] = &[
    Definition {
        doc: Some(
            "A profiler that measures calls.\n\nThe timer is a function without arguments; without one, it is a clock of real time. What it returns\nare seconds, or whole numbers of which each is timeunit seconds.",
        ),
        signature: Some("(timer=None, timeunit=0.0, subcalls=True, builtins=True)"),
        flags: Flags::BASE,
        slots: &[profiler::Methods::SLOTS],
        methods: &[profiler::Methods::METHODS, callbacks::Callbacks::METHODS],
        unseen: &["__new__"],
        ..Definition::of(&PROFILER)
    },
    struct_sequence::definition::<ProfilerEntry>(),
    struct_sequence::definition::<ProfilerSubentry>(),
];

/// `_lsprof.profiler_entry`
pub(crate) static PROFILER_ENTRY: Type = struct_sequence::class::<ProfilerEntry>("_lsprof.profiler_entry");

/// The fields of `_lsprof.profiler_entry`.
pub(crate) struct ProfilerEntry;

impl StructSequence for ProfilerEntry {
    const TYPE: &'static Type = &PROFILER_ENTRY;
    const DOC: &'static str = "What was measured of a function.";
    const FIELDS: &'static [Field] = &[
        Field::new("code", "the code object, or what a native function is called"),
        Field::new("callcount", "how many calls there were"),
        Field::new("reccallcount", "how many of them while another one ran"),
        Field::new("totaltime", "the time until they ended"),
        Field::new("inlinetime", "the same without what they called"),
        Field::new("calls", "what was measured of what it called"),
    ];
}

/// `_lsprof.profiler_subentry`
pub(crate) static PROFILER_SUBENTRY: Type =
    struct_sequence::class::<ProfilerSubentry>("_lsprof.profiler_subentry");

/// The fields of `_lsprof.profiler_subentry`.
pub(crate) struct ProfilerSubentry;

impl StructSequence for ProfilerSubentry {
    const TYPE: &'static Type = &PROFILER_SUBENTRY;
    const DOC: &'static str = "What was measured of a function that another one called.";
    const FIELDS: &'static [Field] = &[
        Field::new("code", "the code object, or what a native function is called"),
        Field::new("callcount", "how many calls there were"),
        Field::new("reccallcount", "how many of them while another one ran"),
        Field::new("totaltime", "the time until they ended"),
        Field::new("inlinetime", "the same without what they called"),
    ];
}

/// The tool of `sys.monitoring` that profilers are.
const TOOL: i64 = 2;
