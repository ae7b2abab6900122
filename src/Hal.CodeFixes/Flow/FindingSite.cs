using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.CodeFixes.Flow;

/// <summary>Where a finding is, in the document as it stands: what a remedy reads.</summary>
internal sealed class FindingSite
{
    private FindingSite(SemanticModel model, KnownTypes known, SyntaxNode flagged, ImmutableArray<SyntaxNode> related, CancellationToken cancellation)
    {
        Model = model;
        Known = known;
        Calls = new HalCalls(known);
        Flagged = flagged;
        Related = related;
        Cancellation = cancellation;
    }

    public SemanticModel Model { get; }

    public KnownTypes Known { get; }

    public HalCalls Calls { get; }

    public SyntaxNode Root => Flagged.SyntaxTree.GetRoot(Cancellation);

    /// <summary>What has the squiggle.</summary>
    public SyntaxNode Flagged { get; }

    /// <summary>The additional locations: the acquisition first, where there is one in this document.</summary>
    public ImmutableArray<SyntaxNode> Related { get; }

    public CancellationToken Cancellation { get; }

    public string NewLine => NewLines.Of(Root);

    /// <summary>Null where the document does not see Hal.Abstractions.</summary>
    public static FindingSite? Create(
        SemanticModel model, SyntaxNode flagged, ImmutableArray<SyntaxNode> related, CancellationToken cancellation) =>
        KnownTypes.TryCreate(model.Compilation) is { } known ? new FindingSite(model, known, flagged, related, cancellation) : null;

    /// <summary>The same finding in a changed root, for a remedy that takes two steps.</summary>
    public FindingSite? In(SyntaxNode root, SyntaxNode flagged)
    {
        SyntaxTree tree = root.SyntaxTree;
        return Create(Model.Compilation.ReplaceSyntaxTree(Model.SyntaxTree, tree).GetSemanticModel(tree), flagged, ImmutableArray<SyntaxNode>.Empty, Cancellation);
    }

    /// <summary>The HAL operation that a call performs, or null.</summary>
    public HalOperation? OperationOf(IOperation? operation) =>
        operation is IInvocationOperation invocation ? Calls.Recognize(invocation.TargetMethod) : null;

    /// <summary>The HAL call around an argument.</summary>
    public IInvocationOperation? HalCallAround(SyntaxNode argument) => argument.AncestorsAndSelf()
        .TakeWhile(node => node is not StatementSyntax and not MemberDeclarationSyntax)
        .OfType<InvocationExpressionSyntax>()
        .Select(invocation => Model.GetOperation(invocation, Cancellation) as IInvocationOperation)
        .FirstOrDefault(invocation => OperationOf(invocation) is not null);

    /// <summary>The call that acquired what a release was told wrongly, or null.</summary>
    public IOperation? AcquisitionOfRelated() =>
        Related.IsEmpty ? null : Model.GetOperation(Related[0], Cancellation) is IInvocationOperation or IObjectCreationOperation
            ? Model.GetOperation(Related[0], Cancellation)
            : null;

    /// <summary>The expression that a call has for a parameter, or null where it is left to its default.</summary>
    public static ExpressionSyntax? Argument(IOperation? call, string parameter)
    {
        ImmutableArray<IArgumentOperation> arguments = call switch
        {
            IInvocationOperation invocation => invocation.Arguments,
            IObjectCreationOperation creation => creation.Arguments,
            _ => ImmutableArray<IArgumentOperation>.Empty,
        };
        return arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter && argument.ArgumentKind == ArgumentKind.Explicit)?.Syntax switch
        {
            ArgumentSyntax argument => argument.Expression,
            _ => null,
        };
    }
}
