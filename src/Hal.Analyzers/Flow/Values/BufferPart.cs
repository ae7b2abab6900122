namespace Hal.Analyzers.Flow.Values;

/// <summary>The two parts of a range of memory.</summary>
internal enum BufferPart : byte
{
    Pointer,
    Length,
}
