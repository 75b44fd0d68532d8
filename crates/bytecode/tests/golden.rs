//! The crate beside CPython 3.14: `golden/` holds what `record.py` saw there.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use taipan_bytecode::disassemble::{Options, disassemble, disassemble_to_json};
use taipan_bytecode::marshal::{read_code, read_graph, write_code, write_graph};
use taipan_bytecode::pyc::{self, Validation};
use taipan_bytecode::{
    CodeObject, CodeUnits, CodeWriter, Constant, ExceptionTable, ExceptionTableWriter, LineTable,
    LineTableWriter, Opcode,
};
use taipan_text::{ErrorClass, PyText, StackLimit, ascii_str};

/// The operands for which `record.py` has asked for stack effects.
const OPARGS: [u32; 7] = [0, 1, 2, 3, 7, 256, 0x10203];

fn golden(name: &str) -> PathBuf {
    Path::new("tests/golden").join(name)
}

fn lines(name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(golden(name)).unwrap();
    text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// The code objects of `golden/code`, by the path without extension.
fn code_objects() -> Vec<(PathBuf, Vec<u8>, Arc<CodeObject>)> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(golden("code")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "marshal"));
    assert!(paths.len() >= 3);
    let read = |path: PathBuf| {
        let data = fs::read(&path).unwrap();
        let code = read_code(&data, stack()).unwrap();
        (path.with_extension(""), data, code)
    };
    paths.into_iter().map(read).collect()
}

fn stack() -> StackLimit {
    StackLimit::below_here(1 << 20)
}

/// Runs a test with a stack that holds values of the greatest depth also in a build without optimisation.
fn with_room(test: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(64 << 20).spawn(test).unwrap().join().unwrap();
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let digit = |at| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
    (0..text.len()).step_by(2).map(digit).collect()
}

#[test]
fn opcodes_are_those_of_cpython() {
    let recorded = lines("opcodes.tsv");
    assert_eq!(recorded.len(), Opcode::all().count());
    for line in recorded {
        let [name, number, flags, caches, head, effects @ ..] = &line[..] else { panic!("{line:?}") };
        let opcode = Opcode::from_name(name).unwrap();
        assert_eq!(opcode.number().to_string(), *number, "{name}");
        assert_eq!(Opcode::from_number(opcode.number()), Some(opcode));
        let has = [
            ("arg", opcode.has_arg()),
            ("const", opcode.has_const()),
            ("exc", opcode.is_block_push()),
            ("free", opcode.has_free()),
            ("jump", opcode.has_jump()),
            ("local", opcode.has_local()),
            ("name", opcode.has_name()),
        ];
        let has: Vec<&str> = has.iter().filter(|(_, has)| *has).map(|(flag, _)| *flag).collect();
        assert_eq!(has.join(","), *flags, "{name}");
        // CPython's table has no caches for instrumented forms, which are made of the plain ones in place.
        if opcode.uninstrumented() == opcode {
            assert_eq!(opcode.cache_entries().to_string(), *caches, "{name}");
        }
        if head.is_empty() {
            assert_eq!(opcode.deopt(), opcode);
        } else {
            assert_eq!(opcode.deopt().name(), head, "{name}");
            assert!(opcode.deopt().specializations().contains(&opcode));
            assert_eq!(opcode.stack_effect(7, false), opcode.deopt().stack_effect(7, false));
        }
        for (oparg, effects) in OPARGS.iter().zip(effects) {
            let of = |jump| opcode.stack_effect(*oparg, jump);
            let ours = format!("{},{},{}", of(false), of(true), opcode.max_stack_effect(*oparg));
            assert_eq!(ours, *effects, "{name} {oparg}");
        }
    }
}

#[test]
fn marshal_is_read_as_by_cpython() {
    with_room(|| {
        for line in lines("marshal_read.tsv") {
            let [input, allow_code, class, result] = &line[..] else { panic!("{line:?}") };
            let limit = StackLimit::below_here(48 << 20);
            let ours = match read_graph(&unhex(input), allow_code == "1", limit) {
                Ok((graph, root)) => {
                    let bytes = write_graph(&graph, root, 5, true, limit).unwrap();
                    ("ok".to_owned(), hex(&bytes))
                }
                Err(error) => {
                    let class = match error.class {
                        ErrorClass::Unicode => "UnicodeDecodeError",
                        class => class.name(),
                    };
                    (class.to_owned(), ascii_str(PyText::new(&error.message)))
                }
            };
            assert_eq!(ours.0, *class, "{input}");
            // CPython holds the value more than once, so the flag of the first byte may differ.
            let same = |a: &str, b: &str| a == b || (class == "ok" && without_flag(a) == without_flag(b));
            assert!(same(&ours.1, result), "{input}: {} instead of {result}", ours.1);
        }
    });
}

fn without_flag(value: &str) -> Vec<u8> {
    let mut bytes = unhex(value);
    bytes[0] &= 0x7f;
    bytes
}

#[test]
fn every_version_of_marshal_is_written_as_by_cpython() {
    for line in lines("marshal_write.tsv") {
        let (graph, root) = read_graph(&unhex(&line[0]), true, stack()).unwrap();
        for (version, expected) in line[1..].iter().enumerate() {
            match write_graph(&graph, root, version as i32, true, stack()) {
                Ok(bytes) => {
                    let expected = without_flag(expected);
                    assert_eq!(
                        hex(&without_flag(&hex(&bytes))),
                        hex(&expected),
                        "version {version} of {}",
                        line[0]
                    );
                }
                Err(error) => assert_eq!(error.message, *expected),
            }
        }
    }
}

#[test]
fn code_objects_survive_marshal_byte_for_byte() {
    for (path, data, code) in code_objects() {
        let written = write_code(&code, stack()).unwrap();
        assert!(written == data, "{}", path.display());
        let again = read_code(&written, stack()).unwrap();
        assert_eq!(code.differences(&again), [""; 0], "{}", path.display());
    }
}

#[test]
fn pyc_files_survive() {
    for (_, data, code) in code_objects() {
        let validation = Validation::Timestamp { modified: 1, size: 2 };
        let file = pyc::write(&code, validation, stack()).unwrap();
        let (read, again) = pyc::read(&file, stack()).unwrap();
        assert_eq!(read, validation);
        assert_eq!(code.differences(&again), [""; 0]);
        // The importer holds the code object: all references move by one.
        assert_eq!(file[pyc::HEADER], data[0] | 0x80);
    }
}

#[test]
fn tables_are_written_as_they_were_read() {
    for (_, _, code) in code_objects() {
        each(&code, &mut |code| {
            let mut lines = LineTableWriter::new(code.first_line);
            LineTable::new(&code.line_table, code.first_line)
                .for_each(|entry| lines.push(entry.location, entry.code_units));
            assert_eq!(lines.finish(), &code.line_table[..]);
            let mut exceptions = ExceptionTableWriter::new();
            ExceptionTable::new(&code.exception_table).for_each(|entry| {
                exceptions.push(entry.start, entry.end, entry.target, entry.depth, entry.lasti);
            });
            assert_eq!(exceptions.table(), &code.exception_table[..]);
            let mut units = CodeWriter::new();
            CodeUnits::new(&code.code)
                .filter(|unit| unit.opcode() != Some(Opcode::ExtendedArg))
                .for_each(|unit| units.push(unit.opcode().unwrap(), unit.oparg));
            assert_eq!(units.code(), &code.code[..]);
        });
    }
}

fn each(code: &CodeObject, call: &mut impl FnMut(&CodeObject)) {
    call(code);
    for constant in code.constants.iter() {
        if let Constant::Code(code) = constant {
            each(code, call);
        }
    }
}

#[test]
fn disassembly_is_that_of_dis() {
    let mut compared = 0;
    for (path, _, code) in code_objects() {
        let variants = [
            ("dis", Options::default()),
            ("caches.dis", Options { caches: true, offsets: true, ..Options::default() }),
            ("positions.dis", Options { positions: true, depth: Some(1), ..Options::default() }),
        ];
        for (extension, options) in variants {
            let Ok(expected) = fs::read_to_string(path.with_extension(extension)) else { continue };
            compared += 1;
            let ours = disassemble(&code, options);
            for (number, (ours, expected)) in ours.lines().zip(expected.lines()).enumerate() {
                assert_eq!(ours, expected, "{}.{extension}:{}", path.display(), number + 1);
            }
            assert_eq!(ours.len(), expected.len());
        }
    }
    assert!(compared >= 5);
}

#[test]
fn disassembly_as_json() {
    let (_, _, code) = code_objects().into_iter().find(|(path, ..)| path.ends_with("control")).unwrap();
    let json = disassemble_to_json(&code, Options { depth: Some(0), ..Options::default() });
    let start =
        "[\n{\"name\": \"<module>\", \"qualname\": \"<module>\", \"filename\": \"control.py\", \"depth\": 0,";
    assert!(json.starts_with(start), "{}", &json[..start.len()]);
    let instruction = "{\"offset\": 2, \"start_offset\": 2, \"opname\": \"LOAD_CONST\", \"arg\": 0, ";
    assert!(json.contains(instruction));
}

/// Broken data must give an error or a value, and nothing else.
#[test]
fn no_broken_data_is_fatal() {
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move |limit: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % limit as u64) as usize
    };
    let (_, data, _) = code_objects().into_iter().find(|(path, ..)| path.ends_with("functions")).unwrap();
    let mut values = 0;
    for _ in 0..20_000 {
        let mut broken = data.clone();
        for _ in 0..=next(3) {
            let at = next(broken.len());
            match next(3) {
                0 => broken[at] = next(256) as u8,
                1 => broken[at] ^= 1 << next(8),
                _ => broken.truncate(at.max(1)),
            }
        }
        let _ = read_graph(&broken, true, stack());
        if let Ok(code) = read_code(&broken, stack()) {
            values += 1;
            if values % 10 == 0 {
                let _ = disassemble(&code, Options { caches: true, offsets: true, ..Options::default() });
                let _ = disassemble(&code, Options { positions: true, ..Options::default() });
                let _ = write_code(&code, stack());
            }
        }
    }
    assert!(values > 100);
}
