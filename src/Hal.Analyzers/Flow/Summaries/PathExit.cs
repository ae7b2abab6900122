namespace Hal.Analyzers.Flow.Summaries;

internal enum PathExit : byte
{
    Return,

    /// <summary>A statement of the method throws.</summary>
    Throw,

    /// <summary>A call of the method throws, and nothing in it takes the exception.</summary>
    Unwind,
}
