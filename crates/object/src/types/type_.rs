//! `type`, the class of classes. A class is a [`Type`], header included.

use super::object::OBJECT;
use crate::type_::{Memory, Type};

/// `type`
pub static TYPE: Type = Type::with_memory(
    "type",
    Some(&OBJECT),
    size_of::<Type>(),
    Memory {
        teardown: Some(crate::type_::state::teardown),
        trace: Some(crate::type_::state::trace),
        size: None,
    },
);
