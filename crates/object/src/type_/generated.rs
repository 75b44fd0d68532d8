//! The slot table and the special methods. Made from `spec/slots.toml` by `cargo xtask codegen`; do not edit.

#[allow(clippy::wildcard_imports, reason = "all shapes are used")]
use super::shapes::*;
use super::{Slot, SpecialMethod, python, wrap::Wrap};

/// The functions of a type. An empty slot means that the type does not support the operation.
#[derive(Default)]
pub struct Slots {
    /// `__new__`.
    pub new: Slot<New>,
    /// `__init__`.
    pub init: Slot<Init>,
    /// `__del__`.
    pub finalize: Slot<Finalize>,
    /// `__repr__`.
    pub repr: Slot<Unary>,
    /// `__str__`.
    pub str: Slot<Unary>,
    /// `__hash__`.
    pub hash: Slot<Hash>,
    /// `__lt__`, `__le__`, `__eq__`, `__ne__`, `__gt__`, `__ge__`.
    pub compare: Slot<Compare>,
    /// `__call__`.
    pub call: Slot<Call>,
    /// `__getattribute__`, `__getattr__`.
    pub getattr: Slot<GetAttr>,
    /// `__setattr__`, `__delattr__`.
    pub setattr: Slot<SetAttr>,
    /// `__get__`.
    pub descr_get: Slot<DescrGet>,
    /// `__set__`, `__delete__`.
    pub descr_set: Slot<DescrSet>,
    /// `__iter__`.
    pub iter: Slot<Unary>,
    /// `__next__`.
    pub next: Slot<Next>,
    /// Has no special method.
    pub next_pair: Slot<NextPair>,
    /// `__await__`.
    pub r#await: Slot<Unary>,
    /// `__aiter__`.
    pub aiter: Slot<Unary>,
    /// `__anext__`.
    pub anext: Slot<Unary>,
    /// Has no special method.
    pub send: Slot<Send>,
    /// `__add__`, `__radd__`.
    pub add: Slot<Binary>,
    /// `__sub__`, `__rsub__`.
    pub subtract: Slot<Binary>,
    /// `__mul__`, `__rmul__`.
    pub multiply: Slot<Binary>,
    /// `__mod__`, `__rmod__`.
    pub remainder: Slot<Binary>,
    /// `__divmod__`, `__rdivmod__`.
    pub divmod: Slot<Binary>,
    /// `__lshift__`, `__rlshift__`.
    pub lshift: Slot<Binary>,
    /// `__rshift__`, `__rrshift__`.
    pub rshift: Slot<Binary>,
    /// `__and__`, `__rand__`.
    pub and: Slot<Binary>,
    /// `__xor__`, `__rxor__`.
    pub xor: Slot<Binary>,
    /// `__or__`, `__ror__`.
    pub or: Slot<Binary>,
    /// `__floordiv__`, `__rfloordiv__`.
    pub floor_divide: Slot<Binary>,
    /// `__truediv__`, `__rtruediv__`.
    pub true_divide: Slot<Binary>,
    /// `__matmul__`, `__rmatmul__`.
    pub matrix_multiply: Slot<Binary>,
    /// `__pow__`, `__rpow__`.
    pub power: Slot<Ternary>,
    /// `__neg__`.
    pub negative: Slot<Unary>,
    /// `__pos__`.
    pub positive: Slot<Unary>,
    /// `__abs__`.
    pub absolute: Slot<Unary>,
    /// `__invert__`.
    pub invert: Slot<Unary>,
    /// `__int__`.
    pub int: Slot<Unary>,
    /// `__float__`.
    pub float: Slot<Unary>,
    /// `__index__`.
    pub index: Slot<Unary>,
    /// `__bool__`.
    pub truth: Slot<Truth>,
    /// `__iadd__`.
    pub inplace_add: Slot<Binary>,
    /// `__isub__`.
    pub inplace_subtract: Slot<Binary>,
    /// `__imul__`.
    pub inplace_multiply: Slot<Binary>,
    /// `__imod__`.
    pub inplace_remainder: Slot<Binary>,
    /// `__ilshift__`.
    pub inplace_lshift: Slot<Binary>,
    /// `__irshift__`.
    pub inplace_rshift: Slot<Binary>,
    /// `__iand__`.
    pub inplace_and: Slot<Binary>,
    /// `__ixor__`.
    pub inplace_xor: Slot<Binary>,
    /// `__ior__`.
    pub inplace_or: Slot<Binary>,
    /// `__ifloordiv__`.
    pub inplace_floor_divide: Slot<Binary>,
    /// `__itruediv__`.
    pub inplace_true_divide: Slot<Binary>,
    /// `__imatmul__`.
    pub inplace_matrix_multiply: Slot<Binary>,
    /// `__ipow__`.
    pub inplace_power: Slot<Ternary>,
    /// `__len__`.
    pub length: Slot<Len>,
    /// `__add__`.
    pub concat: Slot<Binary>,
    /// `__mul__`, `__rmul__`.
    pub repeat: Slot<Repeat>,
    /// `__iadd__`.
    pub inplace_concat: Slot<Binary>,
    /// `__imul__`.
    pub inplace_repeat: Slot<Repeat>,
    /// `__contains__`.
    pub contains: Slot<Contains>,
    /// `__getitem__`.
    pub getitem: Slot<Binary>,
    /// `__setitem__`, `__delitem__`.
    pub setitem: Slot<SetItem>,
    /// `__buffer__`.
    pub get_buffer: Slot<GetBuffer>,
    /// `__release_buffer__`.
    pub release_buffer: Slot<ReleaseBuffer>,
}

/// A function for a slot.
#[derive(Clone, Copy)]
pub enum Function {
    /// `__new__`.
    New(New),
    /// `__init__`.
    Init(Init),
    /// `__del__`.
    Finalize(Finalize),
    /// `__repr__`.
    Repr(Unary),
    /// `__str__`.
    Str(Unary),
    /// `__hash__`.
    Hash(Hash),
    /// `__lt__`, `__le__`, `__eq__`, `__ne__`, `__gt__`, `__ge__`.
    Compare(Compare),
    /// `__call__`.
    Call(Call),
    /// `__getattribute__`, `__getattr__`.
    Getattr(GetAttr),
    /// `__setattr__`, `__delattr__`.
    Setattr(SetAttr),
    /// `__get__`.
    DescrGet(DescrGet),
    /// `__set__`, `__delete__`.
    DescrSet(DescrSet),
    /// `__iter__`.
    Iter(Unary),
    /// `__next__`.
    Next(Next),
    /// Has no special method.
    NextPair(NextPair),
    /// `__await__`.
    Await(Unary),
    /// `__aiter__`.
    Aiter(Unary),
    /// `__anext__`.
    Anext(Unary),
    /// Has no special method.
    Send(Send),
    /// `__add__`, `__radd__`.
    Add(Binary),
    /// `__sub__`, `__rsub__`.
    Subtract(Binary),
    /// `__mul__`, `__rmul__`.
    Multiply(Binary),
    /// `__mod__`, `__rmod__`.
    Remainder(Binary),
    /// `__divmod__`, `__rdivmod__`.
    Divmod(Binary),
    /// `__lshift__`, `__rlshift__`.
    Lshift(Binary),
    /// `__rshift__`, `__rrshift__`.
    Rshift(Binary),
    /// `__and__`, `__rand__`.
    And(Binary),
    /// `__xor__`, `__rxor__`.
    Xor(Binary),
    /// `__or__`, `__ror__`.
    Or(Binary),
    /// `__floordiv__`, `__rfloordiv__`.
    FloorDivide(Binary),
    /// `__truediv__`, `__rtruediv__`.
    TrueDivide(Binary),
    /// `__matmul__`, `__rmatmul__`.
    MatrixMultiply(Binary),
    /// `__pow__`, `__rpow__`.
    Power(Ternary),
    /// `__neg__`.
    Negative(Unary),
    /// `__pos__`.
    Positive(Unary),
    /// `__abs__`.
    Absolute(Unary),
    /// `__invert__`.
    Invert(Unary),
    /// `__int__`.
    Int(Unary),
    /// `__float__`.
    Float(Unary),
    /// `__index__`.
    Index(Unary),
    /// `__bool__`.
    Truth(Truth),
    /// `__iadd__`.
    InplaceAdd(Binary),
    /// `__isub__`.
    InplaceSubtract(Binary),
    /// `__imul__`.
    InplaceMultiply(Binary),
    /// `__imod__`.
    InplaceRemainder(Binary),
    /// `__ilshift__`.
    InplaceLshift(Binary),
    /// `__irshift__`.
    InplaceRshift(Binary),
    /// `__iand__`.
    InplaceAnd(Binary),
    /// `__ixor__`.
    InplaceXor(Binary),
    /// `__ior__`.
    InplaceOr(Binary),
    /// `__ifloordiv__`.
    InplaceFloorDivide(Binary),
    /// `__itruediv__`.
    InplaceTrueDivide(Binary),
    /// `__imatmul__`.
    InplaceMatrixMultiply(Binary),
    /// `__ipow__`.
    InplacePower(Ternary),
    /// `__len__`.
    Length(Len),
    /// `__add__`.
    Concat(Binary),
    /// `__mul__`, `__rmul__`.
    Repeat(Repeat),
    /// `__iadd__`.
    InplaceConcat(Binary),
    /// `__imul__`.
    InplaceRepeat(Repeat),
    /// `__contains__`.
    Contains(Contains),
    /// `__getitem__`.
    Getitem(Binary),
    /// `__setitem__`, `__delitem__`.
    Setitem(SetItem),
    /// `__buffer__`.
    GetBuffer(GetBuffer),
    /// `__release_buffer__`.
    ReleaseBuffer(ReleaseBuffer),
}

/// A slot's place in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum SlotId {
    /// `__new__`.
    New,
    /// `__init__`.
    Init,
    /// `__del__`.
    Finalize,
    /// `__repr__`.
    Repr,
    /// `__str__`.
    Str,
    /// `__hash__`.
    Hash,
    /// `__lt__`, `__le__`, `__eq__`, `__ne__`, `__gt__`, `__ge__`.
    Compare,
    /// `__call__`.
    Call,
    /// `__getattribute__`, `__getattr__`.
    Getattr,
    /// `__setattr__`, `__delattr__`.
    Setattr,
    /// `__get__`.
    DescrGet,
    /// `__set__`, `__delete__`.
    DescrSet,
    /// `__iter__`.
    Iter,
    /// `__next__`.
    Next,
    /// Has no special method.
    NextPair,
    /// `__await__`.
    Await,
    /// `__aiter__`.
    Aiter,
    /// `__anext__`.
    Anext,
    /// Has no special method.
    Send,
    /// `__add__`, `__radd__`.
    Add,
    /// `__sub__`, `__rsub__`.
    Subtract,
    /// `__mul__`, `__rmul__`.
    Multiply,
    /// `__mod__`, `__rmod__`.
    Remainder,
    /// `__divmod__`, `__rdivmod__`.
    Divmod,
    /// `__lshift__`, `__rlshift__`.
    Lshift,
    /// `__rshift__`, `__rrshift__`.
    Rshift,
    /// `__and__`, `__rand__`.
    And,
    /// `__xor__`, `__rxor__`.
    Xor,
    /// `__or__`, `__ror__`.
    Or,
    /// `__floordiv__`, `__rfloordiv__`.
    FloorDivide,
    /// `__truediv__`, `__rtruediv__`.
    TrueDivide,
    /// `__matmul__`, `__rmatmul__`.
    MatrixMultiply,
    /// `__pow__`, `__rpow__`.
    Power,
    /// `__neg__`.
    Negative,
    /// `__pos__`.
    Positive,
    /// `__abs__`.
    Absolute,
    /// `__invert__`.
    Invert,
    /// `__int__`.
    Int,
    /// `__float__`.
    Float,
    /// `__index__`.
    Index,
    /// `__bool__`.
    Truth,
    /// `__iadd__`.
    InplaceAdd,
    /// `__isub__`.
    InplaceSubtract,
    /// `__imul__`.
    InplaceMultiply,
    /// `__imod__`.
    InplaceRemainder,
    /// `__ilshift__`.
    InplaceLshift,
    /// `__irshift__`.
    InplaceRshift,
    /// `__iand__`.
    InplaceAnd,
    /// `__ixor__`.
    InplaceXor,
    /// `__ior__`.
    InplaceOr,
    /// `__ifloordiv__`.
    InplaceFloorDivide,
    /// `__itruediv__`.
    InplaceTrueDivide,
    /// `__imatmul__`.
    InplaceMatrixMultiply,
    /// `__ipow__`.
    InplacePower,
    /// `__len__`.
    Length,
    /// `__add__`.
    Concat,
    /// `__mul__`, `__rmul__`.
    Repeat,
    /// `__iadd__`.
    InplaceConcat,
    /// `__imul__`.
    InplaceRepeat,
    /// `__contains__`.
    Contains,
    /// `__getitem__`.
    Getitem,
    /// `__setitem__`, `__delitem__`.
    Setitem,
    /// `__buffer__`.
    GetBuffer,
    /// `__release_buffer__`.
    ReleaseBuffer,
}

impl SlotId {
    /// How many slots there are.
    pub const COUNT: usize = 64;

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        [
            Self::New,
            Self::Init,
            Self::Finalize,
            Self::Repr,
            Self::Str,
            Self::Hash,
            Self::Compare,
            Self::Call,
            Self::Getattr,
            Self::Setattr,
            Self::DescrGet,
            Self::DescrSet,
            Self::Iter,
            Self::Next,
            Self::NextPair,
            Self::Await,
            Self::Aiter,
            Self::Anext,
            Self::Send,
            Self::Add,
            Self::Subtract,
            Self::Multiply,
            Self::Remainder,
            Self::Divmod,
            Self::Lshift,
            Self::Rshift,
            Self::And,
            Self::Xor,
            Self::Or,
            Self::FloorDivide,
            Self::TrueDivide,
            Self::MatrixMultiply,
            Self::Power,
            Self::Negative,
            Self::Positive,
            Self::Absolute,
            Self::Invert,
            Self::Int,
            Self::Float,
            Self::Index,
            Self::Truth,
            Self::InplaceAdd,
            Self::InplaceSubtract,
            Self::InplaceMultiply,
            Self::InplaceRemainder,
            Self::InplaceLshift,
            Self::InplaceRshift,
            Self::InplaceAnd,
            Self::InplaceXor,
            Self::InplaceOr,
            Self::InplaceFloorDivide,
            Self::InplaceTrueDivide,
            Self::InplaceMatrixMultiply,
            Self::InplacePower,
            Self::Length,
            Self::Concat,
            Self::Repeat,
            Self::InplaceConcat,
            Self::InplaceRepeat,
            Self::Contains,
            Self::Getitem,
            Self::Setitem,
            Self::GetBuffer,
            Self::ReleaseBuffer,
        ]
        .into_iter()
    }
}

impl Function {
    /// The slot that it is for.
    pub fn id(self) -> SlotId {
        match self {
            Self::New(_) => SlotId::New,
            Self::Init(_) => SlotId::Init,
            Self::Finalize(_) => SlotId::Finalize,
            Self::Repr(_) => SlotId::Repr,
            Self::Str(_) => SlotId::Str,
            Self::Hash(_) => SlotId::Hash,
            Self::Compare(_) => SlotId::Compare,
            Self::Call(_) => SlotId::Call,
            Self::Getattr(_) => SlotId::Getattr,
            Self::Setattr(_) => SlotId::Setattr,
            Self::DescrGet(_) => SlotId::DescrGet,
            Self::DescrSet(_) => SlotId::DescrSet,
            Self::Iter(_) => SlotId::Iter,
            Self::Next(_) => SlotId::Next,
            Self::NextPair(_) => SlotId::NextPair,
            Self::Await(_) => SlotId::Await,
            Self::Aiter(_) => SlotId::Aiter,
            Self::Anext(_) => SlotId::Anext,
            Self::Send(_) => SlotId::Send,
            Self::Add(_) => SlotId::Add,
            Self::Subtract(_) => SlotId::Subtract,
            Self::Multiply(_) => SlotId::Multiply,
            Self::Remainder(_) => SlotId::Remainder,
            Self::Divmod(_) => SlotId::Divmod,
            Self::Lshift(_) => SlotId::Lshift,
            Self::Rshift(_) => SlotId::Rshift,
            Self::And(_) => SlotId::And,
            Self::Xor(_) => SlotId::Xor,
            Self::Or(_) => SlotId::Or,
            Self::FloorDivide(_) => SlotId::FloorDivide,
            Self::TrueDivide(_) => SlotId::TrueDivide,
            Self::MatrixMultiply(_) => SlotId::MatrixMultiply,
            Self::Power(_) => SlotId::Power,
            Self::Negative(_) => SlotId::Negative,
            Self::Positive(_) => SlotId::Positive,
            Self::Absolute(_) => SlotId::Absolute,
            Self::Invert(_) => SlotId::Invert,
            Self::Int(_) => SlotId::Int,
            Self::Float(_) => SlotId::Float,
            Self::Index(_) => SlotId::Index,
            Self::Truth(_) => SlotId::Truth,
            Self::InplaceAdd(_) => SlotId::InplaceAdd,
            Self::InplaceSubtract(_) => SlotId::InplaceSubtract,
            Self::InplaceMultiply(_) => SlotId::InplaceMultiply,
            Self::InplaceRemainder(_) => SlotId::InplaceRemainder,
            Self::InplaceLshift(_) => SlotId::InplaceLshift,
            Self::InplaceRshift(_) => SlotId::InplaceRshift,
            Self::InplaceAnd(_) => SlotId::InplaceAnd,
            Self::InplaceXor(_) => SlotId::InplaceXor,
            Self::InplaceOr(_) => SlotId::InplaceOr,
            Self::InplaceFloorDivide(_) => SlotId::InplaceFloorDivide,
            Self::InplaceTrueDivide(_) => SlotId::InplaceTrueDivide,
            Self::InplaceMatrixMultiply(_) => SlotId::InplaceMatrixMultiply,
            Self::InplacePower(_) => SlotId::InplacePower,
            Self::Length(_) => SlotId::Length,
            Self::Concat(_) => SlotId::Concat,
            Self::Repeat(_) => SlotId::Repeat,
            Self::InplaceConcat(_) => SlotId::InplaceConcat,
            Self::InplaceRepeat(_) => SlotId::InplaceRepeat,
            Self::Contains(_) => SlotId::Contains,
            Self::Getitem(_) => SlotId::Getitem,
            Self::Setitem(_) => SlotId::Setitem,
            Self::GetBuffer(_) => SlotId::GetBuffer,
            Self::ReleaseBuffer(_) => SlotId::ReleaseBuffer,
        }
    }

    /// Where its code lies.
    pub fn address(self) -> usize {
        match self {
            Self::New(function) => function as usize,
            Self::Init(function) => function as usize,
            Self::Finalize(function) => function as usize,
            Self::Repr(function) => function as usize,
            Self::Str(function) => function as usize,
            Self::Hash(function) => function as usize,
            Self::Compare(function) => function as usize,
            Self::Call(function) => function as usize,
            Self::Getattr(function) => function as usize,
            Self::Setattr(function) => function as usize,
            Self::DescrGet(function) => function as usize,
            Self::DescrSet(function) => function as usize,
            Self::Iter(function) => function as usize,
            Self::Next(function) => function as usize,
            Self::NextPair(function) => function as usize,
            Self::Await(function) => function as usize,
            Self::Aiter(function) => function as usize,
            Self::Anext(function) => function as usize,
            Self::Send(function) => function as usize,
            Self::Add(function) => function as usize,
            Self::Subtract(function) => function as usize,
            Self::Multiply(function) => function as usize,
            Self::Remainder(function) => function as usize,
            Self::Divmod(function) => function as usize,
            Self::Lshift(function) => function as usize,
            Self::Rshift(function) => function as usize,
            Self::And(function) => function as usize,
            Self::Xor(function) => function as usize,
            Self::Or(function) => function as usize,
            Self::FloorDivide(function) => function as usize,
            Self::TrueDivide(function) => function as usize,
            Self::MatrixMultiply(function) => function as usize,
            Self::Power(function) => function as usize,
            Self::Negative(function) => function as usize,
            Self::Positive(function) => function as usize,
            Self::Absolute(function) => function as usize,
            Self::Invert(function) => function as usize,
            Self::Int(function) => function as usize,
            Self::Float(function) => function as usize,
            Self::Index(function) => function as usize,
            Self::Truth(function) => function as usize,
            Self::InplaceAdd(function) => function as usize,
            Self::InplaceSubtract(function) => function as usize,
            Self::InplaceMultiply(function) => function as usize,
            Self::InplaceRemainder(function) => function as usize,
            Self::InplaceLshift(function) => function as usize,
            Self::InplaceRshift(function) => function as usize,
            Self::InplaceAnd(function) => function as usize,
            Self::InplaceXor(function) => function as usize,
            Self::InplaceOr(function) => function as usize,
            Self::InplaceFloorDivide(function) => function as usize,
            Self::InplaceTrueDivide(function) => function as usize,
            Self::InplaceMatrixMultiply(function) => function as usize,
            Self::InplacePower(function) => function as usize,
            Self::Length(function) => function as usize,
            Self::Concat(function) => function as usize,
            Self::Repeat(function) => function as usize,
            Self::InplaceConcat(function) => function as usize,
            Self::InplaceRepeat(function) => function as usize,
            Self::Contains(function) => function as usize,
            Self::Getitem(function) => function as usize,
            Self::Setitem(function) => function as usize,
            Self::GetBuffer(function) => function as usize,
            Self::ReleaseBuffer(function) => function as usize,
        }
    }
}

impl Slots {
    /// No operation at all.
    pub const EMPTY: Self = Self {
        new: Slot::EMPTY,
        init: Slot::EMPTY,
        finalize: Slot::EMPTY,
        repr: Slot::EMPTY,
        str: Slot::EMPTY,
        hash: Slot::EMPTY,
        compare: Slot::EMPTY,
        call: Slot::EMPTY,
        getattr: Slot::EMPTY,
        setattr: Slot::EMPTY,
        descr_get: Slot::EMPTY,
        descr_set: Slot::EMPTY,
        iter: Slot::EMPTY,
        next: Slot::EMPTY,
        next_pair: Slot::EMPTY,
        r#await: Slot::EMPTY,
        aiter: Slot::EMPTY,
        anext: Slot::EMPTY,
        send: Slot::EMPTY,
        add: Slot::EMPTY,
        subtract: Slot::EMPTY,
        multiply: Slot::EMPTY,
        remainder: Slot::EMPTY,
        divmod: Slot::EMPTY,
        lshift: Slot::EMPTY,
        rshift: Slot::EMPTY,
        and: Slot::EMPTY,
        xor: Slot::EMPTY,
        or: Slot::EMPTY,
        floor_divide: Slot::EMPTY,
        true_divide: Slot::EMPTY,
        matrix_multiply: Slot::EMPTY,
        power: Slot::EMPTY,
        negative: Slot::EMPTY,
        positive: Slot::EMPTY,
        absolute: Slot::EMPTY,
        invert: Slot::EMPTY,
        int: Slot::EMPTY,
        float: Slot::EMPTY,
        index: Slot::EMPTY,
        truth: Slot::EMPTY,
        inplace_add: Slot::EMPTY,
        inplace_subtract: Slot::EMPTY,
        inplace_multiply: Slot::EMPTY,
        inplace_remainder: Slot::EMPTY,
        inplace_lshift: Slot::EMPTY,
        inplace_rshift: Slot::EMPTY,
        inplace_and: Slot::EMPTY,
        inplace_xor: Slot::EMPTY,
        inplace_or: Slot::EMPTY,
        inplace_floor_divide: Slot::EMPTY,
        inplace_true_divide: Slot::EMPTY,
        inplace_matrix_multiply: Slot::EMPTY,
        inplace_power: Slot::EMPTY,
        length: Slot::EMPTY,
        concat: Slot::EMPTY,
        repeat: Slot::EMPTY,
        inplace_concat: Slot::EMPTY,
        inplace_repeat: Slot::EMPTY,
        contains: Slot::EMPTY,
        getitem: Slot::EMPTY,
        setitem: Slot::EMPTY,
        get_buffer: Slot::EMPTY,
        release_buffer: Slot::EMPTY,
    };

    /// Fills the slot of a function.
    pub fn set(&self, function: Function) {
        match function {
            Function::New(function) => self.new.set(Some(function)),
            Function::Init(function) => self.init.set(Some(function)),
            Function::Finalize(function) => self.finalize.set(Some(function)),
            Function::Repr(function) => self.repr.set(Some(function)),
            Function::Str(function) => self.str.set(Some(function)),
            Function::Hash(function) => self.hash.set(Some(function)),
            Function::Compare(function) => self.compare.set(Some(function)),
            Function::Call(function) => self.call.set(Some(function)),
            Function::Getattr(function) => self.getattr.set(Some(function)),
            Function::Setattr(function) => self.setattr.set(Some(function)),
            Function::DescrGet(function) => self.descr_get.set(Some(function)),
            Function::DescrSet(function) => self.descr_set.set(Some(function)),
            Function::Iter(function) => self.iter.set(Some(function)),
            Function::Next(function) => self.next.set(Some(function)),
            Function::NextPair(function) => self.next_pair.set(Some(function)),
            Function::Await(function) => self.r#await.set(Some(function)),
            Function::Aiter(function) => self.aiter.set(Some(function)),
            Function::Anext(function) => self.anext.set(Some(function)),
            Function::Send(function) => self.send.set(Some(function)),
            Function::Add(function) => self.add.set(Some(function)),
            Function::Subtract(function) => self.subtract.set(Some(function)),
            Function::Multiply(function) => self.multiply.set(Some(function)),
            Function::Remainder(function) => self.remainder.set(Some(function)),
            Function::Divmod(function) => self.divmod.set(Some(function)),
            Function::Lshift(function) => self.lshift.set(Some(function)),
            Function::Rshift(function) => self.rshift.set(Some(function)),
            Function::And(function) => self.and.set(Some(function)),
            Function::Xor(function) => self.xor.set(Some(function)),
            Function::Or(function) => self.or.set(Some(function)),
            Function::FloorDivide(function) => self.floor_divide.set(Some(function)),
            Function::TrueDivide(function) => self.true_divide.set(Some(function)),
            Function::MatrixMultiply(function) => self.matrix_multiply.set(Some(function)),
            Function::Power(function) => self.power.set(Some(function)),
            Function::Negative(function) => self.negative.set(Some(function)),
            Function::Positive(function) => self.positive.set(Some(function)),
            Function::Absolute(function) => self.absolute.set(Some(function)),
            Function::Invert(function) => self.invert.set(Some(function)),
            Function::Int(function) => self.int.set(Some(function)),
            Function::Float(function) => self.float.set(Some(function)),
            Function::Index(function) => self.index.set(Some(function)),
            Function::Truth(function) => self.truth.set(Some(function)),
            Function::InplaceAdd(function) => self.inplace_add.set(Some(function)),
            Function::InplaceSubtract(function) => self.inplace_subtract.set(Some(function)),
            Function::InplaceMultiply(function) => self.inplace_multiply.set(Some(function)),
            Function::InplaceRemainder(function) => self.inplace_remainder.set(Some(function)),
            Function::InplaceLshift(function) => self.inplace_lshift.set(Some(function)),
            Function::InplaceRshift(function) => self.inplace_rshift.set(Some(function)),
            Function::InplaceAnd(function) => self.inplace_and.set(Some(function)),
            Function::InplaceXor(function) => self.inplace_xor.set(Some(function)),
            Function::InplaceOr(function) => self.inplace_or.set(Some(function)),
            Function::InplaceFloorDivide(function) => self.inplace_floor_divide.set(Some(function)),
            Function::InplaceTrueDivide(function) => self.inplace_true_divide.set(Some(function)),
            Function::InplaceMatrixMultiply(function) => self.inplace_matrix_multiply.set(Some(function)),
            Function::InplacePower(function) => self.inplace_power.set(Some(function)),
            Function::Length(function) => self.length.set(Some(function)),
            Function::Concat(function) => self.concat.set(Some(function)),
            Function::Repeat(function) => self.repeat.set(Some(function)),
            Function::InplaceConcat(function) => self.inplace_concat.set(Some(function)),
            Function::InplaceRepeat(function) => self.inplace_repeat.set(Some(function)),
            Function::Contains(function) => self.contains.set(Some(function)),
            Function::Getitem(function) => self.getitem.set(Some(function)),
            Function::Setitem(function) => self.setitem.set(Some(function)),
            Function::GetBuffer(function) => self.get_buffer.set(Some(function)),
            Function::ReleaseBuffer(function) => self.release_buffer.set(Some(function)),
        }
    }

    /// The function in a slot.
    pub fn get(&self, id: SlotId) -> Option<Function> {
        match id {
            SlotId::New => self.new.get().map(Function::New),
            SlotId::Init => self.init.get().map(Function::Init),
            SlotId::Finalize => self.finalize.get().map(Function::Finalize),
            SlotId::Repr => self.repr.get().map(Function::Repr),
            SlotId::Str => self.str.get().map(Function::Str),
            SlotId::Hash => self.hash.get().map(Function::Hash),
            SlotId::Compare => self.compare.get().map(Function::Compare),
            SlotId::Call => self.call.get().map(Function::Call),
            SlotId::Getattr => self.getattr.get().map(Function::Getattr),
            SlotId::Setattr => self.setattr.get().map(Function::Setattr),
            SlotId::DescrGet => self.descr_get.get().map(Function::DescrGet),
            SlotId::DescrSet => self.descr_set.get().map(Function::DescrSet),
            SlotId::Iter => self.iter.get().map(Function::Iter),
            SlotId::Next => self.next.get().map(Function::Next),
            SlotId::NextPair => self.next_pair.get().map(Function::NextPair),
            SlotId::Await => self.r#await.get().map(Function::Await),
            SlotId::Aiter => self.aiter.get().map(Function::Aiter),
            SlotId::Anext => self.anext.get().map(Function::Anext),
            SlotId::Send => self.send.get().map(Function::Send),
            SlotId::Add => self.add.get().map(Function::Add),
            SlotId::Subtract => self.subtract.get().map(Function::Subtract),
            SlotId::Multiply => self.multiply.get().map(Function::Multiply),
            SlotId::Remainder => self.remainder.get().map(Function::Remainder),
            SlotId::Divmod => self.divmod.get().map(Function::Divmod),
            SlotId::Lshift => self.lshift.get().map(Function::Lshift),
            SlotId::Rshift => self.rshift.get().map(Function::Rshift),
            SlotId::And => self.and.get().map(Function::And),
            SlotId::Xor => self.xor.get().map(Function::Xor),
            SlotId::Or => self.or.get().map(Function::Or),
            SlotId::FloorDivide => self.floor_divide.get().map(Function::FloorDivide),
            SlotId::TrueDivide => self.true_divide.get().map(Function::TrueDivide),
            SlotId::MatrixMultiply => self.matrix_multiply.get().map(Function::MatrixMultiply),
            SlotId::Power => self.power.get().map(Function::Power),
            SlotId::Negative => self.negative.get().map(Function::Negative),
            SlotId::Positive => self.positive.get().map(Function::Positive),
            SlotId::Absolute => self.absolute.get().map(Function::Absolute),
            SlotId::Invert => self.invert.get().map(Function::Invert),
            SlotId::Int => self.int.get().map(Function::Int),
            SlotId::Float => self.float.get().map(Function::Float),
            SlotId::Index => self.index.get().map(Function::Index),
            SlotId::Truth => self.truth.get().map(Function::Truth),
            SlotId::InplaceAdd => self.inplace_add.get().map(Function::InplaceAdd),
            SlotId::InplaceSubtract => self.inplace_subtract.get().map(Function::InplaceSubtract),
            SlotId::InplaceMultiply => self.inplace_multiply.get().map(Function::InplaceMultiply),
            SlotId::InplaceRemainder => self.inplace_remainder.get().map(Function::InplaceRemainder),
            SlotId::InplaceLshift => self.inplace_lshift.get().map(Function::InplaceLshift),
            SlotId::InplaceRshift => self.inplace_rshift.get().map(Function::InplaceRshift),
            SlotId::InplaceAnd => self.inplace_and.get().map(Function::InplaceAnd),
            SlotId::InplaceXor => self.inplace_xor.get().map(Function::InplaceXor),
            SlotId::InplaceOr => self.inplace_or.get().map(Function::InplaceOr),
            SlotId::InplaceFloorDivide => self.inplace_floor_divide.get().map(Function::InplaceFloorDivide),
            SlotId::InplaceTrueDivide => self.inplace_true_divide.get().map(Function::InplaceTrueDivide),
            SlotId::InplaceMatrixMultiply => {
                self.inplace_matrix_multiply.get().map(Function::InplaceMatrixMultiply)
            }
            SlotId::InplacePower => self.inplace_power.get().map(Function::InplacePower),
            SlotId::Length => self.length.get().map(Function::Length),
            SlotId::Concat => self.concat.get().map(Function::Concat),
            SlotId::Repeat => self.repeat.get().map(Function::Repeat),
            SlotId::InplaceConcat => self.inplace_concat.get().map(Function::InplaceConcat),
            SlotId::InplaceRepeat => self.inplace_repeat.get().map(Function::InplaceRepeat),
            SlotId::Contains => self.contains.get().map(Function::Contains),
            SlotId::Getitem => self.getitem.get().map(Function::Getitem),
            SlotId::Setitem => self.setitem.get().map(Function::Setitem),
            SlotId::GetBuffer => self.get_buffer.get().map(Function::GetBuffer),
            SlotId::ReleaseBuffer => self.release_buffer.get().map(Function::ReleaseBuffer),
        }
    }

    /// Takes over what another table has in a slot, be it nothing.
    pub fn copy(&self, id: SlotId, other: &Self) {
        match id {
            SlotId::New => {
                self.new.set(other.new.get());
            }
            SlotId::Init => {
                self.init.set(other.init.get());
            }
            SlotId::Finalize => {
                self.finalize.set(other.finalize.get());
            }
            SlotId::Repr => {
                self.repr.set(other.repr.get());
            }
            SlotId::Str => {
                self.str.set(other.str.get());
            }
            SlotId::Hash => {
                self.hash.set(other.hash.get());
            }
            SlotId::Compare => {
                self.compare.set(other.compare.get());
            }
            SlotId::Call => {
                self.call.set(other.call.get());
            }
            SlotId::Getattr => {
                self.getattr.set(other.getattr.get());
            }
            SlotId::Setattr => {
                self.setattr.set(other.setattr.get());
            }
            SlotId::DescrGet => {
                self.descr_get.set(other.descr_get.get());
            }
            SlotId::DescrSet => {
                self.descr_set.set(other.descr_set.get());
            }
            SlotId::Iter => {
                self.iter.set(other.iter.get());
            }
            SlotId::Next => {
                self.next.set(other.next.get());
            }
            SlotId::NextPair => {
                self.next_pair.set(other.next_pair.get());
            }
            SlotId::Await => {
                self.r#await.set(other.r#await.get());
            }
            SlotId::Aiter => {
                self.aiter.set(other.aiter.get());
            }
            SlotId::Anext => {
                self.anext.set(other.anext.get());
            }
            SlotId::Send => {
                self.send.set(other.send.get());
            }
            SlotId::Add => {
                self.add.set(other.add.get());
            }
            SlotId::Subtract => {
                self.subtract.set(other.subtract.get());
            }
            SlotId::Multiply => {
                self.multiply.set(other.multiply.get());
            }
            SlotId::Remainder => {
                self.remainder.set(other.remainder.get());
            }
            SlotId::Divmod => {
                self.divmod.set(other.divmod.get());
            }
            SlotId::Lshift => {
                self.lshift.set(other.lshift.get());
            }
            SlotId::Rshift => {
                self.rshift.set(other.rshift.get());
            }
            SlotId::And => {
                self.and.set(other.and.get());
            }
            SlotId::Xor => {
                self.xor.set(other.xor.get());
            }
            SlotId::Or => {
                self.or.set(other.or.get());
            }
            SlotId::FloorDivide => {
                self.floor_divide.set(other.floor_divide.get());
            }
            SlotId::TrueDivide => {
                self.true_divide.set(other.true_divide.get());
            }
            SlotId::MatrixMultiply => {
                self.matrix_multiply.set(other.matrix_multiply.get());
            }
            SlotId::Power => {
                self.power.set(other.power.get());
            }
            SlotId::Negative => {
                self.negative.set(other.negative.get());
            }
            SlotId::Positive => {
                self.positive.set(other.positive.get());
            }
            SlotId::Absolute => {
                self.absolute.set(other.absolute.get());
            }
            SlotId::Invert => {
                self.invert.set(other.invert.get());
            }
            SlotId::Int => {
                self.int.set(other.int.get());
            }
            SlotId::Float => {
                self.float.set(other.float.get());
            }
            SlotId::Index => {
                self.index.set(other.index.get());
            }
            SlotId::Truth => {
                self.truth.set(other.truth.get());
            }
            SlotId::InplaceAdd => {
                self.inplace_add.set(other.inplace_add.get());
            }
            SlotId::InplaceSubtract => {
                self.inplace_subtract.set(other.inplace_subtract.get());
            }
            SlotId::InplaceMultiply => {
                self.inplace_multiply.set(other.inplace_multiply.get());
            }
            SlotId::InplaceRemainder => {
                self.inplace_remainder.set(other.inplace_remainder.get());
            }
            SlotId::InplaceLshift => {
                self.inplace_lshift.set(other.inplace_lshift.get());
            }
            SlotId::InplaceRshift => {
                self.inplace_rshift.set(other.inplace_rshift.get());
            }
            SlotId::InplaceAnd => {
                self.inplace_and.set(other.inplace_and.get());
            }
            SlotId::InplaceXor => {
                self.inplace_xor.set(other.inplace_xor.get());
            }
            SlotId::InplaceOr => {
                self.inplace_or.set(other.inplace_or.get());
            }
            SlotId::InplaceFloorDivide => {
                self.inplace_floor_divide.set(other.inplace_floor_divide.get());
            }
            SlotId::InplaceTrueDivide => {
                self.inplace_true_divide.set(other.inplace_true_divide.get());
            }
            SlotId::InplaceMatrixMultiply => {
                self.inplace_matrix_multiply.set(other.inplace_matrix_multiply.get());
            }
            SlotId::InplacePower => {
                self.inplace_power.set(other.inplace_power.get());
            }
            SlotId::Length => {
                self.length.set(other.length.get());
            }
            SlotId::Concat => {
                self.concat.set(other.concat.get());
            }
            SlotId::Repeat => {
                self.repeat.set(other.repeat.get());
            }
            SlotId::InplaceConcat => {
                self.inplace_concat.set(other.inplace_concat.get());
            }
            SlotId::InplaceRepeat => {
                self.inplace_repeat.set(other.inplace_repeat.get());
            }
            SlotId::Contains => {
                self.contains.set(other.contains.get());
            }
            SlotId::Getitem => {
                self.getitem.set(other.getitem.get());
            }
            SlotId::Setitem => {
                self.setitem.set(other.setitem.get());
            }
            SlotId::GetBuffer => {
                self.get_buffer.set(other.get_buffer.get());
            }
            SlotId::ReleaseBuffer => {
                self.release_buffer.set(other.release_buffer.get());
            }
        }
    }
}

/// The function that a class written in Python has in a slot: it calls the class's special method.
pub(crate) fn python_function(id: SlotId) -> Option<Function> {
    Some(match id {
        SlotId::New => Function::New(python::new::<0, 0>),
        SlotId::Init => Function::Init(python::init::<1, 1>),
        SlotId::Finalize => Function::Finalize(python::finalize::<2, 2>),
        SlotId::Repr => Function::Repr(python::unary::<3, 3>),
        SlotId::Str => Function::Str(python::unary::<4, 4>),
        SlotId::Hash => Function::Hash(python::hash::<5, 5>),
        SlotId::Compare => Function::Compare(python::compare::<6, 7>),
        SlotId::Call => Function::Call(python::call_::<12, 12>),
        SlotId::Getattr => Function::Getattr(python::get_attr::<13, 14>),
        SlotId::Setattr => Function::Setattr(python::set_attr::<15, 16>),
        SlotId::DescrGet => Function::DescrGet(python::descr_get::<17, 17>),
        SlotId::DescrSet => Function::DescrSet(python::descr_set::<18, 19>),
        SlotId::Iter => Function::Iter(python::unary::<20, 20>),
        SlotId::Next => Function::Next(python::next::<21, 21>),
        SlotId::NextPair => return None,
        SlotId::Await => Function::Await(python::unary::<22, 22>),
        SlotId::Aiter => Function::Aiter(python::unary::<23, 23>),
        SlotId::Anext => Function::Anext(python::unary::<24, 24>),
        SlotId::Send => return None,
        SlotId::Add => Function::Add(python::binary::<25, 26>),
        SlotId::Subtract => Function::Subtract(python::binary::<27, 28>),
        SlotId::Multiply => Function::Multiply(python::binary::<29, 30>),
        SlotId::Remainder => Function::Remainder(python::binary::<31, 32>),
        SlotId::Divmod => Function::Divmod(python::binary::<33, 34>),
        SlotId::Lshift => Function::Lshift(python::binary::<35, 36>),
        SlotId::Rshift => Function::Rshift(python::binary::<37, 38>),
        SlotId::And => Function::And(python::binary::<39, 40>),
        SlotId::Xor => Function::Xor(python::binary::<41, 42>),
        SlotId::Or => Function::Or(python::binary::<43, 44>),
        SlotId::FloorDivide => Function::FloorDivide(python::binary::<45, 46>),
        SlotId::TrueDivide => Function::TrueDivide(python::binary::<47, 48>),
        SlotId::MatrixMultiply => Function::MatrixMultiply(python::binary::<49, 50>),
        SlotId::Power => Function::Power(python::ternary::<51, 52>),
        SlotId::Negative => Function::Negative(python::unary::<53, 53>),
        SlotId::Positive => Function::Positive(python::unary::<54, 54>),
        SlotId::Absolute => Function::Absolute(python::unary::<55, 55>),
        SlotId::Invert => Function::Invert(python::unary::<56, 56>),
        SlotId::Int => Function::Int(python::unary::<57, 57>),
        SlotId::Float => Function::Float(python::unary::<58, 58>),
        SlotId::Index => Function::Index(python::unary::<59, 59>),
        SlotId::Truth => Function::Truth(python::truth::<60, 60>),
        SlotId::InplaceAdd => Function::InplaceAdd(python::binary_in_place::<61, 61>),
        SlotId::InplaceSubtract => Function::InplaceSubtract(python::binary_in_place::<62, 62>),
        SlotId::InplaceMultiply => Function::InplaceMultiply(python::binary_in_place::<63, 63>),
        SlotId::InplaceRemainder => Function::InplaceRemainder(python::binary_in_place::<64, 64>),
        SlotId::InplaceLshift => Function::InplaceLshift(python::binary_in_place::<65, 65>),
        SlotId::InplaceRshift => Function::InplaceRshift(python::binary_in_place::<66, 66>),
        SlotId::InplaceAnd => Function::InplaceAnd(python::binary_in_place::<67, 67>),
        SlotId::InplaceXor => Function::InplaceXor(python::binary_in_place::<68, 68>),
        SlotId::InplaceOr => Function::InplaceOr(python::binary_in_place::<69, 69>),
        SlotId::InplaceFloorDivide => Function::InplaceFloorDivide(python::binary_in_place::<70, 70>),
        SlotId::InplaceTrueDivide => Function::InplaceTrueDivide(python::binary_in_place::<71, 71>),
        SlotId::InplaceMatrixMultiply => Function::InplaceMatrixMultiply(python::binary_in_place::<72, 72>),
        SlotId::InplacePower => Function::InplacePower(python::binary_in_place_power::<73, 73>),
        SlotId::Length => Function::Length(python::len::<74, 74>),
        SlotId::Concat => Function::Concat(python::concat::<25, 25>),
        SlotId::Repeat => Function::Repeat(python::repeat::<29, 30>),
        SlotId::InplaceConcat => Function::InplaceConcat(python::concat::<61, 61>),
        SlotId::InplaceRepeat => Function::InplaceRepeat(python::repeat::<63, 63>),
        SlotId::Contains => Function::Contains(python::contains::<75, 75>),
        SlotId::Getitem => Function::Getitem(python::get_item::<76, 76>),
        SlotId::Setitem => Function::Setitem(python::set_item::<77, 78>),
        SlotId::GetBuffer => Function::GetBuffer(python::get_buffer::<79, 79>),
        SlotId::ReleaseBuffer => Function::ReleaseBuffer(python::release_buffer::<80, 80>),
    })
}

/// The numbers of the names of special methods.
pub mod dunder {
    /// `__new__`
    pub const NEW: usize = 0;
    /// `__init__`
    pub const INIT: usize = 1;
    /// `__del__`
    pub const DEL: usize = 2;
    /// `__repr__`
    pub const REPR: usize = 3;
    /// `__str__`
    pub const STR: usize = 4;
    /// `__hash__`
    pub const HASH: usize = 5;
    /// `__lt__`
    pub const LT: usize = 6;
    /// `__le__`
    pub const LE: usize = 7;
    /// `__eq__`
    pub const EQ: usize = 8;
    /// `__ne__`
    pub const NE: usize = 9;
    /// `__gt__`
    pub const GT: usize = 10;
    /// `__ge__`
    pub const GE: usize = 11;
    /// `__call__`
    pub const CALL: usize = 12;
    /// `__getattribute__`
    pub const GETATTRIBUTE: usize = 13;
    /// `__getattr__`
    pub const GETATTR: usize = 14;
    /// `__setattr__`
    pub const SETATTR: usize = 15;
    /// `__delattr__`
    pub const DELATTR: usize = 16;
    /// `__get__`
    pub const GET: usize = 17;
    /// `__set__`
    pub const SET: usize = 18;
    /// `__delete__`
    pub const DELETE: usize = 19;
    /// `__iter__`
    pub const ITER: usize = 20;
    /// `__next__`
    pub const NEXT: usize = 21;
    /// `__await__`
    pub const AWAIT: usize = 22;
    /// `__aiter__`
    pub const AITER: usize = 23;
    /// `__anext__`
    pub const ANEXT: usize = 24;
    /// `__add__`
    pub const ADD: usize = 25;
    /// `__radd__`
    pub const RADD: usize = 26;
    /// `__sub__`
    pub const SUB: usize = 27;
    /// `__rsub__`
    pub const RSUB: usize = 28;
    /// `__mul__`
    pub const MUL: usize = 29;
    /// `__rmul__`
    pub const RMUL: usize = 30;
    /// `__mod__`
    pub const MOD: usize = 31;
    /// `__rmod__`
    pub const RMOD: usize = 32;
    /// `__divmod__`
    pub const DIVMOD: usize = 33;
    /// `__rdivmod__`
    pub const RDIVMOD: usize = 34;
    /// `__lshift__`
    pub const LSHIFT: usize = 35;
    /// `__rlshift__`
    pub const RLSHIFT: usize = 36;
    /// `__rshift__`
    pub const RSHIFT: usize = 37;
    /// `__rrshift__`
    pub const RRSHIFT: usize = 38;
    /// `__and__`
    pub const AND: usize = 39;
    /// `__rand__`
    pub const RAND: usize = 40;
    /// `__xor__`
    pub const XOR: usize = 41;
    /// `__rxor__`
    pub const RXOR: usize = 42;
    /// `__or__`
    pub const OR: usize = 43;
    /// `__ror__`
    pub const ROR: usize = 44;
    /// `__floordiv__`
    pub const FLOORDIV: usize = 45;
    /// `__rfloordiv__`
    pub const RFLOORDIV: usize = 46;
    /// `__truediv__`
    pub const TRUEDIV: usize = 47;
    /// `__rtruediv__`
    pub const RTRUEDIV: usize = 48;
    /// `__matmul__`
    pub const MATMUL: usize = 49;
    /// `__rmatmul__`
    pub const RMATMUL: usize = 50;
    /// `__pow__`
    pub const POW: usize = 51;
    /// `__rpow__`
    pub const RPOW: usize = 52;
    /// `__neg__`
    pub const NEG: usize = 53;
    /// `__pos__`
    pub const POS: usize = 54;
    /// `__abs__`
    pub const ABS: usize = 55;
    /// `__invert__`
    pub const INVERT: usize = 56;
    /// `__int__`
    pub const INT: usize = 57;
    /// `__float__`
    pub const FLOAT: usize = 58;
    /// `__index__`
    pub const INDEX: usize = 59;
    /// `__bool__`
    pub const BOOL: usize = 60;
    /// `__iadd__`
    pub const IADD: usize = 61;
    /// `__isub__`
    pub const ISUB: usize = 62;
    /// `__imul__`
    pub const IMUL: usize = 63;
    /// `__imod__`
    pub const IMOD: usize = 64;
    /// `__ilshift__`
    pub const ILSHIFT: usize = 65;
    /// `__irshift__`
    pub const IRSHIFT: usize = 66;
    /// `__iand__`
    pub const IAND: usize = 67;
    /// `__ixor__`
    pub const IXOR: usize = 68;
    /// `__ior__`
    pub const IOR: usize = 69;
    /// `__ifloordiv__`
    pub const IFLOORDIV: usize = 70;
    /// `__itruediv__`
    pub const ITRUEDIV: usize = 71;
    /// `__imatmul__`
    pub const IMATMUL: usize = 72;
    /// `__ipow__`
    pub const IPOW: usize = 73;
    /// `__len__`
    pub const LEN: usize = 74;
    /// `__contains__`
    pub const CONTAINS: usize = 75;
    /// `__getitem__`
    pub const GETITEM: usize = 76;
    /// `__setitem__`
    pub const SETITEM: usize = 77;
    /// `__delitem__`
    pub const DELITEM: usize = 78;
    /// `__buffer__`
    pub const BUFFER: usize = 79;
    /// `__release_buffer__`
    pub const RELEASE_BUFFER: usize = 80;
}

/// The names of special methods, by their numbers.
pub const DUNDER_NAMES: [&str; 81] = [
    "__new__",
    "__init__",
    "__del__",
    "__repr__",
    "__str__",
    "__hash__",
    "__lt__",
    "__le__",
    "__eq__",
    "__ne__",
    "__gt__",
    "__ge__",
    "__call__",
    "__getattribute__",
    "__getattr__",
    "__setattr__",
    "__delattr__",
    "__get__",
    "__set__",
    "__delete__",
    "__iter__",
    "__next__",
    "__await__",
    "__aiter__",
    "__anext__",
    "__add__",
    "__radd__",
    "__sub__",
    "__rsub__",
    "__mul__",
    "__rmul__",
    "__mod__",
    "__rmod__",
    "__divmod__",
    "__rdivmod__",
    "__lshift__",
    "__rlshift__",
    "__rshift__",
    "__rrshift__",
    "__and__",
    "__rand__",
    "__xor__",
    "__rxor__",
    "__or__",
    "__ror__",
    "__floordiv__",
    "__rfloordiv__",
    "__truediv__",
    "__rtruediv__",
    "__matmul__",
    "__rmatmul__",
    "__pow__",
    "__rpow__",
    "__neg__",
    "__pos__",
    "__abs__",
    "__invert__",
    "__int__",
    "__float__",
    "__index__",
    "__bool__",
    "__iadd__",
    "__isub__",
    "__imul__",
    "__imod__",
    "__ilshift__",
    "__irshift__",
    "__iand__",
    "__ixor__",
    "__ior__",
    "__ifloordiv__",
    "__itruediv__",
    "__imatmul__",
    "__ipow__",
    "__len__",
    "__contains__",
    "__getitem__",
    "__setitem__",
    "__delitem__",
    "__buffer__",
    "__release_buffer__",
];

/// The special methods, in the order of their slots.
pub const SPECIAL_METHODS: [SpecialMethod; 86] = [
    SpecialMethod {
        name: "__new__",
        dunder: 0,
        slot: SlotId::New,
        wrap: Wrap::New,
        signature: "",
        doc: "Makes an instance of the class given first.",
    },
    SpecialMethod {
        name: "__init__",
        dunder: 1,
        slot: SlotId::Init,
        wrap: Wrap::Init,
        signature: "($self, /, *args, **kwargs)",
        doc: "Sets a new instance up.",
    },
    SpecialMethod {
        name: "__del__",
        dunder: 2,
        slot: SlotId::Finalize,
        wrap: Wrap::Finalize,
        signature: "($self, /)",
        doc: "Called before the object is freed.",
    },
    SpecialMethod {
        name: "__repr__",
        dunder: 3,
        slot: SlotId::Repr,
        wrap: Wrap::Unary,
        signature: "($self, /)",
        doc: "The text that repr() gives.",
    },
    SpecialMethod {
        name: "__str__",
        dunder: 4,
        slot: SlotId::Str,
        wrap: Wrap::Unary,
        signature: "($self, /)",
        doc: "The text that str() gives.",
    },
    SpecialMethod {
        name: "__hash__",
        dunder: 5,
        slot: SlotId::Hash,
        wrap: Wrap::Hash,
        signature: "($self, /)",
        doc: "The number that hash() gives.",
    },
    SpecialMethod {
        name: "__lt__",
        dunder: 6,
        slot: SlotId::Compare,
        wrap: Wrap::CompareLt,
        signature: "($self, value, /)",
        doc: "The result of self < value.",
    },
    SpecialMethod {
        name: "__le__",
        dunder: 7,
        slot: SlotId::Compare,
        wrap: Wrap::CompareLe,
        signature: "($self, value, /)",
        doc: "The result of self <= value.",
    },
    SpecialMethod {
        name: "__eq__",
        dunder: 8,
        slot: SlotId::Compare,
        wrap: Wrap::CompareEq,
        signature: "($self, value, /)",
        doc: "The result of self == value.",
    },
    SpecialMethod {
        name: "__ne__",
        dunder: 9,
        slot: SlotId::Compare,
        wrap: Wrap::CompareNe,
        signature: "($self, value, /)",
        doc: "The result of self != value.",
    },
    SpecialMethod {
        name: "__gt__",
        dunder: 10,
        slot: SlotId::Compare,
        wrap: Wrap::CompareGt,
        signature: "($self, value, /)",
        doc: "The result of self > value.",
    },
    SpecialMethod {
        name: "__ge__",
        dunder: 11,
        slot: SlotId::Compare,
        wrap: Wrap::CompareGe,
        signature: "($self, value, /)",
        doc: "The result of self >= value.",
    },
    SpecialMethod {
        name: "__call__",
        dunder: 12,
        slot: SlotId::Call,
        wrap: Wrap::Call,
        signature: "($self, /, *args, **kwargs)",
        doc: "Calls self as a function.",
    },
    SpecialMethod {
        name: "__getattribute__",
        dunder: 13,
        slot: SlotId::Getattr,
        wrap: Wrap::GetAttribute,
        signature: "($self, name, /)",
        doc: "The attribute of that name.",
    },
    SpecialMethod {
        name: "__getattr__",
        dunder: 14,
        slot: SlotId::Getattr,
        wrap: Wrap::None,
        signature: "($self, name, /)",
        doc: "",
    },
    SpecialMethod {
        name: "__setattr__",
        dunder: 15,
        slot: SlotId::Setattr,
        wrap: Wrap::SetAttr,
        signature: "($self, name, value, /)",
        doc: "Sets the attribute of that name.",
    },
    SpecialMethod {
        name: "__delattr__",
        dunder: 16,
        slot: SlotId::Setattr,
        wrap: Wrap::DelAttr,
        signature: "($self, name, /)",
        doc: "Deletes the attribute of that name.",
    },
    SpecialMethod {
        name: "__get__",
        dunder: 17,
        slot: SlotId::DescrGet,
        wrap: Wrap::DescrGet,
        signature: "($self, instance, owner=None, /)",
        doc: "What the attribute gives when it is read from instance.",
    },
    SpecialMethod {
        name: "__set__",
        dunder: 18,
        slot: SlotId::DescrSet,
        wrap: Wrap::DescrSet,
        signature: "($self, instance, value, /)",
        doc: "Stores value for instance.",
    },
    SpecialMethod {
        name: "__delete__",
        dunder: 19,
        slot: SlotId::DescrSet,
        wrap: Wrap::DescrDelete,
        signature: "($self, instance, /)",
        doc: "Deletes what is stored for instance.",
    },
    SpecialMethod {
        name: "__iter__",
        dunder: 20,
        slot: SlotId::Iter,
        wrap: Wrap::Unary,
        signature: "($self, /)",
        doc: "An iterator over self.",
    },
    SpecialMethod {
        name: "__next__",
        dunder: 21,
        slot: SlotId::Next,
        wrap: Wrap::Next,
        signature: "($self, /)",
        doc: "The next item, or StopIteration.",
    },
    SpecialMethod {
        name: "__await__",
        dunder: 22,
        slot: SlotId::Await,
        wrap: Wrap::Unary,
        signature: "($self, /)",
        doc: "The iterator that an await drives.",
    },
    SpecialMethod {
        name: "__aiter__",
        dunder: 23,
        slot: SlotId::Aiter,
        wrap: Wrap::Unary,
        signature: "($self, /)",
        doc: "An asynchronous iterator over self.",
    },
    SpecialMethod {
        name: "__anext__",
        dunder: 24,
        slot: SlotId::Anext,
        wrap: Wrap::Unary,
        signature: "($self, /)",
        doc: "An awaitable for the next item, or StopAsyncIteration.",
    },
    SpecialMethod {
        name: "__add__",
        dunder: 25,
        slot: SlotId::Add,
        wrap: Wrap::BinaryLeft,
        signature: "($self, value, /)",
        doc: "The result of self + value.",
    },
    SpecialMethod {
        name: "__radd__",
        dunder: 26,
        slot: SlotId::Add,
        wrap: Wrap::BinaryRight,
        signature: "($self, value, /)",
        doc: "The result of value + self.",
    },
    SpecialMethod {
        name: "__sub__",
        dunder: 27,
        slot: SlotId::Subtract,
        wrap: Wrap::BinaryLeft,
        signature: "($self, value, /)",
        doc: "The result of self - value.",
    },
    SpecialMethod {
        name: "__rsub__",
        dunder: 28,
        slot: SlotId::Subtract,
        wrap: Wrap::BinaryRight,
        signature: "($self, value, /)",
        doc: "The result of value - self.",
    },
    SpecialMethod {
        name: "__mul__",
        dunder: 29,
        slot: SlotId::Multiply,
        wrap: Wrap::BinaryLeft,
        signature: "($self, value, /)",
        doc: "The result of self * value.",
    },
    SpecialMethod {
        name: "__rmul__",
        dunder: 30,
        slot: SlotId::Multiply,
        wrap: Wrap::BinaryRight,
        signature: "($self, value, /)",
        doc: "The result of value * self.",
    },
    SpecialMethod {
        name: "__mod__",
        dunder: 31,
        slot: SlotId::Remainder,
        wrap: Wrap::BinaryLeft,
        signature: "($self, value, /)",
        doc: "The result of self % value.",
    },
    SpecialMethod {
        name: "__rmod__",
        dunder: 32,
        slot: SlotId::Remainder,
        wrap: Wrap::BinaryRight,
        signature: "($self, value, /)",
        doc: "The result of value % self.",
    },
    SpecialMethod {
        name: "__divmod__",
        dunder: 33,
        slot: SlotId::Divmod,
        wrap: Wrap::BinaryLeft,
        signature: "($self, value, /)",
        doc: "The result of divmod(self, value).",
    },
    SpecialMethod {
        name: "__rdivmod__",
        dunder: 34,
        slot: SlotId::Divmod,
        wrap: Wrap::BinaryRight,
        signature: "($self, value, /)",
        doc: "The result of divmod(value, self).",
    },
    SpecialMethod {
        name: "__lshift__",
        dunder: 35,
        slot: SlotId::Lshift,
        wrap: Wrap::BinaryLeft,
        signature: "($self, value, /)",
        doc: "The result of self << value.",
    },
    SpecialMethod {
        name: "__rlshift__",
        dunder: 36,
        slot: SlotId::Lshift,
        wrap: Wrap::BinaryRight,
        signature: "($self, value, /)",
        doc: "The result of value << self.",
    },
    SpecialMethod {
        name: "__rshift__",
        dunder: 37,
        slot: SlotId::Rshift,
        wrap: Wrap::BinaryLeft,
        signature: "($self, value, /)",
        doc: "The result of self >> value.",
    },
    SpecialMethod {
        name: "__rrshift__",
        dunder: 38,
        slot: SlotId::Rshift,
        wrap: Wrap::BinaryRight,
        signature: "($self, value, /)",
        doc: "The result of value >> self.",
    },
    SpecialMethod {
        name: "__and__",
        dunder: 39,
        slot: SlotId::And,
        wrap: Wrap::BinaryLeft,
        signature: "($self, value, /)",
        doc: "The result of self & value.",
    },
    SpecialMethod {
        name: "__rand__",
        dunder: 40,
        slot: SlotId::And,
        wrap: Wrap::BinaryRight,
        signature: "($self, value, /)",
        doc: "The result of value & self.",
    },
    SpecialMethod {
        name: "__xor__",
        dunder: 41,
        slot: SlotId::Xor,
        wrap: Wrap::BinaryLeft,
        signature: "($self, value, /)",
        doc: "The result of self ^ value.",
    },
    SpecialMethod {
        name: "__rxor__",
        dunder: 42,
        slot: SlotId::Xor,
        wrap: Wrap::BinaryRight,
        signature: "($self, value, /)",
        doc: "The result of value ^ self.",
    },
    SpecialMethod {
        name: "__or__",
        dunder: 43,
        slot: SlotId::Or,
        wrap: Wrap::BinaryLeft,
        signature: "($self, value, /)",
        doc: "The result of self | value.",
    },
    SpecialMethod {
        name: "__ror__",
        dunder: 44,
        slot: SlotId::Or,
        wrap: Wrap::BinaryRight,
        signature: "($self, value, /)",
        doc: "The result of value | self.",
    },
    SpecialMethod {
        name: "__floordiv__",
        dunder: 45,
        slot: SlotId::FloorDivide,
        wrap: Wrap::BinaryLeft,
        signature: "($self, value, /)",
        doc: "The result of self // value.",
    },
    SpecialMethod {
        name: "__rfloordiv__",
        dunder: 46,
        slot: SlotId::FloorDivide,
        wrap: Wrap::BinaryRight,
        signature: "($self, value, /)",
        doc: "The result of value // self.",
    },
    SpecialMethod {
        name: "__truediv__",
        dunder: 47,
        slot: SlotId::TrueDivide,
        wrap: Wrap::BinaryLeft,
        signature: "($self, value, /)",
        doc: "The result of self / value.",
    },
    SpecialMethod {
        name: "__rtruediv__",
        dunder: 48,
        slot: SlotId::TrueDivide,
        wrap: Wrap::BinaryRight,
        signature: "($self, value, /)",
        doc: "The result of value / self.",
    },
    SpecialMethod {
        name: "__matmul__",
        dunder: 49,
        slot: SlotId::MatrixMultiply,
        wrap: Wrap::BinaryLeft,
        signature: "($self, value, /)",
        doc: "The result of self @ value.",
    },
    SpecialMethod {
        name: "__rmatmul__",
        dunder: 50,
        slot: SlotId::MatrixMultiply,
        wrap: Wrap::BinaryRight,
        signature: "($self, value, /)",
        doc: "The result of value @ self.",
    },
    SpecialMethod {
        name: "__pow__",
        dunder: 51,
        slot: SlotId::Power,
        wrap: Wrap::TernaryLeft,
        signature: "($self, value, mod=None, /)",
        doc: "The result of pow(self, value, mod).",
    },
    SpecialMethod {
        name: "__rpow__",
        dunder: 52,
        slot: SlotId::Power,
        wrap: Wrap::TernaryRight,
        signature: "($self, value, mod=None, /)",
        doc: "The result of pow(value, self, mod).",
    },
    SpecialMethod {
        name: "__neg__",
        dunder: 53,
        slot: SlotId::Negative,
        wrap: Wrap::Unary,
        signature: "($self, /)",
        doc: "The result of -self.",
    },
    SpecialMethod {
        name: "__pos__",
        dunder: 54,
        slot: SlotId::Positive,
        wrap: Wrap::Unary,
        signature: "($self, /)",
        doc: "The result of +self.",
    },
    SpecialMethod {
        name: "__abs__",
        dunder: 55,
        slot: SlotId::Absolute,
        wrap: Wrap::Unary,
        signature: "($self, /)",
        doc: "The result of abs(self).",
    },
    SpecialMethod {
        name: "__invert__",
        dunder: 56,
        slot: SlotId::Invert,
        wrap: Wrap::Unary,
        signature: "($self, /)",
        doc: "The result of ~self.",
    },
    SpecialMethod {
        name: "__int__",
        dunder: 57,
        slot: SlotId::Int,
        wrap: Wrap::Unary,
        signature: "($self, /)",
        doc: "The result of int(self).",
    },
    SpecialMethod {
        name: "__float__",
        dunder: 58,
        slot: SlotId::Float,
        wrap: Wrap::Unary,
        signature: "($self, /)",
        doc: "The result of float(self).",
    },
    SpecialMethod {
        name: "__index__",
        dunder: 59,
        slot: SlotId::Index,
        wrap: Wrap::Unary,
        signature: "($self, /)",
        doc: "Self as an int, where only a whole number will do.",
    },
    SpecialMethod {
        name: "__bool__",
        dunder: 60,
        slot: SlotId::Truth,
        wrap: Wrap::Truth,
        signature: "($self, /)",
        doc: "Whether self is true.",
    },
    SpecialMethod {
        name: "__iadd__",
        dunder: 61,
        slot: SlotId::InplaceAdd,
        wrap: Wrap::BinaryInPlace,
        signature: "($self, value, /)",
        doc: "The result of self += value.",
    },
    SpecialMethod {
        name: "__isub__",
        dunder: 62,
        slot: SlotId::InplaceSubtract,
        wrap: Wrap::BinaryInPlace,
        signature: "($self, value, /)",
        doc: "The result of self -= value.",
    },
    SpecialMethod {
        name: "__imul__",
        dunder: 63,
        slot: SlotId::InplaceMultiply,
        wrap: Wrap::BinaryInPlace,
        signature: "($self, value, /)",
        doc: "The result of self *= value.",
    },
    SpecialMethod {
        name: "__imod__",
        dunder: 64,
        slot: SlotId::InplaceRemainder,
        wrap: Wrap::BinaryInPlace,
        signature: "($self, value, /)",
        doc: "The result of self %= value.",
    },
    SpecialMethod {
        name: "__ilshift__",
        dunder: 65,
        slot: SlotId::InplaceLshift,
        wrap: Wrap::BinaryInPlace,
        signature: "($self, value, /)",
        doc: "The result of self <<= value.",
    },
    SpecialMethod {
        name: "__irshift__",
        dunder: 66,
        slot: SlotId::InplaceRshift,
        wrap: Wrap::BinaryInPlace,
        signature: "($self, value, /)",
        doc: "The result of self >>= value.",
    },
    SpecialMethod {
        name: "__iand__",
        dunder: 67,
        slot: SlotId::InplaceAnd,
        wrap: Wrap::BinaryInPlace,
        signature: "($self, value, /)",
        doc: "The result of self &= value.",
    },
    SpecialMethod {
        name: "__ixor__",
        dunder: 68,
        slot: SlotId::InplaceXor,
        wrap: Wrap::BinaryInPlace,
        signature: "($self, value, /)",
        doc: "The result of self ^= value.",
    },
    SpecialMethod {
        name: "__ior__",
        dunder: 69,
        slot: SlotId::InplaceOr,
        wrap: Wrap::BinaryInPlace,
        signature: "($self, value, /)",
        doc: "The result of self |= value.",
    },
    SpecialMethod {
        name: "__ifloordiv__",
        dunder: 70,
        slot: SlotId::InplaceFloorDivide,
        wrap: Wrap::BinaryInPlace,
        signature: "($self, value, /)",
        doc: "The result of self //= value.",
    },
    SpecialMethod {
        name: "__itruediv__",
        dunder: 71,
        slot: SlotId::InplaceTrueDivide,
        wrap: Wrap::BinaryInPlace,
        signature: "($self, value, /)",
        doc: "The result of self /= value.",
    },
    SpecialMethod {
        name: "__imatmul__",
        dunder: 72,
        slot: SlotId::InplaceMatrixMultiply,
        wrap: Wrap::BinaryInPlace,
        signature: "($self, value, /)",
        doc: "The result of self @= value.",
    },
    SpecialMethod {
        name: "__ipow__",
        dunder: 73,
        slot: SlotId::InplacePower,
        wrap: Wrap::BinaryInPlacePower,
        signature: "($self, value, /)",
        doc: "The result of self **= value.",
    },
    SpecialMethod {
        name: "__len__",
        dunder: 74,
        slot: SlotId::Length,
        wrap: Wrap::Len,
        signature: "($self, /)",
        doc: "The number of items.",
    },
    SpecialMethod {
        name: "__add__",
        dunder: 25,
        slot: SlotId::Concat,
        wrap: Wrap::Concat,
        signature: "($self, value, /)",
        doc: "The result of self + value.",
    },
    SpecialMethod {
        name: "__mul__",
        dunder: 29,
        slot: SlotId::Repeat,
        wrap: Wrap::Repeat,
        signature: "($self, value, /)",
        doc: "The result of self * value.",
    },
    SpecialMethod {
        name: "__rmul__",
        dunder: 30,
        slot: SlotId::Repeat,
        wrap: Wrap::Repeat,
        signature: "($self, value, /)",
        doc: "The result of value * self.",
    },
    SpecialMethod {
        name: "__iadd__",
        dunder: 61,
        slot: SlotId::InplaceConcat,
        wrap: Wrap::Concat,
        signature: "($self, value, /)",
        doc: "The result of self += value.",
    },
    SpecialMethod {
        name: "__imul__",
        dunder: 63,
        slot: SlotId::InplaceRepeat,
        wrap: Wrap::Repeat,
        signature: "($self, value, /)",
        doc: "The result of self *= value.",
    },
    SpecialMethod {
        name: "__contains__",
        dunder: 75,
        slot: SlotId::Contains,
        wrap: Wrap::Contains,
        signature: "($self, key, /)",
        doc: "Whether key is in self.",
    },
    SpecialMethod {
        name: "__getitem__",
        dunder: 76,
        slot: SlotId::Getitem,
        wrap: Wrap::GetItem,
        signature: "($self, key, /)",
        doc: "The result of self[key].",
    },
    SpecialMethod {
        name: "__setitem__",
        dunder: 77,
        slot: SlotId::Setitem,
        wrap: Wrap::SetItem,
        signature: "($self, key, value, /)",
        doc: "Sets self[key] to value.",
    },
    SpecialMethod {
        name: "__delitem__",
        dunder: 78,
        slot: SlotId::Setitem,
        wrap: Wrap::DelItem,
        signature: "($self, key, /)",
        doc: "Deletes self[key].",
    },
    SpecialMethod {
        name: "__buffer__",
        dunder: 79,
        slot: SlotId::GetBuffer,
        wrap: Wrap::Buffer,
        signature: "($self, flags, /)",
        doc: "The memory of the object, as a memoryview.",
    },
    SpecialMethod {
        name: "__release_buffer__",
        dunder: 80,
        slot: SlotId::ReleaseBuffer,
        wrap: Wrap::ReleaseBuffer,
        signature: "($self, buffer, /)",
        doc: "Gives up memory that __buffer__ gave.",
    },
];
