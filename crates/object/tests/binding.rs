//! What is said about the arguments of a call, held to CPython's answers (`binding/ask.py` asked for them): functions of all
//! shapes, with the names and signatures of CPython's own, that do nothing.
#![allow(missing_docs, reason = "a test")]

use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::exception::BaseException;
use taipan_object::type_::{Definition, install};
use taipan_object::types::module::ModuleDef;
use taipan_object::types::singletons::none;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

macro_rules! types {
    ($($name:ident $static:ident $python:literal)*) => {$(
        #[pyclass(leaf, static = $static, name = $python)]
        struct $name {}
    )*};
}
types! {
    Text TEXT "str" Number NUMBER "int" Mapping MAPPING "dict" Row ROW "list"
    Real REAL "float" Complex COMPLEX "complex" Property PROPERTY "property" View VIEW "memoryview"
}

#[pymethods]
impl Text {
    #[pymethod]
    fn lower(&self) {}
    #[pymethod("($self, iterable, /)")]
    fn join(&self, _: Borrowed<'_>) {}
    #[pymethod("($self, sub, start=None, end=None, /)")]
    fn find(&self, _: Borrowed<'_>, _: Option<Borrowed<'_>>, _: Option<Borrowed<'_>>) {}
    #[pymethod("($self, /, sep=None, maxsplit=-1)")]
    fn split(&self, _: Option<Borrowed<'_>>, _: Option<Borrowed<'_>>) {}
    #[pymethod("($self, old, new, /, count=-1)")]
    fn replace(&self, _: Borrowed<'_>, _: Borrowed<'_>, _: Option<Borrowed<'_>>) {}
    #[pymethod("($self, /, tabsize=8)")]
    fn expandtabs(&self, _: Option<Borrowed<'_>>) {}
    #[pystaticmethod("(x, y=<unrepresentable>, z=<unrepresentable>, /)")]
    fn maketrans(_: Borrowed<'_>, _: Option<Borrowed<'_>>, _: Option<Borrowed<'_>>) {}
}

#[pymethods]
impl Number {
    #[pymethod("($self, /, length=1, byteorder='big', *, signed=False)")]
    fn to_bytes(&self, _: Option<Borrowed<'_>>, _: Option<Borrowed<'_>>, _: Option<Borrowed<'_>>) {}
    #[pyclassmethod("($type, /, bytes, byteorder='big', *, signed=False)")]
    fn from_bytes(_: &Type, _: Borrowed<'_>, _: Option<Borrowed<'_>>, _: Option<Borrowed<'_>>) {}
}

#[pymethods]
impl Mapping {
    #[pyclassmethod("($type, iterable, value=None, /)")]
    fn fromkeys(_: &Type, _: Borrowed<'_>, _: Option<Borrowed<'_>>) {}
    #[pymethod("($self, key, default=None, /)")]
    fn get(&self, _: Borrowed<'_>, _: Option<Borrowed<'_>>) {}
}

#[pymethods]
impl Row {
    #[pymethod("($self, object, /)")]
    fn append(&self, _: Borrowed<'_>) {}
    #[pymethod("($self, index, object, /)")]
    fn insert(&self, _: Borrowed<'_>, _: Borrowed<'_>) {}
    #[pymethod("($self, /, *, key=None, reverse=False)")]
    fn sort(&self, _: Option<Borrowed<'_>>, _: Option<Borrowed<'_>>) {}
    #[pymethod]
    fn copy(&self) {}
}

struct Constructors;

#[pymethods]
impl Real {
    #[pyslot("(x=0, /)", name = "float")]
    fn new(_: &Type, _: Option<Borrowed<'_>>) {}
}
#[pymethods]
impl Complex {
    #[pyslot("(real=0, imag=0)", name = "complex")]
    fn new(_: &Type, _: Option<Borrowed<'_>>, _: Option<Borrowed<'_>>) {}
}
#[pymethods]
impl View {
    #[pyslot("(object)", name = "memoryview")]
    fn new(_: &Type, _: Borrowed<'_>) {}
}
#[pymethods(Property)]
impl Constructors {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Property {})
    }
    #[pyslot("(fget=None, fset=None, fdel=None, doc=None)", name = "property")]
    fn init(
        _: Borrowed<'_>,
        _: Option<Borrowed<'_>>,
        _: Option<Borrowed<'_>>,
        _: Option<Borrowed<'_>>,
        _: Option<Borrowed<'_>>,
    ) {
    }
}

struct Builtins;

#[pymodule("builtins")]
impl Builtins {
    #[pyfunction("(obj, /)")]
    fn len(_: Borrowed<'_>) {}
    #[pyfunction("(x, y, /)")]
    fn divmod(_: Borrowed<'_>, _: Borrowed<'_>) {}
    #[pyfunction("(iterable, /, start=0)")]
    fn sum(_: Borrowed<'_>, _: Option<Borrowed<'_>>) {}
    #[pyfunction("(number, ndigits=None)")]
    fn round(_: Borrowed<'_>, _: Option<Borrowed<'_>>) {}
    #[pyfunction("(base, exp, mod=None)")]
    fn pow(_: Borrowed<'_>, _: Borrowed<'_>, _: Option<Borrowed<'_>>) {}
    #[pyfunction("(*args, sep=' ', end='\\n', file=None, flush=False)")]
    fn print(
        _: Args<'_>,
        _: Option<Borrowed<'_>>,
        _: Option<Borrowed<'_>>,
        _: Option<Borrowed<'_>>,
        _: Option<Borrowed<'_>>,
    ) {
    }
    #[pyfunction(
        "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)"
    )]
    fn compile(
        _: Borrowed<'_>,
        _: Borrowed<'_>,
        _: Borrowed<'_>,
        _: Option<Borrowed<'_>>,
        _: Option<Borrowed<'_>>,
        _: Option<Borrowed<'_>>,
        _: Option<Borrowed<'_>>,
    ) {
    }
}

struct Math;

#[pymodule("math")]
impl Math {
    #[pyfunction("(x, /)")]
    fn sqrt(_: Borrowed<'_>) {}
    #[pyfunction("(a, b, *, rel_tol=1e-09, abs_tol=0.0)")]
    fn isclose(_: Borrowed<'_>, _: Borrowed<'_>, _: Option<Borrowed<'_>>, _: Option<Borrowed<'_>>) {}
    #[pyfunction("(iterable, /, *, start=1)")]
    fn prod(_: Borrowed<'_>, _: Option<Borrowed<'_>>) {}
}

static BUILTINS: ModuleDef = ModuleDef { functions: &[Builtins::FUNCTIONS], ..ModuleDef::of(Builtins::NAME) };
static MATH: ModuleDef = ModuleDef { functions: &[Math::FUNCTIONS], ..ModuleDef::of(Math::NAME) };

static DEFINITIONS: &[Definition] = &[
    Definition { methods: &[Text::METHODS], ..Definition::of(&TEXT) },
    Definition { methods: &[Number::METHODS], ..Definition::of(&NUMBER) },
    Definition { methods: &[Mapping::METHODS], ..Definition::of(&MAPPING) },
    Definition { methods: &[Row::METHODS], ..Definition::of(&ROW) },
    Definition { slots: &[Real::SLOTS], ..Definition::of(&REAL) },
    Definition { slots: &[Complex::SLOTS], ..Definition::of(&COMPLEX) },
    Definition { slots: &[Constructors::SLOTS], ..Definition::of(&PROPERTY) },
    Definition { slots: &[View::SLOTS], ..Definition::of(&VIEW) },
];

/// What a line of the expected answers calls.
fn callable(py: &mut Py, name: &str) -> PyResult<Value> {
    let (owner, short) = name.split_once('.').unwrap_or_default();
    let function = |py: &mut Py, module: &'static ModuleDef| {
        let module = py.make_module(module)?;
        let short = py.heap().intern(short)?;
        py.get_attribute(&module, &short)
    };
    let this = match owner {
        "builtins" => return function(py, &BUILTINS),
        "math" => return function(py, &MATH),
        "float" => return Ok(REAL.to_value()),
        "complex" => return Ok(COMPLEX.to_value()),
        "property" => return Ok(PROPERTY.to_value()),
        "memoryview" => return Ok(VIEW.to_value()),
        "str" => py.heap().object(Text {})?,
        "int" => py.heap().object(Number {})?,
        "dict" => py.heap().object(Mapping {})?,
        _ => py.heap().object(Row {})?,
    };
    let short = py.heap().intern(short)?;
    py.get_attribute(&this, &short)
}

/// The error of a call with `None` for every argument.
fn answer(py: &mut Py, callable: &Value, count: usize, names: &[&str]) -> PyResult<String> {
    let none = none();
    let names = names.iter().map(|name| py.heap().intern(name)).collect::<PyResult<Vec<_>>>()?;
    let keywords: Vec<_> = names.iter().map(|name| (name, &none)).collect();
    let Err(raised) = py.call_with(callable, &vec![&none; count], &keywords) else {
        return Ok(String::new());
    };
    let exception = py.take(raised);
    let text = exception.get::<BaseException>().and_then(|it| it.state.get(py).subject.clone());
    Ok(text.map(|text| text.to_string()).unwrap_or_default())
}

fn compare(py: &mut Py) -> PyResult<Vec<String>> {
    install::install_exceptions(py)?;
    install::install(py, DEFINITIONS)?;
    let mut wrong = Vec::new();
    for line in include_str!("binding/expected.txt").lines() {
        let [name, count, names, expected] = line.split('|').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let callable = callable(py, name)?;
        let names: Vec<_> = names.split(',').filter(|name| !name.is_empty()).collect();
        let got = answer(py, &callable, count.parse().unwrap_or_default(), &names)?;
        if got != expected {
            wrong.push(format!("{line}\n    but: {got}"));
        }
    }
    Ok(wrong)
}

#[test]
fn errors_are_cpythons() {
    let mut py = Py::new().expect("an interpreter");
    let wrong = compare(&mut py).unwrap_or_else(|raised| {
        let exception = py.take(raised);
        panic!("{}", exception.type_().name());
    });
    assert!(wrong.is_empty(), "{} answers differ\n{}", wrong.len(), wrong.join("\n"));
}
