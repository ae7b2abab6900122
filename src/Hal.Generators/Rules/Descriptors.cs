using Microsoft.CodeAnalysis;

namespace Hal.Generators.Rules;

/// <summary>
/// Makes the descriptor of every rule, so that help links and tags are decided in one place. It stands in this assembly because the
/// generator reports rules too; parameters are named as <see cref="DiagnosticDescriptor"/>'s, by which release tracking reads the calls.
/// </summary>
internal static class Descriptors
{
    private const string Pages = "https://github.com/halgen/halgen/blob/main/docs/rules/";

    /// <param name="id">The rule's id, <c>HAL1002</c>; its page is <c>docs/rules/HAL1002.md</c>.</param>
    /// <param name="title">The contract in one line, without a period.</param>
    /// <param name="messageFormat">What is wrong here and what to do; names the variable and the place.</param>
    /// <param name="category">One of <see cref="RuleCategory"/>.</param>
    /// <param name="defaultSeverity">As <c>rules.md</c> of the design has it.</param>
    /// <param name="isEnabledByDefault">Whether the rule reports without being asked to.</param>
    /// <param name="description">Why, with the contract's number; a sentence.</param>
    /// <param name="customTags">Further tags, as <see cref="WellKnownDiagnosticTags"/> has them.</param>
    public static DiagnosticDescriptor Create(
        string id,
        string title,
        string messageFormat,
        string category,
        DiagnosticSeverity defaultSeverity,
        bool isEnabledByDefault = true,
        string? description = null,
        params string[] customTags) =>
        new(id, title, messageFormat, category, defaultSeverity, isEnabledByDefault, description, Pages + id + ".md", customTags);
}
