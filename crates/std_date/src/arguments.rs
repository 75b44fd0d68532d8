//! Arguments as the functions of these modules take them: in the order in which they are converted, and with the errors that
//! follow from it.

use taipan_object::exception as exc;
use taipan_object::native::Keywords;
use taipan_object::types::dict::Dict;
use taipan_object::types::module::Module;
use taipan_object::types::singletons::{is_none, none_ref};
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyResult, Raised, Value};

/// What a constructor takes.
pub(crate) struct Parameters {
    /// What errors call it; nothing where they just say "function".
    pub(crate) function: Option<&'static str>,
    pub(crate) names: &'static [&'static str],
    /// How many must be given.
    pub(crate) required: usize,
    /// How many can be given by position.
    pub(crate) positional: usize,
}

impl Parameters {
    fn callee(&self) -> String {
        self.function.map_or_else(|| "function".to_owned(), |name| format!("{name}()"))
    }
}

/// An argument that was given by name.
type Keyword<'a> = (Borrowed<'a>, Borrowed<'a>);

/// The most parameters that a function of these modules has.
const MOST: usize = 9;

/// The arguments that were given by name. Where there are more than parameters, it is a mistake, and which they are does not
/// matter.
pub(crate) struct Named<'a> {
    keywords: [Option<Keyword<'a>>; MOST],
    count: usize,
}

impl<'a> Named<'a> {
    /// Takes note of them.
    pub(crate) fn of(keywords: impl Iterator<Item = Keyword<'a>>) -> Self {
        let mut named = Self { keywords: [None; MOST], count: 0 };
        for keyword in keywords {
            if let Some(place) = named.keywords.get_mut(named.count) {
                *place = Some(keyword);
            }
            named.count += 1;
        }
        named
    }

    fn iter(&self) -> impl Iterator<Item = Keyword<'a>> {
        self.keywords.iter().map_while(|keyword| *keyword)
    }

    /// The argument that was given by a name.
    fn get(&self, name: &str) -> Option<Borrowed<'a>> {
        let mut matching = self.iter().filter(|(key, _)| key.get::<Str>().is_some_and(|key| key.is(name)));
        matching.next().map(|(_, value)| value)
    }
}

/// Gives each argument to `take`, with its number. An argument is converted before the next one is looked for, so that the
/// first mistake in their order is the one that counts.
pub(crate) fn each<'a>(
    py: &mut Py,
    parameters: &Parameters,
    args: Args<'a>,
    keywords: &Named<'a>,
    mut take: impl FnMut(&mut Py, usize, Borrowed<'a>) -> PyResult<()>,
) -> PyResult<()> {
    let (given, total) = (args.len(), parameters.names.len());
    let all = given + keywords.count;
    if all > total {
        let keyword = if given == 0 { "keyword " } else { "" };
        let plural = if total == 1 { "" } else { "s" };
        return Err(exc::type_error(
            py,
            format_args!(
                "{} takes at most {total} {keyword}argument{plural} ({all} given)",
                parameters.callee()
            ),
        ));
    }
    for (index, name) in parameters.names.iter().enumerate() {
        if index == parameters.positional && given > index {
            let bound = if parameters.required < index { "at most" } else { "exactly" };
            return Err(exc::type_error(
                py,
                format_args!(
                    "{} takes {bound} {index} positional arguments ({given} given)",
                    parameters.callee()
                ),
            ));
        }
        let value = args.get(index).or_else(|| keywords.get(name));
        match value {
            Some(value) => take(py, index, value)?,
            None if index < parameters.required => {
                return Err(exc::type_error(
                    py,
                    format_args!(
                        "{} missing required argument '{name}' (pos {})",
                        parameters.callee(),
                        index + 1
                    ),
                ));
            }
            None => {}
        }
    }
    if keywords.count == 0 { Ok(()) } else { check_names(py, parameters, given, keywords) }
}

/// Fails for keywords that are no parameters, or that were given by position, too.
#[cold]
fn check_names(py: &Py, parameters: &Parameters, given: usize, keywords: &Named<'_>) -> PyResult<()> {
    for (index, name) in parameters.names.iter().enumerate().take(given) {
        if keywords.get(name).is_some() {
            return Err(exc::type_error(
                py,
                format_args!(
                    "argument for {} given by name ('{name}') and position ({})",
                    parameters.callee(),
                    index + 1
                ),
            ));
        }
    }
    let is_known =
        |key: &Value| key.get::<Str>().is_some_and(|key| parameters.names.iter().any(|name| key.is(name)));
    let stranger = keywords.iter().find(|(key, _)| !is_known(key));
    match stranger {
        None => Ok(()),
        Some((key, _)) => {
            let callee =
                if parameters.function.is_some() { parameters.callee() } else { "this function".to_owned() };
            Err(exc::type_error(py, format_args!("{callee} got an unexpected keyword argument '{key}'")))
        }
    }
}

/// A C `int`, by way of a `long`: so arguments of functions are converted that are not described by a signature.
#[inline]
pub(crate) fn int(py: &mut Py, value: Borrowed<'_>) -> PyResult<i32> {
    match value.as_small_int().map(i32::try_from) {
        Some(Ok(number)) => Ok(number),
        _ => other_int(py, value),
    }
}

#[cold]
fn other_int(py: &mut Py, value: Borrowed<'_>) -> PyResult<i32> {
    let number = py.index(&value)?;
    let negative = match number.as_i64() {
        Some(number) => match i32::try_from(number) {
            Ok(number) => return Ok(number),
            Err(_) => number < 0,
        },
        None => {
            return Err(exc::overflow_error(py, format_args!("Python int too large to convert to C long")));
        }
    };
    let bound = if negative { "less than minimum" } else { "greater than maximum" };
    Err(exc::overflow_error(py, format_args!("signed integer is {bound}")))
}

/// A C `int`, as functions with a signature convert it.
pub(crate) fn clinic_int(py: &mut Py, value: Borrowed<'_>) -> PyResult<i32> {
    match py.index(&value)?.as_i64().and_then(|number| i32::try_from(number).ok()) {
        Some(number) => Ok(number),
        None => Err(exc::overflow_error(py, format_args!("Python int too large to convert to C int"))),
    }
}

/// Fails unless there are as many arguments, by position.
pub(crate) fn exactly<'a, const N: usize>(
    py: &Py,
    function: &str,
    args: Args<'a>,
    keywords: Keywords<'_>,
) -> PyResult<[Borrowed<'a>; N]> {
    if !keywords.is_empty() {
        return Err(exc::type_error(py, format_args!("{function}() takes no keyword arguments")));
    }
    if args.len() != N {
        let plural = if N == 1 { "" } else { "s" };
        return Err(exc::type_error(
            py,
            format_args!("{function}() takes exactly {N} argument{plural} ({} given)", args.len()),
        ));
    }
    Ok(std::array::from_fn(|index| args.get(index).unwrap_or(none_ref())))
}

/// `TypeError`: an argument must be something else.
#[cold]
pub(crate) fn wrong(py: &Py, function: &str, number: usize, expected: &str, value: Borrowed<'_>) -> Raised {
    let given = if is_none(&value) { "None".to_owned() } else { value.type_().name().to_string() };
    exc::type_error(py, format_args!("{function}() argument {number} must be {expected}, not {given}"))
}

/// An argument that must be a string.
pub(crate) fn text<'a>(py: &Py, function: &str, number: usize, value: Borrowed<'a>) -> PyResult<&'a Str> {
    match value.get::<Str>() {
        Some(text) => Ok(text),
        None => Err(wrong(py, function, number, "str", value)),
    }
}

/// What a module has under a name: `from module import name`.
pub(crate) fn import(py: &mut Py, module: &str, name: &str) -> PyResult<Value> {
    match imported(py, module, name)? {
        Some(found) => Ok(found),
        None => import_anew(py, module, name),
    }
}

/// The same of a module that has been imported already.
fn imported(py: &mut Py, module: &str, name: &str) -> PyResult<Option<Value>> {
    let (module, name) = (py.heap().intern(module)?, py.heap().intern(name)?);
    let modules = py.modules()?;
    let Some(modules) = modules.get::<Dict>() else { return Ok(None) };
    let module = modules.get_str(py, &module).map(Borrowed::to_value);
    Ok(module.and_then(|module| module.get::<Module>()?.get(py, &name)))
}

fn import_anew(py: &mut Py, module: &str, name: &str) -> PyResult<Value> {
    let Some(import) = py.interpreter().hooks().import else {
        return Err(py.error(&exc::IMPORT_ERROR, format_args!("No module named '{module}'")));
    };
    let (module, name, nothing) = (py.str(module)?, py.heap().intern(name)?, none_ref());
    let names = py.tuple([name.clone()])?;
    let module = import(py, &module, &nothing, &nothing, &names, 0)?;
    py.get_attribute(&module, &name)
}

/// The same, as functions say it that are described by a signature.
pub(crate) fn exactly_positional<'a, const N: usize>(
    py: &Py,
    function: &str,
    args: Args<'a>,
    keywords: Keywords<'_>,
) -> PyResult<[Borrowed<'a>; N]> {
    if args.len() == N || !keywords.is_empty() {
        return exactly(py, function, args, keywords);
    }
    let plural = if N == 1 { "" } else { "s" };
    Err(exc::type_error(
        py,
        format_args!("{function}() takes exactly {N} positional argument{plural} ({} given)", args.len()),
    ))
}
