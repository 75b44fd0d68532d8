//! From the syntax tree to code objects: symbol table, lowering, flow graph, assembler.
