//! Weak references: `weakref.ref`, and proxies, which do what the object does. How they are linked to the object, and how they
//! lose it, is in [`crate::weak`].

mod proxy;
mod reference;

use std::cell::Cell;
use std::ptr::NonNull;

use super::object::OBJECT;
use crate::cell::PyCell;
use crate::object::Object;
use crate::py::{Heap, PyResult};
use crate::type_::{Definition, Flags, Parts, Payload, Type, Visit};
use crate::value::Value;

/// The payload of all three types.
pub struct WeakRef {
    /// What it refers to, without counting; nothing when that is gone.
    pub(crate) target: Cell<Option<NonNull<Object>>>,
    /// The neighbours in the list of the target.
    pub(crate) previous: Cell<Option<NonNull<Object>>>,
    pub(crate) next: Cell<Option<NonNull<Object>>>,
    /// What is called when the target is gone.
    pub(crate) callback: PyCell<Option<Value>>,
    /// The hash plus one; 0 until it is asked for. (A hash is never -1.)
    hash: Cell<u64>,
}

/// `weakref.ref`
pub static REFERENCE: Type = Type::of::<WeakRef>("weakref.ReferenceType", Some(&OBJECT));

/// The payload of a proxy.
#[repr(transparent)]
pub struct Proxy(WeakRef);

/// `weakref.ProxyType`
pub static PROXY: Type = Type::of::<Proxy>("weakref.ProxyType", Some(&OBJECT));

/// The payload of a proxy of something that can be called.
#[repr(transparent)]
pub struct CallableProxy(WeakRef);

/// `weakref.CallableProxyType`
pub static CALLABLE_PROXY: Type = Type::of::<CallableProxy>("weakref.CallableProxyType", Some(&OBJECT));

// SAFETY: references are made with this payload, and types that derive from `weakref.ref` keep it.
unsafe impl Payload for WeakRef {
    const TYPE: &'static Type = &REFERENCE;
}
// SAFETY: proxies are made with this payload; the type cannot be derived from.
unsafe impl Payload for Proxy {
    const TYPE: &'static Type = &PROXY;
}
// SAFETY: as above.
unsafe impl Payload for CallableProxy {
    const TYPE: &'static Type = &CALLABLE_PROXY;
}

impl Parts for WeakRef {
    /// A reference that dies takes itself off its target's list first.
    fn take_part(&mut self) -> Option<Value> {
        if let Some(shared) = crate::py::shared() {
            crate::weak::unlink(shared, self);
        }
        self.callback.exclusive().take()
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        // SAFETY: the collector runs while no borrow exists.
        unsafe { self.callback.peek() }.iter().for_each(visit);
    }
}

impl Parts for Proxy {
    fn take_part(&mut self) -> Option<Value> {
        self.0.take_part()
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        self.0.each_part(visit);
    }
}

impl Parts for CallableProxy {
    fn take_part(&mut self) -> Option<Value> {
        self.0.take_part()
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        self.0.each_part(visit);
    }
}

impl WeakRef {
    /// A reference to nothing yet.
    pub(crate) fn new(callback: Option<Value>) -> Self {
        Self {
            target: Cell::new(None),
            previous: Cell::new(None),
            next: Cell::new(None),
            callback: PyCell::new(callback),
            hash: Cell::new(0),
        }
    }

    /// Whether there is something to call when the target is gone.
    pub(crate) fn has_callback(&self) -> bool {
        // SAFETY: no write borrow of the cell lives longer than the exchange of its value.
        unsafe { self.callback.peek() }.is_some()
    }
}

impl Heap {
    /// A proxy of nothing yet.
    pub(crate) fn weak_proxy(self, class: &Type, callback: Option<Value>) -> PyResult<Value> {
        let payload = WeakRef::new(callback);
        if class.is(&CALLABLE_PROXY) {
            self.object(CallableProxy(payload))
        } else {
            self.object(Proxy(payload))
        }
    }
}

pub(crate) static DEFINITIONS: &[Definition] = &[
    Definition {
        flags: Flags::BASE,
        slots: &[reference::Reference::SLOTS],
        methods: &[reference::Reference::METHODS],
        getset: &[reference::Reference::GETSET],
        ..Definition::of(&REFERENCE)
    },
    Definition {
        flags: Flags::NO_INSTANCES,
        slots: &[proxy::SLOTS],
        methods: &[proxy::Methods::METHODS],
        ..Definition::of(&PROXY)
    },
    Definition {
        flags: Flags::NO_INSTANCES,
        slots: &[proxy::SLOTS, proxy::CALL],
        ..Definition::of(&CALLABLE_PROXY)
    },
];
