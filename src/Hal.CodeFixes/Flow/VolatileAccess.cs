using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Hal.CodeFixes.Flow;

/// <summary>A dereference as an access by Volatile. A struct, a span, a function that copies has no such form.</summary>
internal static class VolatileAccess
{
    public static IEnumerable<SyntaxNode> Write(FindingSite site)
    {
        if (AccessAt(site.Flagged) is not { } access
            || site.Model.Compilation.GetTypeByMetadataName("System.Threading.Volatile") is not { } type
            || site.Model.GetTypeInfo(access, site.Cancellation).Type is not { } register)
        {
            yield break;
        }

        ExpressionSyntax outermost = access;
        while (outermost.Parent is ParenthesizedExpressionSyntax parenthesized)
        {
            outermost = parenthesized;
        }

        string shortest = type.ToMinimalDisplayString(site.Model, access.SpanStart);
        string name = shortest.Contains('.') ? type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : shortest;
        switch (outermost.Parent)
        {
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax } assignment when assignment.Left == outermost:
                yield return Replace(site, assignment, Written(name, access, assignment.Right));
                break;
            case AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax } assignment when assignment.Left == outermost:
                if (Operator(assignment.Kind()) is { } @operator && IsFreeOfEffects(access))
                {
                    yield return Replace(site, assignment, Written(name, access, Combined(name, access, @operator, assignment.Right, register)));
                }

                break;
            case PrefixUnaryExpressionSyntax { Parent: ExpressionStatementSyntax, RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression }:
            case PostfixUnaryExpressionSyntax { Parent: ExpressionStatementSyntax, RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression }:
                if (IsFreeOfEffects(access))
                {
                    string step = outermost.Parent.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PostIncrementExpression ? "+" : "-";
                    yield return Replace(site, outermost.Parent, Written(name, access, Combined(name, access, step, SyntaxFactory.ParseExpression("1"), register)));
                }

                break;
            case AssignmentExpressionSyntax assignment when assignment.Left == outermost:
            case PrefixUnaryExpressionSyntax
            {
                RawKind: (int)SyntaxKind.AddressOfExpression or (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression
            }:
            case PostfixUnaryExpressionSyntax or RefExpressionSyntax or ArgumentSyntax { RefKindKeyword.RawKind: not 0 }:
                break;
            default:
                yield return Replace(site, access, Filled($"{name}.Read(ref x)", access));
                break;
        }
    }

    /// <summary>What is dereferenced in the flagged expression.</summary>
    private static ExpressionSyntax? AccessAt(SyntaxNode flagged) => flagged switch
    {
        ParenthesizedExpressionSyntax parenthesized => AccessAt(parenthesized.Expression),
        AssignmentExpressionSyntax assignment => AccessAt(assignment.Left),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } step => AccessAt(step.Operand),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } step => AccessAt(step.Operand),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PointerIndirectionExpression } or ElementAccessExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax =>
            (ExpressionSyntax)flagged,
        _ => null,
    };

    private static ExpressionSyntax Written(string name, ExpressionSyntax access, ExpressionSyntax value) => Filled($"{name}.Write(ref x, y)", access, value);

    // Arithmetic on small registers is done on int.
    private static ExpressionSyntax Combined(string name, ExpressionSyntax access, string @operator, ExpressionSyntax value, ITypeSymbol register)
    {
        string operand = value is LiteralExpressionSyntax or IdentifierNameSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax or ParenthesizedExpressionSyntax
            ? value.ToString()
            : $"({value})";
        ExpressionSyntax read = Filled($"{name}.Read(ref x)", access);
        var combined = (BinaryExpressionSyntax)SyntaxFactory.ParseExpression($"x {@operator} {operand}");
        combined = combined.WithLeft(read.WithTriviaFrom(combined.Left));
        bool isSmall = register.SpecialType is SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16;
        if (!isSmall)
        {
            return combined;
        }

        var cast = (CastExpressionSyntax)SyntaxFactory.ParseExpression($"({register.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)})(x)");
        return cast.WithExpression(((ParenthesizedExpressionSyntax)cast.Expression).WithExpression(combined));
    }

    private static string? Operator(SyntaxKind assignment) => assignment switch
    {
        SyntaxKind.OrAssignmentExpression => "|",
        SyntaxKind.AndAssignmentExpression => "&",
        SyntaxKind.ExclusiveOrAssignmentExpression => "^",
        SyntaxKind.AddAssignmentExpression => "+",
        SyntaxKind.SubtractAssignmentExpression => "-",
        SyntaxKind.LeftShiftAssignmentExpression => "<<",
        SyntaxKind.RightShiftAssignmentExpression => ">>",
        _ => null,
    };

    // Written twice, it must not do twice what it does.
    private static bool IsFreeOfEffects(ExpressionSyntax access) => !access.DescendantNodesAndSelf().Any(node =>
        node is InvocationExpressionSyntax or AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or AwaitExpressionSyntax or BaseObjectCreationExpressionSyntax
        || node.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression);

    /// <summary>The call with the given arguments, as the very nodes that they were: other findings in them are found again.</summary>
    private static ExpressionSyntax Filled(string call, params ExpressionSyntax[] arguments)
    {
        var invocation = (InvocationExpressionSyntax)SyntaxFactory.ParseExpression(call);
        SeparatedSyntaxList<ArgumentSyntax> places = invocation.ArgumentList.Arguments;
        invocation = invocation.ReplaceNodes(places, (old, _) => old.ReplaceNode(old.Expression, arguments[places.IndexOf(old)].WithoutTrivia()));
        var method = (MemberAccessExpressionSyntax)invocation.Expression;
        return method.Expression is IdentifierNameSyntax
            ? invocation
            : invocation.WithExpression(method.WithExpression(method.Expression.WithAdditionalAnnotations(Finishing.Import, Simplifier.Annotation)));
    }

    private static SyntaxNode Replace(FindingSite site, SyntaxNode old, ExpressionSyntax replacement) => site.Root.ReplaceNode(old, replacement.WithTriviaFrom(old));
}
