//! `mappingproxy`: a mapping that can be read only, such as the attributes of a class.

use super::object::OBJECT;
use crate::py::{Heap, PyResult};
use crate::type_::{Parts, Payload, Type, Visit};
use crate::value::{Borrowed, Value};

/// The payload. The mapping is there for as long as anybody can see the proxy.
pub struct MappingProxy {
    mapping: Option<Value>,
}

/// `mappingproxy`
pub static MAPPING_PROXY: Type = Type::of::<MappingProxy>("mappingproxy", Some(&OBJECT));

// SAFETY: only made here, with this payload; the type cannot be derived from.
unsafe impl Payload for MappingProxy {
    const TYPE: &'static Type = &MAPPING_PROXY;
}

impl Parts for MappingProxy {
    fn take_part(&mut self) -> Option<Value> {
        self.mapping.take()
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        self.mapping.iter().for_each(visit);
    }
}

impl MappingProxy {
    /// The mapping.
    #[inline(always)]
    pub fn mapping(&self) -> Borrowed<'_> {
        self.mapping.as_ref().map_or(super::singletons::none_ref(), Value::borrow)
    }
}

impl Heap {
    /// A view of a mapping.
    pub fn mapping_proxy(self, mapping: Value) -> PyResult<Value> {
        self.object(MappingProxy { mapping: Some(mapping) })
    }
}
