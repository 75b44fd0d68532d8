//! The flow graph and the assembler beside CPython's, which were asked what they make of instruction sequences.
//!
//! `tests/flow/record.py` makes the case files, marshalled tuples of cases. Each case is a tuple, too:
//!
//! ```text
//! ("code", instructions, constants, code object)                        compile()
//! ("cfg", instructions, constants, locals, instructions, constants)     _testinternalcapi.optimize_cfg()
//! ```

use std::path::PathBuf;

use taipan_bytecode::marshal::{CodeBuilder, Reader};
use taipan_bytecode::{CodeObject, Constant, LocalKind, Opcode};
use taipan_text::{Location, Name, Names, StackLimit};

use super::{Constants, Flow};
use crate::assemble::{Assembler, Tools};
use crate::constants::ConstantPool;
use crate::instructions::{Instruction, Sequence};
use crate::unit::{Metadata, Table};

#[test]
fn optimised_graphs_and_code_objects_are_those_of_cpython() {
    let recorded = PathBuf::from("tests/flow");
    let folder = std::env::var_os("TAIPAN_FLOW_CASES").map_or(recorded, PathBuf::from);
    let mut files: Vec<_> =
        folder.read_dir().expect("a folder").map(|file| file.expect("a file").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "case"));
    files.sort();
    let (mut total, mut failures) = (0, Vec::new());
    for file in files {
        let data = std::fs::read(&file).expect("readable");
        let stack = StackLimit::below_here(1 << 20);
        let all = Reader::new(&data, CodeBuilder, stack).read().expect("marshal");
        let [name, cases] = items(&all) else { panic!("{}: no cases", file.display()) };
        for (number, case) in items(cases).iter().enumerate() {
            total += 1;
            if let Err(difference) = check(items(case)) {
                failures.push(format!("{:?} case {number}: {difference}", text(name)));
            }
        }
    }
    assert!(total > 0, "no cases in {}", folder.display());
    failures.truncate(10);
    assert!(failures.is_empty(), "of {total}:\n{}", failures.join("\n"));
}

fn check(case: &[Constant]) -> Result<(), String> {
    match case {
        [kind, sequence, constants, Constant::Code(expected)] if text(kind) == "code" => {
            check_code(items(sequence), items(constants), expected)
        }
        [kind, sequence, constants, Constant::Int(locals), after, constants_after] if text(kind) == "cfg" => {
            check_graph(
                items(sequence),
                items(constants),
                *locals as u32,
                items(after),
                items(constants_after),
            )
        }
        _ => panic!("unknown kind of case"),
    }
}

fn check_graph(
    instructions: &[Constant],
    constants: &[Constant],
    locals: u32,
    instructions_after: &[Constant],
    constants_after: &[Constant],
) -> Result<(), String> {
    let mut pool = ConstantPool::default();
    let mut table = Table::default();
    for constant in constants {
        table.add(pool.add(constant.clone()));
    }
    let mut flow = Flow::default();
    let used = flow
        .optimize_alone(&sequence(instructions), Constants { pool: &mut pool, table: &mut table }, locals)
        .map_err(|error| error.to_string())?;
    let lines: Vec<String> =
        flow.instructions().iter().map(|op| show(op.opcode, op.oparg, op.location)).collect();
    let expected: Vec<String> = sequence(instructions_after)
        .instructions
        .iter()
        .map(|op| show(op.opcode, op.oparg, op.location))
        .collect();
    same("instructions", &lines.join("\n"), &expected.join("\n"))?;
    same("constants", &list(&pool.values(&used)), &list(constants_after))
}

fn check_code(
    instructions: &[Constant],
    constants: &[Constant],
    expected: &CodeObject,
) -> Result<(), String> {
    let mut names = Names::new();
    let mut pool = ConstantPool::default();
    let mut unit = metadata(expected, constants, &mut names, &mut pool);
    let code = Assembler::new(expected.filename.clone(), Tools::default())
        .code_object(&sequence(instructions), &mut unit, &mut pool, &names)
        .map_err(|error| error.to_string())?;
    same("code", &listing(&code), &listing(expected))?;
    same("constants", &list(&code.constants), &list(&expected.constants))?;
    same("fields", &fields(&code), &fields(expected))
}

/// What the compiler knew of a unit, as far as its code object still tells.
fn metadata(
    code: &CodeObject,
    constants: &[Constant],
    names: &mut Names,
    pool: &mut ConstantPool,
) -> Metadata {
    let mut unit = Metadata {
        name: names.intern(code.name.text()),
        qualified_name: names.intern(code.qualified_name.text()),
        flags: code.flags,
        constants: Table::default(),
        names: Table::default(),
        local_names: Table::default(),
        cell_names: Table::default(),
        free_names: Table::default(),
        hidden: hashbrown::HashMap::default(),
        arg_count: code.arg_count,
        positional_only_count: code.positional_only_count,
        keyword_only_count: code.keyword_only_count,
        first_line: code.first_line,
    };
    for constant in constants {
        unit.constants.add(pool.add(constant.clone()));
    }
    for name in &*code.names {
        unit.names.add(names.intern(name.text()));
    }
    for (name, kind) in code.local_names.iter().zip(&*code.local_kinds) {
        let name: Name = names.intern(name.text());
        let is = |bit| kind & bit != 0;
        let tables = [
            (LocalKind::LOCAL, &mut unit.local_names),
            (LocalKind::CELL, &mut unit.cell_names),
            (LocalKind::FREE, &mut unit.free_names),
        ];
        tables.into_iter().filter(|(bit, _)| is(*bit)).for_each(|(_, table)| {
            table.add(name);
        });
        if is(LocalKind::HIDDEN) {
            unit.hidden.insert(name, false);
        }
    }
    unit
}

fn sequence(instructions: &[Constant]) -> Sequence {
    // Operands that name a place are indices; here each index is a label, too.
    let labels = (0..instructions.len() as u32).collect();
    let mut sequence = Sequence { labels, ..Sequence::default() };
    for instruction in instructions {
        let numbers: Vec<i32> = items(instruction)
            .iter()
            .map(|part| match part {
                Constant::Int(value) => *value as i32,
                _ => panic!("not a number"),
            })
            .collect();
        let [opcode, oparg, line, end_line, column, end_column] = numbers[..] else {
            panic!("not an instruction")
        };
        sequence.instructions.push(Instruction {
            opcode: Opcode::from_number(opcode as u16).expect("an opcode"),
            // -9 stands for None.
            oparg: if oparg == -9 { 0 } else { oparg as u32 },
            location: Location::new(line, column, end_line, end_column),
        });
    }
    sequence
}

fn listing(code: &CodeObject) -> String {
    let mut lines = Vec::new();
    for (unit, location) in code
        .code
        .chunks(2)
        .zip(taipan_bytecode::LineTable::new(&code.line_table, code.first_line).positions())
    {
        let opcode = Opcode::from_u8(unit[0]).expect("an opcode");
        lines.push(show(opcode, u32::from(unit[1]), location));
    }
    lines.join("\n")
}

fn fields(code: &CodeObject) -> String {
    format!(
        "stack {} lines {:?} exceptions {:?} locals {:?} {:?} names {:?}",
        code.stack_size,
        code.line_table,
        code.exception_table,
        code.local_names,
        code.local_kinds,
        code.names
    )
}

/// Constants, one on each line. Whether strings are interned is decided elsewhere.
fn list(constants: &[Constant]) -> String {
    let lines = constants.iter().map(|constant| match constant {
        Constant::Str(text) => format!("{:?}", text.text()),
        Constant::Code(code) => format!("code {:?} line {}", code.qualified_name.text(), code.first_line),
        Constant::Tuple(items) => format!("({})", list(items).replace('\n', ", ")),
        Constant::FrozenSet(items) => {
            let mut items: Vec<String> = items.iter().map(|item| list(std::slice::from_ref(item))).collect();
            items.sort();
            format!("{{{}}}", items.join(", "))
        }
        constant => format!("{constant:?}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn show(opcode: Opcode, oparg: u32, at: Location) -> String {
    format!("{} {oparg} @{}:{}-{}:{}", opcode.name(), at.line, at.column, at.end_line, at.end_column)
}

fn same(what: &str, ours: &str, theirs: &str) -> Result<(), String> {
    if ours == theirs {
        return Ok(());
    }
    let (mut mine, mut others) = (ours.lines(), theirs.lines());
    for number in 0.. {
        let (one, other) = (mine.next(), others.next());
        if one != other {
            return Err(format!("{what} {number}: {one:?} instead of {other:?}"));
        }
    }
    Ok(())
}

fn items(value: &Constant) -> &[Constant] {
    match value {
        Constant::Tuple(items) => items,
        _ => panic!("not a tuple"),
    }
}

fn text(value: &Constant) -> String {
    match value {
        Constant::Str(text) => text.text().to_string_lossy(),
        _ => panic!("not a string"),
    }
}
