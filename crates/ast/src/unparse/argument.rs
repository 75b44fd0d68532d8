//! Parameters and arguments.

use super::{Result, Unparser};
use crate::{Arg, Arguments, Expr, Keyword};

impl<'a> Unparser<'_, 'a> {
    pub(super) fn arguments(&mut self, arguments: &'a Arguments<'a>) -> Result {
        let mut first = true;
        let positional = arguments.posonlyargs.len() + arguments.args.len();
        let without_default = positional.saturating_sub(arguments.defaults.len());
        let all = arguments.posonlyargs.iter().chain(arguments.args);
        for (index, argument) in all.enumerate() {
            self.comma_unless(&mut first);
            self.argument(argument)?;
            let default = index.checked_sub(without_default).and_then(|index| arguments.defaults.get(index));
            self.after("=", default.copied())?;
            if index + 1 == arguments.posonlyargs.len() {
                self.write(", /");
            }
        }
        if arguments.vararg.is_some() || !arguments.kwonlyargs.is_empty() {
            self.comma_unless(&mut first);
            self.write("*");
        }
        if let Some(argument) = arguments.vararg {
            self.argument(argument)?;
        }
        for (argument, default) in arguments.kwonlyargs.iter().zip(arguments.kw_defaults) {
            self.write(", ");
            self.argument(argument)?;
            self.after("=", *default)?;
        }
        if let Some(argument) = arguments.kwarg {
            self.comma_unless(&mut first);
            self.write("**");
            self.argument(argument)?;
        }
        Ok(())
    }

    fn comma_unless(&mut self, first: &mut bool) {
        if !std::mem::replace(first, false) {
            self.write(", ");
        }
    }

    pub(super) fn argument(&mut self, argument: &'a Arg<'a>) -> Result {
        self.name(argument.arg);
        self.after(": ", argument.annotation)
    }

    pub(super) fn keyword(&mut self, keyword: &'a Keyword<'a>) -> Result {
        match keyword.arg {
            Some(name) => {
                self.name(name);
                self.write("=");
            }
            None => self.write("**"),
        }
        self.expression(keyword.value)
    }

    /// The arguments of a call or a class in their parentheses.
    pub(super) fn call_arguments(
        &mut self,
        positional: &[&'a Expr<'a>],
        keywords: &[&'a Keyword<'a>],
    ) -> Result {
        self.write("(");
        self.expressions(positional)?;
        if !positional.is_empty() && !keywords.is_empty() {
            self.write(", ");
        }
        self.separated(keywords, ", ", |unparser, keyword| unparser.keyword(keyword))?;
        self.write(")");
        Ok(())
    }
}
