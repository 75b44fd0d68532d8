//! Calls of the builtin functions, held to CPython's answers (`functions/ask.py` asked for them).

use taipan_object::hooks::Hooks;
use taipan_object::types::dict::Dict;
use taipan_object::types::module::Module;
use taipan_object::types::singletons::{as_bool, boolean, is_none, none};
use taipan_object::{Py, PyResult, Value};

/// Reads calls of the form `name(1, 'text', [2, None], key=int)`.
struct Reader<'a> {
    text: &'a str,
    module: &'a Module,
}

impl Reader<'_> {
    fn take(&mut self, expected: char) -> bool {
        let rest = self.text.strip_prefix(expected);
        self.text = rest.unwrap_or(self.text);
        rest.is_some()
    }

    fn word(&mut self, is_part: impl Fn(char) -> bool) -> String {
        let end = self.text.find(|c| !is_part(c)).unwrap_or(self.text.len());
        let (word, rest) = self.text.split_at(end);
        self.text = rest;
        word.to_owned()
    }

    fn items(&mut self, py: &mut Py, end: char) -> PyResult<Vec<Value>> {
        let mut items = Vec::new();
        while !self.take(end) {
            items.push(self.value(py)?);
            self.take(',');
        }
        Ok(items)
    }

    fn value(&mut self, py: &mut Py) -> PyResult<Value> {
        if self.take('\'') {
            let text = self.word(|c| c != '\'');
            self.take('\'');
            return py.str(&text);
        }
        if self.take('[') {
            let items = self.items(py, ']')?;
            return py.list(items);
        }
        if self.take('(') {
            let items = self.items(py, ')')?;
            return py.tuple(items);
        }
        if self.take('{') {
            self.take('}');
            return py.dict();
        }
        let word = self.word(|c| c.is_alphanumeric() || "_-.".contains(c));
        if let Ok(number) = word.parse() {
            return py.int(number);
        }
        if let Ok(number) = word.parse::<i128>() {
            let (high, low) = (number >> 64, number as u64);
            let limbs = [low, high as u64];
            return py.heap().big_int(taipan_num::int::IntRef { negative: false, limbs: &limbs });
        }
        if let Ok(number) = word.parse() {
            return py.float(number);
        }
        let name = py.heap().intern(&word)?;
        Ok(self.module.get(py, &name).unwrap_or_else(|| panic!("what is {word}?")))
    }

    /// The call itself.
    fn call(&mut self, py: &mut Py) -> PyResult<Value> {
        let callable = self.value(py)?;
        assert!(self.take('('));
        let (mut args, keywords) = (Vec::new(), py.dict()?);
        while !self.take(')') {
            let name_end =
                self.text.find('=').filter(|&end| self.text[..end].chars().all(char::is_alphabetic));
            if let Some(end) = name_end {
                let name = py.heap().intern(&self.text[..end])?;
                self.text = &self.text[end + 1..];
                let value = self.value(py)?;
                if let Some(dict) = keywords.get::<Dict>() {
                    drop(dict.set_str(py, &name, value)?);
                }
            } else {
                args.push(self.value(py)?);
            }
            self.take(',');
        }
        py.call_tuple(&callable, &args, Some(&keywords))
    }
}

/// The value as Python shows it.
fn shown(value: &Value) -> String {
    if is_none(value) {
        "None".to_owned()
    } else if let Some(truth) = as_bool(value) {
        (if truth { "True" } else { "False" }).to_owned()
    } else if value.is_str() {
        let quote = if value.to_string().contains('\'') { '"' } else { '\'' };
        format!("{quote}{}{quote}", value.to_string().replace('\\', "\\\\"))
    } else if let Some(number) = value.as_i64() {
        number.to_string()
    } else {
        format!("<{}>", value.type_())
    }
}

fn answers(py: &mut Py) -> PyResult<Vec<String>> {
    // A frame's namespaces, and a `sys` in which every attribute is a text.
    py.interpreter().set_hooks(Hooks {
        namespaces: Some(|py| Ok(Some((py.dict()?, py.dict()?)))),
        sys_attribute: Some(|py, _| py.str("").map(Some)),
        ..taipan_builtins::hooks()
    });
    taipan_builtins::install(py)?;
    let module = taipan_builtins::module(py)?;
    let module = module.get::<Module>().expect("a module");
    assert!(shown(&boolean(true)) == "True" && shown(&none()) == "None");
    let mut wrong = Vec::new();
    for line in include_str!("functions/expected.txt").lines() {
        let (text, expected) = line.split_once('\t').expect("a call and its answer");
        let got = match (Reader { text, module }).call(py) {
            Ok(value) => shown(&value),
            Err(raised) => {
                let exception = py.take(raised);
                let message = py.to_str(&exception)?;
                format!("{}: {message}", exception.type_())
            }
        };
        if got != expected {
            wrong.push(format!("{text}\n    expected {expected}\n    but got  {got}"));
        }
    }
    Ok(wrong)
}

#[test]
fn the_functions_answer_as_cpython() {
    let mut py = Py::new().expect("an interpreter");
    let wrong = answers(&mut py).unwrap_or_else(|raised| {
        let exception = py.take(raised);
        panic!("{}", exception.type_());
    });
    assert!(wrong.is_empty(), "{} answers differ\n{}", wrong.len(), wrong.join("\n"));
}
