//! The checks that `compile()` makes on a tree before it trusts it: trees can be made by hand.
//!
//! What a typed tree cannot hold (a `None` in a list of statements, a constant of a foreign type, a missing field) is
//! refused earlier, where objects become nodes.

mod expression;
mod pattern;
mod statement;

use taipan_text::{Error, ErrorClass, Location, Name, Names, StackLimit};

use crate::{ExprContext, Mod};

type Result = std::result::Result<(), Box<Error>>;

/// Fails with the error that `compile()` raises for the tree, if it is not one that the parser could have made.
pub fn validate(module: &Mod<'_>, names: &Names, stack: StackLimit) -> Result {
    let validator = Validator { names, stack };
    match *module {
        Mod::Module { body, .. } | Mod::Interactive { body } => validator.statements(body),
        Mod::Expression { body } => validator.expression(body, ExprContext::Load),
        Mod::FunctionType { argtypes, returns } => {
            validator.expressions(argtypes, ExprContext::Load)?;
            validator.expression(returns, ExprContext::Load)
        }
    }
}

struct Validator<'v> {
    names: &'v Names,
    stack: StackLimit,
}

impl Validator<'_> {
    /// The constants that are written like names cannot be names.
    fn name(&self, name: Name) -> Result {
        for constant in ["None", "True", "False"] {
            if self.is(name, constant) {
                return fail(format!("identifier field can't represent '{constant}' constant"));
            }
        }
        Ok(())
    }

    fn is(&self, name: Name, text: &str) -> bool {
        self.names.text(name).as_bytes() == text.as_bytes()
    }

    fn check_depth(&self) -> Result {
        let message = "maximum recursion depth exceeded during compilation";
        self.stack.check().map_err(|_| Error::new(ErrorClass::Recursion, message))
    }
}

/// Positions go forward, and are known for both ends or for none.
fn location(location: Location) -> Result {
    let Location { line, column, end_line, end_column } = location;
    if line > end_line {
        return fail(format!("AST node line range ({line}, {end_line}) is not valid"));
    }
    if line < 0 && end_line != line || column < 0 && column != end_column {
        return fail(format!(
            "AST node column range ({column}, {end_column}) for line range ({line}, {end_line}) is not valid"
        ));
    }
    if line == end_line && column > end_column {
        return fail(format!("line {line}, column {column}-{end_column} is not a valid range"));
    }
    Ok(())
}

fn not_empty<T>(items: &[T], what: &str, owner: &str) -> Result {
    if items.is_empty() { fail(format!("empty {what} on {owner}")) } else { Ok(()) }
}

fn fail(message: impl Into<String>) -> Result {
    Err(Error::new(ErrorClass::Value, message))
}

fn fail_type(message: &str) -> Result {
    Err(Error::new(ErrorClass::Type, message))
}

#[cfg(test)]
mod tests {
    use taipan_text::{ErrorClass, Location, Names, StackLimit};

    use super::validate;
    use crate::{BoolOp, Constant, Expr, ExprContext, ExprKind, Mod, Stmt, StmtKind};

    const HERE: Location = Location::new(1, 0, 1, 1);

    fn error_of(kind: ExprKind<'_>, location: Location) -> Option<(ErrorClass, String)> {
        let mut names = Names::new();
        names.intern("None");
        let expression = Expr { kind, location };
        let module = Mod::Expression { body: &expression };
        let result = validate(&module, &names, StackLimit::below_here(1 << 16));
        result.err().map(|error| (error.class, error.message))
    }

    #[test]
    fn wrong_trees_get_the_errors_of_compile() {
        let one = Expr { kind: ExprKind::Constant { value: Constant::Int(1), kind: None }, location: HERE };
        let none = Names::new().intern("None");
        let value = |message: &str| Some((ErrorClass::Value, message.to_owned()));
        let name = ExprKind::Name { id: none, ctx: ExprContext::Load };
        assert_eq!(error_of(one.kind, HERE), None);
        assert_eq!(error_of(name, HERE), value("identifier field can't represent 'None' constant"));
        assert_eq!(
            error_of(ExprKind::BoolOp { op: BoolOp::And, values: &[&one] }, HERE),
            value("BoolOp with less than 2 values")
        );
        assert_eq!(
            error_of(ExprKind::List { elts: &[], ctx: ExprContext::Del }, HERE),
            value("expression must have Load context but has Del instead")
        );
        assert_eq!(
            error_of(ExprKind::NamedExpr { target: &one, value: &one }, HERE),
            Some((ErrorClass::Type, "NamedExpr target must be a Name".to_owned()))
        );
        assert_eq!(
            error_of(one.kind, Location::new(2, 0, 1, 1)),
            value("AST node line range (2, 1) is not valid")
        );
    }

    #[test]
    fn empty_bodies_are_refused() {
        let names = Names::new();
        let test = Expr { kind: ExprKind::Constant { value: Constant::None, kind: None }, location: HERE };
        let statement =
            Stmt { kind: StmtKind::While { test: &test, body: &[], orelse: &[] }, location: HERE };
        let module = Mod::Module { body: &[&statement], type_ignores: &[] };
        let error = validate(&module, &names, StackLimit::below_here(1 << 16)).expect_err("an error");
        assert_eq!(error.message, "empty body on While");
    }
}
