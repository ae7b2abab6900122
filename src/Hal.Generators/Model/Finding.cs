using Microsoft.CodeAnalysis;

namespace Hal.Generators.Model;

/// <summary>A definition rule that a HAL class breaks so that it cannot be bound.</summary>
/// <param name="Rule">Compared by value, as the rest.</param>
/// <param name="Place">Where it is reported.</param>
/// <param name="ClassName">The first argument of the rule's message.</param>
/// <param name="Reason">The second: what is wrong, and the remedy.</param>
internal sealed record Finding(DiagnosticDescriptor Rule, Place Place, string ClassName, string Reason)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, Place.ToLocation(), ClassName, Reason);
}
