//! `_sre`: patterns, matches and scanners over the engine in `taipan_sre`. Module `re` parses patterns and compiles them to
//! the words that `compile` takes.

mod find;
mod match_;
mod pattern;
mod replace;
mod scanner;
mod subject;
mod template;

use taipan_macros::pymodule;
use taipan_object::native::{Argument, Place, bad_argument};
use taipan_object::types::dict::Dict;
use taipan_object::types::list::List;
use taipan_object::types::module::ModuleDef;
use taipan_object::types::singletons::is_none;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value, exception as exc};
use taipan_sre::{CODE_SIZE, MAGIC, MAX_GROUPS, MAX_REPEAT, Malformed, Program};

use pattern::Pattern;
use subject::Subject;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("What module re is built on: the engine that matches, and the objects that it gives."),
    functions: &[Functions::FUNCTIONS],
    definitions: &[&[pattern::DEFINITION, match_::DEFINITION, scanner::DEFINITION, template::DEFINITION]],
    constants: &[
        ("MAGIC", |py| py.int(MAGIC)),
        ("CODESIZE", |py| py.int(CODE_SIZE)),
        ("MAXREPEAT", |py| py.int(MAX_REPEAT.into())),
        ("MAXGROUPS", |py| py.int_from_usize(MAX_GROUPS)),
        ("copyright", |py| py.str(" SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB ")),
    ],
    exec: Some(exec),
    ..ModuleDef::of("_sre")
};

/// What the module needs of others.
#[derive(Default)]
pub(crate) struct State {
    /// `iter`, which `finditer` makes its result with.
    iter: PyCell<Option<Value>>,
    /// `re._compile_template`.
    compile_template: PyCell<Option<Value>>,
}

fn exec(py: &mut Py, _: &Value) -> PyResult<()> {
    let iter = py.builtin("iter")?;
    drop(py.state::<State>().iter.replace(py, Some(iter)));
    Ok(())
}

struct Functions;

#[pymodule("_sre")]
impl Functions {
    /// The bytes of a word of code.
    #[pyfunction("()")]
    fn getcodesize() -> i64 {
        CODE_SIZE
    }

    /// Whether a character has another case, as far as ASCII goes.
    #[pyfunction("(character, /)")]
    fn ascii_iscased(character: i32) -> bool {
        taipan_sre::is_cased_ascii(character as u32)
    }

    /// Whether a character has another case.
    #[pyfunction("(character, /)")]
    fn unicode_iscased(character: i32) -> bool {
        taipan_sre::is_cased(character as u32)
    }

    /// The lowercase of an ASCII letter; any other character as it is.
    #[pyfunction("(character, /)")]
    fn ascii_tolower(character: i32) -> i32 {
        taipan_sre::ascii_lowercase(character as u32) as i32
    }

    /// The lowercase of a character.
    #[pyfunction("(character, /)")]
    fn unicode_tolower(character: i32) -> i32 {
        taipan_unicode::simple_lowercase(character as u32) as i32
    }

    /// Makes a pattern of code that module re has compiled.
    #[pyfunction(
        "(pattern, flags, code, groups, groupindex, indexgroup)",
        text = "($module, /, pattern, flags, code, groups, groupindex,\n        indexgroup)"
    )]
    fn compile(
        py: &mut Py,
        pattern: Borrowed<'_>,
        flags: i32,
        code: &List,
        groups: isize,
        groupindex: Borrowed<'_>,
        indexgroup: Borrowed<'_>,
    ) -> PyResult<Value> {
        const fn place(name: &'static str) -> Place {
            Place { function: "compile", argument: Argument::Named(name) }
        }
        const GROUPINDEX: Place = place("groupindex");
        const INDEXGROUP: Place = place("indexgroup");
        if groupindex.get::<Dict>().is_none() {
            return Err(bad_argument(py, &GROUPINDEX, "dict", groupindex));
        }
        if indexgroup.get::<Tuple>().is_none() {
            return Err(bad_argument(py, &INDEXGROUP, "tuple", indexgroup));
        }
        let mut words = Vec::new();
        words.try_reserve_exact(code.len(py))?;
        while let Some(item) = code.item(py, words.len()) {
            words.push(word(py, &item)?);
        }
        let is_bytes = if is_none(&pattern) {
            None
        } else {
            let subject = Subject::of(py, &pattern)?;
            let is_bytes = subject.is_bytes();
            subject.give_back(py);
            Some(is_bytes)
        };
        let groups = usize::try_from(groups).unwrap_or(usize::MAX);
        let program = match Program::decode(&words, groups) {
            Ok(program) => program,
            Err(Malformed::Memory) => return Err(py.heap().no_memory()),
            Err(Malformed::Code) => return Err(exc::runtime_error(py, format_args!("invalid SRE code"))),
        };
        py.heap().object(Pattern {
            pattern: pattern.to_value(),
            flags,
            groups,
            group_index: groupindex.to_value(),
            index_group: indexgroup.to_value(),
            is_bytes,
            code: words,
            program: Box::new(program),
            machine: PyCell::new(None),
        })
    }

    /// Makes a template of the parts of a replacement: literals, with the numbers of groups between them.
    #[pyfunction("(pattern, template, /)")]
    fn template(py: &mut Py, pattern: Borrowed<'_>, template: &List) -> PyResult<Value> {
        let _ = pattern;
        template::new(py, template)
    }
}

/// A word of code.
fn word(py: &mut Py, item: &Value) -> PyResult<u32> {
    let mut limb = [0];
    let Some(number) = item.as_int(&mut limb) else {
        return Err(exc::type_error(py, format_args!("an integer is required")));
    };
    if number.negative {
        return Err(exc::overflow_error(py, format_args!("can't convert negative value to unsigned int")));
    }
    let Some(number) = number.to_u64() else {
        return Err(exc::overflow_error(
            py,
            format_args!("Python int too large to convert to C unsigned long"),
        ));
    };
    u32::try_from(number)
        .map_err(|_| exc::overflow_error(py, format_args!("regular expression code size limit exceeded")))
}
