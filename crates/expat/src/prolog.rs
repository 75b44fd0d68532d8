//! What stands around the root element.

use crate::chars::is_space;
use crate::error::Error;
use crate::parser::{Parser, State, Step};
use crate::scan::{Cursor, Scanner, Token, part};

impl Parser {
    /// Looks at the next token before or behind the root element.
    pub(crate) fn prolog(&mut self, text: &[u8], is_final: bool) -> Result<Step, Error> {
        let is_epilog = self.state == State::Epilog;
        let Some(&first) = text.first() else {
            return if is_final && !is_epilog { Err(Error::NoElements) } else { Ok(Step::Wait) };
        };
        if is_space(first) {
            let len = text.iter().position(|&byte| !is_space(byte)).unwrap_or(text.len());
            let space = text.get(..len).unwrap_or_default();
            self.report_default(space);
            return Ok(Step::Used(len));
        }
        if first != b'<' {
            return self.stray(text, is_epilog, is_final);
        }
        let second = match text.get(1) {
            Some(&second) => second,
            None if is_final => return Err(Error::UnclosedToken),
            None => return Ok(Step::Wait),
        };
        if second != b'!' && second != b'?' {
            if second == b'/' || is_space(second) || second == b'<' {
                self.move_event(1);
                return Err(Error::InvalidToken);
            }
            if is_epilog {
                return Err(Error::JunkAfterDocument);
            }
            return self.begin_root();
        }
        if second == b'!' && text.get(2).is_some_and(u8::is_ascii_alphabetic) {
            let mut cursor = Cursor::new(text);
            cursor.at = 2;
            let keyword = cursor.name().unwrap_or_default();
            match cursor.peek() {
                None if !is_final => return Ok(Step::Wait),
                None => return Err(Error::UnclosedToken),
                Some(byte) if !is_space(byte) && byte != b'%' => {
                    self.move_event(cursor.at);
                    return Err(Error::InvalidToken);
                }
                Some(_) if keyword != "DOCTYPE" => {
                    return Err(if is_epilog { Error::JunkAfterDocument } else { Error::Syntax });
                }
                Some(_) => {}
            }
        }
        let mut attributes = Vec::new();
        let mut scanner = Scanner::new(text);
        let token = scanner.content(&mut attributes);
        let used = scanner.at;
        let whole = text.get(..used).unwrap_or_default();
        match token {
            Ok(Token::Comment { text: span }) => self.comment(part(text, span), whole),
            Ok(Token::Instruction { target, data }) => {
                self.instruction(part(text, target), part(text, data), whole)?;
            }
            Ok(Token::Doctype) if is_epilog => return Err(Error::JunkAfterDocument),
            Ok(Token::Doctype) if self.has_seen_doctype => return Err(Error::Syntax),
            Ok(Token::Doctype) => return self.doctype(text, is_final),
            Ok(_) => return Err(Error::InvalidToken),
            Err(stop) => return self.stopped(text, stop, used, is_final),
        }
        Ok(Step::Used(used))
    }

    /// The root element begins. Without a document type declaration, its external subset may be asked for nevertheless.
    fn begin_root(&mut self) -> Result<Step, Error> {
        self.state = State::Content;
        if self.uses_foreign_dtd && !self.has_seen_doctype {
            self.after = State::Content;
            self.ask_for_subset();
        }
        Ok(Step::Used(0))
    }

    /// What is wrong with a text outside of elements: a word stands where none is expected, other characters nowhere.
    fn stray(&mut self, text: &[u8], is_epilog: bool, is_final: bool) -> Result<Step, Error> {
        let unexpected = if is_epilog { Error::JunkAfterDocument } else { Error::Syntax };
        let mut cursor = Cursor::new(text);
        if cursor.name_token().is_err() {
            let is_mark = text.first().is_some_and(|byte| b">()|,#".contains(byte));
            return Err(if is_mark { unexpected } else { Error::InvalidToken });
        }
        match cursor.peek() {
            None if !is_final => Ok(Step::Wait),
            Some(byte) if !is_space(byte) && !b">),|[%?*+".contains(&byte) => {
                self.move_event(cursor.at);
                Err(Error::InvalidToken)
            }
            _ => Err(unexpected),
        }
    }
}
