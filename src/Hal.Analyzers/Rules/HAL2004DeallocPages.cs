using System.Collections.Immutable;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>DmaDealloc is told another number of pages than DmaAlloc was (contract C4).</summary>
internal sealed class HAL2004DeallocPages : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL2004",
        "DmaDealloc with another page count than DmaAlloc",
        "'{0}' was allocated with {1} pages in line {2} and is deallocated with {3} (contract C4)",
        RuleCategory.DmaMemory,
        DiagnosticSeverity.Warning,
        description: "The number of pages is the one that DmaAlloc was asked for (contract C4). Pages, not bytes.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override int Precedence => DefectOrder.OtherArgument;

    public override Finding? OnReleased(ReleasedEvent released)
    {
        if (released.Kind != ReleaseKind.DmaDealloc || released.Token is not { IsMemory: true } token ||
            released.Compare(released.Pages, released.Fact?.Pages) != Relation.Different)
        {
            return null;
        }

        string pages = Text.Argument(token, "pages");
        SyntaxNode place = (released.PagesArgument ?? released.Operation).Syntax;
        return new Finding(
            s_descriptor, place, Text.Of(released.AddressArgument ?? released.Operation), pages, Text.Line(token.Site?.Syntax), Text.Of(place))
        {
            Site = released.Operation.Syntax,
            Related = Places.Of(token),
            Properties = ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Expression, pages),
        };
    }
}
