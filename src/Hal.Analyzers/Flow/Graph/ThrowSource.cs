namespace Hal.Analyzers.Flow.Graph;

internal enum ThrowSource : byte
{
    /// <summary>A <c>throw</c> of the method itself, or a rethrow of what a handler had taken.</summary>
    Statement,

    /// <summary>An operation of a HAL: Share, DmaAlloc, the constructors that call them.</summary>
    Hal,

    /// <summary>Any other call.</summary>
    Call,
}
