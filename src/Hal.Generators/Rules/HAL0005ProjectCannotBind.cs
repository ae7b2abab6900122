using System.Collections.Immutable;
using Hal.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hal.Generators.Rules;

/// <summary>The binding has pointers in its signatures and implements static abstract members: the project must allow both.</summary>
internal static class HAL0005ProjectCannotBind
{
    public const string Id = "HAL0005";

    public static readonly DiagnosticDescriptor Descriptor = Descriptors.Create(
        Id,
        "A project with a HAL class allows unsafe code",
        "The HAL class '{0}' cannot be bound: {1}",
        RuleCategory.Definition,
        DiagnosticSeverity.Error,
        description: "The binding of a HAL class has pointers in its signatures, so the project allows unsafe code; and it implements static abstract members of an "
            + "interface, so the project compiles as C# 11 or later.",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>What prevents the binding of a class: what the reader found, and what the project does not allow.</summary>
    public static ImmutableArray<Finding> Append(HalReading reading, ProjectOptions options)
    {
        Finding? finding = Check(reading, options);
        if (finding is null && reading.Findings.Count == 0)
        {
            return ImmutableArray<Finding>.Empty;
        }

        ImmutableArray<Finding> findings = reading.Findings.ToImmutableArray();
        return finding is null ? findings : findings.Add(finding);
    }

    private static Finding? Check(HalReading reading, ProjectOptions options)
    {
        string? reason = !options.AllowUnsafe
            ? "the project does not allow unsafe code; add <AllowUnsafeBlocks>true</AllowUnsafeBlocks> to the project file"
            : !options.HasStaticAbstracts
                ? $"the project compiles as C# {options.LanguageVersion.ToDisplayString()}, and the binding needs static abstract members; set <LangVersion> to 11 or later"
                : null;
        return reason is null ? null : new Finding(Descriptor, reading.Place, reading.ClassName, reason);
    }
}
