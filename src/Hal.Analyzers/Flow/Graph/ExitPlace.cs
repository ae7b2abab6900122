using System.Linq;
using Hal.Analyzers.Flow.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>The piece of source at which a path ends. A plain <c>return;</c> and the end of a body have no operation of their own.</summary>
internal static class ExitPlace
{
    public static SyntaxNode Of(BasicBlock? block, Decision? trail, IOperation root)
    {
        if (block?.BranchValue is { } value)
        {
            return value.Syntax.FirstAncestorOrSelf<StatementSyntax>() ?? value.Syntax;
        }

        if (ReturnAfter(trail) is { } exit)
        {
            return exit;
        }

        return block?.Operations.LastOrDefault()?.Syntax.FirstAncestorOrSelf<StatementSyntax>() ?? root.Syntax;
    }

    /// <summary>The return or throw in the branch that the last decision took.</summary>
    private static SyntaxNode? ReturnAfter(Decision? trail)
    {
        if (trail?.Condition.Syntax.FirstAncestorOrSelf<IfStatementSyntax>() is not { } @if)
        {
            return null;
        }

        SyntaxNode? branch = trail.Outcome ? @if.Statement : @if.Else;
        return branch?.DescendantNodesAndSelf().FirstOrDefault(node => node is ReturnStatementSyntax { Expression: null } or ThrowStatementSyntax { Expression: null });
    }
}
