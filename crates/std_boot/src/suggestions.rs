//! `_suggestions`: which of several names was probably meant.

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::types::list::List;
use taipan_object::types::module::ModuleDef;
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Value};

/// The module.
pub static MODULE: ModuleDef =
    ModuleDef { functions: &[Suggestions::FUNCTIONS], ..ModuleDef::of("_suggestions") };

struct Suggestions;

#[pymodule("_suggestions")]
impl Suggestions {
    /// The candidate that is most like the item, or None if none is like it.
    #[pyfunction("(candidates, item, /)")]
    fn _generate_suggestions(py: &mut Py, candidates: &Value, item: &Str) -> PyResult<Option<String>> {
        let Some(list) = candidates.exact::<List>() else {
            return Err(exc::type_error(py, format_args!("candidates must be a list")));
        };
        let items = list.items.get(py).clone();
        let mut names = Vec::with_capacity(items.len());
        for candidate in &items {
            let Some(name) = candidate.get::<Str>() else {
                let text = "all elements in 'candidates' must be strings";
                return Err(exc::type_error(py, format_args!("{text}")));
            };
            names.push(name.to_utf8().into_owned());
        }
        let suggest = py.interpreter().hooks().suggest;
        Ok(suggest.and_then(|suggest| suggest(&names, &item.to_utf8())))
    }
}
