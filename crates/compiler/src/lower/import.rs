//! `import` and `from … import`.

use taipan_ast::Alias;
use taipan_bytecode::{Constant, Intrinsic1, Opcode};
use taipan_text::{Location, Name, PyText};

use super::Lowering;

impl Lowering<'_, '_, '_> {
    /// `import a.b, c as d`.
    pub(super) fn import(&mut self, aliases: &[&Alias], at: Location) {
        for alias in aliases {
            self.load_count(0, at);
            self.load_none(at);
            self.emit_name(Opcode::ImportName, alias.name, at);
            match alias.asname {
                Some(target) => self.bind_module_as(alias.name, target, at),
                None => {
                    let (first, _) = self.split_at_dot(alias.name);
                    self.store_name(first, at);
                }
            }
        }
    }

    /// Binds a module to a name. `IMPORT_NAME` of a dotted name gave its first part; the others are fetched here.
    fn bind_module_as(&mut self, module: Name, target: Name, at: Location) {
        let (_, mut rest) = self.split_at_dot(module);
        let is_dotted = rest.is_some();
        while let Some(dotted) = rest {
            let (part, after) = self.split_at_dot(dotted);
            let position = self.unit.metadata.names.add(part);
            self.emit_arg(Opcode::ImportFrom, position, at);
            if after.is_some() {
                self.emit_arg(Opcode::Swap, 2, at);
                self.emit(Opcode::PopTop, at);
            }
            rest = after;
        }
        self.store_name(target, at);
        if is_dotted {
            self.emit(Opcode::PopTop, at);
        }
    }

    /// What stands before and after the first dot of a module's name.
    fn split_at_dot(&mut self, module: Name) -> (Name, Option<Name>) {
        let names = &mut *self.session.names;
        let text = names.text(module).as_bytes();
        let Some(dot) = text.iter().position(|&byte| byte == b'.') else { return (module, None) };
        let (first, rest) = (text[..dot].to_vec(), text[dot + 1..].to_vec());
        let first = names.intern(PyText::from_bytes(&first));
        (first, Some(names.intern(PyText::from_bytes(&rest))))
    }

    /// `from module import a, b as c` or `*`.
    pub(super) fn import_from(&mut self, module: Option<Name>, aliases: &[&Alias], level: i32, at: Location) {
        self.load_constant(Constant::Int(i64::from(level)), at);
        let wanted = self.text_tuple(aliases.iter().map(|alias| alias.name));
        self.load_constant(wanted, at);
        self.emit_name(Opcode::ImportName, module.unwrap_or(Name::EMPTY), at);
        for (index, alias) in aliases.iter().enumerate() {
            if index == 0 && self.session.names.text(alias.name).as_bytes().starts_with(b"*") {
                self.intrinsic_1(Intrinsic1::ImportStar, at);
                self.emit(Opcode::PopTop, Location::NONE);
                return;
            }
            self.emit_name(Opcode::ImportFrom, alias.name, at);
            self.store_name(alias.asname.unwrap_or(alias.name), at);
        }
        self.emit(Opcode::PopTop, at);
    }
}
