//! Inputs that CPython's own tests give to the compiler, and CPython's verdicts on them (`recorded.py`, `verdicts.py`).

use serde::Deserialize;

use super::reference::Reference;

/// The test files whose inputs are recorded: everything about syntax, and everything that compiles much.
pub const TESTS: &[&str] = &[
    "test_annotationlib",
    "test_ast/test_ast",
    "test_asyncgen",
    "test_baseexception",
    "test_bool",
    "test_builtin",
    "test_bytes",
    "test_class",
    "test_code",
    "test_code_module",
    "test_codeop",
    "test_compile",
    "test_complex",
    "test_contextlib",
    "test_coroutines",
    "test_decorators",
    "test_dict",
    "test_dictcomps",
    "test_dis",
    "test_enum",
    "test_eof",
    "test_except_star",
    "test_exceptions",
    "test_extcall",
    "test_float",
    "test_flufl",
    "test_fstring",
    "test_funcattrs",
    "test_future_stmt/test_future",
    "test_future_stmt/test_future_flags",
    "test_future_stmt/test_future_multiple_features",
    "test_future_stmt/test_future_multiple_imports",
    "test_future_stmt/test_future_single_import",
    "test_generators",
    "test_genexps",
    "test_global",
    "test_grammar",
    "test_int",
    "test_int_literal",
    "test_keyword",
    "test_keywordonlyarg",
    "test_list",
    "test_listcomps",
    "test_longexp",
    "test_metaclass",
    "test_monitoring",
    "test_named_expressions",
    "test_opcodes",
    "test_optimizer",
    "test_patma",
    "test_peepholer",
    "test_pep646_syntax",
    "test_positional_only_arg",
    "test_raise",
    "test_scope",
    "test_set",
    "test_setcomps",
    "test_slice",
    "test_source_encoding",
    "test_string_literals",
    "test_super",
    "test_symtable",
    "test_syntax",
    "test_sys_settrace",
    "test_tokenize",
    "test_traceback",
    "test_tstring",
    "test_type_aliases",
    "test_type_annotations",
    "test_type_comments",
    "test_type_params",
    "test_typing",
    "test_unicode_identifiers",
    "test_unpack",
    "test_unpack_ex",
    "test_unparse",
    "test_utf8source",
    "test_warnings/__init__",
    "test_with",
    "test_yield_from",
];

/// One input: a call into the compiler. The fields are those of `recorded.py`.
#[derive(Clone, Deserialize)]
pub struct Case {
    pub call: String,
    source: String,
    /// The source was a `str`.
    pub text: bool,
    pub mode: String,
    pub flags: u32,
    pub filename: String,
    pub optimize: i32,
    pub feature_version: i32,
    pub digits: usize,
}

impl Case {
    pub fn source(&self) -> Vec<u8> {
        bytes(&self.source)
    }
}

/// CPython's verdict on a case, in the fields of `verdicts.py`, and ours in the same form.
#[derive(Default, Deserialize)]
pub struct Verdict {
    #[serde(default)]
    pub warnings: Vec<(String, i32, String)>,
    pub strict: Option<String>,
    pub error: Option<String>,
    pub ast: Option<String>,
    pub code: Option<String>,
    pub symbols: Option<String>,
    pub decoded: Option<String>,
}

/// The bytes that the scripts write as characters.
pub fn bytes(text: &str) -> Vec<u8> {
    text.chars().map(|c| c as u8).collect()
}

/// A case and where it comes from.
pub struct Question {
    pub name: String,
    pub case: Case,
    pub verdict: Verdict,
}

/// All recorded inputs with CPython's verdicts.
pub fn load(reference: &Reference) -> Result<Vec<Question>, String> {
    let tests = reference.tests()?;
    let mut inputs = Vec::new();
    for (test, answer) in tests.iter().zip(reference.answers("recorded", &tests)?) {
        inputs.push(reference.question(&test.name, &answer.read()?)?);
    }
    let verdicts = reference.answers("verdicts", &inputs)?;
    let mut questions = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for (input, answer) in inputs.iter().zip(verdicts) {
        let (lines, verdicts) = (lines(&input.bytes)?, answer.read()?);
        for (number, (line, verdict)) in lines.iter().zip(self::lines(&verdicts)?).enumerate() {
            if seen.insert((*line).to_owned()) {
                let name = format!("{}#{}", input.name, number + 1);
                let case = serde_json::from_str(line).map_err(|error| format!("{name}: {error}"))?;
                let verdict = serde_json::from_str(verdict).map_err(|error| format!("{name}: {error}"))?;
                questions.push(Question { name, case, verdict });
            }
        }
    }
    Ok(questions)
}

fn lines(text: &[u8]) -> Result<Vec<&str>, String> {
    Ok(std::str::from_utf8(text).map_err(|error| error.to_string())?.lines().collect())
}
