//! The slots of classes written in Python: which function each has, by what the special methods behind it resolve to.
//!
//! A slot whose methods are all wrappers of one native function (`int.__add__`) has that function. If one of them is
//! anything else, the slot has the function of [`super::python`] that calls what the lookup finds, and what it finds is
//! kept in [`Special`], so that no name is looked up when the operation is done.

use std::sync::OnceLock;

use super::generated::{DUNDER_NAMES, Function, SPECIAL_METHODS, SlotId, python_function};
use super::state::Special;
use super::{SpecialMethod, Type, dunder};
use crate::native::constructor;
use crate::native::descriptor::WrapperDescriptor;
use crate::py::Py;
use crate::types::dict::Dict;
use crate::types::singletons::is_none;
use crate::value::Value;

const DUNDERS: usize = DUNDER_NAMES.len();

/// A set of special methods, by the numbers of their names.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Dunders(u128);

impl Dunders {
    pub(crate) const ALL: Self = Self((1 << DUNDERS) - 1);

    pub(crate) fn one(dunder: usize) -> Self {
        Self(1 << dunder)
    }

    fn iter(self) -> impl Iterator<Item = usize> {
        (0..DUNDERS).filter(move |&dunder| self.0 & 1 << dunder != 0)
    }

    fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Which slots a special method stands behind, and which methods behind a slot.
struct Tables {
    /// Bits of slots.
    slots: [u64; DUNDERS],
    /// Where a slot's methods begin and end in [`SPECIAL_METHODS`].
    methods: [(usize, usize); SlotId::COUNT],
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut tables = Tables { slots: [0; DUNDERS], methods: [(0, 0); SlotId::COUNT] };
        for (at, method) in SPECIAL_METHODS.iter().enumerate() {
            let slot = method.slot as usize;
            tables.slots[method.dunder] |= 1 << slot;
            let (first, end) = &mut tables.methods[slot];
            if *first == *end {
                *first = at;
            }
            *end = at + 1;
        }
        tables
    })
}

fn methods(id: SlotId) -> &'static [SpecialMethod] {
    let (first, end) = tables().methods[id as usize];
    SPECIAL_METHODS.get(first..end).unwrap_or(&[])
}

/// The number of a name, if it is that of a special method with a slot. The name is interned.
pub(crate) fn number(py: &Py, name: &Value) -> Option<usize> {
    let text = name.exact::<crate::types::str_::Str>()?;
    let short = text.as_ascii()?;
    if !short.starts_with("__") {
        return None;
    }
    (0..DUNDERS).find(|&dunder| py.dunder(dunder).is(name))
}

/// The special methods in the dict of a class.
fn defined(py: &Py, class: &Type) -> Dunders {
    let Some(dict) = class.state(py).dict.get::<Dict>() else { return Dunders::default() };
    let found = (0..DUNDERS).filter(|&dunder| dict.get_str(py, py.dunder(dunder)).is_some());
    found.fold(Dunders::default(), |all, dunder| all.with(Dunders::one(dunder)))
}

/// Fills the slots of a new class, whose place among other classes is known.
pub(crate) fn fill(py: &mut Py, class: &Type) {
    let base = class.state(py).base.get(py).clone();
    let Some(base) = base.as_ref().and_then(Value::as_type) else { return };
    SlotId::all().for_each(|id| class.slots.copy(id, &base.slots));
    let (order, above) = (class.mro(py), base.mro(py));
    let mut changed = Dunders::default();
    for item in &order {
        if let Some(item) = item.as_type()
            && !above.iter().any(|other| other.is(&item.borrow()))
        {
            changed = changed.with(defined(py, item));
        }
    }
    let inherits_all = above.iter().all(|class| order.iter().any(|other| other.is(class)));
    if !inherits_all {
        changed = Dunders::ALL;
    }
    let Some(state) = class.own_state() else { return };
    if let Some(above) = base.own_state() {
        state.python.set(above.python.get());
        let special = above.special.get(py).clone();
        drop(state.special.replace(py, special));
    }
    refresh(py, class, changed);
}

/// Renews the slots behind special methods that have changed, in the class and in those that derive from it.
pub(crate) fn update(py: &mut Py, class: &Type, changed: usize) {
    if matches!(changed, dunder::GET | dunder::SET | dunder::DELETE) {
        Type::invalidate_all(py);
    }
    refresh(py, class, Dunders::one(changed));
    for subclass in class.subclasses(py) {
        let Some(subclass) = subclass.as_type() else { continue };
        let dict = subclass.state(py).dict.clone();
        let own = dict.get::<Dict>().is_some_and(|dict| dict.get_str(py, py.dunder(changed)).is_some());
        if !own {
            update(py, subclass, changed);
        }
    }
}

/// Renews all slots, of the class and of those that derive from it: the bases have changed.
pub(crate) fn update_all(py: &mut Py, class: &Type) {
    let before = is_descriptor(class);
    refresh(py, class, Dunders::ALL);
    if before != is_descriptor(class) {
        Type::invalidate_all(py);
    }
    for subclass in class.subclasses(py) {
        if let Some(subclass) = subclass.as_type() {
            update_all(py, subclass);
        }
    }
}

/// Whether reading, and whether setting an attribute means something else where the class of an object has an instance of
/// this class under the attribute's name.
pub(super) fn is_descriptor(class: &Type) -> (bool, bool) {
    (class.slots.descr_get.get().is_some(), class.slots.descr_set.get().is_some())
}

fn refresh(py: &mut Py, class: &Type, changed: Dunders) {
    let Some(state) = class.own_state() else { return };
    let tables = tables();
    let slots = changed.iter().fold(0, |all, dunder| all | tables.slots[dunder]);
    for id in SlotId::all().filter(|&id| slots & 1 << id as usize != 0) {
        let (function, python) = resolve(py, class, id);
        match function {
            Some(function) => class.slots.set(function),
            None => class.slots.clear(id),
        }
        if let Some(first) = methods(id).first()
            && !shadowed(id)
        {
            let bit = Dunders::one(first.dunder).0;
            state.python.set(if python { state.python.get() | bit } else { state.python.get() & !bit });
        }
    }
    let complete = state.special.get(py).is_some();
    if state.python.get() == 0 && !complete {
        return;
    }
    let changed = if complete { changed } else { Dunders::ALL };
    let found: Vec<(usize, Option<Value>)> =
        changed.iter().map(|dunder| (dunder, class.walk_for(py, py.dunder(dunder)))).collect();
    let mut special = state.special.get_mut(py);
    let table = special.get_or_insert_with(|| Box::new(NOTHING));
    let mut old = Vec::with_capacity(found.len());
    for (dunder, value) in found {
        old.push(std::mem::replace(&mut table[dunder], value));
    }
    drop(special);
    drop(old);
}

const NOTHING: Special = [const { None }; DUNDERS];

/// Slots that share their methods with another slot, which is the one that classes written in Python fill.
fn shadowed(id: SlotId) -> bool {
    matches!(id, SlotId::Concat | SlotId::Repeat | SlotId::InplaceConcat | SlotId::InplaceRepeat)
}

/// The function of a slot, and whether it is the one that calls a method written in Python.
fn resolve(py: &Py, class: &Type, id: SlotId) -> (Option<Function>, bool) {
    let mut native: Option<Function> = None;
    let mut python = false;
    for method in methods(id) {
        let Some(found) = class.walk_for(py, py.dunder(method.dunder)) else { continue };
        match native_function(py, class, id, method, &found) {
            Native::Function(function) if native.is_none_or(|native| native.same(function)) => {
                native = Some(function);
            }
            Native::OtherSlot => {}
            Native::Nothing => return (None, false),
            Native::Function(_) | Native::No => python = true,
        }
    }
    match python {
        true if shadowed(id) => (None, false),
        true => (python_function(id), true),
        false => (native, false),
    }
}

/// What a special method of a class says about its slot.
enum Native {
    /// It is a wrapper of this function.
    Function(Function),
    /// It is a wrapper of another slot that has a method of the name, and is the one that the name means: the builtin type
    /// that the class is built on fills it, and not this one.
    OtherSlot,
    /// The operation is not supported.
    Nothing,
    /// It is no wrapper, or does not belong here.
    No,
}

fn native_function(py: &Py, class: &Type, id: SlotId, method: &SpecialMethod, found: &Value) -> Native {
    if id == SlotId::Hash && is_none(found) {
        return Native::Nothing;
    }
    let owner = if id == SlotId::New {
        constructor::constructed_class(found)
    } else if let Some(wrapper) = found.exact::<WrapperDescriptor>() {
        if wrapper.method.name != method.name {
            return Native::No;
        }
        if wrapper.method.slot != id {
            let above = &class.native().slots;
            let names_the_other = above.get(wrapper.method.slot).is_some() && above.get(id).is_none();
            return if names_the_other { Native::OtherSlot } else { Native::No };
        }
        wrapper.class.as_ref().and_then(Value::as_type)
    } else {
        None
    };
    let owner = owner.filter(|owner| class.is_subtype(py, owner)).map(|owner| {
        let above = class.native();
        if id == SlotId::New && constructor::makes(py, owner, above) { above } else { owner }
    });
    match owner.and_then(|owner| owner.slots.get(id)) {
        Some(function) => Native::Function(function),
        None => Native::No,
    }
}

impl Type {
    /// What the classes of the MRO have under a name, without asking the cache.
    fn walk_for(&self, py: &Py, name: &Value) -> Option<Value> {
        self.walk(py, name).map(|found| {
            // SAFETY: a class of the MRO holds it, and nothing has run since it was found.
            (*unsafe { crate::value::Borrowed::from_pointer(found) }).clone()
        })
    }
}
