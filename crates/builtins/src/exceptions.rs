//! The exceptions: constructors, attributes, texts, groups, tracebacks.

mod attribute_error;
mod base;
mod field;
mod group;
mod import_error;
mod os_error;
pub mod report;
mod simple;
mod syntax_error;
mod text;
mod traceback;
mod unicode_error;

use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::types::traceback::TRACEBACK;

/// The types of this family. Those exceptions that add nothing to their base are installed by the kernel.
pub(crate) static DEFINITIONS: &[Definition] = &[
    Definition {
        slots: &[base::Base::SLOTS],
        methods: &[base::Base::METHODS],
        getset: &[base::Base::GETSET],
        ..Definition::of(&exc::BASE_EXCEPTION)
    },
    Definition {
        slots: &[group::Groups::SLOTS],
        methods: &[group::Groups::METHODS],
        getset: &[group::Groups::FIELDS],
        ..Definition::of(&exc::BASE_EXCEPTION_GROUP)
    },
    Definition {
        slots: &[simple::Stop::SLOTS],
        getset: &[simple::Stop::FIELDS],
        ..Definition::of(&exc::STOP_ITERATION)
    },
    Definition {
        slots: &[simple::Exit::SLOTS],
        getset: &[simple::Exit::FIELDS],
        ..Definition::of(&exc::SYSTEM_EXIT)
    },
    Definition {
        slots: &[simple::Names::SLOTS],
        getset: &[simple::Names::FIELDS],
        ..Definition::of(&exc::NAME_ERROR)
    },
    Definition { slots: &[simple::Keys::SLOTS], ..Definition::of(&exc::KEY_ERROR) },
    Definition {
        slots: &[attribute_error::Attributes::SLOTS],
        methods: &[attribute_error::Attributes::METHODS],
        getset: &[attribute_error::Attributes::FIELDS],
        ..Definition::of(&exc::ATTRIBUTE_ERROR)
    },
    Definition {
        slots: &[import_error::Imports::SLOTS],
        methods: &[import_error::Imports::METHODS],
        getset: &[import_error::Imports::FIELDS],
        ..Definition::of(&exc::IMPORT_ERROR)
    },
    Definition {
        slots: &[os_error::Os::SLOTS],
        methods: &[os_error::Os::METHODS],
        getset: &[os_error::Os::FIELDS, os_error::Os::GETSET],
        ..Definition::of(&exc::OS_ERROR)
    },
    Definition {
        slots: &[syntax_error::Syntax::SLOTS],
        getset: &[syntax_error::Syntax::FIELDS],
        ..Definition::of(&exc::SYNTAX_ERROR)
    },
    Definition {
        slots: &[unicode_error::Encode::SLOTS],
        getset: &[unicode_error::Unicode::FIELDS],
        ..Definition::of(&exc::UNICODE_ENCODE_ERROR)
    },
    Definition {
        slots: &[unicode_error::Decode::SLOTS],
        getset: &[unicode_error::Unicode::FIELDS],
        ..Definition::of(&exc::UNICODE_DECODE_ERROR)
    },
    Definition {
        slots: &[unicode_error::Translate::SLOTS],
        getset: &[unicode_error::Unicode::FIELDS],
        ..Definition::of(&exc::UNICODE_TRANSLATE_ERROR)
    },
    Definition {
        doc: Some(
            "Where an exception came through: a frame, a place in its code, and what was called from there.",
        ),
        signature: Some("(tb_next, tb_frame, tb_lasti, tb_lineno)"),
        slots: &[traceback::Tracebacks::SLOTS],
        methods: &[traceback::Tracebacks::METHODS],
        getset: &[traceback::Tracebacks::GETSET],
        ..Definition::of(&TRACEBACK)
    },
];
