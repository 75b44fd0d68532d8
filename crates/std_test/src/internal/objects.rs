//! Where objects keep their attributes, and how deep the stack is.

use taipan_macros::pymodule;
use taipan_object::instance;
use taipan_object::py::STACK_MARGIN;
use taipan_object::type_::generated::SPECIAL_METHODS;
use taipan_object::types::dict::Dict;
use taipan_object::types::module::Module;
use taipan_object::types::singletons::none;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};
use taipan_std_debug::tracemalloc;

pub(super) struct Objects;

#[pymodule("_testinternalcapi")]
impl Objects {
    /// Where memory was allocated that tracemalloc was told of; None if that is not known.
    #[pyfunction("(domain, ptr, /)", hidden)]
    fn _PyTraceMalloc_GetTraceback(py: &mut Py, domain: i32, ptr: usize) -> PyResult<Option<Value>> {
        tracemalloc::traceback(py, domain.cast_unsigned(), ptr)
    }

    /// Whether the attributes of an object lie in the object itself.
    #[pyfunction("($self, object, /)")]
    fn has_inline_values(_py: &mut Py, object: Borrowed<'_>) -> bool {
        instance::has_inline_values(object)
    }

    /// The attributes that lie in an object itself, in the order of the class; None if they lie in a dictionary.
    #[pyfunction("($self, object, /)")]
    fn get_object_dict_values(py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        if !instance::has_inline_values(object) {
            return Ok(none());
        }
        let class = object.type_();
        let names = class.state(py).keys.get(py).names().to_vec();
        let missing = py.str("<NULL>")?;
        let values: Vec<Value> = names
            .iter()
            .map(|name| instance::get(py, object, name).map_or_else(|| missing.clone(), Borrowed::to_value))
            .collect();
        py.tuple(values)
    }

    /// How many frames are on the stack.
    #[pyfunction("($self, /)")]
    fn get_recursion_depth(py: &mut Py) -> PyResult<usize> {
        match py.interpreter().hooks().evaluation {
            Some(hooks) => (hooks.depth)(py),
            None => Ok(0),
        }
    }

    /// How many more calls of native functions the stack has room for, as a guess.
    #[pyfunction("($self, /)")]
    fn get_c_recursion_remaining(py: &mut Py) -> usize {
        /// What a call of the interpreter by a native function takes of the stack, in bytes.
        const CALL: usize = 2048;
        py.native_stack_left() / CALL
    }

    /// How many panics of native code became SystemErrors since the process began: mistakes of ours.
    #[pyfunction("($self, /)")]
    fn caught_panics(py: &mut Py) -> usize {
        py.interpreter().runtime().panics()
    }

    /// Panics.
    #[pyfunction("($self, text, /)")]
    fn panic(_py: &mut Py, text: &Str) -> PyResult<Value> {
        std::panic::panic_any(text.to_string())
    }

    /// Where the native stack has come to.
    #[pyfunction("($self, /)")]
    fn get_stack_pointer(_py: &mut Py) -> usize {
        let here = 0_u8;
        std::ptr::from_ref(&here).addr()
    }

    /// What the interpreter leaves unused of the native stack, in bytes.
    #[pyfunction("($self, /)")]
    fn get_stack_margin(_py: &mut Py) -> usize {
        STACK_MARGIN
    }

    /// The value under a key whose hash is known already.
    #[pyfunction("(mp, key, hash, /)", hidden)]
    fn dict_getitem_knownhash(
        py: &mut Py,
        mp: Borrowed<'_>,
        key: Borrowed<'_>,
        hash: i64,
    ) -> PyResult<Value> {
        let Some(dict) = mp.get::<Dict>() else {
            return Err(exc::system_error(py, format_args!("bad argument to internal function")));
        };
        match dict.get_hashed(py, &key, hash)? {
            Some(value) => Ok(value),
            None => Err(exc::key_error(py, &key)),
        }
    }

    /// How many objects the collector knows.
    #[pyfunction("($self, /)")]
    fn get_tracked_heap_size(py: &mut Py) -> PyResult<usize> {
        let gc = taipan_std_boot::import::import(py, "gc")?;
        let name = py.heap().intern("get_objects")?;
        let objects = py.call_method(&gc, &name, &[])?;
        py.len(&objects)
    }

    /// The builtin types that every interpreter has.
    #[pyfunction("($self, /)")]
    fn get_static_builtin_types(py: &mut Py) -> PyResult<Value> {
        let mut found: Vec<Value> = Vec::new();
        for name in ["builtins", "_types"] {
            let module = taipan_std_boot::import::import(py, name)?;
            let Some(dict) = module.get::<Module>().map(|module| module.dict().clone()) else { continue };
            for (_, value) in dict.get::<Dict>().map(|dict| dict.items(py)).unwrap_or_default() {
                if value.as_type().is_some_and(|class| !class.is_heap())
                    && !found.iter().any(|it| it.is(&value))
                {
                    found.push(value);
                }
            }
        }
        py.list(found)
    }

    /// The names of special methods that stand for a slot.
    #[pyfunction("($self, /)")]
    fn identify_type_slot_wrappers(py: &mut Py) -> PyResult<Value> {
        let names = SPECIAL_METHODS.iter().map(|method| py.heap().intern(method.name));
        let names = names.collect::<PyResult<Vec<_>>>()?;
        py.list(names)
    }
}
