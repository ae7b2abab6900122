using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>A method is larger than the engine's bounds: it says so, rather than be slow or guess.</summary>
internal static class HAL9001MethodOverBudget
{
    public static readonly DiagnosticDescriptor Descriptor = Descriptors.Create(
        "HAL9001",
        "A method is too large to be analysed",
        "'{0}' is too large for the flow analysis; no sharing or memory rule was checked in it",
        RuleCategory.Analysis,
        DiagnosticSeverity.Hidden,
        description: "The flow analysis is bounded in work, so that it never slows the editor down. Split the method to have it checked.");
}
