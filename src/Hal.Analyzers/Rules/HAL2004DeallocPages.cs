using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Types;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

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
        if (released.Kind != ReleaseKind.DmaDealloc || released.Pages is not { } pages)
        {
            return null;
        }

        Token? wrong = released.Token is null
            ? released.OriginUnless(call => MayBe(released, call, pages))
            : released.Token.IsMemory && released.Fact?.Pages is { } allocated && Differ(released, pages, allocated) ? released.Token : null;
        if (wrong is not { } token || released.IsToldInside(call => MayBe(released, call, pages)))
        {
            return null;
        }

        string asked = Text.Argument(token, "pages");
        SyntaxNode place = (released.PagesArgument ?? released.Operation).Syntax;
        return new Finding(
            s_descriptor, place, Text.Of(released.AddressArgument ?? released.Operation), asked, Text.Line(token.Site?.Syntax), Text.Of(place))
        {
            Site = released.Operation.Syntax,
            Related = Places.Of(token),
        };
    }

    /// <summary>Whether two counts certainly differ: also a count and its multiple, bytes for pages, since no count is 0 (contract C1).</summary>
    private static bool Differ(ReleasedEvent released, Value pages, Value allocated) =>
        released.Compare(pages, allocated) == Relation.Different ||
        (!pages.MentionsAged && !allocated.MentionsAged && released.Context.Values.Subtract(pages, allocated) is
            { Kind: ValueKind.Linear, Operands.Length: 1, Extra: LinearSum { Constant: 0 } } difference &&
            (ReferenceEquals(difference.Operands[0], allocated) || ReferenceEquals(difference.Operands[0], pages)));

    /// <summary>Whether a DmaAlloc in another member may have asked for a number of pages: only two constants certainly differ.</summary>
    private static bool MayBe(ReleasedEvent released, IInvocationOperation allocation, Value pages) =>
        !pages.IsConstant(out long told) || Arguments.Number(allocation, "pages", released.Context.Services.FixedMembers) is not { } allocated || allocated == told;
}
