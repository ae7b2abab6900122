using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>What is known of an exception that leaves an operation.</summary>
/// <param name="Bound">What it certainly is: the type of an explicit throw, or of a handler that took it; null for what a call may throw.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Assembly">The assembly of the method that may throw it.</param>
/// <param name="MayCancel">Whether it may be a cancellation.</param>
/// <remarks>Two throws with the same info reach the same handlers, so their states may join.</remarks>
internal sealed record ThrowInfo(ITypeSymbol? Bound, ThrowSource Source, IAssemblySymbol? Assembly, bool MayCancel)
{
    /// <summary>What it certainly is not: the handlers that it passed by.</summary>
    public PassedHandler? Passed { get; init; }

    /// <summary>Whether <c>throw;</c> threw it again.</summary>
    public bool IsThrownAgain { get; init; }

    /// <summary>Whether no statement of the method throws it: nothing but HAL1017 is reported for its path until a handler takes it.</summary>
    public bool IsImplicit => Source != ThrowSource.Statement && !IsThrownAgain;

    /// <summary>The exception in a handler that may take it: it is of that type then.</summary>
    public ThrowInfo TakenBy(ITypeSymbol caught) => this with { Bound = caught };

    /// <summary>The exception outside a handler that may take it and did not.</summary>
    public ThrowInfo PassedBy(ITypeSymbol caught) => this with { Passed = new PassedHandler(caught, Passed) };
}
