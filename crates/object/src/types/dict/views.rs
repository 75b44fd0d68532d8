//! `dict_keys`, `dict_values`, `dict_items`: what views of a dict are made of. The views of a subclass that keeps an order of
//! its own derive from them.

use super::Dict;
use crate::type_::{Parts, Payload, Type, Visit};
use crate::types::object::OBJECT;
use crate::types::singletons::none_ref;
use crate::value::{Borrowed, Value};

macro_rules! view {
    ($Payload:ident, $TYPE:ident, $name:literal) => {
        #[doc = concat!("The payload of `", $name, "`.")]
        pub struct $Payload {
            /// The dict, for as long as anybody can see the view.
            dict: Option<Value>,
        }

        #[doc = concat!("`", $name, "`")]
        pub static $TYPE: Type = Type::of::<$Payload>($name, Some(&OBJECT));

        // SAFETY: objects of the type and of those that derive from it begin with this payload.
        unsafe impl Payload for $Payload {
            const TYPE: &'static Type = &$TYPE;
        }

        impl Parts for $Payload {
            fn take_part(&mut self) -> Option<Value> {
                self.dict.take()
            }

            fn each_part(&self, visit: &mut Visit<'_>) {
                self.dict.iter().for_each(visit);
            }
        }

        impl $Payload {
            /// A view of a dict.
            pub fn of(dict: Borrowed<'_>) -> Self {
                Self { dict: Some(dict.to_value()) }
            }

            /// The object that it is a view of.
            #[inline]
            pub fn dict_object(&self) -> Borrowed<'_> {
                self.dict.as_ref().map_or(none_ref(), Value::borrow)
            }

            /// The dict.
            #[inline]
            pub fn dict(&self) -> Option<&Dict> {
                self.dict_object().get::<Dict>()
            }
        }
    };
}

view!(DictKeys, DICT_KEYS, "dict_keys");
view!(DictValues, DICT_VALUES, "dict_values");
view!(DictItems, DICT_ITEMS, "dict_items");
