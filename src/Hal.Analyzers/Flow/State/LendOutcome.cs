namespace Hal.Analyzers.Flow.State;

/// <summary>How a call came out that a token was lent to, as far as the path tested its result.</summary>
internal enum LendOutcome : byte
{
    /// <summary>Nothing tested it, or it returns nothing.</summary>
    Untested,

    /// <summary>True, zero where zero is success, an object.</summary>
    Success,

    /// <summary>False, a negative number, null.</summary>
    Failure,

    /// <summary>Zero, which some take for success and others for nothing done.</summary>
    Zero,

    /// <summary>A number other than zero.</summary>
    NonZero,
}
