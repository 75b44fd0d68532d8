//! The instructions. Made from `spec/opcodes.toml` by `cargo xtask codegen`; do not edit.

/// An instruction of CPython 3.14. Below 256 they occur in code; from there on in the compiler only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u16)]
pub enum Opcode {
    /// One code unit of an inline cache. Never executed.
    Cache = 0,
    /// `container[start:stop]`.
    BinarySlice = 1,
    /// A t-string from its tuple of strings and its tuple of interpolations.
    BuildTemplate = 2,
    /// `s = s + t` for a local string, in place when nobody else holds it.
    BinaryOpInplaceAddUnicode = 3,
    /// Call with an iterable of arguments and a mapping of keywords or NULL.
    CallFunctionEx = 4,
    /// `except*`: splits a group into the part that does not match and the part that does, or None.
    CheckEgMatch = 5,
    /// `except`: whether the exception is an instance of the type.
    CheckExcMatch = 6,
    /// After `throw()` into `yield from` or `await`: takes the value of a `StopIteration`, raises everything else again.
    CleanupThrow = 7,
    /// `del container[sub]`.
    DeleteSubscr = 8,
    /// Drops the place of the next item when a `for` loop has ended.
    EndFor = 9,
    /// Drops the iterator under the result of `yield from` or `await`.
    EndSend = 10,
    /// Raises unless `__init__` has returned None.
    ExitInitCheck = 11,
    /// `format(value, "")`; a `str` stays itself.
    FormatSimple = 12,
    /// `format(value, fmt_spec)`.
    FormatWithSpec = 13,
    /// `type(obj).__aiter__(obj)`.
    GetAiter = 14,
    /// The awaitable of the asynchronous iterator's next item.
    GetAnext = 15,
    /// `iter(iterable)`.
    GetIter = 16,
    /// Never executed. Keeps a number free.
    Reserved = 17,
    /// Pushes `len(obj)`.
    GetLen = 18,
    /// The iterator of `yield from`: a generator or coroutine is its own.
    GetYieldFromIter = 19,
    /// Leaves the interpreter's loop with a value.
    InterpreterExit = 20,
    /// Pushes `builtins.__build_class__`.
    LoadBuildClass = 21,
    /// Pushes the mapping of the frame's locals.
    LoadLocals = 22,
    /// A function from a code object.
    MakeFunction = 23,
    /// Mapping pattern: the values of the keys as a tuple, or None.
    MatchKeys = 24,
    /// Whether the subject is a mapping.
    MatchMapping = 25,
    /// Whether the subject is a sequence.
    MatchSequence = 26,
    /// Nothing; keeps a line for tracing.
    Nop = 27,
    /// Nothing; marks the way on of a conditional jump for monitoring.
    NotTaken = 28,
    /// Makes the value the current exception again.
    PopExcept = 29,
    /// Drops the iterator of a loop.
    PopIter = 30,
    /// Drops the top.
    PopTop = 31,
    /// Makes the top the current exception and puts the one before under it.
    PushExcInfo = 32,
    /// Pushes NULL, the absent `self` of a call.
    PushNull = 33,
    /// Makes a generator of the frame and returns it to the caller.
    ReturnGenerator = 34,
    /// Returns the top; the value appears on the caller's stack.
    ReturnValue = 35,
    /// Makes `__annotations__` in the locals if it is not there.
    SetupAnnotations = 36,
    /// `container[start:stop] = v`.
    StoreSlice = 37,
    /// `container[sub] = v`.
    StoreSubscr = 38,
    /// `bool(value)`.
    ToBool = 39,
    /// `~value`.
    UnaryInvert = 40,
    /// `-value`.
    UnaryNegative = 41,
    /// `not value`, for a value that is True or False.
    UnaryNot = 42,
    /// Calls `__exit__` with the exception.
    WithExceptStart = 43,
    /// A binary operator, an in-place one or a subscript; the operand is a `BinaryOp`.
    BinaryOp = 44,
    /// An interpolation of a t-string. Bit 0 of the operand: has a format spec; the bits from 2 on: the conversion.
    BuildInterpolation = 45,
    /// A list of the values.
    BuildList = 46,
    /// A dict of the pairs.
    BuildMap = 47,
    /// A set of the values.
    BuildSet = 48,
    /// `slice(start, stop)` or, with operand 3, `slice(start, stop, step)`.
    BuildSlice = 49,
    /// Joins strings.
    BuildString = 50,
    /// A tuple of the values.
    BuildTuple = 51,
    /// Call with positional arguments.
    Call = 52,
    /// A rare operation on one value; the operand is an `Intrinsic1`.
    CallIntrinsic1 = 53,
    /// A rare operation on two values; the operand is an `Intrinsic2`.
    CallIntrinsic2 = 54,
    /// Call of which the last arguments have the names of the tuple on top.
    CallKw = 55,
    /// A comparison; `Comparison::oparg` makes the operand.
    CompareOp = 56,
    /// `left in right`, or `not in` with operand 1.
    ContainsOp = 57,
    /// `str`, `repr` or `ascii` of a formatted value; the operand is a `Conversion`.
    ConvertValue = 58,
    /// Pushes the item at depth oparg, counted from 1.
    Copy = 59,
    /// Copies the cells of the closure into the frame.
    CopyFreeVars = 60,
    /// `del owner.name`.
    DeleteAttr = 61,
    /// Empties a cell.
    DeleteDeref = 62,
    /// Unbinds a local.
    DeleteFast = 63,
    /// Deletes a global.
    DeleteGlobal = 64,
    /// Deletes a name from the locals mapping.
    DeleteName = 65,
    /// Adds the keywords of a call's `**update`; a key twice is an error.
    DictMerge = 66,
    /// `dict.update(update)`, for `{**update}`.
    DictUpdate = 67,
    /// Ends `async for` on `StopAsyncIteration`, raises everything else again.
    EndAsyncFor = 68,
    /// Eight higher bits of the next instruction's operand.
    ExtendedArg = 69,
    /// The next item, or a jump to the loop's end with the item's place filled.
    ForIter = 70,
    /// The iterator of an awaitable; the operand says what error text a wrong type gets (`awaitable`).
    GetAwaitable = 71,
    /// `from … import name`.
    ImportFrom = 72,
    /// `__import__(name, …, fromlist, level)`.
    ImportName = 73,
    /// `left is right`, or `is not` with operand 1.
    IsOp = 74,
    /// Jump to the start of a loop; checks the eval breaker.
    JumpBackward = 75,
    /// Jump backwards without a look at the eval breaker, inside `yield from`.
    JumpBackwardNoInterrupt = 76,
    /// Jump forward.
    JumpForward = 77,
    /// Appends to the list at depth oparg, in a comprehension.
    ListAppend = 78,
    /// Extends the list at depth oparg.
    ListExtend = 79,
    /// `owner.name`. The name is oparg >> 1; bit 0 says that a call follows, and pushes `self` or NULL too.
    LoadAttr = 80,
    /// A constant of the interpreter; the operand is a `CommonConstant`.
    LoadCommonConstant = 81,
    /// A constant of the code object.
    LoadConst = 82,
    /// The content of a cell.
    LoadDeref = 83,
    /// A local that is certainly bound.
    LoadFast = 84,
    /// A local or NULL, which then becomes unbound: saves it around an inlined comprehension.
    LoadFastAndClear = 85,
    /// A local that outlives the use of the pushed reference, so that nobody has to count.
    LoadFastBorrow = 86,
    /// Two borrowed locals: oparg >> 4 and oparg & 15.
    LoadFastBorrowLoadFastBorrow = 87,
    /// A local that may be unbound.
    LoadFastCheck = 88,
    /// Two locals: oparg >> 4 and oparg & 15.
    LoadFastLoadFast = 89,
    /// A name from the mapping on the stack or else from a cell, in a class body.
    LoadFromDictOrDeref = 90,
    /// A name from the mapping on the stack or else from the globals.
    LoadFromDictOrGlobals = 91,
    /// A global or builtin. The name is oparg >> 1; bit 0 says that a call follows, and pushes NULL too.
    LoadGlobal = 92,
    /// A name from locals, globals or builtins.
    LoadName = 93,
    /// The operand itself as an int, 0 to 255.
    LoadSmallInt = 94,
    /// A special method of the type, for a call; the operand is a `SpecialMethod`.
    LoadSpecial = 95,
    /// `super().name` or `super(class, self).name`. Bit 0: a call follows; bit 1: two arguments; the name is oparg >> 2.
    LoadSuperAttr = 96,
    /// Puts a local into a new cell.
    MakeCell = 97,
    /// Adds a pair to the dict at depth oparg, in a comprehension.
    MapAdd = 98,
    /// Class pattern with oparg positional patterns: the attributes as a tuple, or None.
    MatchClass = 99,
    /// Jumps if the top is False.
    PopJumpIfFalse = 100,
    /// Jumps if the top is None.
    PopJumpIfNone = 101,
    /// Jumps if the top is not None.
    PopJumpIfNotNone = 102,
    /// Jumps if the top is True.
    PopJumpIfTrue = 103,
    /// `raise`, `raise exc` or `raise exc from cause`.
    RaiseVarargs = 104,
    /// Raises the top again; with operand 1 the item below tells the offset to report.
    Reraise = 105,
    /// Sends into the iterator of `yield from` or `await`; jumps when it has returned.
    Send = 106,
    /// Adds to the set at depth oparg, in a comprehension.
    SetAdd = 107,
    /// Gives a function its defaults, annotations or closure; the operand is one of `function_attribute`.
    SetFunctionAttribute = 108,
    /// Adds the items of an iterable to the set at depth oparg.
    SetUpdate = 109,
    /// `owner.name = v`.
    StoreAttr = 110,
    /// Fills a cell.
    StoreDeref = 111,
    /// Binds a local.
    StoreFast = 112,
    /// Binds the local oparg >> 4 and loads the local oparg & 15.
    StoreFastLoadFast = 113,
    /// Binds the local oparg >> 4 to the top and the local oparg & 15 to the item below.
    StoreFastStoreFast = 114,
    /// Binds a global.
    StoreGlobal = 115,
    /// Binds a name in the locals mapping.
    StoreName = 116,
    /// Exchanges the top with the item at depth oparg, counted from 1.
    Swap = 117,
    /// `a, *b, c = seq`: oparg & 255 items before the star, oparg >> 8 after it.
    UnpackEx = 118,
    /// Exactly oparg items of an iterable, the first one on top.
    UnpackSequence = 119,
    /// Yields the top. Operand 1: inside `yield from` or `await`.
    YieldValue = 120,
    /// Start or continuation of a frame: checks the eval breaker. The operand says where (`resume`).
    Resume = 128,
    /// float + float.
    BinaryOpAddFloat = 129,
    /// Sum of two small ints.
    BinaryOpAddInt = 130,
    /// str + str.
    BinaryOpAddUnicode = 131,
    /// A pair of types from a table of further fast paths.
    BinaryOpExtend = 132,
    /// float * float.
    BinaryOpMultiplyFloat = 133,
    /// Product of two small ints.
    BinaryOpMultiplyInt = 134,
    /// Item of an exact dict.
    BinaryOpSubscrDict = 135,
    /// Subscript of a class whose `__getitem__` is a Python function.
    BinaryOpSubscrGetitem = 136,
    /// Item of an exact list at a small non-negative index.
    BinaryOpSubscrListInt = 137,
    /// Slice of an exact list.
    BinaryOpSubscrListSlice = 138,
    /// Character of an exact str at a small non-negative index.
    BinaryOpSubscrStrInt = 139,
    /// Item of an exact tuple at a small non-negative index.
    BinaryOpSubscrTupleInt = 140,
    /// float - float.
    BinaryOpSubtractFloat = 141,
    /// Difference of two small ints.
    BinaryOpSubtractInt = 142,
    /// Call of a class whose `__init__` is a Python function.
    CallAllocAndEnterInit = 143,
    /// Call of a bound Python method that gets exactly its positional parameters.
    CallBoundMethodExactArgs = 144,
    /// Call of a bound Python method.
    CallBoundMethodGeneral = 145,
    /// Call of a builtin class with a vector call.
    CallBuiltinClass = 146,
    /// Call of a builtin function that takes an array of arguments.
    CallBuiltinFast = 147,
    /// Call of a builtin function that takes an array of arguments and keywords.
    CallBuiltinFastWithKeywords = 148,
    /// Call of a builtin function of one argument.
    CallBuiltinO = 149,
    /// `isinstance(object, class)`.
    CallIsinstance = 150,
    /// Call of a bound Python method with keywords.
    CallKwBoundMethod = 151,
    /// Call with keywords of what is not a Python function.
    CallKwNonPy = 152,
    /// Call of a Python function with keywords.
    CallKwPy = 153,
    /// `len(object)`.
    CallLen = 154,
    /// `list.append(object)` of which the result is dropped.
    CallListAppend = 155,
    /// Call of a builtin method that takes an array of arguments.
    CallMethodDescriptorFast = 156,
    /// Call of a builtin method that takes an array of arguments and keywords.
    CallMethodDescriptorFastWithKeywords = 157,
    /// Call of a builtin method without arguments.
    CallMethodDescriptorNoargs = 158,
    /// Call of a builtin method of one argument.
    CallMethodDescriptorO = 159,
    /// Call of what is not a Python function.
    CallNonPyGeneral = 160,
    /// Call of a Python function that gets exactly its positional parameters.
    CallPyExactArgs = 161,
    /// Call of a Python function.
    CallPyGeneral = 162,
    /// `str(object)`.
    CallStr1 = 163,
    /// `tuple(iterable)`.
    CallTuple1 = 164,
    /// `type(object)`.
    CallType1 = 165,
    /// Comparison of two floats.
    CompareOpFloat = 166,
    /// Comparison of two small ints.
    CompareOpInt = 167,
    /// Equality of two strings.
    CompareOpStr = 168,
    /// Key in an exact dict.
    ContainsOpDict = 169,
    /// Item in a set or frozenset.
    ContainsOpSet = 170,
    /// Next item of a generator, whose frame is entered directly.
    ForIterGen = 171,
    /// Next item of a list iterator.
    ForIterList = 172,
    /// Next item of a range iterator.
    ForIterRange = 173,
    /// Next item of a tuple iterator.
    ForIterTuple = 174,
    /// Jump backward that counts towards compilation.
    JumpBackwardJit = 175,
    /// Jump backward where there is no compiler.
    JumpBackwardNoJit = 176,
    /// Attribute of a class.
    LoadAttrClass = 177,
    /// Attribute of a class that has a metaclass.
    LoadAttrClassWithMetaclassCheck = 178,
    /// Attribute of a class whose `__getattribute__` is a Python function.
    LoadAttrGetattributeOverridden = 179,
    /// Attribute in the inline values of an instance.
    LoadAttrInstanceValue = 180,
    /// Method of an instance whose dictionary does not exist yet.
    LoadAttrMethodLazyDict = 181,
    /// Method of an instance without a dictionary.
    LoadAttrMethodNoDict = 182,
    /// Method of an instance with inline values.
    LoadAttrMethodWithValues = 183,
    /// Attribute of a module.
    LoadAttrModule = 184,
    /// Plain class attribute of an instance without a dictionary.
    LoadAttrNondescriptorNoDict = 185,
    /// Plain class attribute of an instance with inline values.
    LoadAttrNondescriptorWithValues = 186,
    /// Property whose getter is a Python function.
    LoadAttrProperty = 187,
    /// Member of `__slots__`.
    LoadAttrSlot = 188,
    /// Attribute in the dictionary of an instance, with the place to look at first.
    LoadAttrWithHint = 189,
    /// Immortal constant.
    LoadConstImmortal = 190,
    /// Counted constant.
    LoadConstMortal = 191,
    /// Builtin that no global hides.
    LoadGlobalBuiltin = 192,
    /// Global at a known place in its dictionary.
    LoadGlobalModule = 193,
    /// `super()` attribute.
    LoadSuperAttrAttr = 194,
    /// `super()` method that is called.
    LoadSuperAttrMethod = 195,
    /// `RESUME` when nothing waits.
    ResumeCheck = 196,
    /// Sends into a generator or coroutine, whose frame is entered directly.
    SendGen = 197,
    /// Attribute in the inline values of an instance.
    StoreAttrInstanceValue = 198,
    /// Member of `__slots__`.
    StoreAttrSlot = 199,
    /// Attribute in the dictionary of an instance, with the place to look at first.
    StoreAttrWithHint = 200,
    /// Item of an exact dict.
    StoreSubscrDict = 201,
    /// Item of an exact list at a small non-negative index.
    StoreSubscrListInt = 202,
    /// Truth of an object that has neither `__bool__` nor `__len__`.
    ToBoolAlwaysTrue = 203,
    /// Truth of a bool.
    ToBoolBool = 204,
    /// Truth of an int.
    ToBoolInt = 205,
    /// Truth of a list.
    ToBoolList = 206,
    /// Truth of None.
    ToBoolNone = 207,
    /// Truth of a str.
    ToBoolStr = 208,
    /// Unpacks an exact list of the right length.
    UnpackSequenceList = 209,
    /// Unpacks an exact tuple of the right length.
    UnpackSequenceTuple = 210,
    /// Unpacks an exact tuple of two.
    UnpackSequenceTwoTuple = 211,
    /// `END_FOR` that reports to the monitoring tools.
    InstrumentedEndFor = 234,
    /// `POP_ITER` that reports to the monitoring tools.
    InstrumentedPopIter = 235,
    /// `END_SEND` that reports to the monitoring tools.
    InstrumentedEndSend = 236,
    /// `FOR_ITER` that reports to the monitoring tools.
    InstrumentedForIter = 237,
    /// Reports an instruction to the monitoring tools, then does what it replaced.
    InstrumentedInstruction = 238,
    /// `JUMP_FORWARD` that reports to the monitoring tools.
    InstrumentedJumpForward = 239,
    /// `NOT_TAKEN` that reports to the monitoring tools.
    InstrumentedNotTaken = 240,
    /// `POP_JUMP_IF_TRUE` that reports to the monitoring tools.
    InstrumentedPopJumpIfTrue = 241,
    /// `POP_JUMP_IF_FALSE` that reports to the monitoring tools.
    InstrumentedPopJumpIfFalse = 242,
    /// `POP_JUMP_IF_NONE` that reports to the monitoring tools.
    InstrumentedPopJumpIfNone = 243,
    /// `POP_JUMP_IF_NOT_NONE` that reports to the monitoring tools.
    InstrumentedPopJumpIfNotNone = 244,
    /// `RESUME` that reports to the monitoring tools.
    InstrumentedResume = 245,
    /// `RETURN_VALUE` that reports to the monitoring tools.
    InstrumentedReturnValue = 246,
    /// `YIELD_VALUE` that reports to the monitoring tools.
    InstrumentedYieldValue = 247,
    /// `END_ASYNC_FOR` that reports to the monitoring tools.
    InstrumentedEndAsyncFor = 248,
    /// `LOAD_SUPER_ATTR` that reports to the monitoring tools.
    InstrumentedLoadSuperAttr = 249,
    /// `CALL` that reports to the monitoring tools.
    InstrumentedCall = 250,
    /// `CALL_KW` that reports to the monitoring tools.
    InstrumentedCallKw = 251,
    /// `CALL_FUNCTION_EX` that reports to the monitoring tools.
    InstrumentedCallFunctionEx = 252,
    /// `JUMP_BACKWARD` that reports to the monitoring tools.
    InstrumentedJumpBackward = 253,
    /// Reports a line to the monitoring tools, then does what it replaced.
    InstrumentedLine = 254,
    /// Enters compiled code in place of a loop's jump.
    EnterExecutor = 255,
    /// Where the module's annotation bookkeeping goes if it turns out to be needed. Becomes `NOP`.
    AnnotationsPlaceholder = 256,
    /// Jump forward or backward, as the order of the blocks will have it.
    Jump = 257,
    /// Jump if the truth of the top is False; keeps the top.
    JumpIfFalse = 258,
    /// Jump if the truth of the top is True; keeps the top.
    JumpIfTrue = 259,
    /// Jump that does not look at the eval breaker.
    JumpNoInterrupt = 260,
    /// The cell of a variable, to build a closure.
    LoadClosure = 261,
    /// The end of the innermost protected range.
    PopBlock = 262,
    /// Start of a range protected by a handler that gets the offset and the exception.
    SetupCleanup = 263,
    /// Start of a range protected by a handler that gets the exception.
    SetupFinally = 264,
    /// Start of the body of a `with`.
    SetupWith = 265,
    /// Puts back what `LOAD_FAST_AND_CLEAR` has saved.
    StoreFastMaybeNull = 266,
}

pub(crate) const ARG: u16 = 1 << 0;
pub(crate) const CONST: u16 = 1 << 1;
pub(crate) const NAME: u16 = 1 << 2;
pub(crate) const JUMP: u16 = 1 << 3;
pub(crate) const FREE: u16 = 1 << 4;
pub(crate) const LOCAL: u16 = 1 << 5;
pub(crate) const EVAL_BREAK: u16 = 1 << 6;
pub(crate) const ERROR: u16 = 1 << 7;
pub(crate) const ESCAPES: u16 = 1 << 8;
pub(crate) const DEOPT: u16 = 1 << 9;
pub(crate) const PURE: u16 = 1 << 10;
pub(crate) const UNCONDITIONAL_JUMP: u16 = 1 << 11;
pub(crate) const SCOPE_EXIT: u16 = 1 << 12;
pub(crate) const BLOCK_PUSH: u16 = 1 << 13;
/// CPython's spelling; a number that is not used has its digits in angle brackets.
pub(crate) static NAMES: [&str; 267] = [
    "CACHE",
    "BINARY_SLICE",
    "BUILD_TEMPLATE",
    "BINARY_OP_INPLACE_ADD_UNICODE",
    "CALL_FUNCTION_EX",
    "CHECK_EG_MATCH",
    "CHECK_EXC_MATCH",
    "CLEANUP_THROW",
    "DELETE_SUBSCR",
    "END_FOR",
    "END_SEND",
    "EXIT_INIT_CHECK",
    "FORMAT_SIMPLE",
    "FORMAT_WITH_SPEC",
    "GET_AITER",
    "GET_ANEXT",
    "GET_ITER",
    "RESERVED",
    "GET_LEN",
    "GET_YIELD_FROM_ITER",
    "INTERPRETER_EXIT",
    "LOAD_BUILD_CLASS",
    "LOAD_LOCALS",
    "MAKE_FUNCTION",
    "MATCH_KEYS",
    "MATCH_MAPPING",
    "MATCH_SEQUENCE",
    "NOP",
    "NOT_TAKEN",
    "POP_EXCEPT",
    "POP_ITER",
    "POP_TOP",
    "PUSH_EXC_INFO",
    "PUSH_NULL",
    "RETURN_GENERATOR",
    "RETURN_VALUE",
    "SETUP_ANNOTATIONS",
    "STORE_SLICE",
    "STORE_SUBSCR",
    "TO_BOOL",
    "UNARY_INVERT",
    "UNARY_NEGATIVE",
    "UNARY_NOT",
    "WITH_EXCEPT_START",
    "BINARY_OP",
    "BUILD_INTERPOLATION",
    "BUILD_LIST",
    "BUILD_MAP",
    "BUILD_SET",
    "BUILD_SLICE",
    "BUILD_STRING",
    "BUILD_TUPLE",
    "CALL",
    "CALL_INTRINSIC_1",
    "CALL_INTRINSIC_2",
    "CALL_KW",
    "COMPARE_OP",
    "CONTAINS_OP",
    "CONVERT_VALUE",
    "COPY",
    "COPY_FREE_VARS",
    "DELETE_ATTR",
    "DELETE_DEREF",
    "DELETE_FAST",
    "DELETE_GLOBAL",
    "DELETE_NAME",
    "DICT_MERGE",
    "DICT_UPDATE",
    "END_ASYNC_FOR",
    "EXTENDED_ARG",
    "FOR_ITER",
    "GET_AWAITABLE",
    "IMPORT_FROM",
    "IMPORT_NAME",
    "IS_OP",
    "JUMP_BACKWARD",
    "JUMP_BACKWARD_NO_INTERRUPT",
    "JUMP_FORWARD",
    "LIST_APPEND",
    "LIST_EXTEND",
    "LOAD_ATTR",
    "LOAD_COMMON_CONSTANT",
    "LOAD_CONST",
    "LOAD_DEREF",
    "LOAD_FAST",
    "LOAD_FAST_AND_CLEAR",
    "LOAD_FAST_BORROW",
    "LOAD_FAST_BORROW_LOAD_FAST_BORROW",
    "LOAD_FAST_CHECK",
    "LOAD_FAST_LOAD_FAST",
    "LOAD_FROM_DICT_OR_DEREF",
    "LOAD_FROM_DICT_OR_GLOBALS",
    "LOAD_GLOBAL",
    "LOAD_NAME",
    "LOAD_SMALL_INT",
    "LOAD_SPECIAL",
    "LOAD_SUPER_ATTR",
    "MAKE_CELL",
    "MAP_ADD",
    "MATCH_CLASS",
    "POP_JUMP_IF_FALSE",
    "POP_JUMP_IF_NONE",
    "POP_JUMP_IF_NOT_NONE",
    "POP_JUMP_IF_TRUE",
    "RAISE_VARARGS",
    "RERAISE",
    "SEND",
    "SET_ADD",
    "SET_FUNCTION_ATTRIBUTE",
    "SET_UPDATE",
    "STORE_ATTR",
    "STORE_DEREF",
    "STORE_FAST",
    "STORE_FAST_LOAD_FAST",
    "STORE_FAST_STORE_FAST",
    "STORE_GLOBAL",
    "STORE_NAME",
    "SWAP",
    "UNPACK_EX",
    "UNPACK_SEQUENCE",
    "YIELD_VALUE",
    "<121>",
    "<122>",
    "<123>",
    "<124>",
    "<125>",
    "<126>",
    "<127>",
    "RESUME",
    "BINARY_OP_ADD_FLOAT",
    "BINARY_OP_ADD_INT",
    "BINARY_OP_ADD_UNICODE",
    "BINARY_OP_EXTEND",
    "BINARY_OP_MULTIPLY_FLOAT",
    "BINARY_OP_MULTIPLY_INT",
    "BINARY_OP_SUBSCR_DICT",
    "BINARY_OP_SUBSCR_GETITEM",
    "BINARY_OP_SUBSCR_LIST_INT",
    "BINARY_OP_SUBSCR_LIST_SLICE",
    "BINARY_OP_SUBSCR_STR_INT",
    "BINARY_OP_SUBSCR_TUPLE_INT",
    "BINARY_OP_SUBTRACT_FLOAT",
    "BINARY_OP_SUBTRACT_INT",
    "CALL_ALLOC_AND_ENTER_INIT",
    "CALL_BOUND_METHOD_EXACT_ARGS",
    "CALL_BOUND_METHOD_GENERAL",
    "CALL_BUILTIN_CLASS",
    "CALL_BUILTIN_FAST",
    "CALL_BUILTIN_FAST_WITH_KEYWORDS",
    "CALL_BUILTIN_O",
    "CALL_ISINSTANCE",
    "CALL_KW_BOUND_METHOD",
    "CALL_KW_NON_PY",
    "CALL_KW_PY",
    "CALL_LEN",
    "CALL_LIST_APPEND",
    "CALL_METHOD_DESCRIPTOR_FAST",
    "CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS",
    "CALL_METHOD_DESCRIPTOR_NOARGS",
    "CALL_METHOD_DESCRIPTOR_O",
    "CALL_NON_PY_GENERAL",
    "CALL_PY_EXACT_ARGS",
    "CALL_PY_GENERAL",
    "CALL_STR_1",
    "CALL_TUPLE_1",
    "CALL_TYPE_1",
    "COMPARE_OP_FLOAT",
    "COMPARE_OP_INT",
    "COMPARE_OP_STR",
    "CONTAINS_OP_DICT",
    "CONTAINS_OP_SET",
    "FOR_ITER_GEN",
    "FOR_ITER_LIST",
    "FOR_ITER_RANGE",
    "FOR_ITER_TUPLE",
    "JUMP_BACKWARD_JIT",
    "JUMP_BACKWARD_NO_JIT",
    "LOAD_ATTR_CLASS",
    "LOAD_ATTR_CLASS_WITH_METACLASS_CHECK",
    "LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN",
    "LOAD_ATTR_INSTANCE_VALUE",
    "LOAD_ATTR_METHOD_LAZY_DICT",
    "LOAD_ATTR_METHOD_NO_DICT",
    "LOAD_ATTR_METHOD_WITH_VALUES",
    "LOAD_ATTR_MODULE",
    "LOAD_ATTR_NONDESCRIPTOR_NO_DICT",
    "LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES",
    "LOAD_ATTR_PROPERTY",
    "LOAD_ATTR_SLOT",
    "LOAD_ATTR_WITH_HINT",
    "LOAD_CONST_IMMORTAL",
    "LOAD_CONST_MORTAL",
    "LOAD_GLOBAL_BUILTIN",
    "LOAD_GLOBAL_MODULE",
    "LOAD_SUPER_ATTR_ATTR",
    "LOAD_SUPER_ATTR_METHOD",
    "RESUME_CHECK",
    "SEND_GEN",
    "STORE_ATTR_INSTANCE_VALUE",
    "STORE_ATTR_SLOT",
    "STORE_ATTR_WITH_HINT",
    "STORE_SUBSCR_DICT",
    "STORE_SUBSCR_LIST_INT",
    "TO_BOOL_ALWAYS_TRUE",
    "TO_BOOL_BOOL",
    "TO_BOOL_INT",
    "TO_BOOL_LIST",
    "TO_BOOL_NONE",
    "TO_BOOL_STR",
    "UNPACK_SEQUENCE_LIST",
    "UNPACK_SEQUENCE_TUPLE",
    "UNPACK_SEQUENCE_TWO_TUPLE",
    "<212>",
    "<213>",
    "<214>",
    "<215>",
    "<216>",
    "<217>",
    "<218>",
    "<219>",
    "<220>",
    "<221>",
    "<222>",
    "<223>",
    "<224>",
    "<225>",
    "<226>",
    "<227>",
    "<228>",
    "<229>",
    "<230>",
    "<231>",
    "<232>",
    "<233>",
    "INSTRUMENTED_END_FOR",
    "INSTRUMENTED_POP_ITER",
    "INSTRUMENTED_END_SEND",
    "INSTRUMENTED_FOR_ITER",
    "INSTRUMENTED_INSTRUCTION",
    "INSTRUMENTED_JUMP_FORWARD",
    "INSTRUMENTED_NOT_TAKEN",
    "INSTRUMENTED_POP_JUMP_IF_TRUE",
    "INSTRUMENTED_POP_JUMP_IF_FALSE",
    "INSTRUMENTED_POP_JUMP_IF_NONE",
    "INSTRUMENTED_POP_JUMP_IF_NOT_NONE",
    "INSTRUMENTED_RESUME",
    "INSTRUMENTED_RETURN_VALUE",
    "INSTRUMENTED_YIELD_VALUE",
    "INSTRUMENTED_END_ASYNC_FOR",
    "INSTRUMENTED_LOAD_SUPER_ATTR",
    "INSTRUMENTED_CALL",
    "INSTRUMENTED_CALL_KW",
    "INSTRUMENTED_CALL_FUNCTION_EX",
    "INSTRUMENTED_JUMP_BACKWARD",
    "INSTRUMENTED_LINE",
    "ENTER_EXECUTOR",
    "ANNOTATIONS_PLACEHOLDER",
    "JUMP",
    "JUMP_IF_FALSE",
    "JUMP_IF_TRUE",
    "JUMP_NO_INTERRUPT",
    "LOAD_CLOSURE",
    "POP_BLOCK",
    "SETUP_CLEANUP",
    "SETUP_FINALLY",
    "SETUP_WITH",
    "STORE_FAST_MAYBE_NULL",
];

/// The opcode of each number.
pub(crate) static BY_NUMBER: [Option<Opcode>; 267] = [
    Some(Opcode::Cache),
    Some(Opcode::BinarySlice),
    Some(Opcode::BuildTemplate),
    Some(Opcode::BinaryOpInplaceAddUnicode),
    Some(Opcode::CallFunctionEx),
    Some(Opcode::CheckEgMatch),
    Some(Opcode::CheckExcMatch),
    Some(Opcode::CleanupThrow),
    Some(Opcode::DeleteSubscr),
    Some(Opcode::EndFor),
    Some(Opcode::EndSend),
    Some(Opcode::ExitInitCheck),
    Some(Opcode::FormatSimple),
    Some(Opcode::FormatWithSpec),
    Some(Opcode::GetAiter),
    Some(Opcode::GetAnext),
    Some(Opcode::GetIter),
    Some(Opcode::Reserved),
    Some(Opcode::GetLen),
    Some(Opcode::GetYieldFromIter),
    Some(Opcode::InterpreterExit),
    Some(Opcode::LoadBuildClass),
    Some(Opcode::LoadLocals),
    Some(Opcode::MakeFunction),
    Some(Opcode::MatchKeys),
    Some(Opcode::MatchMapping),
    Some(Opcode::MatchSequence),
    Some(Opcode::Nop),
    Some(Opcode::NotTaken),
    Some(Opcode::PopExcept),
    Some(Opcode::PopIter),
    Some(Opcode::PopTop),
    Some(Opcode::PushExcInfo),
    Some(Opcode::PushNull),
    Some(Opcode::ReturnGenerator),
    Some(Opcode::ReturnValue),
    Some(Opcode::SetupAnnotations),
    Some(Opcode::StoreSlice),
    Some(Opcode::StoreSubscr),
    Some(Opcode::ToBool),
    Some(Opcode::UnaryInvert),
    Some(Opcode::UnaryNegative),
    Some(Opcode::UnaryNot),
    Some(Opcode::WithExceptStart),
    Some(Opcode::BinaryOp),
    Some(Opcode::BuildInterpolation),
    Some(Opcode::BuildList),
    Some(Opcode::BuildMap),
    Some(Opcode::BuildSet),
    Some(Opcode::BuildSlice),
    Some(Opcode::BuildString),
    Some(Opcode::BuildTuple),
    Some(Opcode::Call),
    Some(Opcode::CallIntrinsic1),
    Some(Opcode::CallIntrinsic2),
    Some(Opcode::CallKw),
    Some(Opcode::CompareOp),
    Some(Opcode::ContainsOp),
    Some(Opcode::ConvertValue),
    Some(Opcode::Copy),
    Some(Opcode::CopyFreeVars),
    Some(Opcode::DeleteAttr),
    Some(Opcode::DeleteDeref),
    Some(Opcode::DeleteFast),
    Some(Opcode::DeleteGlobal),
    Some(Opcode::DeleteName),
    Some(Opcode::DictMerge),
    Some(Opcode::DictUpdate),
    Some(Opcode::EndAsyncFor),
    Some(Opcode::ExtendedArg),
    Some(Opcode::ForIter),
    Some(Opcode::GetAwaitable),
    Some(Opcode::ImportFrom),
    Some(Opcode::ImportName),
    Some(Opcode::IsOp),
    Some(Opcode::JumpBackward),
    Some(Opcode::JumpBackwardNoInterrupt),
    Some(Opcode::JumpForward),
    Some(Opcode::ListAppend),
    Some(Opcode::ListExtend),
    Some(Opcode::LoadAttr),
    Some(Opcode::LoadCommonConstant),
    Some(Opcode::LoadConst),
    Some(Opcode::LoadDeref),
    Some(Opcode::LoadFast),
    Some(Opcode::LoadFastAndClear),
    Some(Opcode::LoadFastBorrow),
    Some(Opcode::LoadFastBorrowLoadFastBorrow),
    Some(Opcode::LoadFastCheck),
    Some(Opcode::LoadFastLoadFast),
    Some(Opcode::LoadFromDictOrDeref),
    Some(Opcode::LoadFromDictOrGlobals),
    Some(Opcode::LoadGlobal),
    Some(Opcode::LoadName),
    Some(Opcode::LoadSmallInt),
    Some(Opcode::LoadSpecial),
    Some(Opcode::LoadSuperAttr),
    Some(Opcode::MakeCell),
    Some(Opcode::MapAdd),
    Some(Opcode::MatchClass),
    Some(Opcode::PopJumpIfFalse),
    Some(Opcode::PopJumpIfNone),
    Some(Opcode::PopJumpIfNotNone),
    Some(Opcode::PopJumpIfTrue),
    Some(Opcode::RaiseVarargs),
    Some(Opcode::Reraise),
    Some(Opcode::Send),
    Some(Opcode::SetAdd),
    Some(Opcode::SetFunctionAttribute),
    Some(Opcode::SetUpdate),
    Some(Opcode::StoreAttr),
    Some(Opcode::StoreDeref),
    Some(Opcode::StoreFast),
    Some(Opcode::StoreFastLoadFast),
    Some(Opcode::StoreFastStoreFast),
    Some(Opcode::StoreGlobal),
    Some(Opcode::StoreName),
    Some(Opcode::Swap),
    Some(Opcode::UnpackEx),
    Some(Opcode::UnpackSequence),
    Some(Opcode::YieldValue),
    None,
    None,
    None,
    None,
    None,
    None,
    None,
    Some(Opcode::Resume),
    Some(Opcode::BinaryOpAddFloat),
    Some(Opcode::BinaryOpAddInt),
    Some(Opcode::BinaryOpAddUnicode),
    Some(Opcode::BinaryOpExtend),
    Some(Opcode::BinaryOpMultiplyFloat),
    Some(Opcode::BinaryOpMultiplyInt),
    Some(Opcode::BinaryOpSubscrDict),
    Some(Opcode::BinaryOpSubscrGetitem),
    Some(Opcode::BinaryOpSubscrListInt),
    Some(Opcode::BinaryOpSubscrListSlice),
    Some(Opcode::BinaryOpSubscrStrInt),
    Some(Opcode::BinaryOpSubscrTupleInt),
    Some(Opcode::BinaryOpSubtractFloat),
    Some(Opcode::BinaryOpSubtractInt),
    Some(Opcode::CallAllocAndEnterInit),
    Some(Opcode::CallBoundMethodExactArgs),
    Some(Opcode::CallBoundMethodGeneral),
    Some(Opcode::CallBuiltinClass),
    Some(Opcode::CallBuiltinFast),
    Some(Opcode::CallBuiltinFastWithKeywords),
    Some(Opcode::CallBuiltinO),
    Some(Opcode::CallIsinstance),
    Some(Opcode::CallKwBoundMethod),
    Some(Opcode::CallKwNonPy),
    Some(Opcode::CallKwPy),
    Some(Opcode::CallLen),
    Some(Opcode::CallListAppend),
    Some(Opcode::CallMethodDescriptorFast),
    Some(Opcode::CallMethodDescriptorFastWithKeywords),
    Some(Opcode::CallMethodDescriptorNoargs),
    Some(Opcode::CallMethodDescriptorO),
    Some(Opcode::CallNonPyGeneral),
    Some(Opcode::CallPyExactArgs),
    Some(Opcode::CallPyGeneral),
    Some(Opcode::CallStr1),
    Some(Opcode::CallTuple1),
    Some(Opcode::CallType1),
    Some(Opcode::CompareOpFloat),
    Some(Opcode::CompareOpInt),
    Some(Opcode::CompareOpStr),
    Some(Opcode::ContainsOpDict),
    Some(Opcode::ContainsOpSet),
    Some(Opcode::ForIterGen),
    Some(Opcode::ForIterList),
    Some(Opcode::ForIterRange),
    Some(Opcode::ForIterTuple),
    Some(Opcode::JumpBackwardJit),
    Some(Opcode::JumpBackwardNoJit),
    Some(Opcode::LoadAttrClass),
    Some(Opcode::LoadAttrClassWithMetaclassCheck),
    Some(Opcode::LoadAttrGetattributeOverridden),
    Some(Opcode::LoadAttrInstanceValue),
    Some(Opcode::LoadAttrMethodLazyDict),
    Some(Opcode::LoadAttrMethodNoDict),
    Some(Opcode::LoadAttrMethodWithValues),
    Some(Opcode::LoadAttrModule),
    Some(Opcode::LoadAttrNondescriptorNoDict),
    Some(Opcode::LoadAttrNondescriptorWithValues),
    Some(Opcode::LoadAttrProperty),
    Some(Opcode::LoadAttrSlot),
    Some(Opcode::LoadAttrWithHint),
    Some(Opcode::LoadConstImmortal),
    Some(Opcode::LoadConstMortal),
    Some(Opcode::LoadGlobalBuiltin),
    Some(Opcode::LoadGlobalModule),
    Some(Opcode::LoadSuperAttrAttr),
    Some(Opcode::LoadSuperAttrMethod),
    Some(Opcode::ResumeCheck),
    Some(Opcode::SendGen),
    Some(Opcode::StoreAttrInstanceValue),
    Some(Opcode::StoreAttrSlot),
    Some(Opcode::StoreAttrWithHint),
    Some(Opcode::StoreSubscrDict),
    Some(Opcode::StoreSubscrListInt),
    Some(Opcode::ToBoolAlwaysTrue),
    Some(Opcode::ToBoolBool),
    Some(Opcode::ToBoolInt),
    Some(Opcode::ToBoolList),
    Some(Opcode::ToBoolNone),
    Some(Opcode::ToBoolStr),
    Some(Opcode::UnpackSequenceList),
    Some(Opcode::UnpackSequenceTuple),
    Some(Opcode::UnpackSequenceTwoTuple),
    None,
    None,
    None,
    None,
    None,
    None,
    None,
    None,
    None,
    None,
    None,
    None,
    None,
    None,
    None,
    None,
    None,
    None,
    None,
    None,
    None,
    None,
    Some(Opcode::InstrumentedEndFor),
    Some(Opcode::InstrumentedPopIter),
    Some(Opcode::InstrumentedEndSend),
    Some(Opcode::InstrumentedForIter),
    Some(Opcode::InstrumentedInstruction),
    Some(Opcode::InstrumentedJumpForward),
    Some(Opcode::InstrumentedNotTaken),
    Some(Opcode::InstrumentedPopJumpIfTrue),
    Some(Opcode::InstrumentedPopJumpIfFalse),
    Some(Opcode::InstrumentedPopJumpIfNone),
    Some(Opcode::InstrumentedPopJumpIfNotNone),
    Some(Opcode::InstrumentedResume),
    Some(Opcode::InstrumentedReturnValue),
    Some(Opcode::InstrumentedYieldValue),
    Some(Opcode::InstrumentedEndAsyncFor),
    Some(Opcode::InstrumentedLoadSuperAttr),
    Some(Opcode::InstrumentedCall),
    Some(Opcode::InstrumentedCallKw),
    Some(Opcode::InstrumentedCallFunctionEx),
    Some(Opcode::InstrumentedJumpBackward),
    Some(Opcode::InstrumentedLine),
    Some(Opcode::EnterExecutor),
    Some(Opcode::AnnotationsPlaceholder),
    Some(Opcode::Jump),
    Some(Opcode::JumpIfFalse),
    Some(Opcode::JumpIfTrue),
    Some(Opcode::JumpNoInterrupt),
    Some(Opcode::LoadClosure),
    Some(Opcode::PopBlock),
    Some(Opcode::SetupCleanup),
    Some(Opcode::SetupFinally),
    Some(Opcode::SetupWith),
    Some(Opcode::StoreFastMaybeNull),
];

/// The flags of each number.
pub(crate) static FLAGS: [u16; 267] = [
    0x0, 0x180, 0x180, 0x3a0, 0x1c0, 0x180, 0x180, 0x180, 0x180, 0x100, 0x500, 0x180, 0x180, 0x180, 0x180,
    0x180, 0x180, 0x0, 0x180, 0x180, 0x0, 0x180, 0x180, 0x180, 0x180, 0x0, 0x0, 0x400, 0x400, 0x100, 0x500,
    0x500, 0x0, 0x400, 0x180, 0x1100, 0x180, 0x180, 0x180, 0x180, 0x180, 0x180, 0x400, 0x180, 0x181, 0x181,
    0x81, 0x181, 0x181, 0x81, 0x81, 0x81, 0x1c1, 0x181, 0x181, 0x181, 0x181, 0x181, 0x181, 0x401, 0x1, 0x185,
    0x191, 0x1a1, 0x185, 0x185, 0x181, 0x181, 0x189, 0x1, 0x189, 0x181, 0x185, 0x185, 0x1, 0x9c9, 0x809,
    0x809, 0x81, 0x181, 0x185, 0x1, 0x3, 0x1a1, 0x421, 0x21, 0x421, 0x21, 0x1a1, 0x21, 0x191, 0x185, 0x185,
    0x185, 0x1, 0x181, 0x185, 0x191, 0x181, 0x181, 0x9, 0x9, 0x9, 0x9, 0x1181, 0x1181, 0x189, 0x181, 0x1,
    0x181, 0x185, 0x111, 0x121, 0x121, 0x121, 0x185, 0x185, 0x401, 0x181, 0x181, 0x101, 0, 0, 0, 0, 0, 0, 0,
    0x1c1, 0x280, 0x280, 0x280, 0x300, 0x280, 0x280, 0x380, 0x200, 0x300, 0x380, 0x300, 0x300, 0x280, 0x280,
    0x381, 0x301, 0x381, 0x3c1, 0x3c1, 0x3c1, 0x3c1, 0x381, 0x381, 0x3c1, 0x381, 0x380, 0x381, 0x3c1, 0x3c1,
    0x3c1, 0x3c1, 0x3c1, 0x201, 0x381, 0x3c1, 0x3c1, 0x301, 0x201, 0x201, 0x201, 0x381, 0x381, 0x201, 0x309,
    0x289, 0x309, 0x1c9, 0x1c9, 0x201, 0x201, 0x205, 0x301, 0x201, 0x201, 0x201, 0x301, 0x301, 0x301, 0x201,
    0x201, 0x205, 0x3, 0x3, 0x201, 0x201, 0x385, 0x385, 0x200, 0x201, 0x300, 0x300, 0x305, 0x380, 0x300,
    0x300, 0x200, 0x300, 0x200, 0x200, 0x300, 0x201, 0x201, 0x301, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0x180, 0x100, 0x180, 0x189, 0x180, 0x1, 0x0, 0x1, 0x1, 0x101, 0x101, 0x1c1,
    0x180, 0x181, 0x189, 0x185, 0x1c1, 0x181, 0x1c0, 0x1c1, 0x100, 0x1, 0x400, 0x9c9, 0x189, 0x189, 0x809,
    0x421, 0x400, 0x2401, 0x2401, 0x2401, 0x121,
];

/// The code units of the inline cache.
pub(crate) static CACHE_UNITS: [u8; 267] = [
    0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 1, 3, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 3, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1, 0,
    0, 1, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5,
    5, 5, 5, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 0, 0, 4, 4, 1, 1, 0, 1, 4, 4, 4, 1, 1, 3, 3, 3, 3, 3, 3, 1,
    1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1,
    0, 0, 0, 0, 1, 3, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
];

/// The parts of the inline cache, with their code units.
pub(crate) static CACHES: [&[(&str, u8)]; 267] = [
    &[],
    &[],
    &[],
    &[("counter", 1), ("descr", 4)],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[("counter", 1)],
    &[("counter", 1), ("version", 2)],
    &[],
    &[],
    &[],
    &[],
    &[("counter", 1), ("descr", 4)],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[("counter", 1), ("func_version", 2)],
    &[],
    &[],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1)],
    &[("counter", 1)],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[("counter", 1)],
    &[],
    &[],
    &[],
    &[],
    &[("counter", 1)],
    &[],
    &[],
    &[],
    &[],
    &[("counter", 1), ("version", 2), ("keys_version", 2), ("descr", 4)],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[("counter", 1), ("index", 1), ("module_keys_version", 1), ("builtin_keys_version", 1)],
    &[],
    &[],
    &[],
    &[("counter", 1)],
    &[],
    &[],
    &[],
    &[("counter", 1)],
    &[("counter", 1)],
    &[("counter", 1)],
    &[("counter", 1)],
    &[],
    &[],
    &[("counter", 1)],
    &[],
    &[],
    &[],
    &[("counter", 1), ("version", 2), ("index", 1)],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[("counter", 1)],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[("counter", 1), ("descr", 4)],
    &[("counter", 1), ("descr", 4)],
    &[("counter", 1), ("descr", 4)],
    &[("counter", 1), ("descr", 4)],
    &[("counter", 1), ("descr", 4)],
    &[("counter", 1), ("descr", 4)],
    &[("counter", 1), ("descr", 4)],
    &[("counter", 1), ("descr", 4)],
    &[("counter", 1), ("descr", 4)],
    &[("counter", 1), ("descr", 4)],
    &[("counter", 1), ("descr", 4)],
    &[("counter", 1), ("descr", 4)],
    &[("counter", 1), ("descr", 4)],
    &[("counter", 1), ("descr", 4)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1)],
    &[("counter", 1)],
    &[("counter", 1)],
    &[("counter", 1)],
    &[("counter", 1)],
    &[("counter", 1)],
    &[("counter", 1)],
    &[("counter", 1)],
    &[("counter", 1)],
    &[("counter", 1)],
    &[("counter", 1)],
    &[("counter", 1), ("version", 2), ("keys_version", 2), ("descr", 4)],
    &[("counter", 1), ("version", 2), ("keys_version", 2), ("descr", 4)],
    &[("counter", 1), ("version", 2), ("keys_version", 2), ("descr", 4)],
    &[("counter", 1), ("version", 2), ("keys_version", 2), ("descr", 4)],
    &[("counter", 1), ("version", 2), ("keys_version", 2), ("descr", 4)],
    &[("counter", 1), ("version", 2), ("keys_version", 2), ("descr", 4)],
    &[("counter", 1), ("version", 2), ("keys_version", 2), ("descr", 4)],
    &[("counter", 1), ("version", 2), ("keys_version", 2), ("descr", 4)],
    &[("counter", 1), ("version", 2), ("keys_version", 2), ("descr", 4)],
    &[("counter", 1), ("version", 2), ("keys_version", 2), ("descr", 4)],
    &[("counter", 1), ("version", 2), ("keys_version", 2), ("descr", 4)],
    &[("counter", 1), ("version", 2), ("keys_version", 2), ("descr", 4)],
    &[("counter", 1), ("version", 2), ("keys_version", 2), ("descr", 4)],
    &[],
    &[],
    &[("counter", 1), ("index", 1), ("module_keys_version", 1), ("builtin_keys_version", 1)],
    &[("counter", 1), ("index", 1), ("module_keys_version", 1), ("builtin_keys_version", 1)],
    &[("counter", 1)],
    &[("counter", 1)],
    &[],
    &[("counter", 1)],
    &[("counter", 1), ("version", 2), ("index", 1)],
    &[("counter", 1), ("version", 2), ("index", 1)],
    &[("counter", 1), ("version", 2), ("index", 1)],
    &[("counter", 1)],
    &[("counter", 1)],
    &[("counter", 1), ("version", 2)],
    &[("counter", 1), ("version", 2)],
    &[("counter", 1), ("version", 2)],
    &[("counter", 1), ("version", 2)],
    &[("counter", 1), ("version", 2)],
    &[("counter", 1), ("version", 2)],
    &[("counter", 1)],
    &[("counter", 1)],
    &[("counter", 1)],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[("counter", 1)],
    &[],
    &[],
    &[],
    &[("counter", 1)],
    &[("counter", 1)],
    &[("counter", 1)],
    &[("counter", 1)],
    &[],
    &[],
    &[],
    &[],
    &[("counter", 1)],
    &[("counter", 1), ("func_version", 2)],
    &[("counter", 1), ("func_version", 2)],
    &[],
    &[("counter", 1)],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
    &[],
];

/// The family head of a specialised form; any other opcode itself.
pub(crate) static HEADS: [Opcode; 267] = [
    Opcode::Cache,
    Opcode::BinarySlice,
    Opcode::BuildTemplate,
    Opcode::BinaryOp,
    Opcode::CallFunctionEx,
    Opcode::CheckEgMatch,
    Opcode::CheckExcMatch,
    Opcode::CleanupThrow,
    Opcode::DeleteSubscr,
    Opcode::EndFor,
    Opcode::EndSend,
    Opcode::ExitInitCheck,
    Opcode::FormatSimple,
    Opcode::FormatWithSpec,
    Opcode::GetAiter,
    Opcode::GetAnext,
    Opcode::GetIter,
    Opcode::Reserved,
    Opcode::GetLen,
    Opcode::GetYieldFromIter,
    Opcode::InterpreterExit,
    Opcode::LoadBuildClass,
    Opcode::LoadLocals,
    Opcode::MakeFunction,
    Opcode::MatchKeys,
    Opcode::MatchMapping,
    Opcode::MatchSequence,
    Opcode::Nop,
    Opcode::NotTaken,
    Opcode::PopExcept,
    Opcode::PopIter,
    Opcode::PopTop,
    Opcode::PushExcInfo,
    Opcode::PushNull,
    Opcode::ReturnGenerator,
    Opcode::ReturnValue,
    Opcode::SetupAnnotations,
    Opcode::StoreSlice,
    Opcode::StoreSubscr,
    Opcode::ToBool,
    Opcode::UnaryInvert,
    Opcode::UnaryNegative,
    Opcode::UnaryNot,
    Opcode::WithExceptStart,
    Opcode::BinaryOp,
    Opcode::BuildInterpolation,
    Opcode::BuildList,
    Opcode::BuildMap,
    Opcode::BuildSet,
    Opcode::BuildSlice,
    Opcode::BuildString,
    Opcode::BuildTuple,
    Opcode::Call,
    Opcode::CallIntrinsic1,
    Opcode::CallIntrinsic2,
    Opcode::CallKw,
    Opcode::CompareOp,
    Opcode::ContainsOp,
    Opcode::ConvertValue,
    Opcode::Copy,
    Opcode::CopyFreeVars,
    Opcode::DeleteAttr,
    Opcode::DeleteDeref,
    Opcode::DeleteFast,
    Opcode::DeleteGlobal,
    Opcode::DeleteName,
    Opcode::DictMerge,
    Opcode::DictUpdate,
    Opcode::EndAsyncFor,
    Opcode::ExtendedArg,
    Opcode::ForIter,
    Opcode::GetAwaitable,
    Opcode::ImportFrom,
    Opcode::ImportName,
    Opcode::IsOp,
    Opcode::JumpBackward,
    Opcode::JumpBackwardNoInterrupt,
    Opcode::JumpForward,
    Opcode::ListAppend,
    Opcode::ListExtend,
    Opcode::LoadAttr,
    Opcode::LoadCommonConstant,
    Opcode::LoadConst,
    Opcode::LoadDeref,
    Opcode::LoadFast,
    Opcode::LoadFastAndClear,
    Opcode::LoadFastBorrow,
    Opcode::LoadFastBorrowLoadFastBorrow,
    Opcode::LoadFastCheck,
    Opcode::LoadFastLoadFast,
    Opcode::LoadFromDictOrDeref,
    Opcode::LoadFromDictOrGlobals,
    Opcode::LoadGlobal,
    Opcode::LoadName,
    Opcode::LoadSmallInt,
    Opcode::LoadSpecial,
    Opcode::LoadSuperAttr,
    Opcode::MakeCell,
    Opcode::MapAdd,
    Opcode::MatchClass,
    Opcode::PopJumpIfFalse,
    Opcode::PopJumpIfNone,
    Opcode::PopJumpIfNotNone,
    Opcode::PopJumpIfTrue,
    Opcode::RaiseVarargs,
    Opcode::Reraise,
    Opcode::Send,
    Opcode::SetAdd,
    Opcode::SetFunctionAttribute,
    Opcode::SetUpdate,
    Opcode::StoreAttr,
    Opcode::StoreDeref,
    Opcode::StoreFast,
    Opcode::StoreFastLoadFast,
    Opcode::StoreFastStoreFast,
    Opcode::StoreGlobal,
    Opcode::StoreName,
    Opcode::Swap,
    Opcode::UnpackEx,
    Opcode::UnpackSequence,
    Opcode::YieldValue,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Resume,
    Opcode::BinaryOp,
    Opcode::BinaryOp,
    Opcode::BinaryOp,
    Opcode::BinaryOp,
    Opcode::BinaryOp,
    Opcode::BinaryOp,
    Opcode::BinaryOp,
    Opcode::BinaryOp,
    Opcode::BinaryOp,
    Opcode::BinaryOp,
    Opcode::BinaryOp,
    Opcode::BinaryOp,
    Opcode::BinaryOp,
    Opcode::BinaryOp,
    Opcode::Call,
    Opcode::Call,
    Opcode::Call,
    Opcode::Call,
    Opcode::Call,
    Opcode::Call,
    Opcode::Call,
    Opcode::Call,
    Opcode::CallKw,
    Opcode::CallKw,
    Opcode::CallKw,
    Opcode::Call,
    Opcode::Call,
    Opcode::Call,
    Opcode::Call,
    Opcode::Call,
    Opcode::Call,
    Opcode::Call,
    Opcode::Call,
    Opcode::Call,
    Opcode::Call,
    Opcode::Call,
    Opcode::Call,
    Opcode::CompareOp,
    Opcode::CompareOp,
    Opcode::CompareOp,
    Opcode::ContainsOp,
    Opcode::ContainsOp,
    Opcode::ForIter,
    Opcode::ForIter,
    Opcode::ForIter,
    Opcode::ForIter,
    Opcode::JumpBackward,
    Opcode::JumpBackward,
    Opcode::LoadAttr,
    Opcode::LoadAttr,
    Opcode::LoadAttr,
    Opcode::LoadAttr,
    Opcode::LoadAttr,
    Opcode::LoadAttr,
    Opcode::LoadAttr,
    Opcode::LoadAttr,
    Opcode::LoadAttr,
    Opcode::LoadAttr,
    Opcode::LoadAttr,
    Opcode::LoadAttr,
    Opcode::LoadAttr,
    Opcode::LoadConst,
    Opcode::LoadConst,
    Opcode::LoadGlobal,
    Opcode::LoadGlobal,
    Opcode::LoadSuperAttr,
    Opcode::LoadSuperAttr,
    Opcode::Resume,
    Opcode::Send,
    Opcode::StoreAttr,
    Opcode::StoreAttr,
    Opcode::StoreAttr,
    Opcode::StoreSubscr,
    Opcode::StoreSubscr,
    Opcode::ToBool,
    Opcode::ToBool,
    Opcode::ToBool,
    Opcode::ToBool,
    Opcode::ToBool,
    Opcode::ToBool,
    Opcode::UnpackSequence,
    Opcode::UnpackSequence,
    Opcode::UnpackSequence,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::InstrumentedEndFor,
    Opcode::InstrumentedPopIter,
    Opcode::InstrumentedEndSend,
    Opcode::InstrumentedForIter,
    Opcode::InstrumentedInstruction,
    Opcode::InstrumentedJumpForward,
    Opcode::InstrumentedNotTaken,
    Opcode::InstrumentedPopJumpIfTrue,
    Opcode::InstrumentedPopJumpIfFalse,
    Opcode::InstrumentedPopJumpIfNone,
    Opcode::InstrumentedPopJumpIfNotNone,
    Opcode::InstrumentedResume,
    Opcode::InstrumentedReturnValue,
    Opcode::InstrumentedYieldValue,
    Opcode::InstrumentedEndAsyncFor,
    Opcode::InstrumentedLoadSuperAttr,
    Opcode::InstrumentedCall,
    Opcode::InstrumentedCallKw,
    Opcode::InstrumentedCallFunctionEx,
    Opcode::InstrumentedJumpBackward,
    Opcode::InstrumentedLine,
    Opcode::EnterExecutor,
    Opcode::AnnotationsPlaceholder,
    Opcode::Jump,
    Opcode::JumpIfFalse,
    Opcode::JumpIfTrue,
    Opcode::JumpNoInterrupt,
    Opcode::LoadClosure,
    Opcode::PopBlock,
    Opcode::SetupCleanup,
    Opcode::SetupFinally,
    Opcode::SetupWith,
    Opcode::StoreFastMaybeNull,
];

/// What an instrumented form does; any other opcode itself.
pub(crate) static BASES: [Opcode; 267] = [
    Opcode::Cache,
    Opcode::BinarySlice,
    Opcode::BuildTemplate,
    Opcode::BinaryOpInplaceAddUnicode,
    Opcode::CallFunctionEx,
    Opcode::CheckEgMatch,
    Opcode::CheckExcMatch,
    Opcode::CleanupThrow,
    Opcode::DeleteSubscr,
    Opcode::EndFor,
    Opcode::EndSend,
    Opcode::ExitInitCheck,
    Opcode::FormatSimple,
    Opcode::FormatWithSpec,
    Opcode::GetAiter,
    Opcode::GetAnext,
    Opcode::GetIter,
    Opcode::Reserved,
    Opcode::GetLen,
    Opcode::GetYieldFromIter,
    Opcode::InterpreterExit,
    Opcode::LoadBuildClass,
    Opcode::LoadLocals,
    Opcode::MakeFunction,
    Opcode::MatchKeys,
    Opcode::MatchMapping,
    Opcode::MatchSequence,
    Opcode::Nop,
    Opcode::NotTaken,
    Opcode::PopExcept,
    Opcode::PopIter,
    Opcode::PopTop,
    Opcode::PushExcInfo,
    Opcode::PushNull,
    Opcode::ReturnGenerator,
    Opcode::ReturnValue,
    Opcode::SetupAnnotations,
    Opcode::StoreSlice,
    Opcode::StoreSubscr,
    Opcode::ToBool,
    Opcode::UnaryInvert,
    Opcode::UnaryNegative,
    Opcode::UnaryNot,
    Opcode::WithExceptStart,
    Opcode::BinaryOp,
    Opcode::BuildInterpolation,
    Opcode::BuildList,
    Opcode::BuildMap,
    Opcode::BuildSet,
    Opcode::BuildSlice,
    Opcode::BuildString,
    Opcode::BuildTuple,
    Opcode::Call,
    Opcode::CallIntrinsic1,
    Opcode::CallIntrinsic2,
    Opcode::CallKw,
    Opcode::CompareOp,
    Opcode::ContainsOp,
    Opcode::ConvertValue,
    Opcode::Copy,
    Opcode::CopyFreeVars,
    Opcode::DeleteAttr,
    Opcode::DeleteDeref,
    Opcode::DeleteFast,
    Opcode::DeleteGlobal,
    Opcode::DeleteName,
    Opcode::DictMerge,
    Opcode::DictUpdate,
    Opcode::EndAsyncFor,
    Opcode::ExtendedArg,
    Opcode::ForIter,
    Opcode::GetAwaitable,
    Opcode::ImportFrom,
    Opcode::ImportName,
    Opcode::IsOp,
    Opcode::JumpBackward,
    Opcode::JumpBackwardNoInterrupt,
    Opcode::JumpForward,
    Opcode::ListAppend,
    Opcode::ListExtend,
    Opcode::LoadAttr,
    Opcode::LoadCommonConstant,
    Opcode::LoadConst,
    Opcode::LoadDeref,
    Opcode::LoadFast,
    Opcode::LoadFastAndClear,
    Opcode::LoadFastBorrow,
    Opcode::LoadFastBorrowLoadFastBorrow,
    Opcode::LoadFastCheck,
    Opcode::LoadFastLoadFast,
    Opcode::LoadFromDictOrDeref,
    Opcode::LoadFromDictOrGlobals,
    Opcode::LoadGlobal,
    Opcode::LoadName,
    Opcode::LoadSmallInt,
    Opcode::LoadSpecial,
    Opcode::LoadSuperAttr,
    Opcode::MakeCell,
    Opcode::MapAdd,
    Opcode::MatchClass,
    Opcode::PopJumpIfFalse,
    Opcode::PopJumpIfNone,
    Opcode::PopJumpIfNotNone,
    Opcode::PopJumpIfTrue,
    Opcode::RaiseVarargs,
    Opcode::Reraise,
    Opcode::Send,
    Opcode::SetAdd,
    Opcode::SetFunctionAttribute,
    Opcode::SetUpdate,
    Opcode::StoreAttr,
    Opcode::StoreDeref,
    Opcode::StoreFast,
    Opcode::StoreFastLoadFast,
    Opcode::StoreFastStoreFast,
    Opcode::StoreGlobal,
    Opcode::StoreName,
    Opcode::Swap,
    Opcode::UnpackEx,
    Opcode::UnpackSequence,
    Opcode::YieldValue,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Resume,
    Opcode::BinaryOpAddFloat,
    Opcode::BinaryOpAddInt,
    Opcode::BinaryOpAddUnicode,
    Opcode::BinaryOpExtend,
    Opcode::BinaryOpMultiplyFloat,
    Opcode::BinaryOpMultiplyInt,
    Opcode::BinaryOpSubscrDict,
    Opcode::BinaryOpSubscrGetitem,
    Opcode::BinaryOpSubscrListInt,
    Opcode::BinaryOpSubscrListSlice,
    Opcode::BinaryOpSubscrStrInt,
    Opcode::BinaryOpSubscrTupleInt,
    Opcode::BinaryOpSubtractFloat,
    Opcode::BinaryOpSubtractInt,
    Opcode::CallAllocAndEnterInit,
    Opcode::CallBoundMethodExactArgs,
    Opcode::CallBoundMethodGeneral,
    Opcode::CallBuiltinClass,
    Opcode::CallBuiltinFast,
    Opcode::CallBuiltinFastWithKeywords,
    Opcode::CallBuiltinO,
    Opcode::CallIsinstance,
    Opcode::CallKwBoundMethod,
    Opcode::CallKwNonPy,
    Opcode::CallKwPy,
    Opcode::CallLen,
    Opcode::CallListAppend,
    Opcode::CallMethodDescriptorFast,
    Opcode::CallMethodDescriptorFastWithKeywords,
    Opcode::CallMethodDescriptorNoargs,
    Opcode::CallMethodDescriptorO,
    Opcode::CallNonPyGeneral,
    Opcode::CallPyExactArgs,
    Opcode::CallPyGeneral,
    Opcode::CallStr1,
    Opcode::CallTuple1,
    Opcode::CallType1,
    Opcode::CompareOpFloat,
    Opcode::CompareOpInt,
    Opcode::CompareOpStr,
    Opcode::ContainsOpDict,
    Opcode::ContainsOpSet,
    Opcode::ForIterGen,
    Opcode::ForIterList,
    Opcode::ForIterRange,
    Opcode::ForIterTuple,
    Opcode::JumpBackwardJit,
    Opcode::JumpBackwardNoJit,
    Opcode::LoadAttrClass,
    Opcode::LoadAttrClassWithMetaclassCheck,
    Opcode::LoadAttrGetattributeOverridden,
    Opcode::LoadAttrInstanceValue,
    Opcode::LoadAttrMethodLazyDict,
    Opcode::LoadAttrMethodNoDict,
    Opcode::LoadAttrMethodWithValues,
    Opcode::LoadAttrModule,
    Opcode::LoadAttrNondescriptorNoDict,
    Opcode::LoadAttrNondescriptorWithValues,
    Opcode::LoadAttrProperty,
    Opcode::LoadAttrSlot,
    Opcode::LoadAttrWithHint,
    Opcode::LoadConstImmortal,
    Opcode::LoadConstMortal,
    Opcode::LoadGlobalBuiltin,
    Opcode::LoadGlobalModule,
    Opcode::LoadSuperAttrAttr,
    Opcode::LoadSuperAttrMethod,
    Opcode::ResumeCheck,
    Opcode::SendGen,
    Opcode::StoreAttrInstanceValue,
    Opcode::StoreAttrSlot,
    Opcode::StoreAttrWithHint,
    Opcode::StoreSubscrDict,
    Opcode::StoreSubscrListInt,
    Opcode::ToBoolAlwaysTrue,
    Opcode::ToBoolBool,
    Opcode::ToBoolInt,
    Opcode::ToBoolList,
    Opcode::ToBoolNone,
    Opcode::ToBoolStr,
    Opcode::UnpackSequenceList,
    Opcode::UnpackSequenceTuple,
    Opcode::UnpackSequenceTwoTuple,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::Cache,
    Opcode::EndFor,
    Opcode::PopIter,
    Opcode::EndSend,
    Opcode::ForIter,
    Opcode::InstrumentedInstruction,
    Opcode::JumpForward,
    Opcode::NotTaken,
    Opcode::PopJumpIfTrue,
    Opcode::PopJumpIfFalse,
    Opcode::PopJumpIfNone,
    Opcode::PopJumpIfNotNone,
    Opcode::Resume,
    Opcode::ReturnValue,
    Opcode::YieldValue,
    Opcode::EndAsyncFor,
    Opcode::LoadSuperAttr,
    Opcode::Call,
    Opcode::CallKw,
    Opcode::CallFunctionEx,
    Opcode::JumpBackward,
    Opcode::InstrumentedLine,
    Opcode::EnterExecutor,
    Opcode::AnnotationsPlaceholder,
    Opcode::Jump,
    Opcode::JumpIfFalse,
    Opcode::JumpIfTrue,
    Opcode::JumpNoInterrupt,
    Opcode::LoadClosure,
    Opcode::PopBlock,
    Opcode::SetupCleanup,
    Opcode::SetupFinally,
    Opcode::SetupWith,
    Opcode::StoreFastMaybeNull,
];

/// The specialised forms of a family head.
pub(crate) fn specializations(opcode: Opcode) -> &'static [Opcode] {
    match opcode {
        Opcode::BinaryOp => &[
            Opcode::BinaryOpInplaceAddUnicode,
            Opcode::BinaryOpAddFloat,
            Opcode::BinaryOpAddInt,
            Opcode::BinaryOpAddUnicode,
            Opcode::BinaryOpExtend,
            Opcode::BinaryOpMultiplyFloat,
            Opcode::BinaryOpMultiplyInt,
            Opcode::BinaryOpSubscrDict,
            Opcode::BinaryOpSubscrGetitem,
            Opcode::BinaryOpSubscrListInt,
            Opcode::BinaryOpSubscrListSlice,
            Opcode::BinaryOpSubscrStrInt,
            Opcode::BinaryOpSubscrTupleInt,
            Opcode::BinaryOpSubtractFloat,
            Opcode::BinaryOpSubtractInt,
        ],
        Opcode::Call => &[
            Opcode::CallAllocAndEnterInit,
            Opcode::CallBoundMethodExactArgs,
            Opcode::CallBoundMethodGeneral,
            Opcode::CallBuiltinClass,
            Opcode::CallBuiltinFast,
            Opcode::CallBuiltinFastWithKeywords,
            Opcode::CallBuiltinO,
            Opcode::CallIsinstance,
            Opcode::CallLen,
            Opcode::CallListAppend,
            Opcode::CallMethodDescriptorFast,
            Opcode::CallMethodDescriptorFastWithKeywords,
            Opcode::CallMethodDescriptorNoargs,
            Opcode::CallMethodDescriptorO,
            Opcode::CallNonPyGeneral,
            Opcode::CallPyExactArgs,
            Opcode::CallPyGeneral,
            Opcode::CallStr1,
            Opcode::CallTuple1,
            Opcode::CallType1,
        ],
        Opcode::CallKw => &[Opcode::CallKwBoundMethod, Opcode::CallKwNonPy, Opcode::CallKwPy],
        Opcode::CompareOp => &[Opcode::CompareOpFloat, Opcode::CompareOpInt, Opcode::CompareOpStr],
        Opcode::ContainsOp => &[Opcode::ContainsOpDict, Opcode::ContainsOpSet],
        Opcode::ForIter => {
            &[Opcode::ForIterGen, Opcode::ForIterList, Opcode::ForIterRange, Opcode::ForIterTuple]
        }
        Opcode::JumpBackward => &[Opcode::JumpBackwardJit, Opcode::JumpBackwardNoJit],
        Opcode::LoadAttr => &[
            Opcode::LoadAttrClass,
            Opcode::LoadAttrClassWithMetaclassCheck,
            Opcode::LoadAttrGetattributeOverridden,
            Opcode::LoadAttrInstanceValue,
            Opcode::LoadAttrMethodLazyDict,
            Opcode::LoadAttrMethodNoDict,
            Opcode::LoadAttrMethodWithValues,
            Opcode::LoadAttrModule,
            Opcode::LoadAttrNondescriptorNoDict,
            Opcode::LoadAttrNondescriptorWithValues,
            Opcode::LoadAttrProperty,
            Opcode::LoadAttrSlot,
            Opcode::LoadAttrWithHint,
        ],
        Opcode::LoadConst => &[Opcode::LoadConstImmortal, Opcode::LoadConstMortal],
        Opcode::LoadGlobal => &[Opcode::LoadGlobalBuiltin, Opcode::LoadGlobalModule],
        Opcode::LoadSuperAttr => &[Opcode::LoadSuperAttrAttr, Opcode::LoadSuperAttrMethod],
        Opcode::Resume => &[Opcode::ResumeCheck],
        Opcode::Send => &[Opcode::SendGen],
        Opcode::StoreAttr => {
            &[Opcode::StoreAttrInstanceValue, Opcode::StoreAttrSlot, Opcode::StoreAttrWithHint]
        }
        Opcode::StoreSubscr => &[Opcode::StoreSubscrDict, Opcode::StoreSubscrListInt],
        Opcode::ToBool => &[
            Opcode::ToBoolAlwaysTrue,
            Opcode::ToBoolBool,
            Opcode::ToBoolInt,
            Opcode::ToBoolList,
            Opcode::ToBoolNone,
            Opcode::ToBoolStr,
        ],
        Opcode::UnpackSequence => {
            &[Opcode::UnpackSequenceList, Opcode::UnpackSequenceTuple, Opcode::UnpackSequenceTwoTuple]
        }
        _ => &[],
    }
}

/// What the assembler makes of an instruction of the compiler.
pub(crate) fn becomes(opcode: Opcode) -> &'static [Opcode] {
    match opcode {
        Opcode::AnnotationsPlaceholder => &[Opcode::Nop],
        Opcode::Jump => &[Opcode::JumpForward, Opcode::JumpBackward],
        Opcode::JumpIfFalse => &[Opcode::Copy, Opcode::ToBool, Opcode::PopJumpIfFalse],
        Opcode::JumpIfTrue => &[Opcode::Copy, Opcode::ToBool, Opcode::PopJumpIfTrue],
        Opcode::JumpNoInterrupt => &[Opcode::JumpForward, Opcode::JumpBackwardNoInterrupt],
        Opcode::LoadClosure => &[Opcode::LoadFast],
        Opcode::PopBlock => &[Opcode::Nop],
        Opcode::SetupCleanup => &[Opcode::Nop],
        Opcode::SetupFinally => &[Opcode::Nop],
        Opcode::SetupWith => &[Opcode::Nop],
        Opcode::StoreFastMaybeNull => &[Opcode::StoreFast],
        _ => &[],
    }
}

/// Stands in `POPPED` and `PUSHED` for a count that depends on the operand.
pub(crate) const BY_OPERAND: i8 = -1;

/// How many items an instruction takes from the stack, or [`BY_OPERAND`].
pub(crate) static POPPED: [i8; 267] = [
    0, 3, 2, 2, 4, 2, 2, 3, 2, 1, 2, 1, 1, 2, 1, 1, 1, 0, 1, 1, 1, 0, 0, 1, 2, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0,
    1, 0, 4, 3, 1, 1, 1, 1, 5, 2, BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND,
    BY_OPERAND, BY_OPERAND, 1, 2, BY_OPERAND, 2, 2, 1, BY_OPERAND, 0, 1, 0, 0, 0, 0, BY_OPERAND, BY_OPERAND,
    2, 0, 1, 1, 1, 2, 2, 0, 0, 0, BY_OPERAND, BY_OPERAND, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 3,
    0, BY_OPERAND, 3, 1, 1, 1, 1, BY_OPERAND, BY_OPERAND, 2, BY_OPERAND, 2, BY_OPERAND, 2, 1, 1, 1, 2, 1, 1,
    BY_OPERAND, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, BY_OPERAND,
    BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND,
    BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND,
    BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND, 2, 2, 2, 2, 2, 1, 1, 1, 1, 0, 0,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 3, 3, 0, 2, 2, 2, 2, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 1, 0, 0, 0, 1, 1, 1, 1, 0, 1,
    1, 2, 3, BY_OPERAND, BY_OPERAND, 4, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1,
];

/// How many items an instruction takes from the stack, if that depends on the operand.
pub(crate) const fn popped(opcode: Opcode, oparg: i64) -> i64 {
    match opcode {
        Opcode::Copy => 1 + (oparg - 1),
        Opcode::Reraise => 1 + (oparg),
        Opcode::BuildInterpolation => 2 + (oparg & 1),
        Opcode::DictUpdate | Opcode::ListAppend | Opcode::ListExtend | Opcode::SetAdd | Opcode::SetUpdate => {
            2 + (oparg - 1)
        }
        Opcode::Swap => 2 + (oparg - 2),
        Opcode::Call
        | Opcode::CallAllocAndEnterInit
        | Opcode::CallBoundMethodExactArgs
        | Opcode::CallBoundMethodGeneral
        | Opcode::CallBuiltinClass
        | Opcode::CallBuiltinFast
        | Opcode::CallBuiltinFastWithKeywords
        | Opcode::CallBuiltinO
        | Opcode::CallIsinstance
        | Opcode::CallLen
        | Opcode::CallListAppend
        | Opcode::CallMethodDescriptorFast
        | Opcode::CallMethodDescriptorFastWithKeywords
        | Opcode::CallMethodDescriptorNoargs
        | Opcode::CallMethodDescriptorO
        | Opcode::CallNonPyGeneral
        | Opcode::CallPyExactArgs
        | Opcode::CallPyGeneral
        | Opcode::CallStr1
        | Opcode::CallTuple1
        | Opcode::CallType1
        | Opcode::InstrumentedCall => 2 + (oparg),
        Opcode::MapAdd => 3 + (oparg - 1),
        Opcode::CallKw
        | Opcode::CallKwBoundMethod
        | Opcode::CallKwNonPy
        | Opcode::CallKwPy
        | Opcode::InstrumentedCallKw => 3 + (oparg),
        Opcode::DictMerge => 5 + (oparg - 1),
        Opcode::BuildList
        | Opcode::BuildSet
        | Opcode::BuildSlice
        | Opcode::BuildString
        | Opcode::BuildTuple
        | Opcode::RaiseVarargs => oparg,
        Opcode::BuildMap => oparg * 2,
        _ => 0,
    }
}

/// How many items an instruction leaves on the stack, or [`BY_OPERAND`].
pub(crate) static PUSHED: [i8; 267] = [
    0, 1, 1, 1, 1, 2, 2, 2, 0, 0, 1, 0, 1, 1, 1, 2, 1, 0, 2, 1, 0, 1, 1, 1, 3, 2, 2, 0, 0, 0, 0, 0, 2, 1, 1,
    1, 0, 0, 0, 1, 1, 1, 1, 6, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, BY_OPERAND, 0, 0, 0, 0, 0, 0,
    BY_OPERAND, BY_OPERAND, 0, 0, 2, 1, 2, 1, 1, 0, 0, 0, BY_OPERAND, BY_OPERAND, BY_OPERAND, 1, 1, 1, 1, 1,
    1, 2, 1, 2, 1, 1, BY_OPERAND, 1, 1, 2, BY_OPERAND, 0, BY_OPERAND, 1, 0, 0, 0, 0, 0, BY_OPERAND, 2,
    BY_OPERAND, 1, BY_OPERAND, 0, 0, 0, 1, 0, 0, 0, BY_OPERAND, BY_OPERAND, BY_OPERAND, 1, 0, 0, 0, 0, 0, 0,
    0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 0, 0, BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND,
    BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND, 1, 1,
    BY_OPERAND, BY_OPERAND, BY_OPERAND, BY_OPERAND, 0, 2, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, BY_OPERAND,
    BY_OPERAND, BY_OPERAND, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0,
    0, 0, 0, 0, 0, 0, 0, 1, 1, 0, BY_OPERAND, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 0, 1, 0, 2, 1, 1, 0,
];

/// How many items an instruction leaves on the stack, if that depends on the operand.
pub(crate) const fn pushed(opcode: Opcode, oparg: i64) -> i64 {
    match opcode {
        Opcode::LoadAttr
        | Opcode::LoadGlobal
        | Opcode::LoadSuperAttr
        | Opcode::LoadAttrClass
        | Opcode::LoadAttrClassWithMetaclassCheck
        | Opcode::LoadAttrGetattributeOverridden
        | Opcode::LoadAttrInstanceValue
        | Opcode::LoadAttrMethodLazyDict
        | Opcode::LoadAttrMethodNoDict
        | Opcode::LoadAttrMethodWithValues
        | Opcode::LoadAttrModule
        | Opcode::LoadAttrNondescriptorNoDict
        | Opcode::LoadAttrNondescriptorWithValues
        | Opcode::LoadAttrProperty
        | Opcode::LoadAttrSlot
        | Opcode::LoadAttrWithHint
        | Opcode::LoadGlobalBuiltin
        | Opcode::LoadGlobalModule
        | Opcode::LoadSuperAttrAttr
        | Opcode::LoadSuperAttrMethod
        | Opcode::InstrumentedLoadSuperAttr => 1 + (oparg & 1),
        Opcode::UnpackEx => 1 + (oparg & 255) + (oparg >> 8),
        Opcode::DictUpdate
        | Opcode::ListAppend
        | Opcode::ListExtend
        | Opcode::MapAdd
        | Opcode::SetAdd
        | Opcode::SetUpdate => 1 + (oparg - 1),
        Opcode::Copy => 2 + (oparg - 1),
        Opcode::Swap => 2 + (oparg - 2),
        Opcode::DictMerge => 4 + (oparg - 1),
        Opcode::Reraise
        | Opcode::UnpackSequence
        | Opcode::UnpackSequenceList
        | Opcode::UnpackSequenceTuple
        | Opcode::UnpackSequenceTwoTuple => oparg,
        _ => 0,
    }
}

/// Operand of `BINARY_OP`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum BinaryOp {
    /// `NB_ADD`: `+`
    Add = 0,
    /// `NB_AND`: `&`
    And = 1,
    /// `NB_FLOOR_DIVIDE`: `//`
    FloorDivide = 2,
    /// `NB_LSHIFT`: `<<`
    Lshift = 3,
    /// `NB_MATRIX_MULTIPLY`: `@`
    MatrixMultiply = 4,
    /// `NB_MULTIPLY`: `*`
    Multiply = 5,
    /// `NB_REMAINDER`: `%`
    Remainder = 6,
    /// `NB_OR`: `|`
    Or = 7,
    /// `NB_POWER`: `**`
    Power = 8,
    /// `NB_RSHIFT`: `>>`
    Rshift = 9,
    /// `NB_SUBTRACT`: `-`
    Subtract = 10,
    /// `NB_TRUE_DIVIDE`: `/`
    TrueDivide = 11,
    /// `NB_XOR`: `^`
    Xor = 12,
    /// `NB_INPLACE_ADD`: `+=`
    InplaceAdd = 13,
    /// `NB_INPLACE_AND`: `&=`
    InplaceAnd = 14,
    /// `NB_INPLACE_FLOOR_DIVIDE`: `//=`
    InplaceFloorDivide = 15,
    /// `NB_INPLACE_LSHIFT`: `<<=`
    InplaceLshift = 16,
    /// `NB_INPLACE_MATRIX_MULTIPLY`: `@=`
    InplaceMatrixMultiply = 17,
    /// `NB_INPLACE_MULTIPLY`: `*=`
    InplaceMultiply = 18,
    /// `NB_INPLACE_REMAINDER`: `%=`
    InplaceRemainder = 19,
    /// `NB_INPLACE_OR`: `|=`
    InplaceOr = 20,
    /// `NB_INPLACE_POWER`: `**=`
    InplacePower = 21,
    /// `NB_INPLACE_RSHIFT`: `>>=`
    InplaceRshift = 22,
    /// `NB_INPLACE_SUBTRACT`: `-=`
    InplaceSubtract = 23,
    /// `NB_INPLACE_TRUE_DIVIDE`: `/=`
    InplaceTrueDivide = 24,
    /// `NB_INPLACE_XOR`: `^=`
    InplaceXor = 25,
    /// `NB_SUBSCR`: `[]`
    Subscr = 26,
}

impl BinaryOp {
    /// All of them, in the order of their numbers.
    pub const ALL: &[Self] = &[
        Self::Add,
        Self::And,
        Self::FloorDivide,
        Self::Lshift,
        Self::MatrixMultiply,
        Self::Multiply,
        Self::Remainder,
        Self::Or,
        Self::Power,
        Self::Rshift,
        Self::Subtract,
        Self::TrueDivide,
        Self::Xor,
        Self::InplaceAdd,
        Self::InplaceAnd,
        Self::InplaceFloorDivide,
        Self::InplaceLshift,
        Self::InplaceMatrixMultiply,
        Self::InplaceMultiply,
        Self::InplaceRemainder,
        Self::InplaceOr,
        Self::InplacePower,
        Self::InplaceRshift,
        Self::InplaceSubtract,
        Self::InplaceTrueDivide,
        Self::InplaceXor,
        Self::Subscr,
    ];

    /// The one with a number.
    pub fn from_oparg(oparg: u32) -> Option<Self> {
        Self::ALL.get(oparg as usize).copied()
    }

    /// CPython's name of it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Add => "NB_ADD",
            Self::And => "NB_AND",
            Self::FloorDivide => "NB_FLOOR_DIVIDE",
            Self::Lshift => "NB_LSHIFT",
            Self::MatrixMultiply => "NB_MATRIX_MULTIPLY",
            Self::Multiply => "NB_MULTIPLY",
            Self::Remainder => "NB_REMAINDER",
            Self::Or => "NB_OR",
            Self::Power => "NB_POWER",
            Self::Rshift => "NB_RSHIFT",
            Self::Subtract => "NB_SUBTRACT",
            Self::TrueDivide => "NB_TRUE_DIVIDE",
            Self::Xor => "NB_XOR",
            Self::InplaceAdd => "NB_INPLACE_ADD",
            Self::InplaceAnd => "NB_INPLACE_AND",
            Self::InplaceFloorDivide => "NB_INPLACE_FLOOR_DIVIDE",
            Self::InplaceLshift => "NB_INPLACE_LSHIFT",
            Self::InplaceMatrixMultiply => "NB_INPLACE_MATRIX_MULTIPLY",
            Self::InplaceMultiply => "NB_INPLACE_MULTIPLY",
            Self::InplaceRemainder => "NB_INPLACE_REMAINDER",
            Self::InplaceOr => "NB_INPLACE_OR",
            Self::InplacePower => "NB_INPLACE_POWER",
            Self::InplaceRshift => "NB_INPLACE_RSHIFT",
            Self::InplaceSubtract => "NB_INPLACE_SUBTRACT",
            Self::InplaceTrueDivide => "NB_INPLACE_TRUE_DIVIDE",
            Self::InplaceXor => "NB_INPLACE_XOR",
            Self::Subscr => "NB_SUBSCR",
        }
    }

    /// The text that stands for it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::And => "&",
            Self::FloorDivide => "//",
            Self::Lshift => "<<",
            Self::MatrixMultiply => "@",
            Self::Multiply => "*",
            Self::Remainder => "%",
            Self::Or => "|",
            Self::Power => "**",
            Self::Rshift => ">>",
            Self::Subtract => "-",
            Self::TrueDivide => "/",
            Self::Xor => "^",
            Self::InplaceAdd => "+=",
            Self::InplaceAnd => "&=",
            Self::InplaceFloorDivide => "//=",
            Self::InplaceLshift => "<<=",
            Self::InplaceMatrixMultiply => "@=",
            Self::InplaceMultiply => "*=",
            Self::InplaceRemainder => "%=",
            Self::InplaceOr => "|=",
            Self::InplacePower => "**=",
            Self::InplaceRshift => ">>=",
            Self::InplaceSubtract => "-=",
            Self::InplaceTrueDivide => "/=",
            Self::InplaceXor => "^=",
            Self::Subscr => "[]",
        }
    }
}

/// Operand of `LOAD_COMMON_CONSTANT`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum CommonConstant {
    /// `CONSTANT_ASSERTION_ERROR`: `AssertionError`
    AssertionError = 0,
    /// `CONSTANT_NOT_IMPLEMENTED_ERROR`: `NotImplementedError`
    NotImplementedError = 1,
    /// `CONSTANT_BUILTIN_TUPLE`: `tuple`
    BuiltinTuple = 2,
    /// `CONSTANT_BUILTIN_ALL`: `all`
    BuiltinAll = 3,
    /// `CONSTANT_BUILTIN_ANY`: `any`
    BuiltinAny = 4,
}

impl CommonConstant {
    /// All of them, in the order of their numbers.
    pub const ALL: &[Self] = &[
        Self::AssertionError,
        Self::NotImplementedError,
        Self::BuiltinTuple,
        Self::BuiltinAll,
        Self::BuiltinAny,
    ];

    /// The one with a number.
    pub fn from_oparg(oparg: u32) -> Option<Self> {
        Self::ALL.get(oparg as usize).copied()
    }

    /// CPython's name of it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AssertionError => "CONSTANT_ASSERTION_ERROR",
            Self::NotImplementedError => "CONSTANT_NOT_IMPLEMENTED_ERROR",
            Self::BuiltinTuple => "CONSTANT_BUILTIN_TUPLE",
            Self::BuiltinAll => "CONSTANT_BUILTIN_ALL",
            Self::BuiltinAny => "CONSTANT_BUILTIN_ANY",
        }
    }

    /// The text that stands for it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::AssertionError => "AssertionError",
            Self::NotImplementedError => "NotImplementedError",
            Self::BuiltinTuple => "tuple",
            Self::BuiltinAll => "all",
            Self::BuiltinAny => "any",
        }
    }
}

/// The operator in the operand of `COMPARE_OP`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Comparison {
    /// `PY_LT`: `<`
    Lt = 0,
    /// `PY_LE`: `<=`
    Le = 1,
    /// `PY_EQ`: `==`
    Eq = 2,
    /// `PY_NE`: `!=`
    Ne = 3,
    /// `PY_GT`: `>`
    Gt = 4,
    /// `PY_GE`: `>=`
    Ge = 5,
}

impl Comparison {
    /// All of them, in the order of their numbers.
    pub const ALL: &[Self] = &[Self::Lt, Self::Le, Self::Eq, Self::Ne, Self::Gt, Self::Ge];

    /// The one with a number.
    pub fn from_oparg(oparg: u32) -> Option<Self> {
        Self::ALL.get(oparg as usize).copied()
    }

    /// CPython's name of it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lt => "PY_LT",
            Self::Le => "PY_LE",
            Self::Eq => "PY_EQ",
            Self::Ne => "PY_NE",
            Self::Gt => "PY_GT",
            Self::Ge => "PY_GE",
        }
    }

    /// The text that stands for it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Eq => "==",
            Self::Ne => "!=",
            Self::Gt => ">",
            Self::Ge => ">=",
        }
    }
}

/// Operand of `CONVERT_VALUE`, and the conversion in the operand of `BUILD_INTERPOLATION`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Conversion {
    /// `FVC_STR`: `str`
    Str = 1,
    /// `FVC_REPR`: `repr`
    Repr = 2,
    /// `FVC_ASCII`: `ascii`
    Ascii = 3,
}

impl Conversion {
    /// All of them, in the order of their numbers.
    pub const ALL: &[Self] = &[Self::Str, Self::Repr, Self::Ascii];

    /// The one with a number.
    pub fn from_oparg(oparg: u32) -> Option<Self> {
        Self::ALL.get(oparg.checked_sub(1)? as usize).copied()
    }

    /// CPython's name of it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Str => "FVC_STR",
            Self::Repr => "FVC_REPR",
            Self::Ascii => "FVC_ASCII",
        }
    }

    /// The text that stands for it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Str => "str",
            Self::Repr => "repr",
            Self::Ascii => "ascii",
        }
    }
}

/// Operand of `CALL_INTRINSIC_1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Intrinsic1 {
    /// `INTRINSIC_PRINT`: `print`
    Print = 1,
    /// `INTRINSIC_IMPORT_STAR`: `import *`
    ImportStar = 2,
    /// `INTRINSIC_STOPITERATION_ERROR`: `StopIteration error`
    StopiterationError = 3,
    /// `INTRINSIC_ASYNC_GEN_WRAP`: `async generator wrap`
    AsyncGenWrap = 4,
    /// `INTRINSIC_UNARY_POSITIVE`: `unary +`
    UnaryPositive = 5,
    /// `INTRINSIC_LIST_TO_TUPLE`: `list to tuple`
    ListToTuple = 6,
    /// `INTRINSIC_TYPEVAR`: `TypeVar`
    Typevar = 7,
    /// `INTRINSIC_PARAMSPEC`: `ParamSpec`
    Paramspec = 8,
    /// `INTRINSIC_TYPEVARTUPLE`: `TypeVarTuple`
    Typevartuple = 9,
    /// `INTRINSIC_SUBSCRIPT_GENERIC`: `Generic[...]`
    SubscriptGeneric = 10,
    /// `INTRINSIC_TYPEALIAS`: `type alias`
    Typealias = 11,
}

impl Intrinsic1 {
    /// All of them, in the order of their numbers.
    pub const ALL: &[Self] = &[
        Self::Print,
        Self::ImportStar,
        Self::StopiterationError,
        Self::AsyncGenWrap,
        Self::UnaryPositive,
        Self::ListToTuple,
        Self::Typevar,
        Self::Paramspec,
        Self::Typevartuple,
        Self::SubscriptGeneric,
        Self::Typealias,
    ];

    /// The one with a number.
    pub fn from_oparg(oparg: u32) -> Option<Self> {
        Self::ALL.get(oparg.checked_sub(1)? as usize).copied()
    }

    /// CPython's name of it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Print => "INTRINSIC_PRINT",
            Self::ImportStar => "INTRINSIC_IMPORT_STAR",
            Self::StopiterationError => "INTRINSIC_STOPITERATION_ERROR",
            Self::AsyncGenWrap => "INTRINSIC_ASYNC_GEN_WRAP",
            Self::UnaryPositive => "INTRINSIC_UNARY_POSITIVE",
            Self::ListToTuple => "INTRINSIC_LIST_TO_TUPLE",
            Self::Typevar => "INTRINSIC_TYPEVAR",
            Self::Paramspec => "INTRINSIC_PARAMSPEC",
            Self::Typevartuple => "INTRINSIC_TYPEVARTUPLE",
            Self::SubscriptGeneric => "INTRINSIC_SUBSCRIPT_GENERIC",
            Self::Typealias => "INTRINSIC_TYPEALIAS",
        }
    }

    /// The text that stands for it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Print => "print",
            Self::ImportStar => "import *",
            Self::StopiterationError => "StopIteration error",
            Self::AsyncGenWrap => "async generator wrap",
            Self::UnaryPositive => "unary +",
            Self::ListToTuple => "list to tuple",
            Self::Typevar => "TypeVar",
            Self::Paramspec => "ParamSpec",
            Self::Typevartuple => "TypeVarTuple",
            Self::SubscriptGeneric => "Generic[...]",
            Self::Typealias => "type alias",
        }
    }
}

/// Operand of `CALL_INTRINSIC_2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Intrinsic2 {
    /// `INTRINSIC_PREP_RERAISE_STAR`: `prepare to re-raise a group`
    PrepReraiseStar = 1,
    /// `INTRINSIC_TYPEVAR_WITH_BOUND`: `TypeVar with bound`
    TypevarWithBound = 2,
    /// `INTRINSIC_TYPEVAR_WITH_CONSTRAINTS`: `TypeVar with constraints`
    TypevarWithConstraints = 3,
    /// `INTRINSIC_SET_FUNCTION_TYPE_PARAMS`: `set type parameters`
    SetFunctionTypeParams = 4,
    /// `INTRINSIC_SET_TYPEPARAM_DEFAULT`: `set type parameter's default`
    SetTypeparamDefault = 5,
}

impl Intrinsic2 {
    /// All of them, in the order of their numbers.
    pub const ALL: &[Self] = &[
        Self::PrepReraiseStar,
        Self::TypevarWithBound,
        Self::TypevarWithConstraints,
        Self::SetFunctionTypeParams,
        Self::SetTypeparamDefault,
    ];

    /// The one with a number.
    pub fn from_oparg(oparg: u32) -> Option<Self> {
        Self::ALL.get(oparg.checked_sub(1)? as usize).copied()
    }

    /// CPython's name of it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PrepReraiseStar => "INTRINSIC_PREP_RERAISE_STAR",
            Self::TypevarWithBound => "INTRINSIC_TYPEVAR_WITH_BOUND",
            Self::TypevarWithConstraints => "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS",
            Self::SetFunctionTypeParams => "INTRINSIC_SET_FUNCTION_TYPE_PARAMS",
            Self::SetTypeparamDefault => "INTRINSIC_SET_TYPEPARAM_DEFAULT",
        }
    }

    /// The text that stands for it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::PrepReraiseStar => "prepare to re-raise a group",
            Self::TypevarWithBound => "TypeVar with bound",
            Self::TypevarWithConstraints => "TypeVar with constraints",
            Self::SetFunctionTypeParams => "set type parameters",
            Self::SetTypeparamDefault => "set type parameter's default",
        }
    }
}

/// Operand of `LOAD_SPECIAL`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum SpecialMethod {
    /// `SPECIAL_ENTER`: `__enter__`
    Enter = 0,
    /// `SPECIAL_EXIT`: `__exit__`
    Exit = 1,
    /// `SPECIAL_AENTER`: `__aenter__`
    Aenter = 2,
    /// `SPECIAL_AEXIT`: `__aexit__`
    Aexit = 3,
}

impl SpecialMethod {
    /// All of them, in the order of their numbers.
    pub const ALL: &[Self] = &[Self::Enter, Self::Exit, Self::Aenter, Self::Aexit];

    /// The one with a number.
    pub fn from_oparg(oparg: u32) -> Option<Self> {
        Self::ALL.get(oparg as usize).copied()
    }

    /// CPython's name of it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Enter => "SPECIAL_ENTER",
            Self::Exit => "SPECIAL_EXIT",
            Self::Aenter => "SPECIAL_AENTER",
            Self::Aexit => "SPECIAL_AEXIT",
        }
    }

    /// The text that stands for it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Enter => "__enter__",
            Self::Exit => "__exit__",
            Self::Aenter => "__aenter__",
            Self::Aexit => "__aexit__",
        }
    }
}

/// Operand of `GET_AWAITABLE`.
pub mod awaitable {
    /// `await`.
    pub const PLAIN: u32 = 0;
    /// The result of `__aenter__`.
    pub const AENTER: u32 = 1;
    /// The result of `__aexit__`.
    pub const AEXIT: u32 = 2;
}

/// The bits of `COMPARE_OP`'s operand below the operator.
pub mod compare {
    /// True if unordered.
    pub const UNORDERED: u32 = 1;
    /// True if less.
    pub const LESS_THAN: u32 = 2;
    /// True if greater.
    pub const GREATER_THAN: u32 = 4;
    /// True if equal.
    pub const EQUALS: u32 = 8;
    /// The result is made a bool.
    pub const TO_BOOL: u32 = 16;
    /// Where the `Comparison` begins.
    pub const SHIFT: u32 = 5;
}

/// Operand of `SET_FUNCTION_ATTRIBUTE`.
pub mod function_attribute {
    /// Tuple of the positional defaults.
    pub const DEFAULTS: u32 = 1;
    /// Dict of the defaults of keyword-only parameters.
    pub const KWDEFAULTS: u32 = 2;
    /// Tuple of names and annotations.
    pub const ANNOTATIONS: u32 = 4;
    /// Tuple of cells.
    pub const CLOSURE: u32 = 8;
    /// The `__annotate__` function.
    pub const ANNOTATE: u32 = 16;
}

/// Limits of operands.
pub mod limit {
    /// `LOAD_SMALL_INT` has an operand below this.
    pub const SMALL_INTS: u32 = 256;
    /// Both locals of an instruction that has two are below this.
    pub const FAST_PAIR: u32 = 16;
}

/// Operand of `RESUME`.
pub mod resume {
    /// The start of a frame.
    pub const AT_FUNC_START: u32 = 0;
    /// After `yield`.
    pub const AFTER_YIELD: u32 = 1;
    /// After `yield from`.
    pub const AFTER_YIELD_FROM: u32 = 2;
    /// After `await`.
    pub const AFTER_AWAIT: u32 = 3;
    /// The bits of the place.
    pub const LOCATION_MASK: u32 = 3;
    /// The only protected range around it is that of the generator itself.
    pub const DEPTH1_MASK: u32 = 4;
}
