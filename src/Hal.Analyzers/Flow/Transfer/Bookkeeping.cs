using System;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Transfer;

/// <summary>Methods that look at an address and do nothing with it: logs, assertions, text. Known by their names, which authors keep to.</summary>
internal static class Bookkeeping
{
    private static readonly string[] s_names = { "Log", "Trace", "Debug", "Console", "Assert", "Expect", "Diagnostic", "Print", "Format", "Dump", "Verify" };

    public static bool Is(IMethodSymbol method) =>
        IsNamed(method.ContainingType?.Name) || IsNamed(method.Name);

    private static bool IsNamed(string? name) =>
        name is not null && Array.Exists(s_names, part => name.StartsWith(part, StringComparison.Ordinal) || name.EndsWith(part + "ger", StringComparison.Ordinal));
}
