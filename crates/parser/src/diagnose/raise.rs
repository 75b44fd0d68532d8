//! Raising: from a place in the token stream to the error with the columns that CPython reports.

use taipan_text::{Error, ErrorClass, Location};

use super::engine::{Miss, Parse, Peg};

impl Peg<'_> {
    /// Stops with an error.
    pub(super) fn raise(&mut self, error: Box<Error>) -> Miss {
        self.error.get_or_insert(error);
        Miss::Raised
    }

    /// A `SyntaxError` at a node or token.
    pub(super) fn raise_at(&mut self, place: Location, message: impl Into<String>) -> Miss {
        self.raise_range(place, place, message)
    }

    /// A `SyntaxError` from the start of one node to the end of another.
    pub(super) fn raise_range(
        &mut self,
        first: Location,
        last: Location,
        message: impl Into<String>,
    ) -> Miss {
        let error = self.tokens.error_between(first, last, message.into());
        self.raise(error)
    }

    /// A `SyntaxError` from the start of a node to where the lexer stands.
    pub(super) fn raise_from(&mut self, first: Location, message: impl Into<String>) -> Miss {
        let error = self.tokens.error_up_to_lexer(first, message.into());
        self.raise(error)
    }

    /// A `SyntaxError` at the last token that was fetched, whether or not it was consumed.
    pub(super) fn raise_at_last(&mut self, message: impl Into<String>) -> Miss {
        let error = self.tokens.error_at_last(ErrorClass::Syntax, message.into());
        self.raise(error)
    }

    /// An `IndentationError` at the last token that was fetched.
    pub(super) fn raise_indentation(&mut self, message: impl Into<String>) -> Miss {
        let error = self.tokens.error_at_last(ErrorClass::Indentation, message.into());
        self.raise(error)
    }

    /// A `SyntaxError` at the next token.
    pub(super) fn raise_at_next(&mut self, message: impl Into<String>) -> Miss {
        match self.peek() {
            Ok(token) => {
                let error = self.tokens.error_at(token, ErrorClass::Syntax, message.into());
                self.raise(error)
            }
            Err(miss) => miss,
        }
    }

    /// Demands a version of the language for `what` ("Pattern matching is").
    pub(super) fn check_version(&mut self, minor: u8, what: &str) -> Parse<()> {
        if self.options.feature_version >= minor {
            return Ok(());
        }
        Err(self.raise_at_last(format!("{what} only supported in Python 3.{minor} and greater")))
    }
}
