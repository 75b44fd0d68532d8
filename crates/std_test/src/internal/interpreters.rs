//! Interpreters as native code makes and uses them, and what crosses between them.

use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::runtime::{InterpreterConfig, LockChoice, Whence};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::dict::Dict;
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::{boolean, is_none};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value, exception as exc};
use taipan_std_interp::data::{self, Data, Fallback, pickle};
use taipan_std_interp::{arguments, code, config, errors, lifecycle, run_text};

pub(super) struct Interpreters;

/// A value on its way.
#[pyclass(static = CROSSING, name = "_testinternalcapi.crossing", base = OBJECT, leaf)]
pub(crate) struct Crossing {
    data: PyCell<Option<Data>>,
}

pub(super) static DEFINITIONS: &[Definition] =
    &[Definition { flags: Flags::NO_INSTANCES, slots: &[Crossing::SLOTS], ..Definition::of(&CROSSING) }];

#[pymethods]
impl Crossing {
    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        py.text(format_args!("<capsule object NULL at {:#x}>", this.word()))
    }
}

fn whence_of(py: &Py, number: i64) -> PyResult<Whence> {
    let all = [Whence::Unknown, Whence::LegacyCapi, Whence::Capi, Whence::Exchange];
    match all.into_iter().find(|&whence| whence as i64 == number) {
        Some(whence) => Ok(whence),
        None => Err(exc::value_error(py, format_args!("unsupported whence {number}"))),
    }
}

/// Makes an interpreter, has it execute source text, and ends it. Gives 0, or -1 if the text raised.
pub(crate) fn run_in_new(
    py: &mut Py,
    source: &Value,
    config: InterpreterConfig,
    whence: Whence,
) -> PyResult<i64> {
    let id = lifecycle::create(py, config, whence)?;
    let done = run_text(py, id, source, false);
    lifecycle::destroy(py, id)?;
    done.map(|done| if done { 0 } else { -1 })
}

fn source_text(py: &mut Py, source: &Value, name: &str, place: usize) -> PyResult<()> {
    if source.get::<Str>().is_some() {
        return Ok(());
    }
    let class = source.type_().name();
    Err(exc::type_error(py, format_args!("{name}() argument {place} must be str, not {class}")))
}

#[pymodule("_testinternalcapi")]
impl Interpreters {
    /// Makes an interpreter as native code of some kind does.
    #[pyfunction("(config=None, *, whence=4)", hidden)]
    fn create_interpreter(py: &mut Py, config: Option<Borrowed<'_>>, whence: Option<i64>) -> PyResult<i64> {
        let whence = whence_of(py, whence.unwrap_or(Whence::Exchange as i64))?;
        let given = config.filter(|config| !is_none(config));
        let config = match (whence, given) {
            (Whence::Unknown | Whence::LegacyCapi, Some(_)) => {
                return Err(exc::value_error(py, format_args!("got unexpected config")));
            }
            (Whence::Unknown | Whence::LegacyCapi, None) => InterpreterConfig::LEGACY,
            (_, given) => config::given(py, given.as_deref())?,
        };
        lifecycle::create(py, config, whence)
    }

    /// Ends an interpreter.
    #[pyfunction("(id, *, basic=False)", hidden)]
    fn destroy_interpreter(py: &mut Py, id: Value, _basic: Option<bool>) -> PyResult<()> {
        let id = arguments::interpreter_id(py, &id)?;
        lifecycle::destroy(py, id)
    }

    /// Executes source text in an interpreter; with main as what its __main__ runs.
    #[pyfunction("(id, code, *, main=False)", hidden)]
    fn exec_interpreter(py: &mut Py, id: Value, code: Borrowed<'_>, main: Option<bool>) -> PyResult<i64> {
        source_text(py, &code, "exec_interpreter", 2)?;
        let id = arguments::interpreter_id(py, &id)?;
        Ok(if run_text(py, id, &code, main == Some(true))? { 0 } else { -1 })
    }

    /// Executes source text in an interpreter of its own.
    #[pyfunction("(code, config, *, xi=False)", hidden)]
    fn run_in_subinterp_with_config(
        py: &mut Py,
        code: Borrowed<'_>,
        config: Borrowed<'_>,
        xi: Option<bool>,
    ) -> PyResult<i64> {
        source_text(py, &code, "run_in_subinterp_with_config", 1)?;
        let config = config::given(py, Some(&config))?;
        let whence = if xi == Some(true) { Whence::Exchange } else { Whence::Capi };
        run_in_new(py, &code, config, whence)
    }

    /// The number that the next interpreter gets.
    #[pyfunction("($self, /)")]
    fn next_interpreter_id(py: &mut Py) -> i64 {
        py.runtime().next_number()
    }

    /// A number that no interpreter has.
    #[pyfunction("($self, /)")]
    fn unused_interpreter_id() -> i64 {
        i64::MAX
    }

    /// Whether there is an interpreter of a number.
    #[pyfunction("($self, object, /)")]
    fn interpreter_exists(py: &mut Py, id: Value) -> PyResult<bool> {
        let id = py.to_i64(&id)?;
        Ok(py.runtime().interpreter(id).is_some())
    }

    /// How many refer to an interpreter.
    #[pyfunction("($self, object, /)")]
    fn get_interpreter_refcount(py: &mut Py, id: Value) -> PyResult<i64> {
        let id = arguments::interpreter_id(py, &id)?;
        py.runtime().references(id).ok_or_else(|| errors::not_found(py, id))
    }

    /// Has an interpreter go when nobody refers to it any more.
    #[pyfunction("($self, object, /)")]
    fn link_interpreter_refcount(py: &mut Py, id: Value) -> PyResult<()> {
        let id = arguments::interpreter_id(py, &id)?;
        py.runtime().link(id, true).ok_or_else(|| errors::not_found(py, id))
    }

    /// Has an interpreter stay when nobody refers to it any more.
    #[pyfunction("($self, object, /)")]
    fn unlink_interpreter_refcount(py: &mut Py, id: Value) -> PyResult<()> {
        let id = arguments::interpreter_id(py, &id)?;
        py.runtime().link(id, false).ok_or_else(|| errors::not_found(py, id))
    }

    /// Whether an interpreter goes when nobody refers to it any more.
    #[pyfunction("($self, object, /)")]
    fn interpreter_refcount_linked(py: &mut Py, id: Value) -> PyResult<bool> {
        let id = arguments::interpreter_id(py, &id)?;
        Ok(py.runtime().interpreter(id).is_some_and(|it| it.linked))
    }

    /// The number of an interpreter.
    #[pyfunction("($self, object, /)")]
    fn normalize_interp_id(py: &mut Py, id: Value) -> PyResult<i64> {
        arguments::interpreter_id(py, &id)
    }

    /// What an interpreter may do, as bits, and whether it has a lock of its own.
    #[pyfunction("(id=-1, /)", hidden)]
    fn get_interp_settings(py: &mut Py, id: Option<Value>) -> PyResult<Value> {
        let id = match id {
            Some(id) => arguments::interpreter_id(py, &id)?,
            None => py.interpreter().id(),
        };
        let Some(summary) = py.runtime().interpreter(id) else { return Err(errors::not_found(py, id)) };
        let config = summary.config;
        let bits = [
            (config.use_main_obmalloc, 5),
            (config.check_multi_interp_extensions, 8),
            (config.allow_threads, 10),
            (config.allow_daemon_threads, 11),
            (config.allow_fork, 15),
            (config.allow_exec, 16),
        ];
        let flags = bits.iter().map(|&(set, bit)| i64::from(set) << bit).sum();
        let settings = py.dict()?;
        if let Some(dict) = settings.get::<Dict>() {
            let (name, flags) = (py.str("feature_flags")?, py.int(flags)?);
            dict.set(py, &name, flags)?;
            let name = py.str("own_gil")?;
            dict.set(py, &name, boolean(config.gil == LockChoice::Own))?;
        }
        Ok(settings)
    }

    /// Packs a value as if it crossed to another interpreter.
    #[pyfunction("(obj, mode=None)", hidden)]
    fn get_crossinterp_data(py: &mut Py, obj: Borrowed<'_>, mode: Option<Borrowed<'_>>) -> PyResult<Value> {
        let mode = mode.filter(|mode| !is_none(mode));
        let name = match &mode {
            None => "xidata".into(),
            Some(mode) => match mode.get::<Str>() {
                Some(mode) => mode.to_utf8(),
                None => {
                    let shown = py.repr(mode)?;
                    return Err(exc::type_error(py, format_args!("expected mode str, got {shown}")));
                }
            },
        };
        let data = match &*name {
            "xidata" => data::pack(py, &obj, Fallback::None)?,
            "fallback" => data::pack(py, &obj, Fallback::Full)?,
            "pickle" => pickle::pack(py, &obj).map(Data::Pickled)?,
            "marshal" => data::pack_marshalled(py, &obj)?,
            "code" => code::pack_code(py, &obj)?,
            "func" => code::pack_function(py, &obj)?,
            "script" => code::pack_script(py, &obj, false)?,
            "script-pure" => code::pack_script(py, &obj, true)?,
            _ => {
                let shown = py.repr(&mode.map_or_else(|| obj.to_value(), Borrowed::to_value))?;
                return Err(exc::value_error(py, format_args!("unsupported mode {shown}")));
            }
        };
        py.heap().object(Crossing { data: PyCell::new(Some(data)) })
    }

    /// Makes a value of what was packed.
    #[pyfunction("(data, /)", hidden)]
    fn restore_crossinterp_data(py: &mut Py, data: Borrowed<'_>) -> PyResult<Value> {
        let packed = data.get::<Crossing>().and_then(|crossing| crossing.data.replace(py, None));
        match packed {
            Some(packed) => data::unpack(py, packed),
            None => Err(exc::value_error(
                py,
                format_args!("PyCapsule_GetPointer called with invalid PyCapsule object"),
            )),
        }
    }

    /// Fails for a function or code that depends on globals or a closure.
    #[pyfunction("(code, globalnames=None, globalsns=None, builtinsns=None)", hidden)]
    fn verify_stateless_code(
        py: &mut Py,
        code: Borrowed<'_>,
        _globalnames: Option<Borrowed<'_>>,
        globalsns: Option<Borrowed<'_>>,
        builtinsns: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        code::verify_stateless(py, &code, globalsns.as_deref(), builtinsns.as_deref())
    }
}
