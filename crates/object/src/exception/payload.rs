//! The payloads of exceptions. Each begins with that of its base, and the attribute word follows it:
//!
//! ```text
//! header │ BaseException: args, traceback, context, … │ fields of the type │ attribute word
//! ```
//!
//! In an instance of a Python class the word lies where the class puts it, and this one is not there.

use std::cell::Cell;
use std::ptr::NonNull;

use crate::cell::PyCell;
use crate::death::{self, Teardown};
use crate::exception::generated as types;
use crate::instance;
use crate::object::{HEADER_SIZE, Object};
use crate::py::{Heap, Py, Shared, type_of};
use crate::type_::{Memory, Parts, Payload, Type, Visit};
use crate::types::singletons::none;
use crate::value::{Borrowed, Value};

impl Type {
    /// A builtin type whose objects carry a `T` and have attributes of their own, to be kept in a `static`. They are made
    /// with [`Heap::object_of`].
    pub const fn with_attributes<T: Payload + Parts>(name: &'static str, base: &'static Self) -> Self {
        let word = HEADER_SIZE + size_of::<T>();
        let memory = Memory { teardown: Some(teardown::<T>), trace: Some(trace::<T>), size: None };
        let mut class = Self::with_memory(name, Some(base), word + size_of::<usize>(), memory);
        class.attributes = Cell::new(word as u32);
        class
    }
}

/// # Safety
/// As for [`death::teardown`].
unsafe fn teardown<T: Payload + Parts>(object: NonNull<Object>, shared: &Shared) -> Teardown {
    let class = type_of(object);
    // Of an instance of a Python class the attributes are gone already; most others have none.
    if !class.is_heap()
        && instance::was_given_attributes(object, class)
        && death::release_all(shared, || instance::take_attribute(object, class)) == Teardown::Interrupted
    {
        return Teardown::Interrupted;
    }
    // SAFETY: the caller's promise.
    unsafe { death::teardown::<T>(object, shared) }
}

/// # Safety
/// As for [`death::trace`].
unsafe fn trace<T: Payload + Parts>(object: NonNull<Object>, visit: &mut Visit<'_>) {
    instance::trace_attributes(object, type_of(object), visit);
    // SAFETY: the caller's promise.
    unsafe { death::trace::<T>(object, visit) };
}

/// What all exceptions have.
#[repr(C)]
pub struct BaseException {
    /// What changes.
    pub state: PyCell<State>,
}

/// The fields of an exception. `None` where nothing was set.
#[derive(Default)]
pub struct State {
    /// `args`, a tuple; `None` while the exception keeps what it is about in another form.
    pub args: Option<Value>,
    /// The message or subject of an exception whose `args` have not been asked for yet: they are a tuple of it. `None`:
    /// they are empty, or those of an [`AttributeError`] whose message has not been made.
    pub subject: Option<Value>,
    /// `__traceback__`
    pub traceback: Option<Value>,
    /// `__context__`
    pub context: Option<Value>,
    /// `__cause__`
    pub cause: Option<Value>,
    /// `__suppress_context__`
    pub suppress_context: bool,
}

impl State {
    /// In the order in which they die.
    fn fields(&mut self) -> [&mut Option<Value>; 5] {
        [&mut self.args, &mut self.subject, &mut self.traceback, &mut self.cause, &mut self.context]
    }
}

// SAFETY: exceptions are made with a payload that begins with this, and types that derive from them keep it.
unsafe impl Payload for BaseException {
    const TYPE: &'static Type = &types::BASE_EXCEPTION;
}

impl Parts for BaseException {
    const ONLY_VALUES: bool = true;

    #[inline]
    fn take_part(&mut self) -> Option<Value> {
        // What others have too does not die: it need not be given out.
        let fields = self.state.exclusive().fields();
        fields.into_iter().find_map(|field| field.take().and_then(Value::release_unless_last))
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        // SAFETY: the collector runs while no borrow exists.
        let state = unsafe { self.state.peek() };
        for field in [&state.args, &state.subject, &state.traceback, &state.cause, &state.context] {
            field.iter().for_each(&mut *visit);
        }
    }
}

impl BaseException {
    /// An exception about something: a message, a key, or nothing.
    pub fn new(subject: Option<Value>) -> Self {
        Self { state: PyCell::new(State { subject, ..State::default() }) }
    }

    /// An exception with arguments, a tuple.
    pub fn with_args(args: Value) -> Self {
        Self { state: PyCell::new(State { args: Some(args), ..State::default() }) }
    }

    /// What an exception has, of whatever type it is.
    #[inline(always)]
    pub fn of(exception: &Value) -> Option<&Self> {
        let is_one = exception.is_exception() && exception.object().is_some();
        // SAFETY: all exceptions carry a payload that begins with this one.
        is_one.then(|| unsafe { Object::payload::<Self>(exception.pointer()).as_ref() })
    }

    /// `__context__`, for those who raise.
    pub(crate) fn peek_context(&self) -> Option<Value> {
        // SAFETY: raising happens while no borrow of an exception exists; see `Heap::raise`.
        unsafe { self.state.peek() }.context.clone()
    }

    pub(crate) fn set_context(&self, heap: Heap, context: Option<Value>) {
        let _ = heap;
        // SAFETY: as above; nothing else looks at the exception meanwhile.
        let old = unsafe { self.state.replace_field(|state| std::mem::replace(&mut state.context, context)) };
        drop(old);
    }

    pub(crate) fn clear_context(&self) {
        // SAFETY: as above.
        let old = unsafe { self.state.replace_field(|state| state.context.take()) };
        drop(old);
    }

    /// `__traceback__`
    pub fn traceback(&self, py: &Py) -> Option<Value> {
        self.state.get(py).traceback.clone()
    }
}

/// A payload of `BaseException` and fields of its own, each a value or nothing.
macro_rules! payload {
    ($(#[$doc:meta])* $name:ident: $type_:ident { $($(#[$field_doc:meta])* $field:ident,)* }) => {
        $(#[$doc])*
        #[repr(C)]
        pub struct $name {
            /// What all exceptions have.
            pub base: BaseException,
            $($(#[$field_doc])* pub $field: PyCell<Option<Value>>,)*
        }

        // SAFETY: exceptions of the type are made with this payload, and types that derive from it keep it.
        unsafe impl Payload for $name {
            const TYPE: &'static Type = &types::$type_;
        }

        impl Parts for $name {
            const ONLY_VALUES: bool = true;

            fn take_part(&mut self) -> Option<Value> {
                None$(.or_else(|| self.$field.exclusive().take()))*.or_else(|| self.base.take_part())
            }

            fn each_part(&self, visit: &mut Visit<'_>) {
                // SAFETY: the collector runs while no borrow exists.
                unsafe { $(self.$field.peek().iter().for_each(&mut *visit);)* }
                self.base.each_part(visit);
            }
        }

        impl $name {
            /// With nothing set but what all exceptions have.
            pub fn new(base: BaseException) -> Self {
                Self { base, $($field: PyCell::new(None),)* }
            }
        }
    };
}

payload! {
    /// `BaseExceptionGroup`
    Group: BASE_EXCEPTION_GROUP {
        /// `message`
        message,
        /// `exceptions`, a tuple.
        exceptions,
        /// How `repr` showed the sequence that was given, if that was no list or tuple.
        shown,
    }
}
payload! {
    /// `StopIteration`
    StopIteration: STOP_ITERATION {
        /// `value`
        value,
    }
}
payload! {
    /// `SystemExit`
    SystemExit: SYSTEM_EXIT {
        /// `code`
        code,
    }
}
payload! {
    /// `AttributeError`
    AttributeError: ATTRIBUTE_ERROR {
        /// `obj`
        object,
        /// `name`
        name,
    }
}
payload! {
    /// `NameError`
    NameError: NAME_ERROR {
        /// `name`
        name,
    }
}
payload! {
    /// `ImportError`
    ImportError: IMPORT_ERROR {
        /// `msg`
        message,
        /// `name`
        name,
        /// `path`
        path,
        /// `name_from`
        name_from,
    }
}
payload! {
    /// `OSError`
    OsError: OS_ERROR {
        /// `errno`
        errno,
        /// `strerror`
        message,
        /// `filename`
        filename,
        /// `filename2`
        filename2,
        /// `characters_written`, an int.
        written,
    }
}
payload! {
    /// `SyntaxError`
    SyntaxError: SYNTAX_ERROR {
        /// `msg`
        message,
        /// `filename`
        filename,
        /// `lineno`
        line,
        /// `offset`
        offset,
        /// `text`
        text,
        /// `end_lineno`
        end_line,
        /// `end_offset`
        end_offset,
        /// `print_file_and_line`
        print_file_and_line,
        /// `_metadata`
        metadata,
    }
}
payload! {
    /// `UnicodeEncodeError`, and what the other two have too.
    UnicodeError: UNICODE_ENCODE_ERROR {
        /// `encoding`
        encoding,
        /// `object`
        object,
        /// `start`, an int.
        start,
        /// `end`, an int.
        end,
        /// `reason`
        reason,
    }
}

/// The same payload for another type.
macro_rules! same_payload {
    ($(#[$doc:meta])* $name:ident: $type_:ident) => {
        $(#[$doc])*
        #[repr(transparent)]
        pub struct $name(pub UnicodeError);

        // SAFETY: exceptions of the type are made with this payload, and types that derive from it keep it.
        unsafe impl Payload for $name {
            const TYPE: &'static Type = &types::$type_;
        }

        impl Parts for $name {
            const ONLY_VALUES: bool = true;

            fn take_part(&mut self) -> Option<Value> {
                self.0.take_part()
            }

            fn each_part(&self, visit: &mut Visit<'_>) {
                self.0.each_part(visit);
            }
        }
    };
}

same_payload! {
    /// `UnicodeDecodeError`
    UnicodeDecodeError: UNICODE_DECODE_ERROR
}
same_payload! {
    /// `UnicodeTranslateError`
    UnicodeTranslateError: UNICODE_TRANSLATE_ERROR
}

impl UnicodeError {
    /// The payload of an exception of any of the three types.
    pub fn of(exception: Borrowed<'_>) -> Option<&Self> {
        let is_one = exception.object().is_some() && exception.type_().is_unicode_error();
        // SAFETY: all three types, and what derives from them, carry this payload.
        is_one.then(|| unsafe { Object::payload::<Self>(exception.pointer()).as_ref() })
    }
}

/// The value of a field, or `None`.
pub fn or_none(field: &PyCell<Option<Value>>, py: &Py) -> Value {
    field.get(py).clone().unwrap_or_else(none)
}
