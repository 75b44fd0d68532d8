//! Calling.

use taipan_text::Name;

use crate::args::{Args, StackRef};
use crate::exception as exc;
use crate::native::descriptor::MethodDescriptor;
use crate::native::direct;
use crate::py::{Py, PyResult};
use crate::type_::Flags;
use crate::types::module::Module;
use crate::types::tuple::Tuple;
use crate::value::{Borrowed, Value};

/// Arguments that are collected for a call. They are borrowed: whoever builds them keeps the values alive.
pub struct CallArgs {
    slots: Vec<StackRef>,
    /// A tuple of the keywords' names.
    names: Option<Value>,
}

impl CallArgs {
    /// The arguments with one more in front.
    pub fn with_first(_: &Py, first: StackRef, args: Args<'_>) -> PyResult<Self> {
        let rest = args.all_slots();
        let mut slots = Vec::new();
        slots.try_reserve_exact(rest.len() + 1)?;
        slots.push(first.as_borrow());
        slots.extend(rest.iter().map(|slot| slot.as_borrow()));
        Ok(Self { slots, names: args.names_value().map(Borrowed::to_value) })
    }

    /// The arguments for the call.
    pub fn view(&mut self) -> Args<'_> {
        // SAFETY: the names belong to the last slots, and whoever built this keeps the values alive.
        unsafe { Args::with_names(&self.slots, self.names.as_ref().map(Value::borrow)) }
    }
}

/// Arguments by position that fit here are collected on the native stack.
const FEW: usize = 6;

impl Py {
    /// Calls with arguments by position.
    #[inline]
    pub fn call(&mut self, callable: &Value, args: &[&Value]) -> PyResult<Value> {
        self.with_slots(args.iter().map(|value| value.borrow()), args.len(), |py, args| {
            py.call_args(callable, args)
        })
    }

    /// Calls with arguments by position and by name.
    pub fn call_with(
        &mut self,
        callable: &Value,
        args: &[&Value],
        keywords: &[(&Value, &Value)],
    ) -> PyResult<Value> {
        let names = self.tuple(keywords.iter().map(|(name, _)| (*name).clone()).collect::<Vec<_>>())?;
        let values = args.iter().copied().chain(keywords.iter().map(|(_, value)| *value));
        let slots: Vec<StackRef> = values.map(StackRef::borrowed).collect();
        // SAFETY: the names are those of the last slots; the caller holds the values.
        self.call_args(callable, unsafe { Args::with_names(&slots, Some(names.borrow())) })
    }

    /// Calls with the arguments of another call, or with those on the interpreter's stack.
    #[inline]
    pub fn call_args(&mut self, callable: &Value, args: Args<'_>) -> PyResult<Value> {
        self.drain();
        let Some(call) = callable.type_().slots.call.get() else { return Err(not_callable(self, callable)) };
        self.check_stack("while calling a Python object")?;
        let result = call(self, callable.borrow(), args);
        self.drain();
        result
    }

    /// Calls with a tuple and, perhaps, a dict.
    pub fn call_tuple(
        &mut self,
        callable: &Value,
        args: &[Value],
        keywords: Option<&Value>,
    ) -> PyResult<Value> {
        let mut slots: Vec<StackRef> = args.iter().map(StackRef::borrowed).collect();
        let Some(dict) = keywords.and_then(|it| it.get::<crate::types::dict::Dict>()) else {
            return self.call_args(callable, Args::of(&slots));
        };
        let items = dict.items(self);
        if items.is_empty() {
            return self.call_args(callable, Args::of(&slots));
        }
        if items.iter().any(|(name, _)| !name.is_str()) {
            return Err(exc::type_error(self, format_args!("keywords must be strings")));
        }
        let names = self.tuple(items.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>())?;
        slots.extend(items.iter().map(|(_, value)| StackRef::borrowed(value)));
        // SAFETY: the names are those of the last slots; `items` holds the values.
        self.call_args(callable, unsafe { Args::with_names(&slots, Some(names.borrow())) })
    }

    /// Calls a method by name.
    pub fn call_method(&mut self, this: &Value, name: &Value, args: &[&Value]) -> PyResult<Value> {
        match self.find_method(this, name)? {
            (found, true) => {
                let args: Vec<Borrowed<'_>> = args.iter().map(|value| value.borrow()).collect();
                self.call_method_slice(&found, this.borrow(), &args)
            }
            (found, false) => self.call(&found, args),
        }
    }

    /// Calls a method by name with a few arguments of which the last are given by name: `names` is a tuple of those names.
    pub fn call_method_named(
        &mut self,
        this: &Value,
        name: &Value,
        args: &[&Value],
        names: &Value,
    ) -> PyResult<Value> {
        let (found, takes_object) = self.find_method(this, name)?;
        let count = args.len() + usize::from(takes_object);
        let keywords = names.exact::<Tuple>().map_or(0, Tuple::len);
        let mut few = [StackRef::NULL; FEW];
        let Some(slots) = few.get_mut(..count).filter(|_| keywords <= args.len()) else {
            return Err(exc::system_error(self, format_args!("too many arguments for a native call")));
        };
        let values = takes_object.then_some(this).into_iter().chain(args.iter().copied());
        slots.iter_mut().zip(values).for_each(|(slot, value)| *slot = StackRef::borrowed(value));
        // SAFETY: the names are those of the last slots, of which there are enough; the caller holds the values.
        self.call_args(&found, unsafe { Args::with_names(slots, Some(names.borrow())) })
    }

    /// Calls what a class has for a special method, with the object first.
    #[inline]
    pub fn call_method_value<const N: usize>(
        &mut self,
        found: &Value,
        this: Borrowed<'_>,
        args: &[Borrowed<'_>; N],
    ) -> PyResult<Value> {
        self.call_method_slice(found, this, args)
    }

    /// Calls what the class of an object has under a name, unbound, with the object first: as special methods are called.
    pub fn call_unbound(
        &mut self,
        found: &Value,
        this: Borrowed<'_>,
        args: &[Borrowed<'_>],
    ) -> PyResult<Value> {
        self.call_method_slice(found, this, args)
    }

    /// Calls a special method that a class can do without, with the object first. The descriptor that was found says by an
    /// AttributeError that the class does; then there is no result.
    pub fn call_optional(
        &mut self,
        found: &Value,
        this: Borrowed<'_>,
        args: &[Borrowed<'_>],
    ) -> PyResult<Option<Value>> {
        if found.type_().has(Flags::METHOD_DESCRIPTOR) {
            return self.call_method_slice(found, this, args).map(Some);
        }
        match self.bind_method(found, this) {
            Ok(bound) => self
                .with_slots(args.iter().copied(), args.len(), |py, args| py.call_args(&bound, args))
                .map(Some),
            Err(raised) if self.matches(&raised, &exc::ATTRIBUTE_ERROR) => {
                self.discard(raised);
                Ok(None)
            }
            Err(raised) => Err(raised),
        }
    }

    fn call_method_slice(
        &mut self,
        found: &Value,
        this: Borrowed<'_>,
        args: &[Borrowed<'_>],
    ) -> PyResult<Value> {
        if found.type_().has(Flags::METHOD_DESCRIPTOR) {
            let values = std::iter::once(this).chain(args.iter().copied());
            return self.with_slots(values, args.len() + 1, |py, args| py.call_with_object(found, args));
        }
        let bound = self.bind_method(found, this)?;
        self.with_slots(args.iter().copied(), args.len(), |py, args| py.call_args(&bound, args))
    }

    /// Calls a method whose object is the first argument, a native one without the detours of other callables.
    fn call_with_object(&mut self, found: &Value, args: Args<'_>) -> PyResult<Value> {
        let (Some(method), false) = (found.exact::<MethodDescriptor>(), self.is_deep()) else {
            return self.call_args(found, args);
        };
        self.drain();
        let slots = args.slots();
        // SAFETY: the object and the arguments behind it stay as they are for as long as the caller lends them.
        let prepared = unsafe { direct::prepare_method(method, slots.as_ptr(), slots.len() - 1) };
        let Some((call, this, places)) = prepared else { return self.call_args(found, args) };
        let result = call(self, this, places);
        self.drain();
        result
    }

    /// The same with arguments that are at hand already.
    pub(crate) fn call_method_args(
        &mut self,
        found: &Value,
        this: Borrowed<'_>,
        args: Args<'_>,
    ) -> PyResult<Value> {
        if found.type_().has(Flags::METHOD_DESCRIPTOR) {
            return self.call_with_first(found, this, args);
        }
        let bound = self.bind_method(found, this)?;
        self.call_args(&bound, args)
    }

    /// Calls with one more argument in front of those of another call.
    pub fn call_with_first(
        &mut self,
        callable: &Value,
        first: Borrowed<'_>,
        args: Args<'_>,
    ) -> PyResult<Value> {
        let rest = args.all_slots();
        let mut few = [StackRef::NULL; FEW];
        let Some(slots) = few.get_mut(..=rest.len()) else {
            let mut all = CallArgs::with_first(self, StackRef::borrowed(&first), args)?;
            return self.call_args(callable, all.view());
        };
        let values =
            std::iter::once(StackRef::borrowed(&first)).chain(rest.iter().map(|slot| slot.as_borrow()));
        slots.iter_mut().zip(values).for_each(|(slot, value)| *slot = value);
        // SAFETY: the names are those of the last slots; the caller holds the values.
        self.call_args(callable, unsafe { Args::with_names(slots, args.names_value()) })
    }

    /// Calls with more arguments in front of those of another call, whose keywords stay.
    pub fn call_after(&mut self, callable: &Value, first: &[Value], args: Args<'_>) -> PyResult<Value> {
        let rest = args.all_slots();
        let values = first.iter().map(StackRef::borrowed).chain(rest.iter().map(|slot| slot.as_borrow()));
        let count = first.len() + rest.len();
        let mut few = [StackRef::NULL; FEW];
        if let Some(slots) = few.get_mut(..count) {
            slots.iter_mut().zip(values).for_each(|(slot, value)| *slot = value);
            // SAFETY: the names are those of the last slots; the caller holds the values.
            return self.call_args(callable, unsafe { Args::with_names(slots, args.names_value()) });
        }
        let mut many = Vec::new();
        many.try_reserve_exact(count)?;
        many.extend(values);
        // SAFETY: as above.
        self.call_args(callable, unsafe { Args::with_names(&many, args.names_value()) })
    }

    /// What a class has, bound to an object as a descriptor is.
    fn bind_method(&mut self, found: &Value, this: Borrowed<'_>) -> PyResult<Value> {
        match found.type_().slots.descr_get.get() {
            Some(get) => get(self, found.borrow(), Some(this), Some(this.type_().borrow())),
            None => Ok(found.clone()),
        }
    }

    /// Lays values out as the slots of a call.
    #[inline]
    fn with_slots<'v, R>(
        &mut self,
        values: impl Iterator<Item = Borrowed<'v>>,
        count: usize,
        body: impl FnOnce(&mut Self, Args<'_>) -> PyResult<R>,
    ) -> PyResult<R> {
        let mut few = [StackRef::NULL; FEW];
        if count <= FEW {
            few.iter_mut().zip(values).for_each(|(slot, value)| *slot = StackRef::borrowed(&value));
            return body(self, Args::of(&few[..count]));
        }
        let mut many = Vec::new();
        many.try_reserve_exact(count)?;
        many.extend(values.map(|value| StackRef::borrowed(&value)));
        body(self, Args::of(&many))
    }

    /// Runs a callback that returns nothing of interest.
    pub fn call_none(&mut self, callable: &Value) -> PyResult<()> {
        self.call(callable, &[]).map(drop)
    }
}

/// The error for a value that cannot be called. Who calls a module may have meant what it has under its own name.
#[cold]
fn not_callable(py: &mut Py, value: &Value) -> crate::Raised {
    let class = value.type_().name().to_string();
    match namesake(py, value) {
        Ok(Some(name)) => exc::type_error(
            py,
            format_args!("'{class}' object is not callable. Did you mean: '{name}.{name}(...)'?"),
        ),
        Ok(None) => exc::type_error(py, format_args!("'{class}' object is not callable")),
        Err(raised) => raised,
    }
}

/// The name of a module, if it has something under it that can be called.
fn namesake(py: &mut Py, value: &Value) -> PyResult<Option<Value>> {
    let Some(module) = value.get::<Module>() else { return Ok(None) };
    let key = py.name(Name::__NAME__).clone();
    let Some(name) = module.get(py, &key).filter(Value::is_str) else { return Ok(None) };
    let found = py.find_attribute(value, &name)?;
    Ok(found.filter(is_callable).map(|_| name))
}

/// Whether a value can be called.
pub fn is_callable(value: &Value) -> bool {
    value.type_().slots.call.get().is_some()
}
