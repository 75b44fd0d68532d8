//! Trees that no source gives; the answers are CPython's.

use bumpalo::Bump;
use taipan_num::DigitLimit;
use taipan_text::{Location, Names, PyText, StackLimit};

use crate::*;

const STACK: usize = 1 << 20;

fn expr<'a>(arena: &'a Bump, kind: ExprKind<'a>) -> &'a Expr<'a> {
    arena.alloc(Expr { kind, location: Location::default() })
}

fn constant<'a>(arena: &'a Bump, value: Constant<'a>) -> &'a Expr<'a> {
    expr(arena, ExprKind::Constant { value, kind: None })
}

fn joined<'a>(arena: &'a Bump, value: &'a Expr<'a>) -> &'a Expr<'a> {
    expr(arena, ExprKind::JoinedStr { values: arena.alloc_slice_copy(&[value]) })
}

fn field(arena: &Bump, conversion: i32) -> &Expr<'_> {
    let value = constant(arena, Constant::Int(1));
    expr(arena, ExprKind::FormattedValue { value, conversion, format_spec: None })
}

fn interpolation<'a>(arena: &'a Bump, str: Constant<'a>) -> &'a Expr<'a> {
    let value = constant(arena, Constant::Int(1));
    expr(arena, ExprKind::Interpolation { value, str, conversion: -1, format_spec: None })
}

/// What `ast.unparse` gives, and what the expression is as an annotation.
#[track_caller]
fn check(node: &Expr<'_>, source: &str, annotation: &str) {
    let names = Names::new();
    let stack = StackLimit::below_here(STACK);
    let shown = |text: super::Result<Vec<u8>>| match text {
        Ok(text) => PyText::from_bytes(&text).to_string_lossy(),
        Err(error) => error.to_string(),
    };
    let limit = DigitLimit::default();
    assert_eq!(shown(unparse(Node::Expr(node), &names, limit, stack)), source);
    assert_eq!(shown(unparse_annotation(node, &names, limit, stack)), annotation);
}

#[test]
fn constants() {
    let arena = &Bump::new();
    let infinity = Constant::Float(f64::INFINITY);
    let tuple = |items: &[_]| Constant::Tuple(arena.alloc_slice_copy(items));
    let set = Constant::FrozenSet(arena.alloc_slice_copy(&[infinity]));
    let nested = tuple(&[Constant::Int(1), infinity, tuple(&[infinity]), set]);
    check(
        constant(arena, nested),
        "(1, 1e309, (inf,), frozenset({inf}))",
        "(1, 1e309, (1e309,), frozenset({inf}))",
    );
    let nan = Constant::Complex { real: f64::INFINITY, imag: f64::NAN };
    check(constant(arena, nan), "(1e309+(1e309-1e309)j)", "(1e309+nanj)");
    check(constant(arena, tuple(&[Constant::Ellipsis])), "(Ellipsis,)", "(Ellipsis,)");
    let kind = Some(PyText::new("zz"));
    check(expr(arena, ExprKind::Constant { value: Constant::Int(1), kind }), "1", "zz1");
    check(expr(arena, ExprKind::Constant { value: Constant::Ellipsis, kind }), "...", "...");
    check(expr(arena, ExprKind::Set { elts: &[] }), "{*()}", "{}");
}

#[test]
fn parts_of_strings() {
    let arena = &Bump::new();
    check(
        joined(arena, constant(arena, Constant::Int(1))),
        "ValueError: Unexpected node inside JoinedStr, Constant(value=1, kind=None)",
        "TypeError: must be str, not int",
    );
    check(
        joined(arena, expr(arena, ExprKind::Set { elts: &[] })),
        "ValueError: Unexpected node inside JoinedStr, Set(elts=[])",
        "SystemError: unknown expression kind inside f-string or t-string",
    );
    let inner = joined(arena, constant(arena, Constant::Str(PyText::new("a'"))));
    check(joined(arena, inner), "f\"a'\"", r#"f'f"a\'"'"#);
    let in_template = arena.alloc_slice_copy(&[field(arena, -1)]);
    check(expr(arena, ExprKind::TemplateStr { values: in_template }), "t'{1}'", "t'{1}'");
    check(field(arena, 'r' as i32), "{1!r}", "{1!r}");
    check(field(arena, 'q' as i32), "{1!q}", "SystemError: unknown f-value conversion kind");
    check(field(arena, 0), "{1!\0}", "SystemError: unknown f-value conversion kind");
    check(field(arena, -5), "ValueError: chr() arg not in range(0x110000)", "{1}");
    check(interpolation(arena, Constant::Str(PyText::new("{q"))), "{ {q}", "{ {q}");
    check(interpolation(arena, Constant::None), "{1}", "TypeError: must be str, not NoneType");
    check(
        interpolation(arena, Constant::Int(1)),
        "AttributeError: 'int' object has no attribute 'startswith'",
        "TypeError: must be str, not int",
    );
    check(
        interpolation(arena, Constant::Bytes(b"q")),
        "TypeError: startswith first arg must be bytes or a tuple of bytes, not str",
        "TypeError: must be str, not bytes",
    );
}

#[test]
fn a_deep_tree_is_an_error() {
    let arena = &Bump::new();
    let mut node = constant(arena, Constant::Int(1));
    for _ in 0..100_000 {
        node = expr(arena, ExprKind::UnaryOp { op: UnaryOp::USub, operand: node });
    }
    let (names, limit) = (Names::new(), DigitLimit::default());
    let stack = StackLimit::below_here(STACK);
    let error = unparse(Node::Expr(node), &names, limit, stack).expect_err("too deep");
    assert_eq!(error.to_string(), "RecursionError: maximum recursion depth exceeded");
    let error = unparse_annotation(node, &names, limit, stack).expect_err("too deep");
    assert!(error.to_string().starts_with("RecursionError: Stack overflow (used 1"), "{error}");
    assert!(error.message.ends_with(" kB) during compilation"), "{error}");
}

#[test]
fn patterns_of_unequal_lists() {
    let arena = &Bump::new();
    let (names, limit) = (Names::new(), DigitLimit::default());
    let stack = StackLimit::below_here(STACK);
    let key = constant(arena, Constant::Int(1));
    let wildcard: &Pattern<'_> = arena.alloc(Pattern {
        kind: PatternKind::MatchAs { pattern: None, name: None },
        location: Location::default(),
    });
    let mapping = |keys: &[_], patterns: &[_]| {
        let kind = PatternKind::MatchMapping {
            keys: arena.alloc_slice_copy(keys),
            patterns: arena.alloc_slice_copy(patterns),
            rest: None,
        };
        let node = arena.alloc(Pattern { kind, location: Location::default() });
        unparse(Node::Pattern(node), &names, limit, stack)
    };
    assert_eq!(mapping(&[key], &[wildcard]).as_deref(), Ok(&b"{1: _}"[..]));
    let message = |result: super::Result<Vec<u8>>| result.expect_err("unequal").message;
    assert_eq!(message(mapping(&[key], &[])), "zip() argument 2 is shorter than argument 1");
    assert_eq!(message(mapping(&[], &[wildcard])), "zip() argument 2 is longer than argument 1");
}
