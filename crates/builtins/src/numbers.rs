//! `int`, `bool`, `float`, `complex`.

mod boolean;
mod digits;
mod failure;
mod float;
mod int;

use taipan_object::type_::Definition;
use taipan_object::types::float::FLOAT;
use taipan_object::types::int::INT;
use taipan_object::types::singletons::BOOL;

/// The types of this family.
pub(crate) static DEFINITIONS: &[Definition] = &[
    Definition {
        slots: &[
            int::value::Basics::SLOTS,
            int::arithmetic::Arithmetic::SLOTS,
            int::bits::Bits::SLOTS,
            int::new::Construction::SLOTS,
        ],
        methods: &[],
        getset: &[],
        ..Definition::of(&INT)
    },
    Definition {
        slots: &[boolean::Truth::SLOTS],
        signature: Some("(object=False, /)"),
        ..Definition::of(&BOOL)
    },
    Definition {
        slots: &[
            float::value::Basics::SLOTS,
            float::arithmetic::Arithmetic::SLOTS,
            float::new::Construction::SLOTS,
        ],
        signature: Some("(x=0, /)"),
        ..Definition::of(&FLOAT)
    },
];
