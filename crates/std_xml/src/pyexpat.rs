//! `pyexpat`: the parser of XML, with a function for each kind of event.

mod create;
mod dispatch;
mod handlers;
mod parser;
mod settings;

use std::cell::OnceCell;

use taipan_expat::MESSAGES;
use taipan_macros::pymodule;
use taipan_object::types::dict::Dict;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

use crate::calls::exception_class;
use parser::XMLPARSER;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("Parses XML as expat does."),
    functions: &[Functions::FUNCTIONS],
    definitions: &[&[parser::DEFINITION]],
    exec: Some(exec),
    ..ModuleDef::of("pyexpat")
};

/// The version of expat whose behaviour this is.
pub(crate) const VERSION: [i64; 3] = [2, 9, 0];

#[derive(Default)]
struct State(OnceCell<Value>);

/// The class of this module's errors.
pub(crate) fn expat_error(py: &mut Py) -> PyResult<Value> {
    let state = py.state::<State>();
    if let Some(class) = state.0.get() {
        return Ok(class.clone());
    }
    let class = exception_class(py, "xml.parsers.expat", "ExpatError", exc::EXCEPTION.to_value())?;
    Ok(state.0.get_or_init(|| class).clone())
}

fn exec(py: &mut Py, value: &Value) -> PyResult<()> {
    let error = expat_error(py)?;
    let [major, minor, micro] = VERSION;
    let (version, numbers) = (
        py.text(format_args!("expat_{major}.{minor}.{micro}"))?,
        py.tuple([py.int(major)?, py.int(minor)?, py.int(micro)?])?,
    );
    let Some(module) = value.get::<Module>() else { return Ok(()) };
    module.set(py, "ExpatError", error.clone())?;
    module.set(py, "error", error)?;
    module.set(py, "XMLParserType", XMLPARSER.to_value())?;
    module.set(py, "EXPAT_VERSION", version)?;
    module.set(py, "version_info", numbers)?;
    let native = py.str("UTF-8")?;
    module.set(py, "native_encoding", native)?;
    let features = features(py)?;
    module.set(py, "features", features)?;
    for (name, number) in [
        ("XML_PARAM_ENTITY_PARSING_NEVER", 0),
        ("XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE", 1),
        ("XML_PARAM_ENTITY_PARSING_ALWAYS", 2),
    ] {
        let number = py.int(number)?;
        module.set(py, name, number)?;
    }
    let errors = errors_module(py)?;
    add_module(py, module, "errors", errors)?;
    let model = model_module(py)?;
    add_module(py, module, "model", model)
}

/// A module within this one, which can be imported by its full name.
fn add_module(py: &mut Py, parent: &Module, name: &str, module: Value) -> PyResult<()> {
    let full = py.text(format_args!("pyexpat.{name}"))?;
    let modules = py.modules()?;
    py.set_item(&modules, &full, &module)?;
    parent.set(py, name, module)
}

fn submodule(py: &mut Py, name: &str, doc: &str) -> PyResult<Value> {
    let (name, doc) = (py.str(name)?, py.str(doc)?);
    let module = py.new_module(&name)?;
    if let Some(payload) = module.get::<Module>() {
        payload.set(py, "__doc__", doc)?;
    }
    Ok(module)
}

fn errors_module(py: &mut Py) -> PyResult<Value> {
    let value = submodule(py, "pyexpat.errors", "What can be wrong with a document.")?;
    let (codes, messages) = (py.dict()?, py.dict()?);
    if let (Some(module), Some(by_text), Some(by_code)) =
        (value.get::<Module>(), codes.get::<Dict>(), messages.get::<Dict>())
    {
        for &(constant, code, text) in MESSAGES {
            let (code, text) = (py.int(code.into())?, py.str(text)?);
            module.set(py, constant, text.clone())?;
            by_text.set(py, &text, code.clone())?;
            by_code.set(py, &code, text)?;
        }
        module.set(py, "codes", codes.clone())?;
        module.set(py, "messages", messages.clone())?;
    }
    Ok(value)
}

fn model_module(py: &mut Py) -> PyResult<Value> {
    let value = submodule(py, "pyexpat.model", "What the parts of content models are.")?;
    if let Some(module) = value.get::<Module>() {
        for (name, number) in [
            ("XML_CTYPE_EMPTY", 1),
            ("XML_CTYPE_ANY", 2),
            ("XML_CTYPE_MIXED", 3),
            ("XML_CTYPE_NAME", 4),
            ("XML_CTYPE_CHOICE", 5),
            ("XML_CTYPE_SEQ", 6),
            ("XML_CQUANT_NONE", 0),
            ("XML_CQUANT_OPT", 1),
            ("XML_CQUANT_REP", 2),
            ("XML_CQUANT_PLUS", 3),
        ] {
            let number = py.int(number)?;
            module.set(py, name, number)?;
        }
    }
    Ok(value)
}

fn features(py: &mut Py) -> PyResult<Value> {
    let mut all = Vec::new();
    for (name, number) in [
        ("sizeof(XML_Char)", 1),
        ("sizeof(XML_LChar)", 1),
        ("XML_DTD", 0),
        ("XML_CONTEXT_BYTES", 1024),
        ("XML_NS", 0),
        ("XML_BLAP_MAX_AMP", 100),
        ("XML_BLAP_ACT_THRES", 8 << 20),
        ("XML_GE", 0),
        ("XML_AT_MAX_AMP", 100),
        ("XML_AT_ACT_THRES", 64 << 20),
    ] {
        all.push(py.tuple([py.str(name)?, py.int(number)?])?);
    }
    py.list(all)
}

struct Functions;

#[pymodule("pyexpat")]
impl Functions {
    /// A new parser.
    #[pyfunction(
        "(encoding=None, namespace_separator=None, intern=<unrepresentable>)",
        text = "($module, /, encoding=None, namespace_separator=None,\n             intern=<unrepresentable>)",
        name = "ParserCreate"
    )]
    fn parser_create(
        py: &mut Py,
        encoding: Option<Borrowed<'_>>,
        namespace_separator: Option<Borrowed<'_>>,
        intern: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        create::create(py, encoding, namespace_separator, intern)
    }

    /// The text for the number of an error; None if there is no such error.
    #[pyfunction("(code, /)", text = "($module, code, /)", name = "ErrorString")]
    fn error_string(py: &mut Py, code: i64) -> PyResult<Value> {
        let found = MESSAGES.iter().find(|it| i64::from(it.1) == code);
        crate::calls::text_or_none(py, found.map(|it| it.2))
    }
}

/// A `str` argument, or none.
fn optional_text(
    py: &Py,
    value: Option<Borrowed<'_>>,
    function: &str,
    argument: &str,
) -> PyResult<Option<String>> {
    let Some(value) = crate::calls::given(value) else { return Ok(None) };
    match value.get::<Str>() {
        Some(text) => Ok(Some(text.to_utf8().into_owned())),
        None => {
            let class = value.type_().name();
            Err(exc::type_error(
                py,
                format_args!("{function}() argument '{argument}' must be str or None, not {class}"),
            ))
        }
    }
}
