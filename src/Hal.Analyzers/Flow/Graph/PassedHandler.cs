using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>A handler that did not take an exception, and those before it.</summary>
/// <param name="Caught">The type that it takes.</param>
/// <param name="Before">The handlers before it; null for none.</param>
internal sealed record PassedHandler(ITypeSymbol Caught, PassedHandler? Before);
