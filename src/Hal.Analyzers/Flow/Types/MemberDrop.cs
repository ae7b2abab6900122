using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Types;

/// <summary>A member that ends the work of an object drops what a field holds, and releases nothing of it.</summary>
/// <param name="By">The method that drops it.</param>
/// <param name="Place">The assignment of nothing, or the call that clears the collection.</param>
internal sealed record MemberDrop(IMethodSymbol By, SyntaxNode Place);
