//! `gc`: the collector seen from Python.

use taipan_macros::pymodule;
use taipan_object::collect::{self, GENERATIONS, Lists};
use taipan_object::type_::Flags;
use taipan_object::types::dict::Dict;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::singletons::is_none;
use taipan_object::{Args, Borrowed, Py, PyResult, Value, exception as exc};

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some(
        "The collector of objects that only refer to each other.\n\nIt runs by itself; these functions start and stop it, and show what it knows.",
    ),
    functions: &[Gc::FUNCTIONS],
    constants: &[
        ("DEBUG_STATS", |py| py.int(i64::from(collect::DEBUG_STATS))),
        ("DEBUG_COLLECTABLE", |py| py.int(i64::from(collect::DEBUG_COLLECTABLE))),
        ("DEBUG_UNCOLLECTABLE", |py| py.int(i64::from(collect::DEBUG_UNCOLLECTABLE))),
        ("DEBUG_SAVEALL", |py| py.int(i64::from(collect::DEBUG_SAVEALL))),
        ("DEBUG_LEAK", |py| py.int(i64::from(LEAK))),
    ],
    exec: Some(share_lists),
    ..ModuleDef::of("gc")
};

/// What shows a program that leaks.
const LEAK: u32 = collect::DEBUG_COLLECTABLE | collect::DEBUG_UNCOLLECTABLE | collect::DEBUG_SAVEALL;

/// Gives the module the lists that the collector looks at.
fn share_lists(py: &mut Py, module: &Value) -> PyResult<()> {
    let lists = py.state::<Lists>();
    for (name, cell) in [("callbacks", &lists.callbacks), ("garbage", &lists.garbage)] {
        let known = cell.get(py).clone();
        let list = match known {
            Some(list) => list,
            None => py.list(Vec::new())?,
        };
        drop(cell.replace(py, Some(list.clone())));
        let name = py.heap().intern(name)?;
        if let Some(dict) = module.get::<Module>().and_then(|module| module.dict().get::<Dict>()) {
            drop(dict.set_str(py, &name, list)?);
        }
    }
    Ok(())
}

struct Gc;

#[pymodule("gc")]
impl Gc {
    /// Lets the collector run by itself.
    #[pyfunction("()")]
    fn enable(py: &mut Py) {
        py.collector().enable(true);
    }

    /// Stops the collector from running by itself.
    #[pyfunction("()")]
    fn disable(py: &mut Py) {
        py.collector().enable(false);
    }

    /// Whether the collector runs by itself.
    #[pyfunction("()")]
    fn isenabled(py: &mut Py) -> bool {
        py.collector().is_enabled()
    }

    /// Collects a generation and the younger ones, or all.
    ///
    /// Returns how many objects could not be reached any more.
    #[pyfunction("(generation=2)")]
    fn collect(py: &mut Py, generation: Option<Borrowed<'_>>) -> PyResult<usize> {
        let generation = match generation {
            Some(generation) => int(py, generation)?,
            None => 2,
        };
        let generation = usize::try_from(generation).ok().filter(|&generation| generation < GENERATIONS);
        match generation {
            Some(generation) => Ok(collect::collect(py, generation)),
            None => Err(exc::value_error(py, format_args!("invalid generation"))),
        }
    }

    /// Sets what the collector prints and keeps: a sum of the DEBUG constants.
    #[pyfunction("(flags, /)")]
    fn set_debug(py: &mut Py, flags: Borrowed<'_>) -> PyResult<()> {
        let flags = int(py, flags)?;
        py.collector().set_debug(flags.cast_unsigned());
        Ok(())
    }

    /// What the collector prints and keeps.
    #[pyfunction("()")]
    fn get_debug(py: &mut Py) -> i64 {
        i64::from(py.collector().debug().cast_signed())
    }

    /// Sets how often the generations are collected: set_threshold(threshold0, [threshold1, [threshold2]]).
    ///
    /// With 0 for the first, nothing is collected unless it is asked for.
    #[pyfunction("(*args)", hidden)]
    fn set_threshold(py: &mut Py, args: Args<'_>) -> PyResult<()> {
        if args.is_empty() || args.len() > GENERATIONS {
            return Err(exc::type_error(py, format_args!("gc.set_threshold requires 1 to 3 arguments")));
        }
        let mut thresholds = [0; GENERATIONS];
        for (place, given) in thresholds.iter_mut().zip(args.iter()) {
            *place = threshold(py, given)?;
        }
        for (generation, &threshold) in thresholds.iter().enumerate().take(args.len()) {
            py.collector().set_threshold(generation, threshold);
        }
        Ok(())
    }

    /// How often the generations are collected.
    #[pyfunction("()")]
    fn get_threshold(py: &mut Py) -> PyResult<Value> {
        let thresholds = [0, 1, 2].map(|generation| py.collector().threshold(generation));
        numbers(py, thresholds.map(i64::from))
    }

    /// How far the generations are from being collected.
    #[pyfunction("()")]
    fn get_count(py: &mut Py) -> PyResult<Value> {
        let counts = [0, 1, 2].map(|generation| py.collector().count(generation));
        numbers(py, counts.map(i64::from))
    }

    /// For each generation a dict of what its collections did.
    #[pyfunction("()")]
    fn get_stats(py: &mut Py) -> PyResult<Value> {
        let mut all = Vec::new();
        for generation in 0..GENERATIONS {
            let stats = py.collector().stats(generation);
            let entries = [
                ("collections", stats.collections),
                ("collected", stats.collected),
                ("uncollectable", stats.uncollectable),
            ];
            let dict = py.dict()?;
            for (name, number) in entries {
                let (name, number) = (py.heap().intern(name)?, py.int_from_usize(number)?);
                if let Some(dict) = dict.get::<Dict>() {
                    drop(dict.set_str(py, &name, number)?);
                }
            }
            all.push(dict);
        }
        py.list(all)
    }

    /// A list of the objects that the collector knows, or of those in one generation.
    #[pyfunction("(generation=None)")]
    fn get_objects(py: &mut Py, generation: Option<Borrowed<'_>>) -> PyResult<Value> {
        let generation = match generation.filter(|generation| !is_none(generation)) {
            None => None,
            Some(given) => generation_of(py, given)?,
        };
        if py.is_audited() {
            let shown = py.int(generation.map_or(-1, |number| number as i64))?;
            py.audit("gc.get_objects", &[&shown])?;
        }
        let mut objects = collect::objects(py, generation)?;
        hide_namespaces(py, &mut objects)?;
        py.list(objects)
    }

    /// The objects that refer to any of those given.
    #[pyfunction("(*objs)")]
    fn get_referrers(py: &mut Py, objs: Args<'_>) -> PyResult<Value> {
        let objects: Vec<Value> = objs.iter().map(Borrowed::to_value).collect();
        if py.is_audited() {
            let shown = py.tuple(objects.clone())?;
            py.audit("gc.get_referrers", &[&shown])?;
        }
        let mut referrers = collect::referrers(py, &objects)?;
        hide_namespaces(py, &mut referrers)?;
        py.list(referrers)
    }

    /// The objects that those given refer to.
    #[pyfunction("(*objs)")]
    fn get_referents(py: &mut Py, objs: Args<'_>) -> PyResult<Value> {
        if py.is_audited() {
            let shown = py.tuple(objs.iter().map(Borrowed::to_value).collect::<Vec<_>>())?;
            py.audit("gc.get_referents", &[&shown])?;
        }
        let mut referents = Vec::new();
        for object in objs.iter() {
            collect::referents(py, object, &mut referents)?;
        }
        hide_namespaces(py, &mut referents)?;
        py.list(referents)
    }

    /// Whether the collector knows the object. It does not know those that cannot be part of a cycle.
    #[pyfunction("(obj, /)")]
    fn is_tracked(py: &mut Py, obj: Borrowed<'_>) -> bool {
        // Builtin types need no collector here, but it knows those that CPython makes when their module is imported.
        collect::is_tracked(py, &obj)
            || obj.as_type().is_some_and(|class| class.shown_flags() & Flags::HEAP.bits() != 0)
    }

    /// Whether the finaliser of the object has been called.
    #[pyfunction("(obj, /)")]
    fn is_finalized(py: &mut Py, obj: Borrowed<'_>) -> bool {
        collect::is_finalised(py, &obj)
    }

    /// Lets the collector forget all objects that it knows, so that a process that is forked touches less memory.
    #[pyfunction("()")]
    fn freeze(py: &mut Py) {
        collect::freeze(py);
    }

    /// Puts the objects that were forgotten into the oldest generation.
    #[pyfunction("()")]
    fn unfreeze(py: &mut Py) {
        collect::unfreeze(py);
    }

    /// How many objects the collector was made to forget.
    #[pyfunction("()")]
    fn get_freeze_count(py: &mut Py) -> usize {
        collect::freeze_count(py)
    }
}

/// A number that C's `int` has room for.
fn int(py: &mut Py, value: Borrowed<'_>) -> PyResult<i32> {
    let number = py.index(&value)?;
    match number.as_i64().and_then(|number| i32::try_from(number).ok()) {
        Some(number) => Ok(number),
        None => Err(exc::overflow_error(py, format_args!("Python int too large to convert to C int"))),
    }
}

/// The same, where the error says on which side it is.
fn threshold(py: &mut Py, value: Borrowed<'_>) -> PyResult<i32> {
    let number = py.to_i64(&value)?;
    i32::try_from(number).map_err(|_| {
        let side = if number < 0 { "less than minimum" } else { "greater than maximum" };
        exc::overflow_error(py, format_args!("signed integer is {side}"))
    })
}

fn numbers(py: &mut Py, numbers: [i64; GENERATIONS]) -> PyResult<Value> {
    let values = numbers.into_iter().map(|number| py.int(number)).collect::<PyResult<Vec<_>>>()?;
    py.tuple(values)
}

/// The generation that `get_objects` was asked for; -1 stands for all.
fn generation_of(py: &mut Py, given: Borrowed<'_>) -> PyResult<Option<usize>> {
    if given.type_().slots.index.get().is_none() {
        let class = given.type_().name();
        return Err(exc::type_error(py, format_args!("argument should be integer or None, not '{class}'")));
    }
    let number = match py.index(&given)?.as_i64() {
        Some(number) => number,
        None => {
            return Err(exc::overflow_error(
                py,
                format_args!("cannot fit 'int' into an index-sized integer"),
            ));
        }
    };
    match usize::try_from(number) {
        _ if number == -1 => Ok(None),
        Ok(generation) if generation < GENERATIONS => Ok(Some(generation)),
        Ok(_) => Err(exc::value_error(
            py,
            format_args!("generation parameter must be less than the number of available generations (3)"),
        )),
        Err(_) => Err(exc::value_error(py, format_args!("generation parameter cannot be negative"))),
    }
}

/// Takes the dicts out that hold the attributes of classes. Instructions remember what they have found in a class until it
/// changes, and whoever had its dict could change it behind its back.
fn hide_namespaces(py: &mut Py, objects: &mut Vec<Value>) -> PyResult<()> {
    if !objects.iter().any(|object| object.get::<Dict>().is_some()) {
        return Ok(());
    }
    let mut namespaces = Vec::new();
    for class in collect::objects(py, None)? {
        if class.as_type().is_some() {
            let mut parts = Vec::new();
            collect::referents(py, class.borrow(), &mut parts)?;
            namespaces.extend(parts.into_iter().filter(|part| part.get::<Dict>().is_some()));
        }
    }
    namespaces.sort_unstable_by_key(Value::word);
    objects.retain(|object| namespaces.binary_search_by_key(&object.word(), Value::word).is_err());
    Ok(())
}
