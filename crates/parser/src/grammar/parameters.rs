//! The parameters of functions and lambdas.

use taipan_ast::{Arg, Arguments, Expr};

use super::pending::Mark;
use super::{Fail, Parsed, Parser};
use crate::TokenKind;

/// Whose parameters: a lambda's have no annotations and no type comments, and end with a colon.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Def,
    Lambda,
}

impl Style {
    const fn close(self) -> TokenKind {
        match self {
            Self::Def => TokenKind::RightParen,
            Self::Lambda => TokenKind::Colon,
        }
    }
}

/// A parameter, and its default if it has one.
type Parameter<'a> = (&'a Arg<'a>, Option<&'a Expr<'a>>);

impl<'a> Parser<'a, '_> {
    /// `[parameters]` or `[lambda_parameters]`:
    /// `param* ['/' ','] param* ['*' [param] (',' param)*] ['**' param]`, where after a default come only more.
    pub(super) fn parameters(&mut self, style: Style) -> Parsed<&'a Arguments<'a>> {
        let (args, defaults) = (self.pending.args.mark(), self.pending.exprs.mark());
        let mut posonlyargs: &[_] = &[];
        while self.kind() == TokenKind::Name {
            self.positional(style, defaults)?;
            if self.kind() == TokenKind::Slash {
                if !posonlyargs.is_empty() {
                    return Err(Fail);
                }
                posonlyargs = self.pending.args.finish(args, self.arena);
                self.slash(style)?;
            }
        }
        let args = self.pending.args.finish(args, self.arena);
        let defaults = self.pending.exprs.finish(defaults, self.arena);
        let (mut vararg, mut kwonlyargs, mut kw_defaults): (_, &[_], &[_]) = (None, &[], &[]);
        if self.eat(TokenKind::Star) {
            (vararg, kwonlyargs, kw_defaults) = self.after_star(style)?;
        }
        let kwarg = self.kwds(style)?;
        if self.kind() != style.close() {
            return Err(Fail);
        }
        Ok(self.arena.alloc(Arguments {
            posonlyargs,
            args,
            vararg,
            kwonlyargs,
            kw_defaults,
            kwarg,
            defaults,
        }))
    }

    /// A parameter before the star: among the pending arguments, its default among the pending expressions.
    fn positional(&mut self, style: Style, defaults: Mark) -> Parsed<()> {
        let (arg, default) = self.param_maybe_default(style)?;
        self.pending.args.push(arg);
        match default {
            Some(default) => self.pending.exprs.push(default),
            None if !self.pending.exprs.since(defaults).is_empty() => return Err(Fail),
            None => {}
        }
        Ok(())
    }

    /// `'/' (',' | &close)`
    fn slash(&mut self, style: Style) -> Parsed<()> {
        self.bump();
        self.since_version(8)?;
        if self.eat(TokenKind::Comma) || self.kind() == style.close() { Ok(()) } else { Err(Fail) }
    }

    /// What follows `*`: a parameter that takes the rest or a comma, then those that are given by keyword only.
    #[expect(clippy::type_complexity, reason = "three fields of one node")]
    fn after_star(
        &mut self,
        style: Style,
    ) -> Parsed<(Option<&'a Arg<'a>>, &'a [&'a Arg<'a>], &'a [Option<&'a Expr<'a>>])> {
        let vararg = if self.eat(TokenKind::Comma) {
            if self.kind() != TokenKind::Name {
                return Err(Fail);
            }
            None
        } else {
            Some(self.param_no_default(style, true)?)
        };
        let (args, defaults) = (self.pending.args.mark(), self.pending.optional_exprs.mark());
        while self.kind() == TokenKind::Name {
            let (arg, default) = self.param_maybe_default(style)?;
            self.pending.args.push(arg);
            self.pending.optional_exprs.push(default);
        }
        let kwonlyargs = self.pending.args.finish(args, self.arena);
        let kw_defaults = self.pending.optional_exprs.finish(defaults, self.arena);
        Ok((vararg, kwonlyargs, kw_defaults))
    }

    /// `['**' param_no_default]`
    fn kwds(&mut self, style: Style) -> Parsed<Option<&'a Arg<'a>>> {
        if !self.eat(TokenKind::DoubleStar) {
            return Ok(None);
        }
        self.param_no_default(style, false).map(Some)
    }

    /// `param_no_default`, the annotation of which may be starred after `*`.
    fn param_no_default(&mut self, style: Style, may_be_starred: bool) -> Parsed<&'a Arg<'a>> {
        let arg = self.param(style, may_be_starred)?;
        self.end_of_param(style, arg)
    }

    /// `param_maybe_default`
    fn param_maybe_default(&mut self, style: Style) -> Parsed<Parameter<'a>> {
        let arg = self.param(style, false)?;
        let default = if self.eat(TokenKind::Equal) { Some(self.expression()?) } else { None };
        Ok((self.end_of_param(style, arg)?, default))
    }

    /// `param: NAME [':' expression]`
    fn param(&mut self, style: Style, may_be_starred: bool) -> Parsed<Arg<'a>> {
        let start = self.start();
        let arg = self.name()?;
        let annotation = if style == Style::Lambda || !self.eat(TokenKind::Colon) {
            None
        } else if may_be_starred {
            Some(self.star_expression()?)
        } else {
            Some(self.expression()?)
        };
        Ok(Arg { arg, annotation, type_comment: None, location: self.since(start) })
    }

    /// `',' [TYPE_COMMENT] | [TYPE_COMMENT] &close`
    fn end_of_param(&mut self, style: Style, mut arg: Arg<'a>) -> Parsed<&'a Arg<'a>> {
        let has_comma = self.eat(TokenKind::Comma);
        if style == Style::Def {
            arg.type_comment = self.type_comment();
        }
        if !has_comma && self.kind() != style.close() {
            return Err(Fail);
        }
        Ok(self.arena.alloc(arg))
    }
}
