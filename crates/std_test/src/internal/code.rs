//! What code objects say of their variables and results.

use std::sync::Arc;

use taipan_bytecode::{CodeObject, LocalKind};
use taipan_macros::pymodule;
use taipan_object::types::dict::Dict;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};
use taipan_std_interp::code;

pub(super) struct CodeObjects;

/// A code object as plain data.
fn plain(py: &mut Py, code: &Value) -> PyResult<Arc<CodeObject>> {
    if !code::is_code(py, code) {
        return Err(exc::type_error(py, format_args!("argument must be a code object")));
    }
    Ok(code::plain(py, code)?.code)
}

/// How many variables there are of each kind.
#[derive(Default)]
struct Counts {
    positional_only: usize,
    positional: usize,
    keyword_only: usize,
    any_positional: usize,
    any_keywords: usize,
    plain: usize,
    argument_cells: usize,
    other_cells: usize,
    hidden: [usize; 2],
    free: usize,
}

impl Counts {
    fn of(code: &CodeObject) -> Self {
        let count = |number: u32| usize::try_from(number).unwrap_or(0);
        let arguments = count(code.arg_count);
        let mut counts = Self {
            positional_only: count(code.positional_only_count),
            positional: arguments.saturating_sub(count(code.positional_only_count)),
            keyword_only: count(code.keyword_only_count),
            any_positional: usize::from(code.flags & 0x04 != 0),
            any_keywords: usize::from(code.flags & 0x08 != 0),
            ..Self::default()
        };
        let all = counts.arguments();
        for (index, kind) in code.local_kinds.iter().enumerate() {
            let (is_argument, is_cell) = (index < all, kind & LocalKind::CELL != 0);
            if kind & LocalKind::FREE != 0 {
                counts.free += 1;
            } else if kind & LocalKind::HIDDEN != 0 {
                counts.hidden[usize::from(is_cell)] += 1;
            } else if is_cell {
                *(if is_argument { &mut counts.argument_cells } else { &mut counts.other_cells }) += 1;
            } else if !is_argument {
                counts.plain += 1;
            }
        }
        counts
    }

    fn arguments(&self) -> usize {
        self.positional_only + self.positional + self.keyword_only + self.any_positional + self.any_keywords
    }

    fn locals(&self) -> usize {
        self.arguments() + self.plain + self.other_cells + self.hidden[0] + self.hidden[1]
    }
}

/// A dict of names and numbers or other dicts.
fn dict<const N: usize>(py: &mut Py, items: [(&str, Value); N]) -> PyResult<Value> {
    let made = py.dict()?;
    for (name, value) in items {
        let name = py.str(name)?;
        py.set_item(&made, &name, &value)?;
    }
    Ok(made)
}

/// A dict of names and numbers.
fn numbers<const N: usize>(py: &mut Py, items: [(&str, usize); N]) -> PyResult<Value> {
    let made = py.dict()?;
    for (name, number) in items {
        let (name, number) = (py.str(name)?, py.int_from_usize(number)?);
        py.set_item(&made, &name, &number)?;
    }
    Ok(made)
}

#[pymodule("_testinternalcapi")]
impl CodeObjects {
    /// For each variable of a code object the bits that say what it is.
    #[pyfunction("($self, object, /)")]
    fn get_co_localskinds(py: &mut Py, code: Borrowed<'_>) -> PyResult<Value> {
        let code = plain(py, &code)?;
        let kinds = py.dict()?;
        if let Some(dict) = kinds.get::<Dict>() {
            for (name, &kind) in code.local_names.iter().zip(&*code.local_kinds) {
                let (name, kind) = (py.heap().str_from_text(name.text())?, py.int(kind.into())?);
                dict.set(py, &name, kind)?;
            }
        }
        Ok(kinds)
    }

    /// Whether every return of a code object returns None, as far as its instructions show.
    #[pyfunction("($self, object, /)")]
    fn code_returns_only_none(py: &mut Py, code: Borrowed<'_>) -> PyResult<bool> {
        Ok(code::returns_only_none(&*plain(py, &code)?))
    }

    /// How many variables of each kind a code object or function has; names of globals are told apart by the namespaces.
    #[pyfunction("(code, globalnames=None, attrnames=None, globalsns=None, builtinsns=None)", hidden)]
    fn get_code_var_counts(
        py: &mut Py,
        code: Borrowed<'_>,
        _globalnames: Option<Borrowed<'_>>,
        _attrnames: Option<Borrowed<'_>>,
        globalsns: Option<Borrowed<'_>>,
        builtinsns: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let is_function = code::is_function(py, &code);
        let own = |py: &mut Py, given: Option<Borrowed<'_>>, name: &str| match (given, is_function) {
            (Some(given), _) => Ok(Some(given.to_value())),
            (None, false) => Ok(None),
            (None, true) => {
                let name = py.heap().intern(name)?;
                py.get_attribute(&code, &name).map(Some)
            }
        };
        let globals = own(py, globalsns, "__globals__")?;
        let builtins = own(py, builtinsns, "__builtins__")?;
        let code = own(py, None, "__code__")?.unwrap_or_else(|| code.to_value());
        let code = plain(py, &code)?;
        let counts = Counts::of(&code);
        let read = code::global_names(&code);
        let [mut in_globals, mut in_builtins] = [0, 0];
        for name in read.iter().filter_map(|&index| code.names.get(index)) {
            let name = py.heap().str_from_text(name.text())?;
            if let Some(globals) = &globals
                && py.contains(globals, &name)?
            {
                in_globals += 1;
            } else if let Some(builtins) = &builtins
                && py.contains(builtins, &name)?
            {
                in_builtins += 1;
            }
        }
        let attributes = code::attribute_names(&code);
        let seen = (0..code.names.len()).filter(|index| read.contains(index) || attributes.contains(index));
        let unknown = code.names.len() - seen.count();
        let unbound = read.len() + attributes.len() + unknown;
        let args = numbers(
            py,
            [
                ("total", counts.arguments()),
                ("numposonly", counts.positional_only),
                ("numposorkw", counts.positional),
                ("numkwonly", counts.keyword_only),
                ("varargs", counts.any_positional),
                ("varkwargs", counts.any_keywords),
            ],
        )?;
        let (of_arguments, others) = (counts.argument_cells, counts.other_cells);
        let cells = numbers(
            py,
            [("total", of_arguments + others), ("numargs", of_arguments), ("numothers", others)],
        )?;
        let [plain, hidden_cells] = counts.hidden;
        let hidden =
            numbers(py, [("total", plain + hidden_cells), ("numpure", plain), ("numcells", hidden_cells)])?;
        let [total, pure] = [counts.locals(), counts.plain].map(|number| py.int_from_usize(number));
        let locals = dict(
            py,
            [("total", total?), ("args", args), ("numpure", pure?), ("cells", cells), ("hidden", hidden)],
        )?;
        let globals = numbers(
            py,
            [
                ("total", read.len()),
                ("numglobal", in_globals),
                ("numbuiltin", in_builtins),
                ("numunknown", read.len() - in_globals - in_builtins),
            ],
        )?;
        let [total, attributes, unknown] =
            [unbound, attributes.len(), unknown].map(|number| py.int_from_usize(number));
        let names = dict(
            py,
            [("total", total?), ("globals", globals), ("numattrs", attributes?), ("numunknown", unknown?)],
        )?;
        let [total, free] =
            [counts.locals() + counts.free + unbound, counts.free].map(|number| py.int_from_usize(number));
        dict(py, [("total", total?), ("locals", locals), ("numfree", free?), ("unbound", names)])
    }
}
