using System;

namespace Hal.Analyzers.Flow.Values;

/// <summary>What is true of a value because it is true of a part of it.</summary>
[Flags]
internal enum ValueTraits : byte
{
    None = 0,
    MentionsToken = 1,
    MentionsAged = 2,

    /// <summary>An object that the method made is a part of it, and may hold tokens.</summary>
    MentionsObject = 4,
}
