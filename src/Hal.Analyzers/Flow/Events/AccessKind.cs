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
}
