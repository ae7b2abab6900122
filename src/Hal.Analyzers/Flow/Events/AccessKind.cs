using System;

namespace Hal.Analyzers.Flow.Events;

[Flags]
internal enum AccessKind : byte
{
    Read = 1,
    Write = 2,

    /// <summary>The pointer is computed and checked, the memory itself not yet touched.</summary>
    Pointer = 4,

    /// <summary>Memory is handed to code that may write it and need not.</summary>
    Possible = 8,

    /// <summary>One access of its own width, that the compiler does not split, repeat or remove: Volatile, Interlocked, a volatile field, MmioRegion.</summary>
    Indivisible = 16,

    /// <summary>By a method of the program that was handed the memory, which may go about it in any way.</summary>
    Handed = 32,
}
