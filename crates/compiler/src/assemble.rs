//! The assembler: from the flow graph of a unit to its code object.

mod linear;
mod locals;
mod names;
mod tables;

use std::sync::Arc;

use taipan_bytecode::{CodeObject, Str};
use taipan_text::{Error, Names};

use crate::constants::ConstantPool;
use crate::flow::{Flow, Summary};
use crate::instructions::Sequence;
use crate::unit::Metadata;
use linear::Linear;
use names::NameStrings;
use tables::Writers;

/// Makes the code objects of one compilation, inner ones first.
#[derive(Debug)]
pub struct Assembler {
    filename: Arc<Str>,
    tools: Tools,
}

/// What an assembler works with, and another one can use again for its memory.
#[derive(Debug, Default)]
pub struct Tools {
    flow: Flow,
    linear: Linear,
    writers: Writers,
    strings: NameStrings,
}

impl Assembler {
    /// An assembler of code objects with this `co_filename`.
    pub fn new(filename: Arc<Str>, tools: Tools) -> Self {
        Self { filename, tools }
    }

    /// What is left after the last code object.
    pub fn into_tools(self) -> Tools {
        let mut tools = self.tools;
        tools.strings.clear();
        tools
    }

    /// The code object of a unit. An error means that lowering has emitted instructions that do not fit together.
    pub fn code_object(
        &mut self,
        sequence: &Sequence,
        unit: &mut Metadata,
        constants: &mut ConstantPool,
        names: &Names,
    ) -> Result<Arc<CodeObject>, Box<Error>> {
        let summary = self.tools.flow.run(sequence, unit, constants)?;
        Ok(self.finish(unit, &summary, constants, names))
    }

    /// The code object of a unit as it is, without any optimisation.
    pub fn plain_code_object(
        &mut self,
        sequence: &Sequence,
        unit: &Metadata,
        constants: &ConstantPool,
        names: &Names,
    ) -> Result<Arc<CodeObject>, Box<Error>> {
        let summary = self.tools.flow.run_plain(sequence, unit)?;
        Ok(self.finish(unit, &summary, constants, names))
    }

    /// Turns the finished flow graph into a code object.
    fn finish(
        &mut self,
        unit: &Metadata,
        summary: &Summary,
        constants: &ConstantPool,
        names: &Names,
    ) -> Arc<CodeObject> {
        let Tools { flow, linear, writers, strings } = &mut self.tools;
        linear.fill(&mut flow.graph);
        linear.resolve_jumps();
        let tables = writers.write(linear, &flow.graph, unit.first_line);
        let locals = locals::fast_locals(unit);
        Arc::new(CodeObject {
            arg_count: unit.arg_count,
            positional_only_count: unit.positional_only_count,
            keyword_only_count: unit.keyword_only_count,
            // An exception that is thrown in needs room, also in code that pushes nothing.
            stack_size: summary.stack_size.max(1),
            flags: unit.flags,
            code: tables.code.into(),
            constants: constants.values(&summary.constants),
            names: strings.shared_list(unit.names.items(), names),
            local_names: strings.shared_list(&locals.names, names),
            local_kinds: locals.kinds.into(),
            filename: self.filename.clone(),
            name: strings.get(unit.name, names),
            qualified_name: strings.get(unit.qualified_name, names),
            first_line: unit.first_line,
            line_table: tables.lines.into(),
            exception_table: tables.exceptions.into(),
        })
    }
}
